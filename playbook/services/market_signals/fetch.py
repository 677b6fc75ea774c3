"""Asks a public service for one signal: one polite request, with time-outs, and every refusal in words."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

from playbook.concerns.signals import wording
from playbook.model.signals import Signal, SignalSource
from playbook.services.market_signals.answers import Counted, SignalTroubleError, counted
from playbook.services.reaching.metadata_addresses import leads_to_metadata
from playbook.services.reaching.wording import metadata_address
from playbook.services.running_app.calling import TooMuch, Unreachable, bounded, pieces_of

SERVICES: Mapping[SignalSource, str] = {
    SignalSource.GREENHOUSE: "https://boards-api.greenhouse.io",
    SignalSource.ASHBY: "https://api.ashbyhq.com",
    SignalSource.PYPI: "https://pypistats.org",
    SignalSource.GITHUB: "https://api.github.com",
}
"""Where each service answers; all are public and need no key."""

_PATHS = {
    SignalSource.GREENHOUSE: "/v1/boards/{subject}/jobs?content=false",
    SignalSource.ASHBY: "/posting-api/job-board/{subject}",
    SignalSource.PYPI: "/api/packages/{subject}/recent",
    SignalSource.GITHUB: "/search/repositories?q={subject}&per_page=1",
}
_TIMEOUT = httpx.Timeout(20, connect=5)
_LARGEST = 30_000_000
_LONGEST_SECONDS = 120.0
_HEADERS = {
    "User-Agent": "ai-engineering-playbook signals",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
}


def address_of(signal: Signal, services: Mapping[SignalSource, str] = SERVICES) -> str:
    """Where the signal is counted."""
    if signal.source is SignalSource.JSON:
        return signal.subject
    return services[signal.source] + _PATHS[signal.source].format(subject=quote(signal.subject, safe=""))


def open_client() -> httpx.Client:
    """A client for a few requests; close it when done."""
    return httpx.Client(timeout=_TIMEOUT, headers=_HEADERS, follow_redirects=False)


def fetch(signal: Signal, client: httpx.Client, services: Mapping[SignalSource, str] = SERVICES) -> Counted:
    """The signal as it is counted now; raises SignalTroubleError with a sentence."""
    try:
        url = httpx.URL(address_of(signal, services))
        if leads_to_metadata(url.host):
            raise SignalTroubleError(metadata_address(url.host))
        with client.stream("GET", url) as response:
            _check_status(response)
            body = b"".join(bounded(pieces_of(response), _LARGEST, _LONGEST_SECONDS))
    except TooMuch as reason:
        raise SignalTroubleError(wording.TOO_LONG) from reason
    except httpx.TimeoutException as reason:
        raise SignalTroubleError(wording.TIMED_OUT) from reason
    except httpx.ConnectError as reason:
        raise SignalTroubleError(wording.OFFLINE) from reason
    except (httpx.HTTPError, httpx.InvalidURL, Unreachable) as reason:
        raise SignalTroubleError(wording.broken_off(type(reason).__name__)) from reason
    return counted(signal, _parsed(body))


def _check_status(response: httpx.Response) -> None:
    if response.status_code == httpx.codes.OK:
        return
    if response.status_code == httpx.codes.NOT_FOUND:
        raise SignalTroubleError(wording.NOT_FOUND)
    if response.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.FORBIDDEN):
        raise SignalTroubleError(wording.asks_for_patience(response.headers.get("Retry-After", "")))
    raise SignalTroubleError(wording.answered_with(response.status_code))


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as reason:
        page = body.lstrip()[:1] == b"<"
        raise SignalTroubleError(wording.A_PAGE if page else wording.NOT_JSON) from reason
