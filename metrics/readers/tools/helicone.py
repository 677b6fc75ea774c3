"""Helicone: requests exported as JSON, one on each line."""

from datetime import date

from metrics.readers.tools.shared.daily import Request, measures_by_day
from metrics.readers.tools.shared.given import Given
from metrics.readers.tools.shared.measures import Measure, Measures, mean_of, share_of
from metrics.readers.tools.shared.values import Record, amount, day_of, moment, number, record, text, truth

TOOL = "Helicone"


def read(given: Given) -> Measures:
    """Reads requests, what people thought of them, and scores that were given to them."""
    rows = given.records
    requests = [_request(given, one) for one in rows]
    notes: list[str] = []
    measures = measures_by_day(requests, notes)
    for day in sorted({request.day for request in requests if request.day is not None}):
        mine = [one for one, request in zip(rows, requests, strict=True) if request.day == day]
        measures += _judged(mine, day)
    unrated = sum(_rating(one) is None for one in rows)
    if 0 < unrated < len(rows):
        notes.append(f"{unrated:,} of {len(rows):,} requests were not rated, and count in no rating")
    costs = [one for one in measures if one.name == "cost"]
    return Measures(
        TOOL, "requests", given.name, models=tuple(dict.fromkeys(one.model for one in requests if one.model)),
        measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        counted={"requests": len(rows), "errors": sum(one.failed for one in requests)},
        cost_known=all(one.value is not None for one in costs) if costs else None,
        refused="" if measures else "no request has a time",
    )  # fmt: skip


def _of(one: Record, *names: str) -> object:
    """The first of some keys that is there; exports of several ages name them differently."""
    return next((one[name] for name in names if one.get(name) is not None), None)


def _request(given: Given, one: Record) -> Request:
    status = number(_of(one, "response_status", "status"))
    cached = truth(_of(one, "cache_hit", "cached")) is True or bool(text(one.get("cache_reference_id")).strip("0-"))
    milliseconds = amount(_of(one, "delay_ms", "latency"))
    failed = status is not None and not 200 <= status < 300  # below 0: timed out, pending, cancelled, blocked
    return Request(
        day_of(moment(_of(one, "request_created_at", "created_at")), given.zone),
        amount(_of(one, "costUSD", "cost_usd", "cost")) or None,
        None if cached or failed or milliseconds is None else milliseconds / 1000,
        {
            "tokens": amount(one.get("total_tokens")),
            "input_tokens": amount(one.get("prompt_tokens")),
            "output_tokens": amount(one.get("completion_tokens")),
        },
        failed,
        cached,
        text(_of(one, "request_model", "model", "response_model")),
    )


def _rating(one: Record) -> bool | None:
    return truth(one.get("feedback_rating"))


def _judged(rows: list[Record], day: date) -> list[Measure]:
    ratings = [rating for one in rows if (rating := _rating(one)) is not None]
    found = [share_of("positive_feedback", sum(ratings), len(ratings), day=day)] if ratings else []
    for name in dict.fromkeys(str(key) for one in rows for key in record(one.get("scores"))):
        reported = [record(one.get("scores")).get(name) for one in rows]
        scores = [float(value) if isinstance(value, bool) else number(value) for value in reported]
        known = [score for score in scores if score is not None]
        found.append(mean_of(name, known, left_out=len(rows) - len(known), day=day, parts={"scorer": name}, some=True))
    return found
