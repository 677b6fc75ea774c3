"""Small samples: rates of so few cases that a week says little; the last four weeks are pooled (SEMANTICS 3)."""

from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers

FEWEST_CASES = 5
POOLED_WEEKS = 4
_Z = 1.959963984540054
"""Two-sided 95% of the normal."""


@dataclass(frozen=True, slots=True)
class PooledWeeks:
    """The last four weeks of rates together, (R,): `hits` of `cases` in `weeks`, `rate` and its 95% Wilson interval."""

    hits: Floats
    cases: Floats
    weeks: Integers
    rate: Floats
    low: Floats
    high: Floats


def are_small(hits: Floats, cases: Floats, inside: Booleans) -> Booleans:
    """Rates whose median of n x min(p, 1 - p) over the weeks is under 5. hits and cases: (R, M), `inside` the points;
    a series that has a week without its number of cases is not judged by them."""
    counted = (cases > 0) | ~inside
    fewer = np.where(inside, np.minimum(hits, cases - hits), np.inf)
    many = inside.sum(axis=1)
    ordered = np.sort(fewer, axis=1)
    rows = np.arange(len(ordered))
    low = ordered[rows, np.maximum(many - 1, 0) // 2]
    high = ordered[rows, np.minimum(many // 2, ordered.shape[1] - 1)]
    small: Booleans = (many > 0) & counted.all(axis=1) & (low + high < 2 * FEWEST_CASES)
    return small


def pooled_weeks(hits: Floats, cases: Floats, there: Booleans) -> PooledWeeks:
    """Adds up the weeks that are `there`, all (R, 4), and gives Wilson's interval (1927) of what they come to."""
    k = np.where(there, hits, 0.0).sum(axis=1)
    n = np.where(there, cases, 0.0).sum(axis=1)
    whole = np.maximum(n, 1.0)
    rate = k / whole
    centre = rate + _Z * _Z / (2 * whole)
    spread = _Z * np.sqrt(np.clip(rate * (1 - rate), 0.0, None) / whole + _Z * _Z / (4 * whole * whole))
    scale = 1 + _Z * _Z / whole
    low = np.where(k <= 0, 0.0, np.clip((centre - spread) / scale, 0.0, 1.0))
    high = np.where(k >= n, 1.0, np.clip((centre + spread) / scale, 0.0, 1.0))
    return PooledWeeks(k, n, there.sum(axis=1), rate, np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0))
