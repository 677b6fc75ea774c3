"""Rare events: counts that are mostly 0 have no limits; a burst is recognized by how likely it was (SEMANTICS 3)."""

from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.distributions import beta_cdf, chi_square_quantile, chi_square_tail

MOST = 10
UNLIKELY = 0.00135
"""One side of three standard deviations."""
IN_BATCHES = 0.01


@dataclass(frozen=True, slots=True)
class RareEvents:
    """What is known of rare events, by series, (R,): `events` in `weeks`, `weeks_with` any of them and `weeks_since`
    the last one, those without a number among them (-1: never); `rate` a week with its exact 95% interval `low` to
    `high`; `dispersion`, its `chance`."""

    events: Floats
    weeks: Integers
    weeks_with: Integers
    weeks_since: Integers
    rate: Floats
    low: Floats
    high: Floats
    dispersion: Floats
    chance: Floats

    @property
    def in_batches(self) -> Booleans:
        """Whether events come together more often than chance lets them."""
        return self.chance < IN_BATCHES


def are_rare(values: Floats, inside: Booleans) -> Booleans:
    """Series of whole numbers up to 10, half the weeks or more 0. values: (R, M), of which `inside` are points."""
    many = inside.sum(axis=1)
    zeros = ((values == 0) & inside).sum(axis=1)
    whole = ((values >= 0) & (values <= MOST) & (values == np.rint(values))) | ~inside
    rare: Booleans = (many > 0) & (2 * zeros >= many) & whole.all(axis=1)
    return rare


def chance_of(newest: Floats, counts: Floats, inside: Booleans) -> Floats:
    """P(X >= newest) after the events of the weeks before, (R,): X is negative binomial with r = events + 1/2 and
    success weeks / (weeks + 1), what a Poisson rate under Jeffreys' Gamma(1/2) prior predicts (Gelman et al. 2013).

    newest: (R,); counts: (R, M), `inside` the weeks. Where events came in batches already, batches are what is counted:
    events over their dispersion per degree (McCullagh, Nelder 1989)."""
    known = rare_events(counts, inside)
    batch = np.where(known.in_batches, np.maximum(known.dispersion / np.maximum(known.weeks - 1, 1), 1.0), 1.0)
    counted = np.maximum(newest, 1.0) / batch
    weeks = np.maximum(known.weeks, 1.0)
    chance = beta_cdf(counted, known.events / batch + 0.5, 1 / (weeks + 1), weeks / (weeks + 1))
    return np.where((newest < 1) | (known.weeks < 1), 1.0, chance)


def rare_events(values: Floats, inside: Booleans, times: Floats | None = None) -> RareEvents:
    """Events, weeks and rate with Garwood's exact interval (1936), and the index of dispersion, the sum of squares
    about the mean over the mean, against chi-square (Cochran 1954). values: counts, (R, M), `inside` the points;
    times: the number of each week, (M,) (None: one after the other)."""
    counts = np.where(inside, values, 0.0)
    numbers = np.rint(np.arange(counts.shape[1]) if times is None else times).astype(np.int64)
    weeks = inside.sum(axis=1)
    events = counts.sum(axis=1)
    happened = counts > 0
    last, newest = (each.shape[1] - 1 - np.argmax(each[:, ::-1], axis=1) for each in (happened, inside))
    since = np.where(happened.any(axis=1), numbers[newest] - numbers[last], -1)
    many = np.maximum(weeks, 1).astype(np.float64)
    rate = events / many
    low = np.where(events > 0, _chi_square(np.maximum(2 * events, 1.0), 0.975) / 2, 0.0) / many
    high = _chi_square(2 * events + 2, 0.025) / 2 / many
    squares = (np.where(inside, values - rate[:, None], 0.0) ** 2).sum(axis=1)
    dispersion = np.divide(squares, rate, out=np.zeros_like(rate), where=rate > 0)
    chance = np.where((weeks > 1) & (rate > 0), chi_square_tail(np.maximum(weeks - 1.0, 1.0), dispersion), 1.0)
    return RareEvents(events, weeks, happened.sum(axis=1), since, rate, low, high, dispersion, chance)


def _chi_square(degrees: Floats, tail: float) -> Floats:
    """Quantiles of chi-square, each number of degrees worked out once."""
    kinds, place = np.unique(degrees, return_inverse=True)
    return chi_square_quantile(kinds, tail)[place]
