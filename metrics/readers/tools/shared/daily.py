"""Requests one by one, added up by day: what logs of gateways have in common."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from metrics.readers.tools import wording
from metrics.readers.tools.shared.measures import NOTHING, Measure, latency_measures


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a model. `cost` is None where it has no price; cached answers are no new measurement."""

    day: date | None
    cost: float | None
    latency: float | None
    tokens: Mapping[str, float | None]
    failed: bool = False
    cached: bool = False
    model: str = ""


def measures_by_day(requests: Sequence[Request], notes: list[str], parts: Mapping[str, str] = NOTHING) -> list[Measure]:
    """Requests, failures, cost, tokens and latency of each day."""
    found: list[Measure] = []
    for day in sorted({request.day for request in requests if request.day is not None}):
        found += _of_day([request for request in requests if request.day == day], day, parts)
    undated = sum(request.day is None for request in requests)
    if undated:
        notes.append(f"{undated:,} of {len(requests):,} requests have no time and are left out")
    unpriced = [request for request in requests if _billed(request) and request.cost is None]
    billed = [request for request in requests if _billed(request)]
    if unpriced:
        known = fsum(request.cost for request in billed if request.cost is not None)
        notes.append(wording.not_priced(len(unpriced), len(billed), known, "requests"))
    if cached := sum(request.cached for request in requests):
        notes.append(wording.cached(cached, len(requests)))
    return found


def _billed(request: Request) -> bool:
    return not request.cached and not request.failed


def _of_day(requests: Sequence[Request], day: date, parts: Mapping[str, str]) -> Iterable[Measure]:
    n = len(requests)
    failed = sum(request.failed for request in requests)
    fresh = [request for request in requests if _billed(request)]
    yield Measure("requests", float(n), "requests", first=day, last=day, parts=parts)
    yield Measure("failure_rate", failed / n, "share", float(failed), float(n), n, 0, day, day, parts)
    prices = [request.cost for request in fresh if request.cost is not None]
    extra = [request.cost for request in requests if not _billed(request) and request.cost]
    unpriced = len(fresh) - len(prices)
    why = wording.not_priced(unpriced, len(fresh), fsum(prices), "requests") if unpriced else ""
    yield Measure(
        "cost",
        None if why else fsum([*prices, *extra]),
        "USD",
        n=len(prices),
        first=day,
        last=day,
        parts=parts,
        why=why,
    )
    for name in ("tokens", "input_tokens", "output_tokens"):
        reported = [request.tokens.get(name) for request in fresh]
        known = [value for value in reported if value is not None]
        if known and len(known) == len(reported):
            yield Measure(name, fsum(known), "tokens", first=day, last=day, parts=parts)
        elif known:
            why = f"{len(reported) - len(known):,} of {len(reported):,} requests tell no tokens"
            yield Measure(name, None, "tokens", first=day, last=day, parts=parts, why=why)
    yield from latency_measures([request.latency for request in fresh if request.latency is not None], day, parts)
