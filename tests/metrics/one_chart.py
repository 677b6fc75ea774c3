"""The control chart of one series as publications draw it, made of what verdicts of metrics are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from metrics.arrays import Floats, Integers
from metrics.statistics.control_limits import LIMIT_FACTOR, Limits
from metrics.statistics.control_signals import signals_of
from metrics.statistics.moving_range import screened_average

STEADY = [50.0, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48]
"""Twelve points with mean 50.25 and limits 43.479 to 57.021; near limits 45.736 and 54.764."""
NAN = float("nan")


@dataclass(frozen=True)
class Chart:
    """`limits` has mean, lower and upper limit of each stretch between restarts; a letter each for `signals`: outside
    (O), trend (T), near (N), shift (S) or none; `direction` is the way each points."""

    limits: tuple[tuple[float, float, float], ...]
    signals: str
    direction: tuple[int, ...]


def chart(
    values: Sequence[float], *, restarts: Sequence[int] = (), baseline_rows: int | None = 12, screen: bool = True
) -> Chart:
    """Limits of the first `baseline_rows` points of each stretch (None: of all), and what they say of every point."""
    ends = [0, *restarts, len(values)]
    stretches = [np.array(values[start:end], dtype=float) for start, end in pairwise(ends)]
    limits: list[tuple[float, float, float]] = []
    codes: list[int] = []
    ways: list[int] = []
    for points in stretches:
        baseline = points[:baseline_rows]
        mean, average = baseline.mean(), screened(baseline) if screen else float(np.abs(np.diff(baseline)).mean())
        found, way = limited(points, mean, LIMIT_FACTOR * average)
        limits.append((mean, mean - LIMIT_FACTOR * average, mean + LIMIT_FACTOR * average))
        codes += found.tolist()
        ways += way.tolist()
    return Chart(tuple(limits), "".join(".OTNS"[code] for code in codes), tuple(ways))


def screened(points: Floats) -> float:
    """The average moving range, screened once."""
    return float(screened_average(np.diff(points)[None, :])[0][0])


def limited(points: Floats, mean: float, reach: float) -> tuple[Integers, Integers]:
    """Code and direction of the signal of each point."""
    slack = 1e-12 * abs(mean) + 1e-9 * reach
    limits = Limits(np.array([mean]), np.array([[reach]]), np.array([slack]))
    signal, direction = signals_of(np.asarray(points, dtype=float)[None, :], limits)
    return signal[0], direction[0]
