"""What this process listens on: answers leave there at once, and the command on this machine knows where to ask."""

import gc
import socket


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
