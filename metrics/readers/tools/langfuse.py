"""Langfuse: daily metrics, and rows of the metrics API (version 2 and the one before)."""

from datetime import date

from metrics.readers.tools import wording
from metrics.readers.tools.given import Given, damaged
from metrics.readers.tools.measures import Measure, Measures
from metrics.readers.tools.values import Record, amount, day_of, moment, record, records, text, whole

TOOL = "Langfuse"


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
