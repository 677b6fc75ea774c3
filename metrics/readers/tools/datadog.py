"""Datadog: series as the query endpoint, version 1, gives them."""

from datetime import datetime

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import Record, day_of, moment, number, record, records, text, zone_of_days

TOOL = "Datadog"
_SECONDS = {
    "second": 1.0, "millisecond": 1e-3, "microsecond": 1e-6, "nanosecond": 1e-9, "minute": 60.0, "hour": 3600.0,
    "day": 86_400.0, "week": 604_800.0,
}  # fmt: skip
_NAMED = {"dollar": "USD", "cent": "USD", "percent": "share", "fraction": "share"}
_FACTORS = {"cent": 0.01, "percent": 0.01}


def read(given: Given) -> Measures:
    """Reads every point of every series in its unit; points without a value are left out."""
    document = record(given.document)
    if not isinstance(document.get("series"), list):
        raise damaged(given.name, TOOL, "the list of series is missing")
    measures: list[Measure] = []
    zone = zone_of_days(_moments(document), given.zone)
    empty = 0
    rollups: set[str] = set()
    for one in records(document.get("series")):
        name = text(one.get("metric") or one.get("display_name")) or "value"
        parts = {"scope": text(one.get("scope"))} if text(one.get("scope")) not in {"", "*"} else {}
        parts |= {"aggregation": text(one.get("aggr"))} if text(one.get("aggr")) else {}
        unit, factor = _unit(one)
        points = one.get("pointlist")
        for pair in points if isinstance(points, list) else ():
            value, when = (
                (number(pair[1]), moment(pair[0])) if isinstance(pair, list) and len(pair) == 2 else (None, None)
            )
            if value is None or when is None:
                empty += 1
                continue
            day = day_of(when, zone)
            measures.append(Measure(name, value * factor, unit, first=day, last=day, parts=parts))
        if text(one.get("interval")) not in {"", "86400"}:
            rollups.add(text(one.get("interval")))
    notes = [wording.empty_points(empty)] if empty else []
    if rollups:
        notes.append(f"points stand for {' and '.join(sorted(rollups))} seconds each")
    status = text(document.get("status"))
    error = text(document.get("error"))
    refused = f"the query failed: {error or status}" if error or status not in {"ok", ""} else ""
    return Measures(
        TOOL, "series", given.name, measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        refused=refused or ("" if measures else "no series has a point"),
    )  # fmt: skip


def _moments(document: Record) -> list[datetime | None]:
    found: list[datetime | None] = []
    for one in records(document.get("series")):
        points = one.get("pointlist")
        found += (
            [moment(pair[0]) for pair in points if isinstance(pair, list) and pair] if isinstance(points, list) else []
        )
    return found


def _unit(one: Record) -> tuple[str, float]:
    listed = one.get("unit")
    first = record(listed[0]) if isinstance(listed, list) and listed else record(listed)
    name = text(first.get("name"))
    per = text(record(listed[1]).get("name")) if isinstance(listed, list) and len(listed) > 1 else ""
    if per:  # a rate of one unit in another, such as requests in a second
        return f"{_NAMED.get(name, name)}/{per}", _FACTORS.get(name, 1.0)
    if name in _SECONDS:
        return "seconds", _SECONDS[name]
    return _NAMED.get(name, name), _FACTORS.get(name, 1.0)
