"""Control charts of many series in one call: is each of them changing, and can it meet its target (SEMANTICS 3)?

XmR charts after Wheeler ("Understanding Variation", 1993) with the rules of NHS England's "Making Data Count". One
series is the same call with one row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from metrics.arrays import Floats, Integers
from metrics.statistics.control_limits import BASELINE_ROWS, FEWEST_POINTS, Limits, LimitsState, p_limits, xmr_limits
from metrics.statistics.control_signals import signals_of
from metrics.statistics.stretches import Stretches, restarts_by_row, stretches_of

__all__ = ["Assurance", "ControlCharts", "LimitsState", "Signal", "Variation", "control_charts"]

_ROWS_AT_ONCE = 4096
"""Rows of 104 weeks in one pass, so that its arrays stay in the processor's cache."""


class Signal(StrEnum):
    """What makes a point more than noise, in order of precedence."""

    OUTSIDE = "outside_limits"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"


class Variation(StrEnum):
    """What the last point says of the process; `neutral` is a signal where neither way is better."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Assurance(StrEnum):
    """Whether the process as it is now can be relied upon to meet its target."""

    MEETS = "meets"
    HIT_AND_MISS = "hit_and_miss"
    MISSES = "misses"


SIGNALS = tuple(Signal)
STATES = tuple(LimitsState)


@dataclass(frozen=True, slots=True)
class ControlCharts:
    """Charts of S series over W weeks. Between two restarts of its limits a series has one stretch; there are R in all.

    By series and week, (S, W): `signal` 0 for none, else 1 + the place in `SIGNALS`; `direction` +1 where the signal
    points upwards, -1 downwards. By stretch, (R,): `series`, `first` (its first column), `count` of points, `state`
    (the place in `STATES`), `mean`, `screened` (moving ranges left out as out of bounds) and `slack` (what is dust);
    `reach` is the distance from the mean to each limit, (R, 1), or (R, W) by point in order where n varies. NaN where
    there are no limits. By series, (S,): `last`, its last stretch.
    """

    signal: Integers
    direction: Integers
    series: Integers
    first: Integers
    count: Integers
    state: Integers
    mean: Floats
    reach: Floats
    slack: Floats
    screened: Integers
    last: Integers

    @property
    def limits(self) -> tuple[Floats, Floats, Floats]:
        """Mean, lower and upper limit at the last point of each series, (S,), never clipped; NaN without limits."""
        mean = self.mean[self.last]
        place = np.maximum(self.count[self.last] - 1, 0) if self.reach.shape[1] > 1 else 0
        reach = self.reach[self.last, place]
        with np.errstate(invalid="ignore", over="ignore"):
            return mean, mean - reach, mean + reach

    def state_of(self, series: int) -> LimitsState:
        """State of a series' last limits; too early where it has no point."""
        return STATES[int(self.state[self.last[series]])]

    def variation(self, better: Integers, last_week: Integers) -> list[Variation | None]:
        """What the last point of each series says. `better` is +1, -1 or 0; `last_week` its column; both (S,)."""
        rows = np.arange(len(self.last))
        signal, direction = self.signal[rows, last_week], self.direction[rows, last_week]
        has_limits = ~np.isnan(self.limits[0])
        effect = direction * better
        code = np.where(~has_limits, 0, np.where(signal == 0, 1, np.where(effect > 0, 2, np.where(effect < 0, 3, 4))))
        names = (None, Variation.COMMON_CAUSE, Variation.IMPROVEMENT, Variation.CONCERN, Variation.NEUTRAL)
        return [names[each] for each in code.tolist()]

    def assurance(self, target: Floats, better: Integers) -> list[Assurance | None]:
        """The target of each series against its last limits; a limit that equals the target can be hit and missed. None
        without limits, target (NaN) or direction."""
        _, lower, upper = self.limits
        slack = self.slack[self.last]
        with np.errstate(invalid="ignore", over="ignore"):
            above, below = target > upper + slack, target < lower - slack
        known = ~(np.isnan(lower) | np.isnan(target)) & (better != 0)
        meets, misses = np.where(better > 0, below, above), np.where(better > 0, above, below)
        code = np.where(~known, 0, np.where(meets, 1, np.where(misses, 3, 2)))
        names = (None, Assurance.MEETS, Assurance.HIT_AND_MISS, Assurance.MISSES)
        return [names[each] for each in code.tolist()]


def control_charts(
    values: Floats,
    *,
    restarts: Sequence[tuple[int, int]] = (),
    sizes: Floats | None = None,
    baseline_rows: int | None = BASELINE_ROWS,
    fewest: int = FEWEST_POINTS,
    screen: bool = True,
) -> ControlCharts:
    """Charts of S series, one a row, over W weeks in order; NaN where a week has no value.

    values: (S, W) in the metric's unit. restarts: (row, column) from which that series' limits start anew. sizes:
    (S, W) denominators of rates, for p-chart limits of each point. baseline_rows: how many first points make the
    limits; None takes all, as published cases do. fewest: points below which there are no limits. screen: whether one
    pass drops moving ranges that are out of bounds. Raises ValueError where the shapes do not fit.
    """
    if values.ndim != 2 or (sizes is not None and sizes.shape != values.shape):
        raise ValueError("values, and sizes where there are any, are series by weeks")
    rows, weeks = values.shape
    signal = np.zeros((rows, weeks), dtype=np.int8)
    direction = np.zeros((rows, weeks), dtype=np.int8)
    parts: list[tuple[Stretches, Limits]] = []
    by_row = restarts_by_row(restarts, rows, weeks)
    for start in range(0, rows, _ROWS_AT_ONCE):
        known = ~np.isnan(values[start : start + _ROWS_AT_ONCE])
        if sizes is not None:
            known &= sizes[start : start + _ROWS_AT_ONCE] > 0
        block = stretches_of(known, start, by_row)
        points = block.taken(values)
        if sizes is None:
            limits = xmr_limits(points, block.count, baseline_rows=baseline_rows, fewest=fewest, screen=screen)
        else:
            cases = block.taken(sizes)
            limits = p_limits(points, cases, block.count, baseline_rows=baseline_rows, fewest=fewest)
        found, way = signals_of(points, limits)
        block.put(signal, found)
        block.put(direction, way)
        parts.append((block, limits))
    return _together(signal, direction, parts)


def _together(signal: Integers, direction: Integers, parts: Sequence[tuple[Stretches, Limits]]) -> ControlCharts:
    def joined(arrays: list[Any], width: int | None = None) -> Any:
        empty = np.empty(0 if width is None else (0, width))
        return np.concatenate(arrays) if arrays else empty

    series = joined([block.series for block, _ in parts]).astype(np.int64)
    first = joined([block.first for block, _ in parts]).astype(np.int64)
    order = np.lexsort((first, series))
    last = np.zeros(len(signal), dtype=np.int64)
    last[series[order]] = np.arange(len(order))
    return ControlCharts(
        signal=signal,
        direction=direction,
        series=series[order],
        first=first[order],
        count=joined([block.count for block, _ in parts]).astype(np.int64)[order],
        state=joined([limits.state for _, limits in parts]).astype(np.int8)[order],
        mean=joined([limits.mean for _, limits in parts])[order],
        reach=joined([limits.reach for _, limits in parts], 1)[order],
        slack=joined([limits.slack for _, limits in parts])[order],
        screened=joined([limits.screened for _, limits in parts]).astype(np.int64)[order],
        last=last,
    )
