"""What a stored number meant when it was sent: as much of its metric's definition as decides how to read it."""

from dataclasses import dataclass, fields
from datetime import datetime

from metrics.definition import Metric
from metrics.weeks import WeekCalendar


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words of the definition and the last day of a week, as `metrics.yaml` and `charter.yaml` write them."""

    kind: str
    unit: str
    level: str
    grain: str
    over_time: str
    over_products: str
    week_ends: str

    def changes_to(self, other: "Meaning") -> tuple[str, ...]:
        """Names of the parts in which two meanings differ."""
        return tuple(part.name for part in fields(self) if getattr(self, part.name) != getattr(other, part.name))


@dataclass(frozen=True, slots=True)
class StoredMeaning:
    """What a metric meant from an upload on, `received_at` in naive UTC."""

    metric: str
    received_at: datetime
    meaning: Meaning


def meaning_of(metric: Metric, calendar: WeekCalendar) -> Meaning:
    """What a number of the metric means by its definition of today."""
    return Meaning(
        kind=str(metric.kind),
        unit=metric.unit,
        level=str(metric.level),
        grain=str(metric.grain),
        over_time=str(metric.over_time),
        over_products=str(metric.over_products),
        week_ends=calendar.last_day.name.lower(),
    )
