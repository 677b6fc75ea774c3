"""Prometheus: the answer of a query, instant or over a range."""

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import Record, at, day_of, moment, number, record, records, text

TOOL = "Prometheus"
_UNITS = (
    ("_milliseconds", "milliseconds"),
    ("_seconds", "seconds"),
    ("_bytes", "bytes"),
    ("_ratio", "share"),
    ("_percent", "percent"),
    ("_usd", "USD"),
    ("_dollars", "USD"),
    ("_tokens", "tokens"),
)


def read(given: Given) -> Measures:
    """Reads every point; NaN and infinite ones are left out, as is what only grows since a process started."""
    document = record(given.document)
    status = text(document.get("status"))
    kind, result = text(at(document, "data.resultType")), at(document, "data.result")
    if status == "success" and not isinstance(result, list):
        raise damaged(given.name, TOOL, "its result is missing")
    points: list[Measure] = []
    empty = 0
    if kind in {"scalar", "string"} and isinstance(result, list):
        series: list[Record] = [{"metric": {}, "value": result}]
    else:
        series = records(result)
    for one in series:
        labels = {str(key): text(value) for key, value in record(one.get("metric")).items()}
        name = labels.pop("__name__", "value")
        values = one.get("values") if isinstance(one.get("values"), list) else [one.get("value")]
        for pair in values if isinstance(values, list) else ():
            value, when = (
                (number(pair[1]), moment(pair[0])) if isinstance(pair, list) and len(pair) == 2 else (None, None)
            )
            if value is None or when is None:
                empty += 1
                continue
            day = day_of(when, given.zone)
            points.append(Measure(name, value, _unit(name), first=day, last=day, parts=labels))
    notes = [wording.empty_points(empty)] if empty else []
    if any("histogram" in one or "histograms" in one for one in series):
        notes.append("native histograms are left out; ask for histogram_quantile() or histogram_avg() of them")
    growing = sorted({one.name for one in points if one.name.endswith(("_total", "_count", "_sum", "_bucket"))})
    if growing:
        notes.append(f"{', '.join(growing[:3])}: {wording.CUMULATIVE}; ask for increase() instead")
        points = [
            Measure(one.name, None, one.unit, first=one.first, last=one.last, parts=one.parts, why=wording.CUMULATIVE)
            if one.name in growing else one for one in points
        ]  # fmt: skip
    warnings = document.get("warnings")
    if isinstance(warnings, list) and warnings:
        notes.append(f"it warns: {'; '.join(text(one) for one in warnings)[:150]}")
    refused = ""
    if status != "success":
        refused = f"the query failed: {text(document.get('error')) or status or 'no status'}"
    elif not points:
        refused = "no point of it is a single number" if empty else "the query found nothing"
    if isinstance(warnings, list) and any("partial" in text(one).casefold() for one in warnings):
        refused = refused or "the answer is partial: " + "; ".join(text(one) for one in warnings)[:100]
    return Measures(
        TOOL, f"query ({kind or 'no result'})", given.name, measures=tuple(points), notes=tuple(notes), refused=refused,
        digest=given.digest,
    )  # fmt: skip


def _unit(name: str) -> str:
    return next((unit for ending, unit in _UNITS if name.endswith(ending)), "")
