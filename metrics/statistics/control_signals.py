"""The four signals of a control chart with their precedence, for many stretches at once."""

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.control_limits import NEAR, Limits

OUTSIDE, TREND, TWO_OF_THREE, SHIFT = 1, 2, 3, 4
RUN = 7
_DUST = 1e-12


def signals_of(points: Floats, limits: Limits) -> tuple[Integers, Integers]:
    """Signal of each point (0: none) and the way it points (+1 upwards, -1 downwards), both (R, W).

    points: (R, W), each stretch from the left on, then NaN. In this precedence: outside the limits; seven points
    strictly rising or falling; two of three beyond the near limits with all three on one side, only the close ones
    flagged; seven on one side of the mean. Equal pairs break a trend, points on the mean break a run.
    """
    mean, slack = limits.mean[:, None], limits.slack[:, None]
    with np.errstate(invalid="ignore", over="ignore"):
        above, below = points > mean + slack, points < mean - slack
        over = points > mean + limits.reach + slack
        under = points < mean - limits.reach - slack
        near = limits.reach * NEAR + slack
        high, low = (points > mean + near) & ~over, (points < mean - near) & ~under
        step = np.diff(points, axis=1)
        step[np.abs(step) <= _DUST * np.abs(points[:, 1:])] = 0.0
        rising, falling = step > 0, step < 0
    has_limits = ~np.isnan(mean)
    signal = np.zeros(points.shape, dtype=np.int8)
    direction = np.zeros(points.shape, dtype=np.int8)

    def flag(code: int, where: Booleans, way: int) -> None:
        np.copyto(signal, code, where=where)
        np.copyto(direction, way, where=where)

    # the weakest first: each stronger one is written over it
    flag(SHIFT, _runs(above, RUN), 1)
    flag(SHIFT, _runs(below, RUN), -1)
    flag(TWO_OF_THREE, _two_of_three(high, above), 1)
    flag(TWO_OF_THREE, _two_of_three(low, below), -1)
    up, down = _trends(rising) & has_limits, _trends(falling) & has_limits
    # a peak or a trough that ends one trend and begins another belongs to the newer
    begins = np.zeros_like(down)
    begins[:, :-1] = falling
    flag(TREND, up & ~(down & begins), 1)
    flag(TREND, down & ~(up & ~begins), -1)
    flag(OUTSIDE, over, 1)
    flag(OUTSIDE, under, -1)
    return signal, direction


def _runs(mark: Booleans, length: int) -> Booleans:
    """True at every point of a run of at least `length` marked ones."""
    if mark.shape[1] < length:
        return np.zeros_like(mark)
    return _spread(_all_of(mark, length), length)


def _trends(steps: Booleans) -> Booleans:
    """True at every point of seven or more that follow each other by these steps; one wider than the steps."""
    if steps.shape[1] < RUN - 1:
        return np.zeros((steps.shape[0], steps.shape[1] + 1), dtype=np.bool_)
    return _spread(_all_of(steps, RUN - 1), RUN)


def _all_of(mark: Booleans, length: int) -> Booleans:
    """True where a window of `length` marked ones begins; the windows double while they can."""
    window, size = mark, 1
    while size < length:
        more = min(size, length - size)
        window = window[:, :-more] & window[:, more:]
        size += more
    return window


def _spread(starts: Booleans, length: int) -> Booleans:
    """True at every point of the windows of `length` that begin at the marked places; as wide as the points were."""
    wide = np.zeros((starts.shape[0], starts.shape[1] + length - 1), dtype=np.bool_)
    wide[:, : starts.shape[1]] = starts
    size = 1
    while size < length:
        more = min(size, length - size)
        wide[:, more:] |= wide[:, :-more].copy()
        size += more
    return wide


def _two_of_three(close: Booleans, side: Booleans) -> Booleans:
    """The close points of every three in a row that lie on one side and of which at least two are close."""
    if close.shape[1] < 3:
        return np.zeros_like(close)
    one, two, three = close[:, :-2], close[:, 1:-1], close[:, 2:]
    pair = (one & two) | (one & three) | (two & three)
    return close & _spread(pair & _all_of(side, 3), 3)
