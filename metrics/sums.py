"""Sums and means that do not depend on the order of their numbers (Shewchuk 1997, as `math.fsum`)."""

from collections.abc import Sequence
from math import fsum


def total(numbers: Sequence[float]) -> float:
    """The exact sum, rounded once; infinite where no number can hold it."""
    try:
        return fsum(numbers)
    except (OverflowError, ValueError):
        return float(sum(numbers))


def mean(numbers: Sequence[float]) -> float:
    """The exact sum divided by how many there are; at least one is needed."""
    return total(numbers) / len(numbers)
