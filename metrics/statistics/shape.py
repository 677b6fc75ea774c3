"""The shape of many series: flat, a line, or a step, with what it expects of a week and how far a week may lie off.

A 90-day charter is a ramp. The shape is the one of the least BIC (Schwarz 1978), and a richer one must win by 6, strong
evidence after Kass and Raftery ("Bayes factors", 1995). Limits stand about the shape, after Wheeler (1993).
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.control_limits import LIMIT_FACTOR
from metrics.statistics.median_slope import median_slopes
from metrics.statistics.moving_range import screened_average
from metrics.statistics.packed import Packed

FEWEST_BEFORE = 6
"""Weeks before the newest one from which on there is a shape."""
_MUST_WIN_BY = 6.0
_WEEKS_A_SIDE = 3
_DUST = 1e-9
"""Of the largest value: differences below it are what arithmetic leaves of equal numbers."""


class Shape(IntEnum):
    """What the weeks before the newest one look like; the last three have no limits."""

    FLAT = 0
    LINE = 1
    STEP = 2
    RARE = 3
    SMALL = 4
    TOO_EARLY = 5


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes of R series, by series (R,).

    `kind` is flat, line or step; `average` the screened average moving range of the residuals and `dropped` how many
    ranges it left out. `level` is the mean or the median of a flat series, and the mean since a step; a line goes
    through `level` at `middle` (a time) with `slope` a week. A step begins at the place `step` in the order of points
    (0: none) and comes from `before`. `since` is how many points the level stands on."""

    kind: Integers
    level: Floats
    average: Floats
    dropped: Integers
    slope: Floats
    middle: Floats
    mean_time: Floats
    time_spread: Floats
    step: Integers
    before: Floats
    since: Integers

    def expected(self, time: Floats) -> Floats:
        """What the shape says of a week, (R,), or of each of many, (R, M); a step has its level in all of them."""
        wide = (slice(None), None) if time.ndim > 1 else slice(None)
        height: Floats = self.level[wide] + self.slope[wide] * (time - self.middle[wide])
        return height

    def fitted(self, times: Floats, places: Integers) -> Floats:
        """What the shape says of its own points at these times and places in their order, (R, M)."""
        return np.where(places < self.step[:, None], self.before[:, None], self.expected(times))

    def rows(self, chosen: Integers) -> "Shapes":
        """Some of the series."""
        return Shapes(*(getattr(self, name)[chosen] for name in Shapes.__slots__))

    def reach(self, time: Floats) -> Floats:
        """How far a week at `time`, (R,), or each of many, (R, M), may lie off: 2.66 x the average range, wider by what
        the level or the line is uncertain of itself (Wheeler 1993; Mandel 1969 for the line)."""
        wide = (slice(None), None) if time.ndim > 1 else slice(None)
        lean = np.where(self.kind == Shape.LINE, 1 / self.time_spread, 0.0)[wide] * (time - self.mean_time[wide]) ** 2
        far: Floats = LIMIT_FACTOR * self.average[wide] * np.sqrt(1 + 1 / np.maximum(self.since, 1)[wide] + lean)
        return far


def shapes_of(points: Packed) -> Shapes:
    """The shape of each series; of fewer than two points a flat one without ranges."""
    values, count, times = points.values, points.count, points.times
    inside = None if bool((count == values.shape[1]).all()) else points.inside
    many = np.maximum(count, 1).astype(np.float64)
    mean = values.sum(axis=1) / many
    around = _held(values - mean[:, None], inside)
    mean_time = _held(times, inside).sum(axis=1) / many
    ahead = _held(times - mean_time[:, None], inside)
    spread = np.einsum("ij,ij->i", ahead, ahead)
    kind, step = _kinds(around, ahead, spread, values, count)
    level, since, before = mean.copy(), count.copy(), mean.copy()
    slope, middle = np.zeros(len(values)), mean_time.copy()
    differences = np.diff(values, axis=1)

    lines = np.flatnonzero(kind == Shape.LINE)
    if len(lines):
        slope[lines] = median_slopes(values[lines], times[lines], count[lines])
        level[lines] = _medians(values[lines], count[lines])
        middle[lines] = _medians(times[lines], count[lines])
        differences[lines] -= slope[lines, None] * np.diff(times[lines], axis=1)
    steps = np.flatnonzero(kind == Shape.STEP)
    if len(steps):
        place, of = step[steps], values[steps]
        total = np.where(np.arange(of.shape[1]) < place[:, None], of, 0.0).sum(axis=1)
        before[steps] = total / place
        since[steps] = count[steps] - place
        level[steps] = (of.sum(axis=1) - total) / since[steps]
        differences[steps, place - 1] -= level[steps] - before[steps]
    counted = None if inside is None else inside[:, 1:]
    differences[np.abs(differences) <= 1e-12 * np.abs(values[:, 1:])] = 0.0
    average, dropped = screened_average(differences, counted)
    shaken = np.flatnonzero((kind == Shape.FLAT) & (dropped > 0))
    level[shaken] = _medians(values[shaken], count[shaken])
    return Shapes(
        kind=kind,
        level=level,
        average=average,
        dropped=dropped,
        slope=slope,
        middle=middle,
        mean_time=mean_time,
        time_spread=np.where(spread > 0, spread, 1.0),
        step=step,
        before=before,
        since=since,
    )


