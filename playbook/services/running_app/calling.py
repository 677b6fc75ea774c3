"""A running app, asked to run a command, by the standard library alone: a pipeline that asks waits for no other."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from playbook.services.reaching.local_visitor import is_this_machine
from playbook.services.reaching.unzipping import Damaged, unzipped

if TYPE_CHECKING:
    import httpx

SECONDS_TO_ANSWER = 600
SECONDS_TO_CONNECT = 5
LARGEST = 64_000_000
"""Bytes of a document; the longest of ours are a few."""
LONGEST_SECONDS = 900
_EXIT_CODES = (0, 1, 2, 3)
_GZIP = ("gzip", "x-gzip")


class NoAnswer(Exception):
    """What was asked for did not come; `refusals` says it to people."""


class InTheClear(NoAnswer):
    """A token that others on the way could read was not sent."""


class Unreachable(NoAnswer):
    """Nobody answered, or not to the end; the message says what the net said."""


class TooMuch(NoAnswer):
    """An answer that is longer, or takes longer, than any of ours."""


class OtherAnswer(NoAnswer):
    """Something else was answered; `document` is None where it was none."""

    def __init__(self, status: int, document: dict[str, Any] | None) -> None:
        super().__init__(f"status {status}")
        self.status, self.document = status, document


def headers_of(token: str | None) -> dict[str, str]:
    """What every request says; not compressed, so that what is counted is what came."""
    said = {"Accept": "application/json", "Accept-Encoding": "identity"}
    return said | {"Authorization": f"Bearer {token.strip()}"} if token else said


def is_address(text: str) -> bool:
    """Whether a request can be sent there. A password or a token in it would be repeated by every message."""
    return text.startswith(("http://", "https://")) and "@" not in text and "?" not in text


def goes_past_proxies(scheme: str, host: str | None, headers: Mapping[str, str], *, insecure: bool) -> bool:
    """Whether an app is on this machine, where no proxy stands between. Raises InTheClear."""
    local = is_this_machine(host or "")
    if "Authorization" in headers and scheme != "https" and not local and not insecure:
        raise InTheClear
    return local


def printed(
    address: str, headers: Mapping[str, str], name: str, options: Mapping[str, str], *, insecure: bool
) -> dict[str, Any]:
    """What a command prints there: `output`, `messages` and `exit_code`. Raises NoAnswer."""
    try:
        parts = urlsplit(address)
        local = goes_past_proxies(parts.scheme, parts.hostname, headers, insecure=insecure)
        request = Request(f"{address}/api/command/{name}?{urlencode(options)}", headers=dict(headers))  # noqa: S310
        with _opened(request, past_proxies=local) as answer:
            redirected = 300 <= answer.status < 400
            document = None if redirected else document_of(bounded(_pieces(answer)))
    except (OSError, HTTPException, ValueError) as reason:
        raise Unreachable(str(reason) or type(reason).__name__) from reason
    if answer.status != 200 or document is None or not _is_printed(document):
        raise OtherAnswer(answer.status, document)
    return document


def bounded(pieces: Iterable[bytes], most: int = LARGEST, seconds: float = LONGEST_SECONDS) -> Iterator[bytes]:
    """The bytes of an answer as they come; raises TooMuch."""
    size, until = 0, monotonic() + seconds
    for piece in pieces:
        size += len(piece)
        if size > most or monotonic() > until:
            raise TooMuch
        yield piece


def pieces_of(answer: "httpx.Response") -> Iterator[bytes]:
    """The bytes of an answer as they come, out of one layer of gzip at most: in whatever else they were packed, they
    stay, since a few of them can be a bomb. Raises Unreachable."""
    packed = answer.headers.get("content-encoding", "").strip().casefold()
    try:
        yield from unzipped(answer.iter_raw()) if packed in _GZIP else answer.iter_raw()
    except Damaged as reason:
        raise Unreachable("gzip") from reason


def document_of(pieces: Iterable[bytes]) -> dict[str, Any] | None:
    """The document of an answer; None where it is none. Raises TooMuch."""
    content = b"".join(pieces)
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _is_printed(document: dict[str, Any]) -> bool:
    texts = (document.get("output"), document.get("messages"))
    code = document.get("exit_code")
    return all(isinstance(text, str) for text in texts) and type(code) is int and code in _EXIT_CODES


@contextmanager
def _opened(request: Request, *, past_proxies: bool) -> Iterator[HTTPResponse]:
    # an opener of its own follows no redirect and takes every status for an answer
    opener = OpenerDirector()
    for handler in (ProxyHandler({} if past_proxies else None), _Http(), _Https()):
        opener.add_handler(handler)
    with opener.open(request, timeout=SECONDS_TO_CONNECT) as answer:
        yield answer


def _pieces(answer: HTTPResponse) -> Iterator[bytes]:
    while piece := answer.read1(65_536):
        yield piece
    if answer.length:  # cut off
        raise HTTPException(f"{answer.length} bytes of the answer are missing")


class _Connection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(SECONDS_TO_ANSWER)


class _SecureConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(SECONDS_TO_ANSWER)


class _Http(HTTPHandler):
    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_Connection, request)


class _Https(HTTPSHandler):
    def https_open(self, request: Request) -> HTTPResponse:
        import ssl  # noqa: PLC0415  (only an address with https:// pays for it and for what it trusts)

        import certifi  # noqa: PLC0415  (as above)

        trusted = ssl.create_default_context()
        trusted.load_verify_locations(certifi.where())  # not every machine has authorities of its own
        return self.do_open(_SecureConnection, request, context=trusted)
