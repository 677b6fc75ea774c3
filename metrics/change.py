"""How much a metric moved: percent for volumes and money, percentage points and basis points for rates."""

from dataclasses import dataclass
from math import isfinite

from metrics.definition import Direction, Kind, Metric


@dataclass(frozen=True, slots=True)
class Change:
    """From one number to another: `percent` for volumes and money, `points` for rates (percentage points) and NPS,
    `basis_points` (hundredths of a percentage point) for rates."""

    difference: float
    percent: float | None = None
    points: float | None = None
    basis_points: float | None = None


def change_of(metric: Metric, earlier: float, later: float) -> Change:
    """How much a metric moved between two numbers; no percent of 0, and none beyond what a number can hold."""
    return moved(metric.kind, earlier, later - earlier)


def moved(kind: Kind, earlier: float, difference: float) -> Change:
    """How much a number of this kind moved by a difference, which starts at `earlier`."""
    if kind is Kind.RATE:
        return Change(difference, points=difference * 100, basis_points=difference * 10_000)
    if kind is Kind.NPS:
        return Change(difference, points=difference)
    percent = 100 * (difference / abs(earlier)) if earlier else None
    return Change(difference, percent if percent is not None and isfinite(percent) else None)


def is_improvement(change: float, better: Direction) -> bool | None:
    """True where a change goes the better way; None for no change or a neutral metric."""
    if change == 0 or better is Direction.NEUTRAL:
        return None
    return (change > 0) == (better is Direction.HIGHER)
