"""Addresses of pages: the overview's own name leads to it, and where no page is, to the overview, which says so."""

from collections.abc import Collection
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from playbook.settings import NOT_HERE

_NOT_PAGES = frozenset({"api", "_stcore", "media", "component", "static", "app", "auth", "oauth2callback"})
"""What the app answers beside pages, by the first part of its address; files have a dot in their last part."""


def is_beside_pages(path: str) -> bool:
    """Whether no page can stand at a path below the base: files, and what the app answers beside its pages."""
    parts = path.strip("/").split("/")
    return parts[0] in _NOT_PAGES or "." in parts[-1]


class PageAddresses:
    """Sends a browser on where it opens an address without a page; `home` is the page that stands at the base."""

    def __init__(self, app: ASGIApp, pages: Collection[str], home: str, base: str = "") -> None:
        self.app = app
        self._pages = frozenset(pages) - {home}
        self._home = home
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = self._elsewhere(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if target is None:
            await self.app(scope, receive, send)
        else:
            await RedirectResponse(target, 307, {"Cache-Control": "no-cache"})(scope, receive, send)

    def _elsewhere(self, scope: Scope) -> str | None:
        """Where the browser finds the overview, seen from the address it asked for; None where that is a page or no
        page at all."""
        path = str(scope["path"]).removeprefix(self._base)
        if "text/html" not in Headers(scope=scope).get("accept", "") or path[:1] != "/" or path[:2] == "//":
            return None
        below = path.strip("/")
        if not below or below in self._pages or is_beside_pages(path):
            return None
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        if below != self._home:
            query = [(name, value) for name, value in query if name != NOT_HERE] + [(NOT_HERE, below)]
        asked_for = scope.get("raw_path", b"").decode("latin-1").removeprefix(self._base) or path
        up = "../" * (asked_for.count("/") - 1) or "./"  # a proxy may have put a path of its own before it
        return f"{up}?{urlencode(query, quote_via=quote)}" if query else up
