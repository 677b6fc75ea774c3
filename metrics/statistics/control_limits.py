"""Natural process limits of many stretches at once, and the numbers they are made with."""

from dataclasses import dataclass

from metrics.arrays import Floats

LIMIT_FACTOR = 2.66
"""3 / 1.128: three standard deviations from the average moving range of two (Wheeler, 1993)."""
SCREEN_FACTOR = 3.267
"""Upper limit of moving ranges of two, in average moving ranges (D4; Wheeler, 1993)."""
NEAR = 2 / 3
LOCKED_AT = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of R stretches: `mean`, (R,); `reach`, the distance from the mean to each limit, (R, 1) or (R, W) by
    point; `slack`, (R,), below which a difference is dust. NaN where there are none."""

    mean: Floats
    reach: Floats
    slack: Floats
