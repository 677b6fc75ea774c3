"""Dated targets as a trajectory: linear between two dates, constant before the first and after the last."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from metrics.definition import Direction, Metric, Per, Target, TargetKind
from metrics.observation import Point, Series
from metrics.sums import total
from playbook.model.fields import currency_of
from playbook.model.playbook import Playbook

WEEKS_PER_MONTH = 365.25 / 12 / 7


def targets_of(playbook: Playbook, metric: Metric, product: str | None) -> tuple[Target, ...]:
    """The targets of a product, or of the organization (`product` None). The only product is all there is of a sum, so
    what is planned for the sum is planned for it."""
    return metric.targets_of(product) or (metric.targets if _is_all(playbook, product) else ())


def _is_all(playbook: Playbook, product: str | None) -> bool:
    return product is None or len(playbook.products) < 2


def held_for(playbook: Playbook, metric: Metric, product: str) -> Metric:
    """The metric with the targets of a product for its own."""
    targets = targets_of(playbook, metric, product)
    return metric if targets == metric.targets else metric.model_copy(update={"targets": targets})


def trajectory_of(playbook: Playbook, metric: Metric, product: str | None = None) -> tuple[tuple[date, float], ...]:
    """Corner points of the trajectory of a product, or of the organization (`product` None), in the unit of a weekly
    point, oldest first; empty where there is no target.

    A baseline alone is no target. What is counted over the whole charter and has no target of its own is held
    against the charter's budget, spent evenly from the start to the last day; one of several products has no budget."""
    targets = sorted(targets_of(playbook, metric, product), key=lambda target: target.date)
    if any(target.kind is TargetKind.TARGET for target in targets):
        scale = 1 / WEEKS_PER_MONTH if metric.per is Per.MONTH else 1.0
        return tuple((target.date, target.value * scale) for target in targets)
    if not _is_all(playbook, product):
        return ()
    budget, start, last = playbook.records.charter.budget, playbook.records.charter.start, playbook.last_day
    if budget is None or start is None or last is None or not (counts_spend(metric) and metric.unit == budget.currency):
        return ()
    return (start - timedelta(days=1), 0.0), (last, budget.amount)


def is_planned_in_sum(playbook: Playbook, metric: Metric, product: str | None) -> bool:
    """True for a product that has no plan of its own where the sum over products has one."""
    has_own = product is None or trajectory_of(playbook, metric, product)
    return not has_own and bool(trajectory_of(playbook, metric))


def counts_spend(metric: Metric) -> bool:
    """True for money that is added up over the whole charter and wanted low: what a budget is held against."""
    lower = metric.better is Direction.LOWER
    return metric.per is Per.CHARTER and lower and currency_of(metric.unit) is not None


def to_date(playbook: Playbook, metric: Metric, series: Series) -> Series:
    """The series as the metric's targets mean it: what is counted over the whole charter is added up since its start,
    and partial from the first week that lacks; every other metric stays as it is."""
    start = playbook.records.charter.start
    if metric.per is not Per.CHARTER or start is None:
        return series
    points: list[Point] = []
    spent: list[float] = []
    lacking = False
    for point in series.points:
        if point.period_end < start:
            continue
        spent.append(point.value)
        off = sum(start <= week.end < point.period_end for week in series.off)
        expected = (point.period_end - start).days // 7 + 1 - off
        lacking = lacking or bool(point.partial) or len(spent) < expected
        partial = f"{len(spent)} of {expected} weeks" if lacking else None
        points.append(replace(point, value=total(spent), numerator=None, denominator=None, partial=partial))
    return replace(series, points=tuple(points))


def target_on(playbook: Playbook, metric: Metric, day: date, product: str | None = None) -> float | None:
    """The trajectory's value on a day; None where there is no target."""
    return value_on(trajectory_of(playbook, metric, product), day)


def value_on(corners: Sequence[tuple[date, float]], day: date) -> float | None:
    """Value on a day of a trajectory given by its corners, oldest first; None where it has none."""
    if not corners:
        return None
    if day <= corners[0][0]:
        return corners[0][1]
    for (first, low), (second, high) in pairwise(corners):
        if day == second:
            return high
        if day < second:
            return low + (high - low) * ((day - first).days / (second - first).days)
    return corners[-1][1]


def final_target(playbook: Playbook, metric: Metric, product: str | None = None) -> tuple[date, float] | None:
    """Date and value of the last corner."""
    corners = trajectory_of(playbook, metric, product)
    return corners[-1] if corners else None


def baseline_target(targets: Iterable[Target]) -> Target | None:
    """The entry where a trajectory starts."""
    return next((target for target in targets if target.kind is TargetKind.BASELINE), None)
