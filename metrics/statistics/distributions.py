"""Tails and quantiles of Student's t, chi-square, beta and normal distributions, by numpy alone.

The incomplete beta and gamma functions are continued fractions (Lentz 1976; Press et al. 2007, chapter 6); the factor
before them takes Stirling's remainders, so that no two large logarithms are subtracted (Loader 2000).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from math import erfc, pi, sqrt
from statistics import NormalDist

import numpy as np

from metrics.arrays import Floats, Integers

_CLOSE = 1e-15
_SETTLED = 1e-11
"""A Newton step squares what is missing, so that the next one would change nothing."""
_TINY = 1e-300
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400)
_FROM = 16.0
"""From here on so many terms of Stirling's series are exact."""
_MOST_TERMS = 20_000
_MOST_STEPS = 200
_QUANTILES: defaultdict[float, dict[float, float]] = defaultdict(dict)
"""Of Student's t: by tail, by degrees of freedom. Both are few: those of weeks, and of pairs of cases."""


def beta_cdf(a: Floats, b: Floats, x: Floats, complement: Floats) -> Floats:
    """P(X <= x) of the beta distribution, (R,): the regularized incomplete beta function. a and b above 0; x within
    0..1, with 1 - x as the caller knows it best."""
    mirrored = x > (a + 1) / (a + b + 2)
    a, b = np.where(mirrored, b, a), np.where(mirrored, a, b)
    x, complement = np.where(mirrored, complement, x), np.where(mirrored, x, complement)
    share = _beta_factor(a, b, x, complement) / a * _beta_fraction(a, b, x)
    return np.where(mirrored, 1 - share, share)


def normal_tail(distance: Floats) -> Floats:
    """P(Z > distance) of the standard normal distribution, (R,)."""
    return np.array([erfc(each / sqrt(2)) / 2 for each in distance.tolist()], dtype=np.float64)


def student_tail(degrees: Floats, distance: Floats) -> Floats:
    """P(T > distance) of Student's t, (R,); distance from 0 on."""
    square = np.minimum(distance, 1e150) ** 2
    whole = degrees + square
    return beta_cdf(degrees / 2, np.full_like(whole, 0.5), degrees / whole, square / whole) / 2


def student_quantile(degrees: Floats, tail: float) -> Floats:
    """Where Student's t leaves a `tail` below one half above it, (R,). Each number of degrees is solved once."""
    known = _QUANTILES[tail]
    fresh = np.array([each for each in set(degrees.tolist()) if each not in known])
    if len(fresh):
        known.update(zip(fresh.tolist(), _student_quantile(fresh, tail).tolist(), strict=True))
    return np.array([known[each] for each in degrees.tolist()], dtype=np.float64)


def _student_quantile(degrees: Floats, tail: float) -> Floats:
    def density(at: Floats) -> Floats:
        whole = degrees + at**2
        return _beta_factor(degrees / 2, np.full_like(whole, 0.5), degrees / whole, at**2 / whole) / at

    # starts where Cornish and Fisher (1938) find it
    z = NormalDist().inv_cdf(1 - tail)
    near = z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
    return _solved(lambda at: student_tail(degrees, at), density, tail, near)


def chi_square_tail(degrees: Floats, squares: Floats) -> Floats:
    """P(X > squares) of chi-square, (R,): the upper regularized incomplete gamma function; squares from 0 on."""
    a, x = degrees / 2, squares / 2
    below = x < a + 1
    tail = np.empty_like(x)
    tail[below] = 1 - _gamma_factor(a[below], x[below]) / a[below] * _gamma_series(a[below], x[below])
    tail[~below] = _gamma_factor(a[~below], x[~below]) * _gamma_fraction(a[~below], x[~below])
    return tail


def chi_square_quantile(degrees: Floats, tail: float) -> Floats:
    """Where chi-square leaves a `tail` above it, (R,)."""
    # starts where Wilson and Hilferty (1931) find it
    spread = 2 / (9 * degrees)
    near = degrees * np.maximum(1 - spread + NormalDist().inv_cdf(1 - tail) * np.sqrt(spread), 0.1) ** 3
    return _solved(
        lambda at: chi_square_tail(degrees, at), lambda at: _gamma_factor(degrees / 2, at / 2) / at, tail, near
    )


