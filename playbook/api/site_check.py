"""Requests to page and API: one under another site's name, or a change from its page, is refused."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from playbook.api import wording
from playbook.api.answers import Refusal
from playbook.api.guard import may_fetch
from playbook.api.headers import is_given_out
from playbook.services.reaching.addresses import Addresses
from playbook.services.reaching.local_visitor import from_this_machine

READING = frozenset({"GET", "HEAD", "OPTIONS"})
PICTURES = (".png", ".jpg", ".jpeg", ".ico", ".webp")
POLICY_VIOLATION = 1008


class SiteCheck:
    """Looks at Host and Origin before anything else does: of pages, API, uploads and the page's websocket alike."""

    def __init__(self, app: ASGIApp, addresses: Callable[[], Addresses] = Addresses, base: str = "") -> None:
        self.app = app
        self._addresses = addresses
        self._base = base
        self._api = f"{base}/api"
        self._counters = f"{base}/_stcore/metrics"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
        else:
            await self._answer(refusal, scope["path"])(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers, addresses = Headers(scope=scope), self._addresses()
        if "transfer-encoding" in headers and "content-length" in headers:
            return Refusal(400, "two_lengths", wording.TWO_LENGTHS, headers={"Connection": "close"})
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        host = hosts[0] if len(hosts) == 1 else ""
        if not addresses.is_ours(host):
            return Refusal(421, "not_our_name", wording.not_our_name(host))
        if scope["type"] == "http" and scope["path"].rstrip("/") == self._counters:
            client = scope.get("client") or ("",)
            if not from_this_machine(headers, client[0]):
                return Refusal(403, "forbidden", wording.COUNTERS)
        if scope["type"] == "http" and self._is_kept_from(scope):
            return Refusal(401, "unauthorized", wording.SIGN_IN_FIRST)
        if scope["type"] == "http" and scope["method"] in READING:
            return None
        if len(origins) > 1 or (origins and not addresses.is_our_page(origins[0], host)):
            return Refusal(403, "not_our_page", wording.not_our_page(origins[0]))
        return None

    def _is_kept_from(self, scope: Scope) -> bool:
        """Whether a file that a page gave out, or a page's field for files, is asked for by somebody who may not see
        that page; its icon and its logo stand on the page for signing in, too."""
        path = scope["path"]
        given_out = is_given_out(path, self._base) and not path.endswith(PICTURES)
        taken_in = path.startswith(f"{self._base}/_stcore/upload_file")
        return (given_out or taken_in) and not may_fetch(HTTPConnection(scope).cookies)

    def _answer(self, refusal: Refusal, path: str) -> Response:
        if path == self._api or path.startswith(f"{self._api}/"):
            return refusal.answer()
        return PlainTextResponse(str(refusal), refusal.status, refusal.headers)
