"""The period columns of a table to days and weeks; a reading in two ways is settled by the column or reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta, tzinfo

import numpy as np

from metrics.arrays import Booleans, Integers
from metrics.readers.footer import is_note, is_total
from metrics.readers.raw_table import RawTable
from metrics.snapshot.cells.calendar_words import WEEKDAY_NAMES
from metrics.snapshot.cells.days import WRITE_A_PERIOD, PeriodText, read_period
from metrics.snapshot.columns import Role
from metrics.snapshot.layout import Layout
from metrics.snapshot.names import factorize
from metrics.snapshot.problem_report import Description, Report
from metrics.weeks import WeekCalendar
from metrics.wording import DELETE_NOTES, shortened

EPOCH = date(1970, 1, 1)
_OF_A_DAY = {WRITE_A_PERIOD: ""}
"""Remedies that speak of weeks, where a day is wanted."""
_SETTLE = "write the one that is meant"


@dataclass(frozen=True)
class Periods:
    """For each row a code (-1: none, or unreadable) into the different periods found. A named week has `day` its
    last day and `is_week`; `filled` are the rows whose cell holds something, readable or not."""

    codes: Integers
    filled: Booleans
    days: Integers
    is_week: Booleans
    column: str | None


def read_periods(
    table: RawTable,
    layout: Layout,
    calendar: WeekCalendar,
    week: str | None,
    report: Report,
    zone: tzinfo = UTC,
) -> Periods:
    """Read and compare all columns that name a period; `week` stands where a row names none, and instants are on the
    days that they are in `zone`."""
    read = {
        role: _read_column(table, position, role, layout.year, calendar, report, zone)
        for role, position in layout.periods.items()
    }
    roles = [role for role in (Role.DATE, Role.WEEK, Role.WEEK_ENDING, Role.WEEK_STARTING) if role in read]
    if not roles:
        nothing = np.full(len(table), -1, dtype=np.int64)
        periods = Periods(nothing, nothing >= 0, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.bool_), None)
    else:
        periods = read[roles[0]]
        for role in roles[1:]:
            _compare(periods, read[role], calendar, report)
            periods = _fill_in(periods, read[role])
    return periods if week is None else _with_week(periods, week, calendar)


def _read_column(
    table: RawTable,
    position: int,
    role: Role,
    year: int | None,
    calendar: WeekCalendar,
    report: Report,
    zone: tzinfo,
) -> Periods:

    column = table.columns[position]
    codes, found = factorize(column)
    if year is not None and role is Role.WEEK:
        codes, found = _with_year(table, codes, found, year)
    readings, order = _readings(found, zone)
    days = np.zeros(len(found), dtype=np.int64)
    is_week = np.zeros(len(found), dtype=np.bool_)
    faults: dict[int, Description] = {}
    for code, reading in enumerate(readings):
        fault = _fault(str(found[code]), reading, order, calendar, role)
        if fault is not None:
            faults[code] = fault
            continue
        if reading.week:
            days[code] = ordinal(calendar.week_named(reading.week))
            is_week[code] = True
        elif reading.first is not None and reading.day is not None:
            days[code] = ordinal(reading.day)
            is_week[code] = True
        elif reading.either is not None:
            days[code] = ordinal(reading.either[0 if order == "day" else 1])
        elif reading.day is not None:
            days[code] = ordinal(reading.day)
    filled = codes >= 0
    if faults:
        bad = np.isin(codes, np.fromiter(faults, dtype=np.int64))
        positions = np.flatnonzero(bad)
        kinds = codes[positions]
        report.add_rows(positions, column.header, lambda index: faults[int(kinds[index])], kinds)
        codes = np.where(bad, -1, codes)
    return Periods(codes, filled, days, is_week, column.header)


def _readings(found: Sequence[str | date], zone: tzinfo) -> tuple[list[PeriodText], str]:
    """What the different cells of a column mean, and the order of day and month that they prove ('' for none)."""
    readings = [PeriodText(day=cell) if isinstance(cell, date) else read_period(cell, zone) for cell in found]
    proven = {reading.proves for reading in readings} - {""}
    orders = proven - {"week"}
    if "week" in proven:
        readings = [replace(reading, month=None) if reading.month is not None else reading for reading in readings]
    return readings, orders.pop() if len(orders) == 1 else ""


def read_days(table: RawTable, position: int, zone: tzinfo, report: Report) -> list[date | None]:
    """The day of each row by one column, as uploads read it; None where there is none, or a problem was reported."""
    column = table.columns[position]
    codes, found = factorize(column)
    readings, order = _readings(found, zone)
    days: list[date | None] = [None] * (len(found) + 1)
    faults: dict[int, Description] = {}
    for code, reading in enumerate(readings):
        if reading.week or reading.first is not None:
            faults[code] = f"'{shortened(str(found[code]))}' is longer than a day", "a day such as 2026-11-06", ""
        elif (fault := _fault(str(found[code]), reading, order, WeekCalendar(), Role.DATE)) is not None:
            faults[code] = fault[0], fault[1] or "a day such as 2026-11-06", _OF_A_DAY.get(fault[2], fault[2])
        else:
            days[code] = _day_of(reading, order)
    bad = np.flatnonzero(np.isin(codes, np.fromiter(faults, dtype=np.int64)))
    kinds = codes[bad]
    report.add_rows(bad, column.header, lambda index: faults[int(kinds[index])], kinds)
    return [days[code] for code in codes.tolist()]


def _fault(cell: str, reading: PeriodText, order: str, calendar: WeekCalendar, role: Role) -> Description | None:
    shown = shortened(cell)
    if is_total(cell):
        return f"'{shown}' where a week should stand", "", "delete rows of totals; totals are worked out from the rows"
    if reading.fault:
        note = (is_note(cell) and (" " in cell or not any(map(str.isdigit, cell)))) or (
            " " in cell and not any(character.isdigit() for character in cell)
        )
        return shortened(reading.fault, 120), "", DELETE_NOTES if note else reading.remedy
    if reading.either is not None and not order:
        first, second = reading.either
        found = f"'{shown}' can be {first.isoformat()} or {second.isoformat()}"
        return found, "a date that reads only one way", _SETTLE
    if reading.month is not None and not (role is Role.WEEK and cell.strip().isdigit()):
        found = f"'{shown}' can be the month {reading.month:%B %Y} or the week {reading.week}"
        return found, "a week or a day", f"write {reading.week} if it is the week"
    if reading.at_midnight and role is Role.WEEK_ENDING:
        found = f"'{shown}' is the first moment of a {WEEKDAY_NAMES[_day_of(reading, order).weekday()]} here"
        return found, "the last day of a week", "name the week instead, as 2026-W45"
    if reading.first is not None:
        return _fault_of_range(shown, reading.first, calendar)
    if role is Role.WEEK_STARTING and not reading.week:
        day = _day_of(reading, order)
        if day != calendar.start_of(day):
            found = f"'{shown}' is a {WEEKDAY_NAMES[day.weekday()]}"
            return found, *_a_first_day(day, calendar)
    return None


def _day_of(reading: PeriodText, order: str) -> date:
    return reading.day or (reading.either or (EPOCH, EPOCH))[0 if order == "day" else 1]


def _fault_of_range(shown: str, first: date, calendar: WeekCalendar) -> Description | None:
    if first == calendar.start_of(first):
        return None
    return f"'{shown}' begins on a {WEEKDAY_NAMES[first.weekday()]}", *_a_first_day(first, calendar)


def _a_first_day(day: date, calendar: WeekCalendar) -> tuple[str, str]:
    """Expected, and the remedy."""
    expected = f"the first day of a week, a {WEEKDAY_NAMES[calendar.start_of(day).weekday()]}"
    return expected, "name the week instead, as 2026-W45"


def _with_year(
    table: RawTable, codes: Integers, found: list[str | date], year: int
) -> tuple[Integers, list[str | date]]:
    """`Jahr` 2026 beside `KW` 45 make 2026-W45; a week that names its year already is left alone."""
    year_codes, years = factorize(table.columns[year])
    pairs = np.where(codes >= 0, codes * (len(years) + 1) + year_codes + 1, -1)
    different, inverse = np.unique(pairs, return_inverse=True)
    together: list[str | date] = []
    for pair in different.tolist():
        week, of_year = divmod(pair, len(years) + 1)
        cell = "" if pair < 0 else found[week]
        number = str(cell).casefold().lstrip("kcw .-")
        plain_year = str(years[of_year - 1]) if pair >= 0 and of_year else ""
        joins = number.isascii() and number.isdigit() and len(number) <= 2 and len(plain_year) == 4
        together.append(f"{plain_year}-W{int(number):02d}" if joins else cell)
    return np.where(pairs >= 0, inverse, -1), together


def _compare(first: Periods, second: Periods, calendar: WeekCalendar, report: Report) -> None:
    """Two columns about the same period must mean the same week."""
    both = np.flatnonzero((first.codes >= 0) & (second.codes >= 0))
    ends = [_week_ends(periods, calendar) for periods in (first, second)]
    differs = both[ends[0][first.codes[both]] != ends[1][second.codes[both]]]

    def describe(index: int) -> Description:
        row = differs[index]
        weeks = [
            calendar.name_of(day_of(int(end[periods.codes[row]])))
            for end, periods in zip(ends, (first, second), strict=True)
        ]
        found = f"'{second.column}' is in {weeks[1]} and '{first.column}' in {weeks[0]}"
        return found, "the same week in both", "correct one of them, or delete the column"

    report.add_rows(differs, second.column, describe, first.codes[differs])


def _fill_in(first: Periods, second: Periods) -> Periods:
    """Where the better column is blank, the other one speaks."""
    use = ~first.filled & second.filled
    if not use.any():
        return first
    codes = np.where(use & (second.codes >= 0), second.codes + len(first.days), first.codes)
    return Periods(
        codes,
        first.filled | second.filled,
        np.concatenate((first.days, second.days)),
        np.concatenate((first.is_week, second.is_week)),
        first.column,
    )


def _with_week(periods: Periods, week: str, calendar: WeekCalendar) -> Periods:

    end = ordinal(calendar.week_named(week))
    return Periods(
        np.where(periods.filled, periods.codes, len(periods.days)),
        periods.filled,
        np.append(periods.days, end),
        np.append(periods.is_week, True),
        periods.column,
    )


def _week_ends(periods: Periods, calendar: WeekCalendar) -> Integers:
    return week_end(periods.days, calendar)


def week_end(days: Integers, calendar: WeekCalendar) -> Integers:
    """Last day of the week of each day, all counted from 1970 (a Thursday)."""
    return days + (int(calendar.last_day) - (days + 3)) % 7


def ordinal(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def day_of(days: int) -> date:
    """The day that many days after 1970."""
    return EPOCH + timedelta(days=days)