def _solved(
    tail_at: Callable[[Floats], Floats], density_at: Callable[[Floats], Floats], tail: float, near: Floats
) -> Floats:
    """Where a falling tail comes down to one number: Newton's steps, halves where one leads out of what is known."""
    low, high = np.zeros_like(near), 2 * near
    while (above := tail_at(high) > tail).any():
        high = np.where(above, 2 * high, high)
    at = near
    for _ in range(_MOST_STEPS):
        gap = tail_at(at) - tail
        low, high = np.where(gap > 0, at, low), np.where(gap > 0, high, at)
        step = at + gap / np.maximum(density_at(at), _TINY)
        before, at = at, np.where((step >= low) & (step <= high), step, (low + high) / 2)
        if not (np.abs(at - before) > _SETTLED * at).any():
            break
    return at


def _stirling_remainder(x: Floats) -> Floats:
    """What log gamma has beyond (x - 1/2) log x - x + log(2 pi) / 2."""
    below = np.zeros_like(x)
    while (small := x < _FROM).any():
        below += np.where(small, (x + 0.5) * np.log1p(1 / x) - 1, 0.0)
        x = np.where(small, x + 1, x)
    square = x**2
    return below + np.polynomial.polynomial.polyval(1 / square, _STIRLING) / x


def _log_ratio(part: Floats, whole: Floats, difference: Floats) -> Floats:
    """log(part / whole), whose `difference` is part - whole."""
    near = np.abs(difference) < whole / 2
    with np.errstate(divide="ignore"):
        return np.where(near, np.log1p(np.where(near, difference / whole, 0.0)), np.log(part / whole))


def _beta_factor(a: Floats, b: Floats, x: Floats, complement: Floats) -> Floats:
    """x^a (1 - x)^b / B(a, b)."""
    beyond = complement * a - x * b
    logs = a * _log_ratio(x * (a + b), a, -beyond) + b * _log_ratio(complement * (a + b), b, beyond)
    remainder = _stirling_remainder(a + b) - _stirling_remainder(a) - _stirling_remainder(b)
    return np.exp(logs + remainder) * np.sqrt(a * b / (a + b) / (2 * pi))


def _gamma_factor(a: Floats, x: Floats) -> Floats:
    """x^a exp(-x) / gamma(a)."""
    return np.exp(a * _log_ratio(x, a, x - a) - (x - a) - _stirling_remainder(a)) * np.sqrt(a / (2 * pi))


def _not_zero(value: Floats) -> Floats:
    return np.where(np.abs(value) < _TINY, _TINY, value)


def _fraction(c: Floats, d: Floats, terms: Callable[[int, Integers], Iterator[tuple[Floats, Floats]]]) -> Floats:
    """A continued fraction by Lentz's method, (R,), whose first step made `c` and `d`. `terms` gives what stands above
    and below in a turn for some rows; a row is left alone as soon as it changes no more."""
    fraction = d.copy()
    rows = np.arange(len(c))
    for turn in range(1, _MOST_TERMS):
        change = np.ones(len(rows))
        for above, below in terms(turn, rows):
            d, c = 1 / _not_zero(above * d + below), _not_zero(below + above / c)
            change = c * d
            fraction[rows] *= change
        moving = np.abs(change - 1) > _CLOSE
        if not moving.any():
            break
        rows, c, d = rows[moving], c[moving], d[moving]
    return fraction


def _beta_fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    def terms(turn: int, rows: Integers) -> Iterator[tuple[Floats, Floats]]:
        first, second, share = a[rows], b[rows], x[rows]
        one = np.ones(len(rows))
        past = first + 2 * turn
        yield turn * (second - turn) * share / ((past - 1) * past), one
        yield -(first + turn) * (first + second + turn) * share / (past * (past + 1)), one

    return _fraction(np.ones_like(x), 1 / _not_zero(1 - (a + b) * x / (a + 1)), terms)


def _gamma_fraction(a: Floats, x: Floats) -> Floats:
    def terms(turn: int, rows: Integers) -> Iterator[tuple[Floats, Floats]]:
        yield turn * (a[rows] - turn), x[rows] + 2 * turn + 1 - a[rows]

    return _fraction(np.full_like(x, 1 / _TINY), 1 / _not_zero(x + 1 - a), terms)


def _gamma_series(a: Floats, x: Floats) -> Floats:
    term = np.ones_like(x)
    total = np.ones_like(x)
    for n in range(1, _MOST_TERMS):
        term = term * x / (a + n)
        total = total + term
        if not (term > _CLOSE / 10 * total).any():
            break
    return total
