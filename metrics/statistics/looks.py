"""What repeated looks cost: how often a line is called proven once though the rate lies exactly on it."""

from functools import cache

import numpy as np

from metrics.statistics.proportion import deviate

_WORLDS = 50_000
_SEED = 14


@cache
def false_pass(looks: int, confidence: float, weeks: int = 1, pooled: int = 1) -> float:
    """Chance that a rate exactly on its line passes at least once in so many weekly looks (Armitage, McPherson and Rowe
    1969, "Repeated significance tests on accumulating data").

    Each look wants the last `weeks` windows proven at `confidence`, one-sided, each of `pooled` weeks added up. Weeks
    that share nothing come from the runs of a coin (Feller 1968, XIII.7), exactly; windows that overlap from 50,000
    worlds of normal weeks with a fixed seed. The first look is when there are enough weeks."""
    if looks < weeks + pooled - 1:
        return 0.0
    if pooled == 1:
        return _runs(looks, 1 - confidence, weeks)
    sums = np.cumsum(np.random.default_rng(_SEED).standard_normal((_WORLDS, looks)), axis=1)
    before = np.concatenate((np.zeros((_WORLDS, 1)), sums[:, : looks - pooled]), axis=1)
    proven = sums[:, pooled - 1 :] - before > deviate(confidence, sides=1) * np.sqrt(pooled)
    held = proven
    for back in range(1, weeks):
        held = held[:, 1:] & proven[:, : proven.shape[1] - back]
    return float(held.any(axis=1).mean())


def _runs(looks: int, chance: float, length: int) -> float:
    """Chance of a run of successes of a length; by how many there were in a row after each look."""
    in_a_row = [1.0] + [0.0] * (length - 1)
    passed = 0.0
    for _ in range(looks):
        passed += in_a_row[-1] * chance
        in_a_row = [sum(in_a_row) * (1 - chance), *(state * chance for state in in_a_row[:-1])]
    return passed
