"""How days become weeks and months and products the organization: counts first, means by n, no average of rates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from metrics.definition import Kind, Metric, OverProducts, OverTime
from metrics.observation import Observation
from metrics.sums import total

_COUNTED = {Kind.RATE: 1.0, Kind.NPS: 100.0}
"""Kinds whose value is made of counts, and what the quotient is multiplied by."""
_OF_CASES = {Kind.RATE, Kind.NPS, Kind.MEAN, Kind.DURATION, Kind.SCORE}
"""Kinds that say nothing at all when n is 0."""


@dataclass(frozen=True, slots=True)
class Part:
    """One day's or week's measurement on its way up; `value` is None where it was reported but has no value
    (0 of 0 cases, or days that cannot be rolled up). `last_day` is set where the metric is measured by the day."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    last_day: date | None = None


def part_of(metric: Metric, row: Observation, last_day: date | None = None) -> Part:
    """A stored row as a part: the value of rates and NPS follows from their counts wherever they have some."""
    value, numerator, denominator = _known(row.value), _known(row.numerator), _known(row.denominator)
    if denominator == 0 and metric.kind in _OF_CASES:
        return Part(None, 0.0 if metric.kind in _COUNTED else numerator, 0.0, last_day)
    scale = _COUNTED.get(metric.kind)
    if denominator is not None and scale is not None:
        if numerator is None and value is not None:
            numerator = value * denominator / scale
        if numerator is not None:
            value = scale * numerator / denominator
    elif value is None and numerator is not None and denominator:
        value = numerator / denominator
    return Part(value, numerator, denominator, last_day)


def over_time(metric: Metric, parts: Sequence[Part]) -> Part:
    """Days as a week, or days or weeks as any longer stretch, oldest first; without a value where the metric does not
    roll up over time."""
    last_day = parts[-1].last_day
    if metric.over_time is OverTime.NONE:
        return Part(None, last_day=last_day)
    if metric.over_time is OverTime.LAST:
        return parts[-1]
    if metric.over_time is OverTime.MEAN and all(part.denominator is None for part in parts):
        together = _averaged(parts)
    elif metric.kind in _COUNTED or metric.over_time is OverTime.MEAN:
        together = _pooled(metric, parts)
    else:
        together = _summed(parts)
    return replace(together, last_day=last_day)


def products_to_organization(metric: Metric, products: Sequence[Part]) -> Part:
    """One week of the products that reported it; without a value where they do not roll up."""
    if len(products) == 1:
        return products[0]
    last_days = [part.last_day for part in products if part.last_day is not None]
    if metric.over_products is OverProducts.SUM and metric.kind not in _COUNTED:
        together = _summed(products)
    else:
        together = _pooled(metric, products)
    return replace(together, last_day=min(last_days, default=None))


def _pooled(metric: Metric, parts: Sequence[Part]) -> Part:
    """Counts added up and divided, other values weighed by n; no value where a part lacks its counts."""
    if len(parts) == 1:
        return parts[0]
    cases = _total(part.denominator for part in parts)
    numerator = _total(part.numerator for part in parts)
    if cases is None:
        return Part(None)
    scale = _COUNTED.get(metric.kind)
    if scale is not None:
        if numerator is None:
            return Part(None)
        return Part(_known(scale * numerator / cases) if cases else None, numerator, cases)
    weighed = _total(0.0 if part.denominator == 0 else _product(part.value, part.denominator) for part in parts)
    value = weighed / cases if weighed is not None and cases else None
    return Part(_known(value), numerator, cases)


def _summed(parts: Sequence[Part]) -> Part:
    return Part(
        _total(part.value for part in parts),
        _total(part.numerator for part in parts),
        _total(part.denominator for part in parts),
    )


def _averaged(parts: Sequence[Part]) -> Part:
    total = _total(part.value for part in parts)
    return Part(None if total is None else total / len(parts))


def _product(value: float | None, cases: float | None) -> float | None:
    return None if value is None or cases is None else value * cases


def _total(numbers: Iterable[float | None]) -> float | None:
    """Their exact sum in any order; None where one is unknown or the sum is beyond what a number can hold."""
    known: list[float] = []
    for number in numbers:
        if number is None:
            return None
        known.append(number)
    return _known(total(known))


def _known(number: float | None) -> float | None:
    return number if number is not None and isfinite(number) else None
