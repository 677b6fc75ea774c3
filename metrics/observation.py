"""Observations as the evaluation sees them: every row ever received, each with the moment it was known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import PlainSerializer, WithJsonSchema

from metrics.tested import MeasuredByProduct
from metrics.weeks import WeekOff


class Basis(StrEnum):
    """What counts as known on a past day: only what had been received by then, or everything received since."""

    KNOWN = "known"
    TODAY = "today"


Moment = Annotated[
    datetime,
    PlainSerializer(lambda moment: moment.isoformat() + "Z", return_type=Any),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A naive moment, which is UTC."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One stored row. Dates are the first and last day of its period; moments are naive UTC. A backfilled row counts as
    received on the day its sender said, and was `sent_at` another moment."""

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
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ObservationBook:
    """All observations by (product, metric), superseded and revoked ones included, oldest upload first."""

    rows: Mapping[tuple[str, str], tuple[Observation, ...]] = field(default_factory=dict)
    tested: Mapping[str, MeasuredByProduct] = field(default_factory=dict)
    """What the numbers of an upload were measured on; uploads that do not say are not there."""


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
    stderr: float | None = None
    """Of a rate that people's labels corrected; its counts are the judge's."""


@dataclass(frozen=True, slots=True)
class Series:
    """Weekly points of one metric for one product, or for the organization (`product` None), oldest first. `no_cases`
    are the weeks that were reported with 0 cases, which have no value; `off` those since the first point in which
    nothing had to be reported, and nothing was. `set_aside` is how many weeks were sent under another definition, and
    wait for a word about what becomes of them; `backfilled` are weeks of rows that count as known from a day before
    they were sent."""

    metric: str
    product: str | None
    points: tuple[Point, ...] = ()
    no_cases: tuple[str, ...] = ()
    off: tuple[WeekOff, ...] = ()
    set_aside: int = 0
    backfilled: tuple[str, ...] = ()

    @property
    def closed(self) -> tuple[Point, ...]:
        """Points of weeks that had ended on the as-of day."""
        if not self.points or not self.points[-1].running:
            return self.points  # only the last one can still be running
        return tuple(point for point in self.points if not point.running)

    @property
    def whole(self) -> tuple[Point, ...]:
        """Closed weeks in which nothing is missing, oldest first."""
        return tuple(point for point in self.closed if not point.partial)

    def weeks_to(self, last: date, count: int) -> tuple[date, ...]:
        """Last days of so many weeks up to the one that ends on `last`, newest first; weeks off are passed over."""
        if not self.off:
            return (last,) if count == 1 else tuple(last - timedelta(days=7 * back) for back in range(count))
        off = {week.end for week in self.off}
        ends: list[date] = []
        end = last
        while len(ends) < count:
            if end not in off:
                ends.append(end)
            end -= timedelta(days=7)
        return tuple(ends)

    def days_off(self, since: date, until: date) -> int:
        """How many of the days after `since`, up to `until`, lie in weeks off."""
        spans = ((max(since, week.end - timedelta(days=7)), min(until, week.end)) for week in self.off)
        return sum(max(0, (last - first).days) for first, last in spans)
