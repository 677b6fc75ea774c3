"""Asks a service over HTTP: politely, within bounds, and with no secret in what it says."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from playbook.services.pulling import wording
from playbook.services.pulling.request import Request, Trouble
from playbook.services.reaching.local_visitor import is_this_machine
from playbook.services.reaching.metadata_addresses import leads_to_metadata
from playbook.services.reaching.wording import metadata_address
from playbook.services.running_app.calling import TooMuch, Unreachable, bounded, pieces_of

PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try, where the service names none."""
LONGEST_PAUSE = 120.0
LARGEST = 200_000_000
LONGEST_SECONDS = 600
MOST_PAGES = 500
_TIMEOUT = httpx.Timeout(60, connect=10)
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
Parameters = list[tuple[str, str | int | float | bool | None]]


class Client:
    """One service by its address. Raises Trouble."""

    def __init__(self, request: Request, http: httpx.Client) -> None:
        self._request = request
        self._http = http
        self._left = LARGEST

    def page(self, path: str, parameters: Mapping[str, str]) -> Mapping[str, Any]:
        """The JSON document of an answer."""
        everything: Parameters = [*parameters.items(), *self._request.pull.parameters.items()]
        content = self.content(path, everything)
        try:
            document = json.loads(content or b"")
        except (ValueError, RecursionError):
            page = (content or b"").lstrip()[:1] == b"<"
            raise Trouble(wording.A_PAGE if page else wording.NOT_JSON) from None
        if not isinstance(document, dict):
            raise Trouble(wording.OTHER_SHAPE)
        return document

    def content(self, path: str, parameters: Parameters, *, or_none: bool = False) -> bytes | None:
        """The bytes of an answer; with `or_none` None where there is nothing at that address."""
        for pause in (*PAUSES, None):
            try:
                with self._http.stream("GET", path, params=parameters or None) as answer:
                    if answer.status_code == httpx.codes.OK:
                        return self._read(answer)
                    if or_none and answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
                        return None
                    trouble = self._refusal(answer)
                    if answer.status_code not in _AGAIN or pause is None:
                        raise trouble
                    wait = _retry_after(answer, pause)
            except TooMuch:
                raise Trouble(wording.TOO_MUCH) from None
            except Unreachable as reason:
                raise Trouble(wording.lost(str(reason))) from None
            except httpx.TransportError as reason:
                if pause is None:
                    raise Trouble(wording.lost(type(reason).__name__)) from None
                wait = pause
            if wait > LONGEST_PAUSE:
                raise Trouble(wording.asks_for_patience(wait))
            self._request.wait(wait)
        raise Trouble(wording.lost("no answer"))

    def _read(self, answer: httpx.Response) -> bytes:
        content = b"".join(bounded(pieces_of(answer), self._left, LONGEST_SECONDS))
        self._left -= len(content)
        return content

    def _refusal(self, answer: httpx.Response) -> Trouble:
        # never what the service itself says: some repeat the key they were sent
        status = answer.status_code
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return Trouble(wording.refuses_the_key(status, self._request.pull.secrets))
        if answer.is_redirect:
            return Trouble(wording.MOVED)
        return Trouble(wording.answered_with(status))


def _retry_after(answer: httpx.Response, otherwise: float) -> float:
    """The seconds that a service asks to wait, by its own clock where it names a moment."""
    said = (answer.headers.get("Retry-After") or answer.headers.get("X-RateLimit-Reset") or "").strip()
    if said.isascii() and said.replace(".", "", 1).isdigit():
        return max(float(said), 0.0)
    try:
        until, now = (parsedate_to_datetime(text) for text in (said, answer.headers.get("Date", "")))
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError):  # no date; TypeError where one of two has no zone
        return otherwise


@contextmanager
def client(request: Request, address: str, headers: Mapping[str, str]) -> Iterator[Client]:
    """A client of a service; raises Trouble where a key would go over plain HTTP to another machine."""
    try:
        url = httpx.URL(request.pull.url.strip().rstrip("/") or address)
    except httpx.InvalidURL:
        raise Trouble(wording.NO_ADDRESS) from None
    local = is_this_machine(url.host)
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise Trouble(wording.NO_ADDRESS)
    if headers and url.scheme != "https" and not local:
        raise Trouble(wording.in_the_clear(url.host))
    if not local and leads_to_metadata(url.host):
        raise Trouble(metadata_address(url.host))
    everything = {"User-Agent": "ai-engineering-playbook pull", "Accept-Encoding": "identity", **headers}
    with httpx.Client(
        base_url=url, headers=everything, timeout=_TIMEOUT, trust_env=not local, follow_redirects=False
    ) as http:
        yield Client(request, http)


def bearer(request: Request) -> dict[str, str]:
    """One secret is a bearer token, two are a name and a password; none is no header."""
    first, second = request.key(0), request.key(1)
    if first is None:
        return {}
    if second is None:
        return {"Authorization": f"Bearer {first}"}
    return {"Authorization": f"Basic {b64encode(f'{first}:{second}'.encode()).decode()}"}
