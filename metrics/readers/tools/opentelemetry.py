"""OpenTelemetry: metrics of generative AI in OTLP JSON, one export or one on each line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from math import fsum

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import Record, amount, at, day_of, moment, number, record, records, text

TOOL = "OpenTelemetry"
_DELTA = {"1", "AGGREGATION_TEMPORALITY_DELTA"}
_ABOUT: tuple[str, ...] = ("service.name", "deployment.environment.name", "deployment.environment")
_LEFT_OUT = {"server.address", "server.port", "gen_ai.operation.name", "telemetry.sdk.name"}
_UNITS = {
    "s": "seconds",
    "ms": "seconds",
    "{token}": "tokens",
    "token": "tokens",
    "USD": "USD",
    "1": "",
    "{request}": "requests",
}


class Adds(Enum):
    """How the points of a series make one number."""

    DELTA = auto()
    GROWING = auto()
    LEVEL = auto()


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a series: what was added up, and of how many."""

    name: str
    unit: str
    parts: Mapping[str, str]
    series: tuple[tuple[str, str], ...]
    """Everything that tells this series from others, also what is not shown."""
    total: float | None
    count: float | None
    began: float
    ended: float
    day: date | None
    adds_up: Adds


def read(given: Given) -> Measures:
    """Reads histograms, sums and gauges. Of numbers that only grow, and of those that stand at a level, the newest of a
    series counts: the others are in it, or over."""
    points = [point for document in given.records for point in _points(given, document)]
    series: dict[tuple[object, ...], list[Point]] = {}
    for point in points:
        if point.adds_up is Adds.DELTA:
            key: tuple[object, ...] = (point.name, point.day, tuple(sorted(point.parts.items())))
        elif point.adds_up is Adds.LEVEL:
            key = (point.name, point.day, point.series)
        else:
            key = (point.name, point.began, point.series)
        series.setdefault((point.adds_up, *key), []).append(point)
    measures: list[Measure] = []
    growing_points: dict[tuple[object, ...], list[Point]] = {}
    for listed in series.values():
        newest = max(listed, key=lambda point: point.ended)
        if newest.adds_up is Adds.DELTA:
            measures += _measures(given, listed)
        elif newest.adds_up is Adds.LEVEL:
            measures += _measures(given, [newest])
        else:
            shown = (newest.name, newest.began, tuple(sorted(newest.parts.items())))
            growing_points.setdefault(shown, []).append(newest)
    for listed in growing_points.values():
        measures += _measures(given, listed)
    growing = sorted({point.name for point in points if point.adds_up is Adds.GROWING})
    notes = [f"{', '.join(growing[:3])}: {wording.CUMULATIVE}"] if growing else []
    if any(point.count is not None for point in points):
        notes.append("histograms tell means; percentiles would be guesses between their bounds")
    models = dict.fromkeys(
        model
        for one in measures
        if (model := one.parts.get("gen_ai.request.model") or one.parts.get("gen_ai.response.model", ""))
    )
    return Measures(
        TOOL, "metrics", given.name, models=tuple(models), measures=tuple(measures), notes=tuple(notes),
        refused="" if measures else "it holds no point with a number", digest=given.digest,
    )  # fmt: skip


def _points(given: Given, document: Record) -> Iterator[Point]:
    for resource in records(document.get("resourceMetrics")):
        about = _attributes(at(resource, "resource.attributes"))
        shared = {key: about[key] for key in _ABOUT if key in about}
        whole = tuple(sorted(about.items()))
        for scope in records(resource.get("scopeMetrics")):
            for metric in records(scope.get("metrics")):
                yield from _of_metric(given, metric, shared, whole)


def _of_metric(
    given: Given, metric: Record, shared: Mapping[str, str], resource: tuple[tuple[str, str], ...]
) -> Iterator[Point]:
    name, unit = text(metric.get("name")), text(metric.get("unit"))
    factor = 1e-3 if unit == "ms" else 1.0
    for kind in ("histogram", "exponentialHistogram", "sum", "gauge"):
        body = record(metric.get(kind))
        adds_up = Adds.DELTA if text(body.get("aggregationTemporality")) in _DELTA else Adds.GROWING
        if kind == "gauge" or (kind == "sum" and adds_up is Adds.GROWING and body.get("isMonotonic") is False):
            adds_up = Adds.LEVEL
        for point in records(body.get("dataPoints")):
            value = (
                number(point.get("sum")) if "istogram" in kind else number(point.get("asDouble", point.get("asInt")))
            )
            when = moment(point.get("timeUnixNano"))
            attributes = _attributes(point.get("attributes"))
            parts = {**shared, **attributes}
            yield Point(
                name,
                _UNITS.get(unit, unit),
                {key: reported for key, reported in parts.items() if key not in _LEFT_OUT},
                (*resource, *sorted(attributes.items())),
                None if value is None else value * factor,
                amount(point.get("count")) if "istogram" in kind else None,
                number(point.get("startTimeUnixNano")) or 0.0,
                number(point.get("timeUnixNano")) or 0.0,
                day_of(when, given.zone),
                adds_up,
            )


def _attributes(listed: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in records(listed):
        value = record(one.get("value"))
        reported = next(
            (value[key] for key in ("stringValue", "intValue", "doubleValue", "boolValue") if key in value), None
        )
        found[text(one.get("key"))] = str(reported).lower() if isinstance(reported, bool) else text(reported)
    return {key: value for key, value in found.items() if key and value}


def _measures(given: Given, points: list[Point]) -> Iterator[Measure]:
    newest = max(points, key=lambda point: point.ended)
    totals = [point.total for point in points]
    if any(total is None for total in totals):
        return
    total = fsum(value for value in totals if value is not None)
    counts = [point.count for point in points]
    grows = newest.adds_up is Adds.GROWING
    first = (day_of(moment(newest.began), given.zone) or newest.day) if grows else newest.day
    if newest.count is None:
        yield Measure(newest.name, total, newest.unit, first=first, last=newest.day, parts=newest.parts)
        return
    n = int(fsum(count for count in counts if count is not None))
    if newest.unit == "tokens":
        yield Measure(newest.name, total, "tokens", n=n, first=first, last=newest.day, parts=newest.parts)
    elif n:
        yield Measure(
            f"{newest.name} mean", total / n, newest.unit, n=n, first=first, last=newest.day, parts=newest.parts
        )
    yield Measure(f"{newest.name} count", float(n), "", first=first, last=newest.day, parts=newest.parts)
