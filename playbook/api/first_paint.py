"""The page's style in the document itself: what is drawn before the script's first answer lies where it will stay."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playbook.api.page_addresses import is_beside_pages

_END = b"</body>"
_OF_ANOTHER_TEXT = frozenset([b"accept-encoding", b"if-modified-since", b"if-none-match", b"if-range", b"range"])
"""Request headers that ask for a part, a packed form or an earlier state of the document as it lies on disk."""
_LEFT_OUT = ("etag", "last-modified", "accept-ranges")


class FirstPaint:
    """Writes `style` into the document of every page, last, where it stands above what Streamlit writes into the head;
    whatever else is answered stays as it is."""

    def __init__(self, app: ASGIApp, style: str, base: str = "") -> None:
        self.app = app
        self._style = style.encode()
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._asks_for_a_page(scope):
            await self.app(scope, receive, send)
            return
        begun: Message | None = None
        content = b""

        async def send_with_style(message: Message) -> None:
            nonlocal begun, content
            if message["type"] == "http.response.start" and _is_document(message):
                begun = message
            elif begun is None:
                await send(message)
            else:
                content += message.get("body", b"")
                if not message.get("more_body", False):
                    await self._send_whole(begun, content, send)

        kept = [header for header in scope["headers"] if header[0] not in _OF_ANOTHER_TEXT]
        await self.app({**scope, "headers": kept}, receive, send_with_style)

    def _asks_for_a_page(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        path = str(scope["path"]).removeprefix(self._base)
        return "text/html" in Headers(scope=scope).get("accept", "") and not is_beside_pages(path)

    async def _send_whole(self, begun: Message, content: bytes, send: Send) -> None:
        head, end, tail = content.rpartition(_END)
        whole = head + self._style + end + tail if end else content
        headers = MutableHeaders(scope=begun)
        for name in _LEFT_OUT:
            del headers[name]
        headers["content-length"] = str(len(whole))
        await send(begun)
        await send({"type": "http.response.body", "body": whole})


def _is_document(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    packed = headers.get("content-encoding", "")
    return message["status"] == 200 and headers.get("content-type", "").startswith("text/html") and not packed
