"""Rates against their own recent weeks: two proportions, however the weeks before vary (SEMANTICS 3)."""

from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.distributions import normal_tail
from metrics.statistics.moving_range import SIGMAS, screened_average

CHANCE = 0.0027
"""Two sides of three standard deviations."""
MOST_WEEKS = 4
_EXPECTED = 5
_CELLS = 1 << 20


@dataclass(frozen=True, slots=True)
class OwnWeeks:
    """The newest week of rates against the weeks before it, (R,): `hits` of `cases` in them, `z` of the difference, not
    yet divided by anything, and `chance` of it (1 where there is nothing to compare)."""

    hits: Floats
    cases: Floats
    z: Floats
    chance: Floats


def sigma_z(hits: Floats, cases: Floats, fitted: Floats, counted: Booleans) -> Floats:
    """How much more the weeks vary about their line than their cases alone let them, (R,): average moving range of
    the standardized residuals over 1.128 (Laney, "Improved control charts for attributes", 2002).

    hits, cases and the fitted rates: (R, M); counted: which of them there are, from the left on."""
    n = np.where(cases > 0, cases, 1.0)
    likely = np.clip(fitted, 0.5 / n, np.maximum(1 - 0.5 / n, 0.5 / n))
    z = (hits / n - likely) / np.sqrt(np.maximum(likely * (1 - likely), 1e-12) / n)
    both = counted[:, 1:] & counted[:, :-1] & (cases[:, 1:] > 0) & (cases[:, :-1] > 0)
    if not both.shape[1]:
        return np.zeros(len(hits))
    average, _ = screened_average(np.diff(z, axis=1), both)
    return average / SIGMAS


def against_own_weeks(
    newest_hits: Floats, newest_cases: Floats, hits: Floats, cases: Floats, usable: Booleans, sigma: Floats
) -> OwnWeeks:
    """Holds the newest week against as many weeks back as bring at least as many cases, at most four.

    newest_*: (R,); hits and cases of the last weeks before it: (R, K), the nearest last; usable: which of them count;
    sigma: `sigma_z`. The pooled two-proportion z (Fleiss, Levin, Paik 2003) is divided by max(1, sigma); where an
    expected count is under 5, Fisher's exact test of both sides (1935)."""
    nearest = np.where(usable, cases, 0.0)[:, ::-1]
    taken = np.cumsum(usable[:, ::-1], axis=1)
    before = np.cumsum(nearest, axis=1) - nearest
    used = usable[:, ::-1] & (before < newest_cases[:, None]) & (taken <= MOST_WEEKS)
    k = np.where(used, hits[:, ::-1], 0.0).sum(axis=1)
    n = np.where(used, nearest, 0.0).sum(axis=1)
    known = (n > 0) & (newest_cases > 0)
    own, back = np.where(known, newest_cases, 1.0), np.where(known, n, 1.0)
    pooled = np.clip((newest_hits + k) / (own + back), 0.0, 1.0)
    error = np.sqrt(pooled * (1 - pooled) * (1 / own + 1 / back))
    known &= error > 0
    z = np.where(known, (newest_hits / own - k / back) / np.where(error > 0, error, 1.0), 0.0)
    chance = np.where(known, 2 * normal_tail(np.abs(z) / np.maximum(sigma, 1.0)), 1.0)
    few = known & (np.minimum(own, back) * np.minimum(pooled, 1 - pooled) < _EXPECTED)
    # below z = 1.5 no exact test comes near a signal
    exact = np.flatnonzero(few & (np.abs(z) > 1.5))
    if len(exact):
        chance[exact] = fisher(newest_hits[exact], own[exact], k[exact], back[exact])
    return OwnWeeks(k, n, z, chance)


def fisher(hits: Floats, cases: Floats, other_hits: Floats, other_cases: Floats) -> Floats:
    """Two-sided p of Fisher's exact test of each pair of rates, (R,), as `scipy.stats.fisher_exact`: all tables that
    are no more likely than the one seen. Counts are rounded to whole ones."""
    one, first, two, second = (np.rint(counts) for counts in (hits, cases, other_hits, other_cases))
    # the rarer outcome is counted, so that there are few tables
    turned = 2 * (one + two) > first + second
    one, two = np.where(turned, first - one, one), np.where(turned, second - two, two)
    seen = one + two
    lowest, highest = np.maximum(0.0, seen - second), np.minimum(seen, first)
    chance = np.ones(len(one))
    width = int((highest - lowest).max(initial=0)) + 1
    step = max(_CELLS // width, 1)
    for start in range(0, len(one), step):
        rows = slice(start, start + step)
        table = lowest[rows, None] + np.arange(width)
        possible = table <= highest[rows, None]
        # how much likelier each table is than the one before it
        before = np.clip(table - 1, lowest[rows, None], np.maximum(highest - 1, lowest)[rows, None])
        rest = seen[rows, None] - before
        a, b = first[rows, None], second[rows, None]
        ratio = np.where(possible, (a - before) * rest / ((before + 1) * (b - rest + 1)), 1.0)
        ratio[:, 0] = 1.0
        log = np.where(possible, np.cumsum(np.log(ratio), axis=1), -np.inf)
        likely = np.exp(log - log.max(axis=1, keepdims=True))
        of_seen = np.take_along_axis(likely, (one[rows] - lowest[rows]).astype(np.int64)[:, None], axis=1)
        chance[rows] = np.where(likely <= of_seen * (1 + 1e-7), likely, 0.0).sum(axis=1) / likely.sum(axis=1)
    return np.minimum(chance, 1.0)


def few_cases_reach(reach: Floats, share: Floats, cases: Floats) -> Floats:
    """Limits of weeks that have less than half the cases of those before them (their harmonic mean, which is what the
    weeks' own variation goes by): three standard deviations of what their share varies more for that are added in
    quadrature (Shewhart 1931). All others stay.

    reach and cases: (R, K), oldest first, NaN where the cases are not known; share: (R,) of all of them."""
    known = np.isfinite(cases)
    each = np.where(known, 1 / np.where(known, cases, 1.0), 0.0)
    weeks = np.cumsum(known, axis=1) - known
    usual = (np.cumsum(each, axis=1) - each) / np.maximum(weeks, 1)
    few = known & (weeks > 0) & (each > 2 * usual)
    more = 9 * (share * (1 - share))[:, None] * (each - usual)
    wider: Floats = np.sqrt(reach**2 + np.where(few, more, 0.0))
    return np.where(few, wider, reach)


def p_prime_reach(rate: Floats, cases: Floats, sigma: Floats) -> Floats:
    """Reach of p' limits, (R,): 3 sigma of the week's cases, times max(1, sigma_z) (Laney 2002)."""
    likely = np.clip(rate, 0.0, 1.0)
    reach: Floats = 3 * np.sqrt(likely * (1 - likely) / np.maximum(cases, 1.0)) * np.maximum(sigma, 1.0)
    return reach


def turned(chance: Floats, z: Floats) -> Integers:
    """Which way the newest week went, +1 or -1; 0 where it is no signal."""
    way: Integers = np.where(chance < CHANCE, np.sign(z), 0).astype(np.int8)
    return way
