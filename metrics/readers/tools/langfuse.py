"""Langfuse: daily metrics, and rows of the metrics API (version 2 and the one before)."""

import re
from datetime import date

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import (
    Record,
    amount,
    day_of,
    moment,
    number,
    record,
    records,
    text,
    whole,
    zone_of_days,
)

TOOL = "Langfuse"
_AGGREGATED = re.compile(r"(sum|avg|count|min|max|p50|p75|p90|p95|p99|histogram|uniq)_(\w+)")
_MOMENTS = ("time_dimension", "timeDimension", "timestamp", "date")
_UNITS = {
    "latency": "seconds", "timeToFirstToken": "seconds", "streamingLatency": "seconds", "totalCost": "USD",
    "inputCost": "USD", "outputCost": "USD", "totalTokens": "tokens", "inputTokens": "tokens", "outputTokens": "tokens",
    "count": "", "value": "score",
}  # fmt: skip
_PLAIN = {
    "sum_totalCost": "cost",
    "sum_totalTokens": "tokens",
    "sum_inputTokens": "input_tokens",
    "sum_outputTokens": "output_tokens",
}


def read(given: Given) -> Measures:
    """Reads days with traces, cost and tokens; a page of several is refused."""
    document = record(given.document)
    meta, days = record(document.get("meta")), records(document.get("data"))
    measures: list[Measure] = []
    models: dict[str, None] = {}
    unpriced: set[str] = set()
    for place, one in enumerate(days):
        day = day_of(moment(one.get("date")), given.zone)
        if day is None:
            raise damaged(given.name, TOOL, f"day {place + 1} has no date")
        measures += _day(one, day, models, unpriced)
    notes = [wording.UTC_DAYS]
    if unpriced:
        notes.append(f"{', '.join(sorted(unpriced)[:4])}: tokens without a price, so the cost of those days is unknown")
    costs = [one for one in measures if one.name == "cost" and not one.parts]
    page, pages = whole(meta.get("page")) or 1, whole(meta.get("totalPages")) or 1
    announced = whole(meta.get("totalItems"))
    refused = "" if days else "it holds no days"
    if pages > 1 or page > 1:
        refused = f"this is page {page} of {max(page, pages)}; days are missing"
    elif announced is not None and announced > len(days):
        refused = f"it speaks of {announced:,} days, and {len(days):,} are in the file"
    return Measures(
        TOOL, "daily metrics", given.name, models=tuple(models), measures=tuple(measures), notes=tuple(notes),
        cost_known=all(one.value is not None for one in costs) if costs else None, refused=refused, digest=given.digest,
    )  # fmt: skip


def _day(one: Record, day: date, models: dict[str, None], unpriced: set[str]) -> list[Measure]:
    found: list[Measure] = []
    for name, key in (("traces", "countTraces"), ("observations", "countObservations")):
        if (value := amount(one.get(key))) is not None:
            found.append(Measure(name, value, name, first=day, last=day))
    usage = records(one.get("usage"))
    without: list[str] = []
    sums: dict[str, list[float]] = {}
    for part in usage:
        model = text(part.get("model")) or "no model"
        tokens, cost = amount(part.get("totalUsage")), amount(part.get("totalCost"))
        for name, key in (("tokens", "totalUsage"), ("input_tokens", "inputUsage"), ("output_tokens", "outputUsage")):
            if (value := amount(part.get(key))) is not None:
                sums.setdefault(name, []).append(value)
                found.append(Measure(name, value, "tokens", first=day, last=day, parts={"model": model}))
        models.update({model: None} if model != "no model" else {})
        if "totalCost" in part:
            why = "" if cost or not tokens else f"{model} has no price"
            without += [model] if why else []
            found.append(
                Measure("cost", None if why else cost, "USD", first=day, last=day, parts={"model": model}, why=why)
            )
    for name, values in sums.items():
        if len(values) == len(usage):
            found.append(Measure(name, sum(values), "tokens", first=day, last=day))
    total = amount(one.get("totalCost"))
    if not without and not total and any(sums.get("tokens", ())):
        without = [text(part.get("model")) for part in usage]
    unpriced.update(name for name in without if name)
    why = f"{', '.join(name for name in without if name) or 'a model'} has no price" if without else ""
    why = why or ("" if total is not None else "the day tells no cost")
    found.append(Measure("cost", None if why else total, "USD", first=day, last=day, why=why))
    return found


def read_rows(given: Given) -> Measures:
    """Reads rows of aggregated measures (`p95_latency`, in milliseconds there); other columns say what they are of."""
    document = record(given.document)
    rows = records(document.get("data"))
    measures: list[Measure] = []
    zone = zone_of_days((moment(row.get(key)) for row in rows for key in _MOMENTS), given.zone)
    for row in rows:
        day = next((found for key in _MOMENTS if (found := day_of(moment(row.get(key)), zone)) is not None), None)
        parts = {
            str(key): text(value)
            for key, value in row.items()
            if not _AGGREGATED.fullmatch(str(key)) and key not in _MOMENTS and text(value)
        }
        for key, value in row.items():
            measure = _measure(str(key), value, day, parts)
            measures += [measure] if measure is not None else []
    unpriced = any(one.name == "cost" and one.value is None for one in measures)
    notes = ["a total cost of 0 may mean that the model has no price"] if unpriced else []
    if len(rows) in {100, 1000}:
        notes.append(f"{len(rows)} rows are the limit of one answer; others may have been left out")
    models = dict.fromkeys(model for one in measures if (model := one.parts.get("providedModelName", "")))
    return Measures(
        TOOL, "metrics", given.name, models=tuple(models),
        measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        cost_known=False if unpriced else None, refused="" if measures else "no row holds a measure",
    )  # fmt: skip


def _measure(key: str, value: object, day: date | None, parts: dict[str, str]) -> Measure | None:
    match = _AGGREGATED.fullmatch(key)
    found = number(value)
    if match is None or match[1] == "histogram":
        return None
    unit = _UNITS.get(match[2], "")
    name = _PLAIN.get(key, key)
    if found is None:
        return None
    if unit == "seconds":
        found /= 1000
    if name == "cost" and not found:
        return Measure(
            name, None, unit, first=day, last=day, parts=parts, why="a cost of 0 may mean that nothing is priced"
        )
    return Measure(name, found, unit, first=day, last=day, parts=parts)
