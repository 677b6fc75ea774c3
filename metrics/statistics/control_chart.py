"""What a control chart says of a process: its limits, its last point and its target.

XmR charts after Wheeler ("Understanding Variation", 1993) with the rules of NHS England's "Making Data Count".
"""

from enum import StrEnum


class LimitsState(StrEnum):
    """How far limits may be trusted."""

    TOO_EARLY = "too early"
    TRIAL = "trial"
    LOCKED = "locked"
    NO_VARIATION = "no variation"


class Variation(StrEnum):
    """What the last point says of the process; `neutral` is a signal where neither way is better."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Assurance(StrEnum):
    """Whether the process as it is now can be relied upon to meet its target."""

    MEETS = "meets"
    HIT_AND_MISS = "hit_and_miss"
    MISSES = "misses"
