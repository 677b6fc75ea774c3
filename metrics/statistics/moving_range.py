"""The average moving range of many series, screened once: how far neighbors usually lie apart."""

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.control_limits import SCREEN_FACTOR

SIGMAS = 1.128
"""Average moving range of two of a normal process, in standard deviations (d2; Wheeler 1993)."""


def screened_average(differences: Floats, counted: Booleans | None = None) -> tuple[Floats, Integers]:
    """Screened average of the absolute differences of each row, (R,), and how many the screening dropped (Wheeler
    1993). One pass drops ranges not below 3.267 x their average; where nothing but zeros is left, all count.

    differences: residuals less those before them, (R, M - 1); counted: which of them there are (None: all)."""
    ranges = np.abs(differences)
    if counted is None:
        many = np.full(len(ranges), ranges.shape[1])
    else:
        ranges[~counted] = 0.0
        many = counted.sum(axis=1)
    average = ranges.sum(axis=1) / np.maximum(many, 1)
    beyond = ranges >= SCREEN_FACTOR * average[:, None]
    dropped = beyond.sum(axis=1)
    ranges[beyond] = 0.0
    # a row of zeros has all of them "dropped", and then none
    rest = many - dropped
    within = ranges.sum(axis=1) / np.maximum(rest, 1)
    usable = (dropped > 0) & (rest > 0) & (within > 0)
    return np.where(usable, within, average), np.where(usable, dropped, 0)
