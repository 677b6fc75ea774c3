"""Weeks and their names: ISO weeks, or weeks that end on another day when the charter says so."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cache


class Weekday(IntEnum):
    """Days of the week as `date.weekday()` numbers them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True)
class WeekCalendar:
    """Seven-day weeks that end on `last_day`. A week is named by the ISO week of its fourth day, so that weeks
    ending on Sunday bear exactly their ISO names (ISO 8601)."""

    last_day: Weekday = Weekday.SUNDAY

    def end_of(self, day: date) -> date:
        """Last day of the week that `day` falls in."""
        return day + timedelta(days=(self.last_day - day.weekday()) % 7)

    def start_of(self, day: date) -> date:
        """First day of the week that `day` falls in."""
        return self.end_of(day) - timedelta(days=6)

    def last_closed(self, day: date) -> date:
        """Last day of the last week that has ended by the end of `day`."""
        return day - timedelta(days=(day.weekday() - self.last_day) % 7)

    def name_of(self, day: date) -> str:
        """Name of the week that `day` falls in, such as `2026-W45`."""
        return week_name(self.end_of(day))

    def week_named(self, name: str) -> date:
        """Last day of the week called `name` (`2026-W45`, `2026W45`); raises ValueError when there is none."""
        match = re.fullmatch(r"\s*(\d{4})-?[Ww](\d{1,2})\s*", name)
        if match is None:
            raise ValueError(name)
        thursday = date.fromisocalendar(int(match[1]), int(match[2]), 4)
        start = thursday - timedelta(days=3)
        return self.end_of(start + timedelta(days=3)) if self.last_day is Weekday.SUNDAY else self._fourth(thursday)

    def _fourth(self, thursday: date) -> date:
        """End of the week whose fourth day lies in the ISO week of `thursday`."""
        monday = thursday - timedelta(days=3)
        for offset in range(7):
            fourth = monday + timedelta(days=offset)
            if self.end_of(fourth) == fourth + timedelta(days=3):
                return fourth + timedelta(days=3)
        raise ValueError(thursday)  # one of seven days in a row is always a fourth day


@dataclass(frozen=True, slots=True)
class WeekOff:
    """A week in which nothing is reported, by its last day: for these products, or for all where none is named.
    `declared` is the day from which on that is known."""

    end: date
    reason: str
    by: str = ""
    declared: date = date.min
    products: frozenset[str] = frozenset()

    @property
    def week(self) -> str:
        """Its name, such as `2026-W52`."""
        return week_name(self.end)

    def covers(self, product: str) -> bool:
        """Whether a product reports nothing in it; the organization ('') only where nobody does."""
        return not self.products or product in self.products


@cache
def week_name(end: date) -> str:
    """Name of the seven days that end on `end`, such as `2026-W45`: the ISO week of the fourth of them."""
    year, week, _ = (end - timedelta(days=3)).isocalendar()
    return f"{year}-W{week:02d}"


def week_text(last_day: date, today: date | None = None) -> str:
    """The week that ends on a day by its dates: `Nov 2-8`, `Oct 26-Nov 1`; with the year where that is not the year of
    `today`."""
    first = last_day - timedelta(days=6)
    end = str(last_day.day) if first.month == last_day.month else f"{last_day:%b} {last_day.day}"
    year = "" if today is None or last_day.year == today.year else f", {last_day.year}"
    return f"{first:%b} {first.day}-{end}{year}"
