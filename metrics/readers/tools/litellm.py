"""LiteLLM: spend logs, the proxy's daily activity, and the usage export of its page."""

from metrics.readers.tools.daily import Request, measures_by_day
from metrics.readers.tools.given import Given, damaged
from metrics.readers.tools.measures import Measures
from metrics.readers.tools.values import Record, amount, day_of, moment, text, truth

TOOL = "LiteLLM"


def read(given: Given) -> Measures:
    """Reads spend logs, one request each."""
    requests = [_request(given, one, place) for place, one in enumerate(given.records)]
    notes: list[str] = []
    measures = measures_by_day(requests, notes)
    priced = [one for one in measures if one.name == "cost"]
    return Measures(
        TOOL, "spend logs", given.name, models=tuple(dict.fromkeys(one.model for one in requests if one.model)),
        measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        counted={"requests": len(requests), "errors": sum(one.failed for one in requests)},
        cost_known=all(one.value is not None for one in priced) if priced else None,
        refused="" if measures else "no request has a time",
    )  # fmt: skip


def _request(given: Given, one: Record, place: int) -> Request:
    if "spend" not in one:
        raise damaged(given.name, TOOL, f"request {place + 1} has no 'spend'")
    began, ended = moment(one.get("startTime")), moment(one.get("endTime"))
    milliseconds = amount(one.get("request_duration_ms"))
    seconds = milliseconds / 1000 if milliseconds is not None else None
    if seconds is None and began is not None and ended is not None and (began.tzinfo is None) == (ended.tzinfo is None):
        seconds = max((ended - began).total_seconds(), 0.0) or None
    cached = truth(one.get("cache_hit")) is True
    status = text(one.get("status")).casefold()
    failed = status not in {"", "success"}
    spend = amount(one.get("spend"))
    return Request(
        day_of(began, given.zone),
        spend or None,
        None if cached or failed else seconds,
        {
            "tokens": amount(one.get("total_tokens")),
            "input_tokens": amount(one.get("prompt_tokens")),
            "output_tokens": amount(one.get("completion_tokens")),
        },
        failed,
        cached,
        text(one.get("model")),
    )
