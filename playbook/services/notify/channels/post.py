"""Posts JSON to an address that people configured: within bounds, over TLS, and with no secret in what it says."""

import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import httpx

from playbook.services.notify import wording
from playbook.services.notify.outgoing import NotTaken
from playbook.services.reaching.local_visitor import is_this_machine
from playbook.services.reaching.metadata_addresses import leads_to_metadata
from playbook.services.reaching.wording import metadata_address
from playbook.services.running_app.calling import TooMuch, Unreachable, bounded, pieces_of

TIMEOUT = httpx.Timeout(20, connect=10)
LONGEST_SECONDS = 60.0
LARGEST_ANSWER = 100_000
LONGEST_PAUSE = 86_400.0
_TYPE = "application/json; charset=utf-8"
_PLAIN = {"Accept-Encoding": "identity"}


def post(address: str, content: bytes, headers: Mapping[str, str] | None = None) -> None:
    """Raises NotTaken where the answer is anything but yes, or none comes."""
    url = _checked(address)
    local = is_this_machine(url.host)
    said = {"User-Agent": "ai-engineering-playbook notify", "Content-Type": _TYPE, **_PLAIN, **(headers or {})}
    try:
        with (
            httpx.Client(timeout=TIMEOUT, trust_env=not local, follow_redirects=False) as http,
            http.stream("POST", url, content=content, headers=said) as answer,
        ):
            b"".join(bounded(pieces_of(answer), LARGEST_ANSWER, LONGEST_SECONDS))
            if not answer.is_success:
                raise NotTaken(_refusal(answer), _asked_pause(answer))
    except TooMuch:
        raise NotTaken(wording.TOO_MUCH) from None
    except (httpx.TransportError, Unreachable) as reason:
        raise NotTaken(wording.NO_CERTIFICATE if _is_of_certificate(reason) else wording.lost(reason)) from None


def _checked(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        raise NotTaken(wording.NO_ADDRESS) from None
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise NotTaken(wording.NO_ADDRESS)
    local = is_this_machine(url.host)
    if url.scheme != "https" and not local:
        raise NotTaken(wording.in_the_clear(url.host))
    if not local and leads_to_metadata(url.host):
        raise NotTaken(metadata_address(url.host))
    return url


def _refusal(answer: httpx.Response) -> str:
    # never what the service itself says: some repeat the address, which is the secret
    return wording.MOVED if answer.is_redirect else wording.answered_with(answer.status_code)


def _asked_pause(answer: httpx.Response) -> float | None:
    """The seconds that a service asks to wait, by its own clock where it names a moment."""
    said = (answer.headers.get("Retry-After") or "").strip()
    if said.isascii() and said.replace(".", "", 1).isdigit():
        return min(float(said), LONGEST_PAUSE)
    try:
        until, now = (parsedate_to_datetime(text) for text in (said, answer.headers.get("Date", "")))
        return min(max((until - now).total_seconds(), 0.0), LONGEST_PAUSE)
    except (ValueError, TypeError):  # no date; TypeError where one of two has no zone
        return None


def _is_of_certificate(reason: BaseException) -> bool:
    cause: BaseException | None = reason
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
