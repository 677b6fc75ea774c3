"""The weeks a metric criterion looks at: pooled windows, what each of them proves, and the baseline before them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from metrics.definition import Kind, Metric, Per
from metrics.lines import beyond
from metrics.observation import Point, Series
from metrics.statistics.judged import Corrected, settled_within
from metrics.statistics.proportion import settled
from metrics.sums import mean, total
from playbook.model.conditions import All, AnyOf, Condition, Expression, evaluate, is_relative, without_relative
from playbook.model.criteria import Criterion
from playbook.model.trajectory import WEEKS_PER_MONTH, baseline_target

_COUNTED = {Kind.RATE: 1.0, Kind.NPS: 100.0}
"""Kinds made of counts, which never pool without them, and what the quotient is multiplied by."""


def weeks_of(criterion: Criterion) -> int:
    """How many closed weeks in a row it takes to judge the criterion."""
    return criterion.weeks + criterion.pool_weeks - 1


def by_week(expression: Expression, metric: Metric) -> Expression:
    """The expression in the unit of a weekly point: lines of what is counted by the month are for a month."""
    if metric.per is not Per.MONTH:
        return expression
    if isinstance(expression, Condition):
        number = expression.number if expression.percent else expression.number / WEEKS_PER_MONTH
        return replace(expression, number=number)
    parts = tuple(by_week(part, metric) for part in expression.parts)
    return All(parts) if isinstance(expression, All) else AnyOf(parts)


def window_of(closed: dict[date, Point], ends: Sequence[date], metric: Metric) -> Point | None:
    """The weeks that end on these days, newest first, pooled; None where one of them is missing."""
    if len(ends) == 1:
        return closed.get(ends[0])
    there = [point for end in ends if (point := closed.get(end)) is not None]
    if len(there) < len(ends):
        return None
    return _pooled(there, metric)


def _pooled(points: list[Point], metric: Metric) -> Point:
    """Counts are added up before they are divided, means weigh by n; without any n a plain mean is left. What lacks in
    one of the weeks lacks in the window."""
    partial = next((point.partial for point in points if point.partial), None)
    sizes = [point.denominator for point in points if point.denominator]
    counts = [point.numerator for point in points if point.numerator is not None]
    plain = mean([point.value for point in points])
    if len(sizes) < len(points) or (metric.kind in _COUNTED and len(counts) < len(points)):
        return replace(points[0], value=plain, numerator=None, denominator=None, partial=partial)
    cases = total(sizes)
    if metric.kind in _COUNTED:
        value = _COUNTED[metric.kind] * total(counts) / cases
    else:
        value = total([point.value * size for point, size in zip(points, sizes, strict=True)]) / cases
    numerator = total(counts) if len(counts) == len(points) else None
    return replace(points[0], value=value, numerator=numerator, denominator=cases, partial=partial)


def judge_of(
    criterion: Criterion, metric: Metric, window: Point, baseline: float | None
) -> Callable[[Condition], bool | None]:
    """Says whether a condition is known to hold in the window."""
    never_an_average_of_rates = metric.kind in _COUNTED and criterion.pool_weeks > 1 and not window.denominator

    def judge(condition: Condition) -> bool | None:
        line = condition.line(baseline)
        if line is None or never_an_average_of_rates:
            return None
        if metric.kind is not Kind.RATE or criterion.confidence == "none":
            return condition.operator.holds(window.value, line)
        if window.numerator is None or not window.denominator:
            return None
        if window.stderr is not None:
            found = Corrected(window.value, window.stderr)
            return settled_within(found, line, condition.operator, criterion.confidence)
        return settled(window.numerator, window.denominator, line, condition.operator, criterion.confidence)

    return judge


def baseline_of(
    criterion: Criterion, metric: Metric, closed: dict[date, Point], before: date, series: Series
) -> float | None:
    """Mean of the last good weeks before those judged; else the baseline among the metric's targets; else nothing to
    compare with. `series` says which weeks nobody reports in."""
    if not any(is_relative(line) for line in (criterion.pass_line, criterion.warn_line) if line is not None):
        return None
    absolute = without_relative(by_week(criterion.required_line, metric))
    good: list[float] = []
    for end in sorted((end for end in closed if end < before), reverse=True):
        window = window_of(closed, series.weeks_to(end, criterion.pool_weeks), metric)
        if window is None or window.partial:  # a week that lacks days would make a low bar of itself
            continue
        if absolute is None or evaluate(absolute, judge_of(criterion, metric, window, None)) is True:
            good.append(closed[end].value)
        if len(good) == criterion.baseline_weeks:
            break
    if good:
        return mean(good)
    start = baseline_target(metric.targets)
    if start is None:
        return None
    return start.value / WEEKS_PER_MONTH if metric.per is Per.MONTH else start.value


def distance_of(expression: Expression, value: float, baseline: float | None) -> float | None:
    """How far the value lies on the good side; the nearest line of an AND, the farthest of an OR."""
    if isinstance(expression, Condition):
        line = expression.line(baseline)
        if line is None:
            return None
        return beyond(value, line, wants_high=expression.operator.wants_high)
    parts = [distance_of(part, value, baseline) for part in expression.parts]
    known = [part for part in parts if part is not None]
    if not known:
        return None
    return max(known) if isinstance(expression, AnyOf) else min(known)
