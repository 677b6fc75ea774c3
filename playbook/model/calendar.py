"""The calendar of reporting: weeks in which nothing is reported, and why."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from metrics.definition import Definition, Identifier
from metrics.weeks import WeekCalendar, WeekOff
from playbook.model.reviews.notes import WeekName


class Closure(Definition):
    """Weeks without reporting, such as those of an office closure. Declared before them or after."""

    weeks: tuple[WeekName, ...] = Field(description="the weeks, as 2026-W52")
    products: tuple[Identifier, ...] = Field(default=(), description="ids of products it is for; blank: all of them")
    reason: str = Field(min_length=1, description="why nothing is reported; shown in the gap of each chart")
    by: Identifier = Field(description="seat that declared it")
    on: date = Field(description="the day it was declared; earlier days do not know it")


class CalendarDefinitions(Definition):
    """`definitions/calendar.yaml`"""

    closures: tuple[Closure, ...] = Field(
        default=(), description="weeks without reporting: nothing is owed or stale for them, and none is met by them"
    )

    def weeks_off(self, calendar: WeekCalendar) -> Iterator[WeekOff]:
        """Every such week by itself."""
        for closure in self.closures:
            for week in closure.weeks:
                end = calendar.week_named(week)
                yield WeekOff(end, closure.reason, closure.by, closure.on, frozenset(closure.products))
