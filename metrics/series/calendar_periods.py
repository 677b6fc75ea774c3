"""Weeks, months, quarters and years as stretches of days, counted in days or in whole weeks."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Protocol

from metrics.definition import Grain, Metric
from metrics.weeks import WeekCalendar

ONE_DAY = timedelta(days=1)
WEEKS_A_YEAR = timedelta(weeks=52)
"""The same week a year before: 364 days, so that weekdays stand beside the same weekdays."""


class Span(IntEnum):
    """Lengths of calendar periods, in months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def weeks(self) -> int:
        """How many whole weeks it has."""
        return self.days // 7

    def moved(self, by: timedelta) -> "Stretch":
        """As many days, earlier or later."""
        return Stretch(self.first + by, self.last + by)

    def weekdays(self, wanted: frozenset[int]) -> int:
        """How many of its days fall on the wanted weekdays, as `date.weekday()` numbers them."""
        whole, rest = divmod(max(self.days, 0), 7)
        begins = self.first.weekday()
        return whole * len(wanted) + sum((begins + offset) % 7 in wanted for offset in range(rest))


def span_of(day: date, span: Span) -> Stretch:
    """The calendar month, quarter or year that `day` lies in."""
    first_month = (day.month - 1) // span * span + 1
    last_month = first_month + span - 1
    return Stretch(date(day.year, first_month, 1), date(day.year, last_month, monthrange(day.year, last_month)[1]))


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Calendar(Protocol):
    """How a metric's calendar periods are made: of days, or of whole weeks."""

    def holds(self, through: date) -> date:
        """The day that decides which month the last part of a stretch through `through` belongs to."""

    def whole(self, day: date, span: Span) -> Stretch:
        """The whole period that `day` lies in."""

    def to_date(self, through: date, span: Span) -> Stretch:
        """The running period, from its first day through `through`."""

    def as_far(self, stretch: Stretch, span: Span, months: int) -> Stretch:
        """The same part of the period so many months before a stretch that begins with its period."""


@dataclass(frozen=True, slots=True)
class InDays:
    """For what is measured by the day: periods are exactly their calendar days."""

    def holds(self, through: date) -> date:
        return through

    def whole(self, day: date, span: Span) -> Stretch:
        return span_of(day, span)

    def to_date(self, through: date, span: Span) -> Stretch:
        return Stretch(span_of(through, span).first, through)

    def as_far(self, stretch: Stretch, span: Span, months: int) -> Stretch:
        last = months_before(stretch.last, months)
        return Stretch(span_of(last, span).first, last)


@dataclass(frozen=True, slots=True)
class InWeeks:
    """For what is measured by the week: a week belongs, whole, to the month, quarter and year of its fourth day, as
    ISO 8601 gives weeks to years."""

    weeks: WeekCalendar

    def holds(self, through: date) -> date:
        return through - timedelta(days=3)

    def whole(self, day: date, span: Span) -> Stretch:
        days = span_of(day, span)
        first, last = self.weeks.start_of(days.first), self.weeks.end_of(days.last)
        if first + timedelta(days=3) < days.first:
            first += timedelta(weeks=1)
        if last - timedelta(days=3) > days.last:
            last -= timedelta(weeks=1)
        return Stretch(first, last)

    def to_date(self, through: date, span: Span) -> Stretch:
        return Stretch(self.whole(self.holds(through), span).first, through)

    def as_far(self, stretch: Stretch, span: Span, months: int) -> Stretch:
        before = self.whole(months_before(span_of(self.holds(stretch.last), span).first, months), span)
        return Stretch(before.first, min(before.last, before.first + timedelta(weeks=stretch.weeks, days=-1)))


def calendar_of(metric: Metric, weeks: WeekCalendar) -> Calendar:
    """Days where the metric is measured by the day, else whole weeks."""
    return InDays() if metric.grain is Grain.DAY else InWeeks(weeks)


def last_whole_month(calendar: Calendar, through: date) -> date:
    """The first day of the last calendar month whose period has ended by `through`."""
    first = span_of(calendar.holds(through), Span.MONTH).first
    return first if calendar.whole(first, Span.MONTH).last <= through else months_before(first, 1)


def period_name(day: date, span: Span) -> str:
    """Name of the month (`2026-09`), quarter (`2026-Q3`) or year (`2026`) that `day` lies in."""
    if span is Span.MONTH:
        return f"{day.year}-{day.month:02d}"
    return str(day.year) if span is Span.YEAR else f"{day.year}-Q{(day.month + 2) // 3}"
