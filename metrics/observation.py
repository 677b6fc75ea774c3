"""Observations as the evaluation sees them: every row ever received, each with the moment it was known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Basis(StrEnum):
    """What counts as known on a past day: only what had been received by then, or everything received since."""

    KNOWN = "known"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Observation:
    """One stored row. Dates are the first and last day of its period; moments are naive UTC."""

    product: str
    metric: str
    period_start: date
    period_end: date
    value: float
    numerator: float | None
    denominator: float | None
    upload_id: str
    received_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ObservationBook:
    """All observations by (product, metric), superseded and revoked ones included, oldest upload first."""

    rows: Mapping[tuple[str, str], tuple[Observation, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """One week (or the running part of it) of a series; `partial` says how many products are in ("1 of 2"), and
    `last_day` is the last day reported in it, where the metric is measured by the day."""

    week: str
    period_start: date
    period_end: date
    value: float
    numerator: float | None = None
    denominator: float | None = None
    partial: str | None = None
    running: bool = False
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Weekly points of one metric for one product, or for the organization (`product` None), oldest first. `no_cases`
    are the weeks that were reported with 0 cases, which have no value."""

    metric: str
    product: str | None
    points: tuple[Point, ...] = ()
    no_cases: tuple[str, ...] = ()

    @property
    def closed(self) -> tuple[Point, ...]:
        """Points of weeks that had ended on the as-of day."""
        return tuple(point for point in self.points if not point.running)
