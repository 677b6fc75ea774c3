"""Whether a measure of a tool is a number of a metric: its unit, its time, and whether several of it add up."""

from collections.abc import Iterator, Sequence
from datetime import date

from metrics.definition import Grain, Kind, Metric
from metrics.problems import Problem, Severity, TablePlace
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.snapshot.columns import unit_fits
from metrics.snapshot.context import IntakeContext
from metrics.source import Taken

_MILLISECONDS = {"ms", "msec", "millisecond", "milliseconds"}
ADDED = (Kind.AMOUNT, Kind.COUNT)
COUNTED = (Kind.RATE, Kind.NPS)
"""Kinds that are counts of cases, divided last."""
_OF_DAYS = frozenset({"LiteLLM", "Langfuse", "OpenAI", "Anthropic", "Helicone", "FOCUS"})
_OF_DAYS_IF_ADDED = frozenset({"Datadog", "CloudWatch", "Grafana", "OpenTelemetry"})
"""Tools whose numbers are those of days: one day of them is no week. Those of others are of a run, or of a query that
was put on that day."""
_SUMS = frozenset({"sum", "count", "samplecount"})
Span = tuple[date | None, date | None]


def not_of_metric(
    taken: Taken, measures: Sequence[Measure], metric: Metric, context: IntakeContext
) -> tuple[str, str, str] | None:
    """Found, expected, remedy where a number is in another unit than the metric, or of a longer time."""
    averages = [said for one in measures if (said := _averaged(one))]
    if metric.kind in ADDED and len(measures) > 1 and averages:
        said = f"{taken.measure} is {averages[0]} of each time, and {metric.id} adds them up"
        return said, "", "ask for sums"
    # several numbers of one time that cannot be added up are reported as such
    joins = metric.kind in (*ADDED, *COUNTED) or len({(one.first, one.last) for one in measures}) == len(measures)
    fits = [factor_of(one, metric) is not None for one in measures]
    for one in measures:
        if factor_of(one, metric) is None and (joins or not any(fits)):
            said = f"{taken.measure} is in {one.unit}, and {metric.id} is in {metric.unit or metric.kind.value}"
            return said, "", _of_one_currency(measures, metric) or "take another measure, or another metric"
        if _is_too_long((one.first, one.last), metric, context):
            said = f"{taken.measure} is of {one.first} to {one.last}, and {metric.id} is of a {metric.grain.value}"
            return said, "", "export it by day" if metric.grain is Grain.DAY else "export it by day or by week"
    return None


def _of_one_currency(measures: Sequence[Measure], metric: Metric) -> str:
    """How to take what a file has in the metric's own currency; '' where it has none in it, or in no other."""
    fitting = {one.currency for one in measures if one.currency and factor_of(one, metric) is not None}
    return f"take one currency alone: where: {{currency: {min(fitting)}}}" if fitting else ""


def _averaged(one: Measure) -> str:
    """What a number is of the moments it is made of, where such numbers do not add up; '' where they may."""
    statistic = (one.parts.get("aggregation") or one.parts.get("statistic") or "").casefold()
    if not statistic or statistic in _SUMS:
        return ""
    return "the average" if statistic in {"avg", "average"} else f"the {statistic}"


def _is_too_long(span: Span, metric: Metric, context: IntakeContext) -> bool:
    """Whether a number is of more days than the metric's own."""
    first, last = span
    if first is None or last is None:
        return False
    return (
        context.calendar.end_of(first) != context.calendar.end_of(last) if metric.grain is Grain.WEEK else first != last
    )


def is_a_day(found: Measures, days: Sequence[Span], metric: Metric) -> bool:
    """Whether the one number of a file is that of a day, and no run's."""
    if found.when is not None or any(first is None for first, _ in days):
        return False
    return found.tool in _OF_DAYS or (found.tool in _OF_DAYS_IF_ADDED and metric.kind in ADDED)


def added_up(name: str, taken: Taken, measures: Sequence[Measure], metric: Metric) -> Iterator[Problem]:
    """A doubt where points of one series are added up over a day: of a level, the sum says nothing."""
    if metric.kind not in ADDED:
        return
    seen: dict[tuple[Span, frozenset[tuple[str, str]]], int] = {}
    for one in measures:
        key = (one.first, one.last), frozenset(one.parts.items())
        seen[key] = seen.get(key, 0) + 1
    if (most := max(seen.values(), default=1)) > 1:
        said = f"up to {most:,} numbers of {taken.measure} in one day are added up"
        yield Problem(TablePlace(name), said, "", f"make sure that each is a part of {metric.id}", Severity.WARNING)


def factor_of(one: Measure, metric: Metric) -> float | None:
    """What the measure's unit is in the metric's; None where they do not go together."""
    if one.unit == "seconds" and metric.unit.casefold() in _MILLISECONDS:
        return 1000.0
    if one.unit == "percent" and metric.kind is Kind.RATE:
        return 0.01
    if one.unit == "share":
        return 1.0 if metric.kind is Kind.RATE else None
    if one.unit in {"", "score", "points"} or not metric.unit:
        return 1.0
    return 1.0 if unit_fits(one.unit, metric.unit) else None
