"""Headers that keep a browser from running or loading what does not come from this page; and the cookie that tells one
browser from another."""

from collections.abc import Mapping
from secrets import token_urlsafe

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playbook.settings import BROWSER_COOKIE

# Streamlit's charts compile their expressions, and its styles are written into the page: hence the two allowances
_POLICY = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
_UNCHANGED = 304
_DAYS = 30 * 24 * 3600
_HANDED_OUT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
"""For documents and files: whatever is in them, nothing of it runs or reaches the page."""
HEADERS = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HANDED_OUT = HEADERS | {
    "Content-Security-Policy": _HANDED_OUT,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
"""Answers of the API, and files that a page gave out for download."""


def headers_of(path: str, base: str) -> Mapping[str, str]:
    """The headers of what stands at an address."""
    is_api = f"{path.removeprefix(base)}/".startswith("/api/")
    return HANDED_OUT if is_api or is_given_out(path, base) else HEADERS


def is_given_out(path: str, base: str) -> bool:
    """Whether a file stands there that a page gave out for download."""
    return path.removeprefix(base).startswith(("/media/", "/_stcore/media"))


class Protection:
    """Puts the headers on every answer, page and API alike, and the cookie on pages for a browser without one."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        connection = HTTPConnection(scope)
        is_new = BROWSER_COOKIE not in connection.cookies
        secure = "; Secure" if connection.url.scheme == "https" else ""
        value = token_urlsafe(24) if is_new else ""
        cookie = f"{BROWSER_COOKIE}={value}; Max-Age={_DAYS}; Path=/; HttpOnly; SameSite=Lax{secure}"

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                protecting = headers_of(scope["path"], self._base)
                for name, content in protecting.items():
                    headers.setdefault(name, content)
                is_page = headers.get("content-type", "").startswith("text/html") or message["status"] == _UNCHANGED
                if is_new and is_page and protecting is HEADERS:
                    headers.append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_protected)
