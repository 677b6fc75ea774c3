"""Cycles: weeks that repeat, as a metric declares it, or as twelve weeks give it away (SEMANTICS 3)."""

from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers

WEEKS = 12
PHASES = 4
_RATIO = 10.0
_OF_TWO = 0.9
"""Share of the squares between four phases that two of them explain, from which on there are only two."""


@dataclass(frozen=True, slots=True)
class Cycles:
    """What the last twelve weeks say of a cycle of four, (R,): the variance `ratio` between phases over within them;
    the `phase` that stands out, as weeks before the newest one (0: the newest is of it), and whether it is `high`.
    `every` how many weeks it comes: 2 where every other week is alike, else 4."""

    ratio: Floats
    phase: Integers
    high: Booleans
    every: Integers

    @property
    def cyclic(self) -> Booleans:
        """Whether the weeks give a cycle away."""
        return self.ratio > _RATIO


def cycles(values: Floats, times: Floats, there: Booleans) -> Cycles:
    """One-way variance ratio of the four phases (Fisher 1925), about the line through the weeks.

    values and times: the last twelve points, (R, 12), the newest last; there: which exist; fewer make no cycle."""
    whole = there.all(axis=1)
    peak = np.abs(values).max(axis=1, initial=0.0)
    level = values / np.where(peak > 0, peak, 1.0)[:, None]
    level = level - level.mean(axis=1, keepdims=True)
    straight = times - times.mean(axis=1, keepdims=True)
    along = np.where(whole, (straight**2).sum(axis=1), 1.0)
    rest = level - straight * ((level * straight).sum(axis=1) / along)[:, None]
    back = np.mod(times[:, -1:] - times, PHASES)
    of_phase = back[:, :, None] == np.arange(PHASES)
    many = of_phase.sum(axis=1)
    means = np.einsum("ij,ijk->ik", rest, of_phase) / np.maximum(many, 1)
    between = (many * means**2).sum(axis=1)
    within = np.maximum((rest**2).sum(axis=1) - between, 1e-18)
    ratio = (between / (PHASES - 1)) / (within / (WEEKS - PHASES))
    usable = whole & (many >= 2).all(axis=1)
    apart = np.abs(means).argmax(axis=1)
    high = means[np.arange(len(means)), apart] > 0
    halves = means[:, :2] + means[:, 2:]
    of_two = WEEKS / PHASES * (halves**2 / 2).sum(axis=1) > _OF_TWO * between
    every = np.where(of_two, PHASES // 2, PHASES)
    return Cycles(np.where(usable, ratio, 0.0), apart % every, high, every)


def season_differences(values: Floats, weeks: Floats, season: int) -> Floats:
    """Each week less the week one season before it, (R, W); NaN where either is missing. weeks: (W,), in order."""
    differences = np.full(values.shape, np.nan)
    earlier = np.searchsorted(weeks, weeks - season)
    for column, place in enumerate(earlier.tolist()):
        if place < column and weeks[place] == weeks[column] - season:
            differences[:, column] = values[:, column] - values[:, place]
    return differences
