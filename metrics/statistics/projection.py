"""Where many series are heading: Theil-Sen lines over their last weeks, with a band (SEMANTICS 5).

Sen, "Estimates of the regression coefficient based on Kendall's tau" (1968), as in `scipy.stats.theilslopes`, which
takes one series at a time; one series is the same call with one row.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from metrics.arrays import Floats, Integers
from metrics.lines import reached

WEEKS = 8
FEWEST_POINTS = 5
CONFIDENCE = 0.80
_ROWS_AT_ONCE = 16384
"""Of the target: what binary arithmetic may leave between a line and a target it just meets."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Theil-Sen lines of S series, all (S,). NaN where there are too few points.

    `slope` per day, its interval `low_slope` to `high_slope`; `middle_day` and `middle_value` (medians), which the line
    and both sides of its band go through; `first_day` and `last_day` of the points it stands on, and their `count`."""

    slope: Floats
    low_slope: Floats
    high_slope: Floats
    middle_day: Floats
    middle_value: Floats
    first_day: Floats
    last_day: Floats
    count: Integers

    def at(self, day: float | Floats) -> tuple[Floats, Floats, Floats]:
        """Value on a day with the lower and the upper side of its band."""
        ahead = day - self.middle_day
        with np.errstate(over="ignore", invalid="ignore"):
            one, other = self.middle_value + self.low_slope * ahead, self.middle_value + self.high_slope * ahead
            return self.middle_value + self.slope * ahead, np.minimum(one, other), np.maximum(one, other)

    def reaches(self, target: Floats, better: Integers) -> Floats:
        """First day from `first_day` on at which each line meets its target, (S,), a fraction where it falls between
        two days. `better` is +1 or -1. NaN where it is not on its way there."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            start = self.at(self.first_day)[0]
            there = reached(start, target, better)
            crossing = self.middle_day + (target - self.middle_value) / self.slope
            return np.where(there, self.first_day, np.where(self.slope * better > 0, crossing, np.nan))


def theil_sen(days: Floats, values: Floats, *, confidence: float = CONFIDENCE, fewest: int = FEWEST_POINTS) -> Lines:
    """The line through each row of points, which may stand in any order.

    days: (S, W), or (W,) where all series share them; values: (S, W), NaN where there is none. Fewer than `fewest`
    points make no line, nor do values too far apart for a number to hold."""
    parts = [
        _lines(np.broadcast_to(days, values.shape)[start : start + _ROWS_AT_ONCE], rows, confidence, fewest)
        for start in range(0, max(len(values), 1), _ROWS_AT_ONCE)
        for rows in [values[start : start + _ROWS_AT_ONCE]]
    ]
    return Lines(*(np.concatenate([getattr(part, name) for part in parts]) for name in Lines.__slots__))


def last_weeks(days: Floats, values: Floats, weeks: int = WEEKS) -> tuple[Floats, Floats]:
    """Days and values, (S, `weeks`), of the `weeks` weeks that end with each series' last point.

    days: (W,), last days of weeks in order; values: (S, W), NaN where a week has none."""
    known = ~np.isnan(values)
    total = values.shape[1]
    last = total - 1 - np.argmax(known[:, ::-1], axis=1)
    columns = last[:, None] + np.arange(1 - weeks, 1)
    places = np.maximum(columns, 0)
    ends = days[places]
    inside = (columns >= 0) & (ends > days[last][:, None] - 7 * weeks)
    return ends, np.where(inside, np.take_along_axis(values, places, axis=1), np.nan)


def _lines(days: Floats, values: Floats, confidence: float, fewest: int) -> Lines:
    rows, weeks = values.shape
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    days = np.where(known, days, np.nan)
    first, second = np.triu_indices(weeks, 1)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        apart = days[:, second] - days[:, first]
        slopes = (values[:, second] - values[:, first]) / np.where(apart == 0, np.nan, apart)
    slopes.sort(axis=1)
    pairs = (~np.isnan(slopes)).sum(axis=1)
    enough = (count >= max(fewest, 2)) & (pairs > 0) & ~np.isinf(slopes).any(axis=1)
    deviation = _deviation(values, count) if weeks else np.zeros(rows)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    lower = np.maximum(np.rint((pairs - z * deviation) / 2).astype(np.int64) - 1, 0)
    upper = np.minimum(np.rint((pairs + z * deviation) / 2).astype(np.int64), np.maximum(pairs - 1, 0))
    every = np.arange(rows)

    def kept(found: Floats) -> Floats:
        return np.where(enough, found, np.nan)

    if not len(first):
        nothing = np.full(rows, np.nan)
        return Lines(nothing, nothing, nothing, nothing, nothing, nothing, nothing, count)
    return Lines(
        slope=kept(_median(slopes, pairs)),
        low_slope=kept(slopes[every, np.minimum(lower, slopes.shape[1] - 1)]),
        high_slope=kept(slopes[every, upper]),
        middle_day=kept(_median(np.sort(days, axis=1), count)),
        middle_value=kept(_median(np.sort(values, axis=1), count)),
        first_day=kept(np.where(known, days, np.inf).min(axis=1)),
        last_day=kept(np.where(known, days, -np.inf).max(axis=1)),
        count=count,
    )


def _median(ordered: Floats, count: Integers) -> Floats:
    """Median of the first `count` values of each ordered row."""
    rows = np.arange(len(ordered))
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, ordered.shape[1] - 1)
    # half of each first: the sum of two enormous values is no number
    with np.errstate(invalid="ignore"):
        middle: Floats = np.where(low == high, ordered[rows, low], ordered[rows, low] / 2 + ordered[rows, high] / 2)
    return middle


def _deviation(values: Floats, count: Integers) -> Floats:
    """Standard deviation of Kendall's S among `count` points, ties between values taken off (Sen 1968, formula 2.6)."""
    ordered = np.sort(values, axis=1)
    tied = ordered[:, 1:] == ordered[:, :-1]
    off = np.zeros(len(values), dtype=np.int64)
    length = np.ones(len(values), dtype=np.int64)
    for column in range(tied.shape[1]):
        length = np.where(tied[:, column], length + 1, 1)
        # the weight of a run of k less that of a run of k - 1, added up while the run grows
        off += np.where(tied[:, column], _weight(length) - _weight(length - 1), 0)
    deviation: Floats = np.sqrt(np.maximum(_weight(count) - off, 0) / 18)
    return deviation


def _weight(count: Integers) -> Integers:
    return count * (count - 1) * (2 * count + 5)
