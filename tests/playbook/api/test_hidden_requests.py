"""A second request hidden in the first, through a real nginx: what one of the two reads as a body, both do."""

import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.playbook.api.test_behind_a_proxy import BASE, nginx
from tests.playbook.served import Served, serving

HIDDEN = f"GET {BASE}/api/backup?hidden=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
ENDED = f"0\r\n\r\n{HIDDEN}"
LENGTH = f"Content-Length: {len(ENDED)}"
CHUNKED = "Transfer-Encoding: chunked"
_MASKS = (
    "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked", "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: identity, chunked", "Transfer-Encoding:\x0bchunked", 'Transfer-Encoding: "chunked"',
    "Transfer-Encoding:\r\n chunked", "X: x\nTransfer-Encoding: chunked", "Transfer_Encoding: chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow", "TRANSFER-ENCODING: CHUNKED",
)  # fmt: skip
HEADS: dict[str, list[str]] = {
    "both, the length whole": [LENGTH, CHUNKED],
    "both, the length short": ["Content-Length: 5", CHUNKED],
    "two lengths": ["Content-Length: 5", LENGTH],
    "two lengths in one": [f"Content-Length: 5, {len(ENDED)}"],
    "a length with a sign": ["Content-Length: +5"],
    "a length in hexadecimal": ["Content-Length: 0x5"],
    "a length below zero": ["Content-Length: -1"],
    "no length": [],
    "a length and an expectation": ["Expect: 100-continue", "Content-Length: 5"],
    "another protocol": ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk", LENGTH],
    "half a websocket": ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 777", LENGTH],
    **{f"masked: {mask!r}": [LENGTH, mask] for mask in _MASKS},
}
CHUNKS = {
    "a chunk's length with an extension": f"5;a\r\n\r\n\r\n{ENDED}",
    "a chunk that ends in a bare line feed": f"0\n\n{HIDDEN}",
    "a chunk's length that runs over": f"FFFFFFFFFFFFFFFF0\r\n\r\n{HIDDEN}",
    "a chunk's length with a sign": f"-0\r\n\r\n{HIDDEN}",
    "trailers": f"0\r\nContent-Length: 0\r\nX: y\r\n\r\n{HIDDEN}",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An app below a path, which needs a token for every reader who comes through the proxy."""
    with serving(tmp_path_factory.mktemp("hidden"), BASE) as found:
        yield found


@pytest.fixture(scope="module")
def proxy(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real nginx before it."""
    with nginx(tmp_path_factory.mktemp("nginx") / "nginx", served.address.removesuffix(BASE)) as host:
        yield host


def answers(address: str, head: list[str], body: str, path: str = "/api/snapshots") -> list[int]:
    """The statuses of everything that is answered to these bytes on one connection."""
    lines = [f"POST {BASE}{path} HTTP/1.1", "Host: localhost", *head]
    with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=30) as asking:
        asking.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode("latin-1"))
        asking.settimeout(2)
        got = b""
        try:
            while piece := asking.recv(1 << 16):
                got += piece
        except (TimeoutError, ConnectionError):
            pass
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", got)]


def requests(served: Served) -> list[tuple[str, int]]:
    """What the app took for a request of its own, by its log: where to, and what it answered."""
    log = (served.world.folder.parent / "log").read_text("utf-8")
    return [(route, int(status)) for route, status in re.findall(r'route="([^"]+)" status=(\d+)', log)]


@pytest.mark.parametrize("case", [*HEADS, *CHUNKS])
def test_the_app_sees_no_request_that_the_proxy_did_not(served: Served, proxy: str, case: str) -> None:
    head, body = (HEADS[case], ENDED) if case in HEADS else ([CHUNKED], CHUNKS[case])
    for path in ("/api/snapshots", "/api/health"):
        before = len(requests(served))
        got = answers(proxy, head, body, path)
        assert got, "a request that is left without an answer"
        assert len(requests(served)) - before <= len(got), got
    assert (f"{BASE}/api/backup", 200) not in requests(served)
    assert ("/api/backup", 200) not in requests(served)


def test_who_names_the_machine_itself_through_a_proxy_is_not_its_owner(proxy: str) -> None:
    for host in ("localhost", "127.0.0.1", "localhost:8501"):
        asked = urllib.request.Request(f"{proxy}{BASE}/api/backup", headers={"Host": host})  # noqa: S310 - of this machine
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(asked, timeout=30)  # noqa: S310 - as above


@pytest.mark.parametrize(
    "head",
    [[LENGTH], [CHUNKED], ["Content-Length: 100000000"], [f"X: {'x' * 20_000}"], [f"X-{n}: x" for n in range(400)]],
    ids=["a body", "chunks", "a body that is on its way", "a long line", "many lines"],
)
@pytest.mark.parametrize("path", ["/_stcore/stream", "/api/health", ""])
def test_a_request_for_a_websocket_that_is_none_is_refused_and_let_go(
    served: Served, path: str, head: list[str]
) -> None:
    asks = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: YQ=="]
    lines = [f"GET {BASE}{path} HTTP/1.1", "Host: localhost", *asks, *head]
    with socket.create_connection(("127.0.0.1", urlsplit(served.address).port or 0), timeout=60) as asking:
        asking.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        got = b""
        while piece := asking.recv(1 << 16):
            got += piece
    assert re.findall(rb"HTTP/1\.1 (\d{3})", got) == [b"400"]
