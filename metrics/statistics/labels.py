"""The words a week can be labelled with: the rule that found it, and whether it is good news."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from metrics.arrays import Floats, Integers


class Rule(IntEnum):
    """What makes the newest week more than noise, in order of precedence."""

    NONE = 0
    OUTSIDE = 1
    OWN_WEEKS = 2
    TREND = 3
    TWO_OF_THREE = 4
    SHIFT = 5
    BEND = 6
    DRIFT = 7
    STEP = 8
    BURST = 9


NO_POINT = -1
"""Stands for a shape where a week has no value."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What weeks got when they closed, all of one form: by series (S,), or by series and week (S, W).

    `shape` is a place in `Shape`, -1 where there is no week; `rule` one in `Rule`; `way` where the signal points, +1
    upwards; `expected` and `reach` what the weeks before let expect, NaN where there were no limits. The newest week
    is an improvement where `way` is `better`, and a concern where it is the opposite."""

    shape: Integers
    rule: Integers
    way: Integers
    expected: Floats
    reach: Floats

    @staticmethod
    def empty(form: tuple[int, ...]) -> "Labels":
        """Of weeks that do not exist."""
        none = np.zeros(form, dtype=np.int8)
        return Labels(
            np.full(form, NO_POINT, dtype=np.int8), none, none.copy(), np.full(form, np.nan), np.full(form, np.nan)
        )
