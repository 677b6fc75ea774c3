"""Two runs over the same cases: the mean difference with its interval, clustered where cases belong together.

Estimate, interval and p by the paired t with cluster-robust standard error, C - 1 degrees and C / (C - 1) (Miller 2024,
"Adding error bars to evals"); McNemar's mid-p as a second figure for yes/no cases that are independent.
"""

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from metrics.arrays import Floats, Integers

CONFIDENCE = 0.95
POWER = 0.8


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Candidate minus base. `visible` is the smallest difference that so many cases see with 80% power."""

    pairs: int
    clusters: int
    difference: float
    low: float
    high: float
    stderr: float
    p: float
    visible: float
    mid_p: float | None = None

    def pairs_to_see(self, margin: float) -> int | None:
        """How many cases would see a difference of the margin; None where no number says more."""
        if margin <= 0 or self.visible <= 0:
            return None
        return ceil(self.pairs * (self.visible / margin) ** 2)


def paired_difference(base: Floats, candidate: Floats, clusters: Integers | None = None) -> PairedDifference:
    """From scores in the order of the cases; `clusters` are codes from 0. At least two clusters are needed."""
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415  (only who compares pays for it)

    difference = candidate - base
    n = len(difference)
    codes = np.arange(n) if clusters is None else clusters
    mean = float(difference.mean())
    sums = np.bincount(codes, weights=difference - mean)
    count = len(sums)
    stderr = sqrt(count / (count - 1) * float(np.square(sums).sum())) / n
    reach = float(stdtrit(count - 1, 1 - (1 - CONFIDENCE) / 2))
    same = 1.0 if mean == 0 else 0.0
    p = 2 * float(stdtr(count - 1, -abs(mean) / stderr)) if stderr > 0 else same
    visible = (reach + float(stdtrit(count - 1, POWER))) * stderr
    alone = count == n and bool(np.isin(base, (0, 1)).all() and np.isin(candidate, (0, 1)).all())
    mid = mid_p(int((difference > 0).sum()), int((difference < 0).sum())) if alone else None
    return PairedDifference(n, count, mean, mean - reach * stderr, mean + reach * stderr, stderr, p, visible, mid)


def mid_p(gained: int, lost: int) -> float:
    """McNemar's mid-p of cases that turned (Fagerland, Lydersen, Laake 2013)."""
    from scipy.special import bdtr, betaln  # noqa: PLC0415  (as above)

    n, fewer = gained + lost, min(gained, lost)
    if n == 0:
        return 1.0
    exactly = float(np.exp(-np.log(n + 1) - betaln(n - fewer + 1, fewer + 1) - n * np.log(2)))
    return min(1.0, 2 * (float(bdtr(fewer, n, 0.5)) - exactly) + exactly)
