"""Where a value meets a line: the one comparison that conditions, trajectories, budgets and bounds are judged by."""

from enum import StrEnum

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.definition import Direction

_SLACK = 1e-9


class Operator(StrEnum):
    """Comparison of a value with a line."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"

    @property
    def wants_high(self) -> bool:
        """True where a greater value is on the good side."""
        return self in (Operator.AT_LEAST, Operator.MORE)

    @property
    def opposite(self) -> "Operator":
        """What holds where this one does not."""
        return {
            Operator.AT_LEAST: Operator.LESS,
            Operator.MORE: Operator.AT_MOST,
            Operator.AT_MOST: Operator.MORE,
            Operator.LESS: Operator.AT_LEAST,
        }[self]

    def holds(self, value: float, line: float) -> bool:
        """Whether the value lies where the operator wants it; one that equals the line lies neither above nor below."""
        if equal(value, line):
            return self in (Operator.AT_LEAST, Operator.AT_MOST)
        return value > line if self.wants_high else value < line


def equal(value: float, line: float) -> bool:
    """Whether a value equals its line: within 1e-9 x max(1, |line|), which is what arithmetic leaves."""
    return value == line or abs(value - line) <= _SLACK * max(1.0, abs(line))


def beyond(value: float, line: float, *, wants_high: bool) -> float:
    """How far a value lies on the good side of its line, less than 0 where it falls short; 0 where it equals it."""
    if equal(value, line):
        return 0.0
    return value - line if wants_high else line - value


def towards(better: Direction) -> Operator:
    """The comparison a planned value asks for, by which way is better."""
    return Operator.AT_LEAST if better is Direction.HIGHER else Operator.AT_MOST


def reached(values: Floats, lines: Floats, better: Integers) -> Booleans:
    """Whether each value is on its line or on the better side of it (+1: above, -1: below), for arrays of one shape."""
    there: Booleans = (values - lines) * better >= -_SLACK * np.maximum(1.0, np.abs(lines))
    return there
