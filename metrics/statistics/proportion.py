"""Rates from samples: Wilson bounds, whether a condition is known to hold, and how many samples would settle it."""

from functools import cache, lru_cache
from math import ceil, floor, sqrt
from statistics import NormalDist

from metrics.definition import Kind, Metric
from metrics.lines import Operator, beyond
from metrics.observation import Point

CONFIDENCE = 0.95


def sample_interval(metric: Metric, point: Point) -> tuple[float | None, float | None]:
    """Two-sided 95% Wilson interval of a closed week of a rate (Wilson 1927), 0..1; None where there is no sample, and
    while the week still runs."""
    if metric.kind is not Kind.RATE or point.numerator is None or not point.denominator or point.running:
        return None, None
    return wilson_bounds(point.numerator, point.denominator, CONFIDENCE)


_WHERE_WHOLE_CASES_STOP_MATTERING = 1_000_000


def wilson_bounds(k: float, n: float, confidence: float, sides: int = 2) -> tuple[float, float]:
    """Lower and upper Wilson score bound of the rate of k of n (Wilson 1927), each within 0..1.

    With `sides=1` each of the two is a bound of its own at `confidence`; with `sides=2` they hold it together.
    Nothing seen (n = 0) leaves everything open: (0, 1).
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a count of cases")
    z = deviate(confidence, sides)
    if n == 0:
        return 0.0, 1.0
    rate = k / n
    centre = rate + z * z / (2 * n)
    spread = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    lower = 0.0 if k == 0 else max(0.0, (centre - spread) / scale)
    upper = 1.0 if k == n else min(1.0, (centre + spread) / scale)
    return lower, upper


@lru_cache(maxsize=65_536)
def settled(k: float, n: float, line: float, operator: str, confidence: float) -> bool | None:
    """Whether k of n proves `rate <operator> line` at `confidence`: True met, False missed, None undecided."""
    lower, upper = wilson_bounds(k, n, confidence, sides=1)
    wanted = Operator(operator)
    good, bad = (lower, upper) if wanted.wants_high else (upper, lower)
    return True if wanted.holds(good, line) else None if wanted.holds(bad, line) else False


def samples_still_needed(k: float, n: float, line: float, operator: str, confidence: float) -> int | None:
    """How many more samples at the observed rate would prove `rate <operator> line`; 0 where k of n does already.

    None where no number would: the observed rate is on or beyond the line, or nothing was observed. Whole cases
    are counted against the condition (a fraction of a good case is none), as in published sample-size tables.
    """
    if settled(k, n, line, operator, confidence) is True:
        return 0
    if n == 0:
        return None
    distance = beyond(k / n, line, wants_high=Operator(operator).wants_high)
    if distance <= 0:
        return None
    z = deviate(confidence, sides=1)
    # the Wilson bound reaches the line where |rate - line| = z * sqrt(line * (1 - line) / n)
    total = max(ceil(n), floor(z * z * line * (1 - line) / (distance * distance)))
    if total >= _WHERE_WHOLE_CASES_STOP_MATTERING:
        return total + 1 - floor(n)
    while settled(_whole_cases(k, n, total, operator), total, line, operator, confidence) is not True:
        total += 1
    return total - floor(n)


def smallest_sample(line: float, operator: str, confidence: float) -> int | None:
    """The least n that can prove `rate <operator> line`, when every case is good; None where none can."""
    wants_high = Operator(operator).wants_high
    share = line if wants_high else 1 - line
    if Operator.AT_LEAST.holds(share, 1.0):
        return None
    z = deviate(confidence, sides=1)
    n = max(1, floor(z * z * max(share, 0.0) / (1 - share)) - 1)
    while settled(n if wants_high else 0, n, line, operator, confidence) is not True:
        n += 1
    return n


def _whole_cases(k: float, n: float, total: int, operator: str) -> int:
    """Cases of `total` at the rate k/n, rounded against the condition; a hair's breadth of float noise is forgiven."""
    cases = k * total / n
    rounded = floor(cases + 1e-9) if Operator(operator).wants_high else ceil(cases - 1e-9)
    return min(max(rounded, 0), total)


@cache
def deviate(confidence: float, sides: int) -> float:
    """The standard normal deviate that leaves out what `confidence` does, shared by so many sides."""
    tail = (1 - confidence) / sides
    if sides not in (1, 2) or not 0 < tail < 0.5:
        raise ValueError(f"confidence {confidence} with {sides} sides leaves no tail to bound")
    return NormalDist().inv_cdf(1 - tail)
