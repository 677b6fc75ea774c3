"""Natural process limits of many stretches at once: XmR with screening, and p-charts where n varies."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from metrics.arrays import Booleans, Floats, Integers

LIMIT_FACTOR = 2.66
"""3 / 1.128: three standard deviations from the average moving range of two (Wheeler, 1993)."""
SCREEN_FACTOR = 3.267
"""Upper limit of moving ranges of two, in average moving ranges (D4; Wheeler, 1993)."""
NEAR = 2 / 3
FEWEST_POINTS = 6
LOCKED_AT = 12
BASELINE_ROWS = 12
_DUST = 1e-12
"""What binary arithmetic may leave of two equal numbers, relative to them."""


class LimitsState(StrEnum):
    """How far limits may be trusted."""

    TOO_EARLY = "too early"
    TRIAL = "trial"
    LOCKED = "locked"
    NO_VARIATION = "no variation"


_STATES = tuple(LimitsState)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of R stretches: `state` (place in `LimitsState`) and `mean`, (R,); `reach`, the distance from the mean to
    each limit, (R, 1) or (R, W) by point; `slack`, (R,), below which a difference is dust. NaN where there are none.
    `screened`, (R,), counts the moving ranges that were out of bounds and left out."""

    state: Integers
    mean: Floats
    reach: Floats
    slack: Floats
    screened: Integers


def xmr_limits(
    points: Floats, count: Integers, *, baseline_rows: int | None, fewest: int = FEWEST_POINTS, screen: bool = True
) -> Limits:
    """Mean -/+ 2.66 x the average moving range of the first `baseline_rows` points (None: of all).

    points: (R, W), each stretch from the left on, then NaN; count: (R,), its points. One screening pass drops moving
    ranges not below 3.267 x their average; where nothing but zeros is left, the unscreened ranges count.
    """
    baseline = points[:, :baseline_rows]
    used = np.minimum(count, baseline.shape[1])
    mean = _mean(baseline, np.arange(baseline.shape[1]) < used[:, None])
    with np.errstate(over="ignore", invalid="ignore"):
        ranges = np.abs(np.diff(baseline, axis=1))
        ranges[ranges <= _DUST * np.abs(baseline[:, 1:])] = 0.0
        known = np.arange(ranges.shape[1]) < (used - 1)[:, None]
        average = _mean(ranges, known)
        screened = np.zeros(len(points), dtype=np.int64)
        if screen:
            kept = known & (ranges < SCREEN_FACTOR * average[:, None])
            within = _mean(ranges, kept)
            average = np.where(within > 0, within, average)
            screened = np.where(within > 0, known.sum(axis=1) - kept.sum(axis=1), 0)
        slack = _DUST * np.abs(mean) + 1e-9 * average
        reach = LIMIT_FACTOR * average
    return _with_state(points, count, fewest, mean, reach[:, None], slack, screened)


def p_limits(
    points: Floats, sizes: Floats, count: Integers, *, baseline_rows: int | None, fewest: int = FEWEST_POINTS
) -> Limits:
    """Mean -/+ 3 x sqrt(p (1 - p) / n) at each point, p pooled over the first `baseline_rows` (Shewhart's p-chart).

    points: rates, (R, W), each stretch from the left on, then NaN; sizes: their denominators, (R, W); count: (R,).
    """
    baseline, cases = points[:, :baseline_rows], sizes[:, :baseline_rows]
    known = np.arange(baseline.shape[1]) < np.minimum(count, baseline.shape[1])[:, None]
    total = np.where(known, cases, 0.0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        mean = np.where(known, baseline * cases, 0.0).sum(axis=1) / total
        reach = 3 * np.sqrt(np.clip(mean * (1 - mean), 0.0, None)[:, None] / sizes)
    if not reach.shape[1]:
        reach = np.full((len(points), 1), np.nan)
    return _with_state(points, count, fewest, mean, reach, _DUST * np.abs(mean), np.zeros(len(points), dtype=np.int64))


def _with_state(
    points: Floats, count: Integers, fewest: int, mean: Floats, reach: Floats, slack: Floats, screened: Integers
) -> Limits:
    """Takes the limits away where it is too early for them, or where nothing has varied yet."""
    with np.errstate(invalid="ignore", over="ignore"):
        first = points[:, :1]
        same = np.abs(points - first) <= _DUST * np.abs(first)
    constant = same.sum(axis=1) == count
    state = np.select(
        [count < fewest, constant, count < LOCKED_AT],
        [_STATES.index(state) for state in (LimitsState.TOO_EARLY, LimitsState.NO_VARIATION, LimitsState.TRIAL)],
        _STATES.index(LimitsState.LOCKED),
    )
    none = (count < fewest) | constant
    return Limits(
        state,
        np.where(none, np.nan, mean),
        np.where(none[:, None], np.nan, reach),
        np.where(none, np.nan, slack),
        np.where(none, 0, screened),
    )


def _mean(values: Floats, counted: Booleans) -> Floats:
    """Mean of the counted values of each row; NaN where there is none."""
    many = counted.sum(axis=1)
    with np.errstate(over="ignore", invalid="ignore"):
        total: Floats = np.where(counted, values, 0.0).sum(axis=1)
        mean: Floats = np.divide(total, many, out=np.full(len(total), np.nan), where=many > 0)
        beyond = np.isinf(total)
        if beyond.any():
            # enormous values: their sum is beyond what a number can hold, their mean is not
            shares = np.where(counted[beyond], values[beyond], 0.0) / many[beyond, None]
            mean[beyond] = shares.sum(axis=1)
    return mean
