"""What this process listens on: answers leave there at once, and the command on this machine knows where to ask."""

import gc
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

NO_HANDSHAKE = (
    b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: 29\r\n\r\nThat is no websocket request."
)


def answer_at_once() -> list[tuple[str, int]]:
    """Sets TCP_NODELAY on every socket that this process listens on, and on each connection that it will take there.
    Host and port of each.

    A server that is given a socket made by `socket.socket()`, as Streamlit's is, never sets it: asyncio does so only
    where the socket names its protocol. Headers and body of an answer leave apart, and the body would then wait for
    the receiver's word on the headers, 40 ms on most systems: every answer on a connection that was used before.
    """
    listening = [found for found in gc.get_objects() if type(found) is socket.socket and _listens(found)]
    for found in listening:
        # connections that are accepted later inherit it
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return [found.getsockname()[:2] for found in listening]


def _listens(found: socket.socket) -> bool:
    try:
        return found.family in (socket.AF_INET, socket.AF_INET6) and bool(
            found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        )
    except OSError:  # closed meanwhile, or a system that does not say
        return False


def leave_no_handshake_waiting() -> None:
    """Answers a request for a websocket that is none (with a body, or with a line that is too long), where uvicorn
    would say nothing and keep the connection for as long as the other side does."""
    try:
        from uvicorn.protocols.websockets.websockets_sansio_impl import (  # noqa: PLC0415 - older ones have another
            WebSocketsSansIOProtocol,
        )
    except ImportError:
        return
    usual = WebSocketsSansIOProtocol.data_received

    def data_received(self: "WebSocketsSansIOProtocol", data: bytes) -> None:
        usual(self, data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated and not self.transport.is_closing():
            self.transport.write(NO_HANDSHAKE)
            self.transport.close()

    WebSocketsSansIOProtocol.data_received = data_received  # type: ignore[method-assign]
