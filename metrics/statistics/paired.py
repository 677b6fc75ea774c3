"""Two runs over the same cases: the mean difference with its interval, clustered where cases belong together.

Estimate, interval and p by the paired t with cluster-robust standard error, C - 1 degrees and C / (C - 1) (Miller 2024,
"Adding error bars to evals"); McNemar's mid-p as a second figure for yes/no cases that are independent.
"""

from dataclasses import dataclass
from math import ceil, comb, sqrt

import numpy as np

from metrics.arrays import Floats, Integers
from metrics.statistics.distributions import beta_cdf, student_quantile, student_tail

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
    difference = candidate - base
    n = len(difference)
    codes = np.arange(n) if clusters is None else clusters
    mean = float(difference.mean())
    sums = np.bincount(codes, weights=difference - mean)
    count = len(sums)
    stderr = sqrt(count / (count - 1) * float(np.square(sums).sum())) / n
    degrees = np.array([count - 1.0])
    reach = float(student_quantile(degrees, (1 - CONFIDENCE) / 2)[0])
    same = 1.0 if mean == 0 else 0.0
    p = 2 * float(student_tail(degrees, np.array([abs(mean) / stderr]))[0]) if stderr > 0 else same
    visible = (reach + float(student_quantile(degrees, 1 - POWER)[0])) * stderr
    alone = count == n and bool(np.isin(base, (0, 1)).all() and np.isin(candidate, (0, 1)).all())
    mid = mid_p(int((difference > 0).sum()), int((difference < 0).sum())) if alone else None
    return PairedDifference(n, count, mean, mean - reach * stderr, mean + reach * stderr, stderr, p, visible, mid)


def mid_p(gained: int, lost: int) -> float:
    """McNemar's mid-p of cases that turned (Fagerland, Lydersen, Laake 2013)."""
    n, fewer = gained + lost, min(gained, lost)
    if n == 0:
        return 1.0
    half = np.array([0.5])
    up_to = float(beta_cdf(np.array([float(n - fewer)]), np.array([fewer + 1.0]), half, half)[0])
    return min(1.0, 2 * up_to - comb(n, fewer) / (1 << n))
