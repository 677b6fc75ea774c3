"""Anthropic: cost reports (amounts in cents) and usage reports of the API, and the console's CSV exports."""

from collections.abc import Mapping
from datetime import UTC, date
from math import fsum

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import (
    Record,
    amount,
    at,
    cents,
    day_of,
    moment,
    number,
    record,
    records,
    text,
    truth,
)

TOOL = "Anthropic"
_ABOUT = (
    "model",
    "workspace_id",
    "description",
    "cost_type",
    "service_tier",
    "api_key_id",
    "token_type",
    "context_window",
)
_CONSOLE_ABOUT = ("model", "model_version", "workspace", "api_key", "usage_type", "token_type", "cost_type")
_CONSOLE_TOKENS = {
    "usage_input_tokens_no_cache": "uncached_input_tokens",
    "usage_input_tokens_cache_write_5m": "cache_write_tokens",
    "usage_input_tokens_cache_write_1h": "cache_write_tokens",
    "usage_input_tokens_cache_read": "cache_read_tokens",
    "usage_output_tokens": "output_tokens",
}
Values = list[tuple[str, float, str]]


def read(given: Given) -> Measures:
    """Reads buckets of a day, costs as dollars: "123.45" in a report is $1.2345."""
    document = record(given.document)
    found = Days()
    costs = False
    priority = False
    partial = 0
    for place, bucket in enumerate(records(document.get("data"))):
        day = day_of(moment(bucket.get("starting_at")), UTC)
        if day is None:
            raise damaged(given.name, TOOL, f"bucket {place + 1} has no starting_at")
        partial += day_of(moment(bucket.get("ending_at")), UTC) == day
        for result in records(bucket.get("results")):
            costs |= "amount" in result
            priority |= text(result.get("service_tier")).startswith("priority")
            parts = {key: text(result.get(key)) for key in _ABOUT if text(result.get(key))}
            found.add(day, _cost(given, result, place) if "amount" in result else _usage(result), parts)
    notes = [wording.UTC_DAYS, *(["amounts are in cents in the file, and in dollars here"] if costs else [])]
    if not costs and found.measures:
        notes.append("input tokens are those read from the cache, written to it, and neither, together")
    if partial:
        notes.append(wording.parts_of_days(partial))
    if priority:
        notes.append("the cost report does not hold what the priority tier costs")
    more = truth(document.get("has_more")) is True or bool(text(document.get("next_page")))
    return _measures(
        given, "cost report" if costs else "usage report", found, notes, wording.MORE_PAGES if more else ""
    )


class Days:
    """Amounts by day, whole and by part."""

    def __init__(self) -> None:
        self.measures: list[Measure] = []
        self.sums: dict[tuple[str, str, date], list[float]] = {}

    def add(self, day: date, values: Values, parts: Mapping[str, str]) -> None:
        """One row of a report."""
        for name, value, unit in values:
            self.sums.setdefault((name, unit, day), []).append(value)
            if parts:
                self.measures.append(Measure(name, value, unit, first=day, last=day, parts=parts))

    def all(self) -> tuple[Measure, ...]:
        """Parts, and each day as a whole."""
        whole = [
            Measure(name, fsum(values), unit, first=day, last=day) for (name, unit, day), values in self.sums.items()
        ]
        return (*self.measures, *whole)


def _cost(given: Given, result: Record, place: int) -> Values:
    value = cents(result.get("amount"))
    if value is None:
        raise damaged(given.name, TOOL, f"an amount in bucket {place + 1} is no number")
    return [("cost", value, text(result.get("currency")).upper() or "USD")]


def _usage(result: Record) -> Values:
    plain, read_back = amount(result.get("uncached_input_tokens")), amount(result.get("cache_read_input_tokens"))
    written = [amount(value) for value in record(result.get("cache_creation")).values()]
    if not written and "cache_creation_input_tokens" in result:
        written = [amount(result.get("cache_creation_input_tokens"))]
    kinds = [
        ("uncached_input_tokens", plain),
        ("cache_read_tokens", read_back),
        ("cache_write_tokens", fsum(value for value in written if value is not None) if written else None),
    ]
    known = [value for _, value in kinds if value is not None]
    found: Values = [(name, value, "tokens") for name, value in kinds if value is not None]
    if known:
        found.append(("input_tokens", fsum(known), "tokens"))
    if (output := amount(result.get("output_tokens"))) is not None:
        found.append(("output_tokens", output, "tokens"))
        if known:
            found.append(("tokens", fsum([*known, output]), "tokens"))
    if (searches := amount(at(result, "server_tool_use.web_search_requests"))) is not None:
        found.append(("web_searches", searches, "requests"))
    return found


def read_console(given: Given) -> Measures:
    """Reads the console's CSV, where costs are in dollars."""
    found = Days()
    costs = False
    for place, row in enumerate(given.rows):
        day = day_of(moment(row.get("usage_date_utc")), UTC)
        if day is None:
            raise damaged(given.name, TOOL, f"'{text(row.get('usage_date_utc'))[:30]}' in row {place + 2} is no date")
        parts = {key: text(row.get(key)) for key in _CONSOLE_ABOUT if text(row.get(key))}
        if "cost_usd" in row:
            costs = True
            cost = number(row["cost_usd"])
            if cost is None:
                raise damaged(given.name, TOOL, f"'{text(row['cost_usd'])[:30]}' in row {place + 2} is no amount")
            found.add(day, [("cost", cost, "USD")], parts)
            continue
        values: Values = [
            (name, value, "tokens")
            for key, name in _CONSOLE_TOKENS.items()
            if (value := amount(row.get(key))) is not None
        ]
        inputs = [value for name, value, _ in values if name != "output_tokens"]
        if inputs:
            values.append(("input_tokens", fsum(inputs), "tokens"))
        found.add(day, values, parts)
    return _measures(given, "console export", found, [wording.UTC_DAYS], "", costs=costs)


def _measures(
    given: Given, shape: str, found: Days, notes: list[str], refused: str, *, costs: bool | None = None
) -> Measures:
    measures = found.all()
    priced = costs if costs is not None else any(one.name == "cost" for one in measures)
    models = dict.fromkeys(one.parts.get("model") or one.parts.get("model_version", "") for one in measures)
    return Measures(
        TOOL, shape, given.name, models=tuple(model for model in models if model), measures=measures,
        notes=tuple(notes), cost_known=True if priced else None, digest=given.digest,
        refused=refused or ("" if measures else "its buckets are empty"),
    )  # fmt: skip