def _held(values: Floats, inside: Booleans | None) -> Floats:
    return values if inside is None else np.where(inside, values, 0.0)


def _kinds(around: Floats, ahead: Floats, spread: Floats, values: Floats, count: Integers) -> tuple[Integers, Integers]:
    """Flat, line or step by BIC = m ln(RSS / m) + k ln m, each richer shape only where it wins by 6 over all simpler
    ones; with the place where the step begins, 0 where there is none."""
    many = np.maximum(count, 1).astype(np.float64)
    flat = np.einsum("ij,ij->i", around, around)
    cross = np.einsum("ij,ij->i", around, ahead)
    line = flat - np.divide(cross**2, spread, out=np.zeros_like(flat), where=spread > 0)
    gain, step = _best_step(around, count)
    least = many * (_DUST * np.abs(values).max(axis=1, initial=0.0)) ** 2 + np.finfo(np.float64).tiny

    def bic(residual: Floats, parameters: int) -> Floats:
        worth: Floats = many * np.log(np.maximum(residual, least) / many) + parameters * np.log(many)
        return worth

    standing = bic(flat, 1)
    kind = np.zeros(len(count), dtype=np.int8)
    richer = bic(line, 2)
    wins = (richer < standing - _MUST_WIN_BY) & (count >= FEWEST_BEFORE - 1)
    kind[wins] = Shape.LINE
    standing = np.minimum(richer, standing)
    wins = (bic(flat - gain, 3) < standing - _MUST_WIN_BY) & (gain > 0)
    kind[wins] = Shape.STEP
    return kind, np.where(wins, step, 0)


def _best_step(around: Floats, count: Integers) -> tuple[Floats, Integers]:
    """How much of the squares the best step takes away, (R,), and after how many points it comes."""
    width = around.shape[1]
    if width < 2 * _WEEKS_A_SIDE:
        return np.zeros(len(around)), np.zeros(len(around), dtype=np.int64)
    earlier = np.arange(1, width + 1, dtype=np.float64)
    gains = np.cumsum(around, axis=1)
    gains *= gains
    if bool((count == width).all()):
        share = np.zeros(width)
        inner = slice(_WEEKS_A_SIDE - 1, width - _WEEKS_A_SIDE)
        share[inner] = width / (earlier[inner] * (width - earlier[inner]))
        gains *= share
    else:
        later = count[:, None] - earlier
        fits = (earlier >= _WEEKS_A_SIDE) & (later >= _WEEKS_A_SIDE)
        gains *= np.where(fits, count[:, None] / (earlier * np.where(fits, later, 1.0)), 0.0)
    place = gains.argmax(axis=1)
    return gains[np.arange(len(gains)), place], place + 1


def _medians(values: Floats, count: Integers) -> Floats:
    """Median of the first `count` values of each row."""
    if not len(values):
        return np.zeros(0)
    held = np.arange(values.shape[1]) < count[:, None]
    ordered = np.sort(np.where(held, values, np.inf), axis=1)
    rows = np.arange(len(values))
    return ordered[rows, (count - 1) // 2] / 2 + ordered[rows, count // 2] / 2
