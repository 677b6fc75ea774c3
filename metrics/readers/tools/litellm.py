"""LiteLLM: spend logs, the proxy's daily activity, and the usage export of its page."""

from datetime import date
from math import isclose

from metrics.readers.tools import wording
from metrics.readers.tools.shared.daily import Request, measures_by_day
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import Record, amount, at, day_of, moment, record, records, text, truth, whole

TOOL = "LiteLLM"
_AMOUNTS = (
    ("requests", "api_requests", "requests"),
    ("failed_requests", "failed_requests", "requests"),
    ("tokens", "total_tokens", "tokens"),
    ("input_tokens", "prompt_tokens", "tokens"),
    ("output_tokens", "completion_tokens", "tokens"),
    ("cache_read_tokens", "cache_read_input_tokens", "tokens"),
    ("cache_write_tokens", "cache_creation_input_tokens", "tokens"),
)


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


def read_activity(given: Given) -> Measures:
    """Reads days with their spend; a page of several is refused, because its days may not be whole."""
    document = record(given.document)
    meta = record(document.get("metadata"))
    measures: list[Measure] = []
    models: dict[str, None] = {}
    listed = records(document.get("results"))
    for place, one in enumerate(listed):
        day = day_of(moment(one.get("date")), given.zone)
        metrics = record(one.get("metrics"))
        if day is None or not metrics:
            raise damaged(given.name, TOOL, f"day {place + 1} has no date or no metrics")
        models.update(dict.fromkeys(str(name) for name in record(at(one, "breakdown.models"))))
        measures += _day(day, metrics)
    notes = (wording.UTC_DAYS, *_unpriced(measures))
    costs = [one for one in measures if one.name == "cost"]
    return Measures(
        TOOL, "daily activity", given.name, models=tuple(models), measures=tuple(measures), notes=notes,
        digest=given.digest, cost_known=all(one.value is not None for one in costs) if costs else None,
        counted={"requests": int(sum(one.value or 0 for one in measures if one.name == "requests"))},
        refused=_refused(meta, measures, costs),
    )  # fmt: skip


def _unpriced(measures: list[Measure]) -> tuple[str, ...]:
    days = sum(one.name == "cost" and one.value is None for one in measures)
    return (
        (f"{days:,} {'day has' if days == 1 else 'days have'} tokens and no price, so the cost is unknown",)
        if days
        else ()
    )


def _refused(meta: Record, measures: list[Measure], costs: list[Measure]) -> str:
    page, pages = whole(meta.get("page")) or 1, whole(meta.get("total_pages")) or 1
    if truth(meta.get("has_more")) is True or pages > page or page > 1:
        return (
            f"this is page {page} of {max(pages, page)}; its days may not be whole" if pages > 1 else wording.MORE_PAGES
        )
    if not measures:
        return "it holds no days"
    reported = amount(meta.get("total_spend"))
    known = [one.value for one in costs if one.value is not None]
    if (
        reported is not None
        and len(known) == len(costs)
        and not isclose(reported, sum(known), rel_tol=1e-6, abs_tol=1e-6)
    ):
        return f"its days come to ${wording.money(sum(known))}, and it says ${wording.money(reported)}"
    return ""


def _day(day: date, metrics: Record, parts: dict[str, str] | None = None) -> list[Measure]:
    found: list[Measure] = []
    about = parts or {}
    spend, tokens = amount(metrics.get("spend")), amount(metrics.get("total_tokens"))
    priced = spend is not None and (spend > 0 or not tokens)
    why = "" if priced else "tokens without a price"
    found.append(Measure("cost", spend if priced else None, "USD", first=day, last=day, parts=about, why=why))
    for name, key, unit in _AMOUNTS:
        value = amount(metrics.get(key))
        if value is not None:
            found.append(Measure(name, value, unit, first=day, last=day, parts=about))
    requests, failed = whole(metrics.get("api_requests")), whole(metrics.get("failed_requests"))
    if requests and failed is not None and failed <= requests:
        share = failed / requests
        found.append(
            Measure("failure_rate", share, "share", float(failed), float(requests), requests, 0, day, day, about)
        )
    return found


_COLUMNS = {
    "spend": "Spend ($)", "api_requests": "Requests", "successful_requests": "Successful Requests",
    "failed_requests": "Failed Requests", "total_tokens": "Total Tokens", "prompt_tokens": "Prompt Tokens",
    "completion_tokens": "Completion Tokens",
}  # fmt: skip
_SHORTER = {"api_requests": "Requests", "successful_requests": "Successful", "failed_requests": "Failed"}


def read_export(given: Given) -> Measures:
    """Reads the usage export: a row for each day and team, tag or model; amounts are rounded to 4 places there."""
    measures: list[Measure] = []
    models: dict[str, None] = {}
    known = {"Date", *_COLUMNS.values(), *_SHORTER.values()}
    for place, row in enumerate(given.rows):
        day = day_of(moment(row.get("Date")), given.zone)
        if day is None:
            if text(row.get("Date")).casefold() in {"total", ""}:
                continue
            raise damaged(given.name, TOOL, f"'{text(row.get('Date'))[:30]}' in row {place + 2} is no date")
        metrics = {
            key: (row.get(title) or row.get(_SHORTER.get(key, ""), "")).replace(",", "").lstrip("$")
            for key, title in _COLUMNS.items()
        }
        parts = {title.casefold(): text(cell) for title, cell in row.items() if title not in known and text(cell)}
        models.update({parts["model"]: None} if "model" in parts else {})
        measures += _day(day, metrics, parts)
    notes = (wording.UTC_DAYS, "spend is rounded to 4 places in this export", *_unpriced(measures))
    costs = [one for one in measures if one.name == "cost"]
    return Measures(
        TOOL, "usage export", given.name, models=tuple(models), measures=tuple(measures), notes=notes,
        digest=given.digest,
        cost_known=all(one.value is not None for one in costs) if costs else None,
        counted={"requests": int(sum(one.value or 0 for one in measures if one.name == "requests"))},
        refused="" if measures else "it holds no days",
    )  # fmt: skip
