"""Bends: does a series go up or down ever faster, or ever more slowly (SEMANTICS 3)?"""

from dataclasses import dataclass, replace

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.distributions import student_quantile

WEEKS = 8
CHANCE = 0.01
_HINT = 0.10
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Bends:
    """Parabolas through the last eight weeks, (R,): `way` the line through them goes, `turn` of the square term (+1
    upwards, -1 downwards), and `t`, by how many of its standard errors that term differs from none. `begun`: the weeks
    before the newest one bend the same way, so that it is not the newest week alone that makes the bend. `kinked`: the
    weeks left their line a while ago and go on from there, which no parabola shows."""

    way: Integers
    turn: Integers
    t: Floats
    begun: Booleans
    kinked: Booleans

    @property
    def bent(self) -> Booleans:
        """Whether there is a bend."""
        return (self.t > _limit(WEEKS, CHANCE)) | self.kinked

    @property
    def faster(self) -> Booleans:
        """Whether the series moves on ever faster; else it slows down."""
        return self.way * self.turn > 0

    def with_kinks(self, kinked: Booleans, way: Integers | Floats, turn: Integers | Floats) -> "Bends":
        """The same with what left its line a while ago."""
        ways = np.where(kinked, way, self.way).astype(np.int8)
        return replace(self, way=ways, turn=np.where(kinked, turn, self.turn).astype(np.int8), kinked=kinked)


def bends(values: Floats, times: Floats, there: Booleans) -> Bends:
    """Square term of a parabola by least squares, with its t test of 5 degrees (Draper, Smith 1998).

    values and times: the last eight points, (R, 8); there: which of them exist; fewer than eight make no bend."""
    way, turn, t = _square_term(values, times, there)
    _, before, hint = _square_term(values[:, :-1], times[:, :-1], there[:, :-1])
    begun = (turn == before) & (hint > _limit(WEEKS - 1, _HINT))
    return Bends(way, turn, t, begun, np.zeros(len(turn), dtype=np.bool_))


def _limit(weeks: int, chance: float) -> float:
    """What the t of a square term through so many weeks passes by so small a chance where there is none."""
    return float(student_quantile(np.array([weeks - 3.0]), chance / 2)[0])


def _square_term(values: Floats, times: Floats, there: Booleans) -> tuple[Integers, Integers, Floats]:
    """Which way the line goes, which way the parabola turns, and the t of its square term; 0 where weeks lack."""
    whole = there.all(axis=1)
    peak = np.abs(values).max(axis=1, initial=0.0)
    level = values / np.where(peak > 0, peak, 1.0)[:, None]
    level = level - level.mean(axis=1, keepdims=True)
    straight = times - times.mean(axis=1, keepdims=True)
    along = np.where(whole, (straight**2).sum(axis=1), 1.0)
    square = straight**2
    square = square - square.mean(axis=1, keepdims=True)
    square = square - straight * ((square * straight).sum(axis=1) / along)[:, None]
    width = np.where(whole, (square**2).sum(axis=1), 1.0)
    slope = (level * straight).sum(axis=1) / along
    term = (level * square).sum(axis=1) / width
    rest = level - slope[:, None] * straight - term[:, None] * square
    residual = np.maximum((rest**2).sum(axis=1), values.shape[1] * _DUST**2)
    error = np.sqrt(residual / (values.shape[1] - 3) / width)
    return np.sign(slope).astype(np.int8), np.sign(term).astype(np.int8), np.where(whole, np.abs(term) / error, 0.0)
