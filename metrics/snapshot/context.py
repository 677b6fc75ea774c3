"""What a file is read against: definitions, calendar, products."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from metrics.definition import Metric
from metrics.weeks import WeekCalendar

FRAME_COLUMNS = ("product", "metric", "period_start", "period_end", "value", "numerator", "denominator")
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class IntakeContext:
    """What a file is read against. `product` and `week` are what the caller says where the file does not; instants
    with an offset belong to the days that they are in `timezone`, the charter's."""

    metrics: Mapping[str, Metric]
    products: frozenset[str]
    today: date
    calendar: WeekCalendar = field(default_factory=WeekCalendar)
    product: str | None = None
    week: str | None = None
    earliest: date | None = None
    timezone: str = "UTC"
    formerly: Mapping[str, str] = field(default_factory=dict)
    """Products of today by ids that were given up."""
