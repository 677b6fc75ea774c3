"""The period of every measured number: the day or the week that its metric is measured by, and no period twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np

from metrics.arrays import Booleans, Integers
from metrics.definition import Grain, Metric
from metrics.measured import Measured
from metrics.periods import Periods, day_of, ordinal, week_end
from metrics.problem_report import Description, Report
from metrics.weeks import WeekCalendar
from metrics.wording import number

_OLDEST = date(2000, 1, 1)
_SPAN = 8_000_000
"""More days than a calendar has: room for the period in a key."""


class _Flaw(IntEnum):
    """What can be wrong with a period by itself, or with the grain of its metric."""

    NONE = 0
    UNREADABLE = 1
    MISSING = 2
    NO_DAY = 3
    TO_COME = 4
    LONG_AGO = 5


@dataclass(frozen=True)
class EntryPeriods:
    """First and last day of every entry's period, counted from 1970; which are sound; and as what the file named them:
    `codes` are twice the positions in `named`, and one more for metrics measured by the day."""

    starts: Integers
    ends: Integers
    sound: Booleans
    codes: Integers
    named: Periods


def periods_of(
    measured: Measured,
    periods: Periods,
    metrics: Sequence[Metric],
    calendar: WeekCalendar,
    today: date,
    earliest: date | None,
    report: Report,
) -> EntryPeriods:
    """Days and weeks by the grain of each metric; what is missing, unfit, to come or long ago is reported."""
    oldest = max(earliest, _OLDEST) if earliest is not None else _OLDEST
    # each different cell is judged twice, for weekly and for daily metrics; rows then only look their answer up
    days = np.repeat(np.append(periods.days, 0), 2)
    is_week = np.repeat(np.append(periods.is_week, False), 2)
    by_day = np.arange(len(days)) % 2 == 1
    weekly_end = week_end(days, calendar)
    ends = np.where(by_day, days, weekly_end)
    starts = np.where(by_day, days, weekly_end - 6)
    flaws = np.select(
        [by_day & is_week, starts > ordinal(today), ends < ordinal(oldest)],
        [_Flaw.NO_DAY, _Flaw.TO_COME, _Flaw.LONG_AGO],
        _Flaw.NONE,
    ).astype(np.int8)
    flaws[-2:] = _Flaw.UNREADABLE
    daily = np.array([metric.grain is Grain.DAY for metric in metrics] + [False], dtype=np.int64)
    codes = measured.rows_of(periods.codes)
    codes = np.where(codes < 0, len(periods.days), codes) * 2
    codes += daily[np.maximum(measured.metric, -1)]
    flaw = flaws[codes]
    flaw[(flaw == _Flaw.UNREADABLE) & ~measured.rows_of(periods.filled)] = _Flaw.MISSING
    spans = EntryPeriods(starts[codes], ends[codes], flaw == _Flaw.NONE, codes, periods)
    if flaw.any():
        _report_flaws(measured, flaw, spans, metrics, calendar, today, oldest, report)
    return spans


def _report_flaws(
    measured: Measured,
    flaw: Any,
    spans: EntryPeriods,
    metrics: Sequence[Metric],
    calendar: WeekCalendar,
    today: date,
    oldest: date,
    report: Report,
) -> None:
    """One problem for each row, however many numbers of it are touched."""

    column = spans.named.column

    def describe(entry: int) -> Description:
        starts, ends = day_of(int(spans.starts[entry])), day_of(int(spans.ends[entry]))
        cell = report.cell(int(measured.position[entry]), column) or calendar.name_of(ends)
        match _Flaw(int(flaw[entry])):
            case _Flaw.NO_DAY:
                metric = metrics[int(measured.metric[entry])]
                found = f"'{cell}' is a week, and {metric.id} is measured by the day"
                return found, "a day such as 2026-11-06", "send one row for each day"
            case _Flaw.TO_COME:
                found = f"'{cell}' begins on {starts.isoformat()}, after today ({today.isoformat()})"
                return found, "a period that has begun", "correct the week or the year"
            case _Flaw.LONG_AGO:
                found = f"'{cell}' ended on {ends.isoformat()}"
                return found, f"a period after {oldest.isoformat()}", "is the year right?"
        return "no week", "a week such as 2026-W45, or a day", "write it in every row"

    for kind in (_Flaw.MISSING, _Flaw.NO_DAY, _Flaw.TO_COME, _Flaw.LONG_AGO):
        entries = np.flatnonzero(flaw == kind)
        if not len(entries) or (kind is _Flaw.MISSING and column is None):
            continue
        positions, first = np.unique(measured.position[entries], return_index=True)
        chosen = entries[first]

        def described(index: int, chosen: Integers = chosen) -> Description:
            return describe(int(chosen[index]))

        report.add_rows(positions, column, described, spans.codes[chosen] // 2)


def check_doubles(
    measured: Measured,
    product: Integers,
    periods: EntryPeriods,
    metrics: Sequence[Metric],
    product_names: Sequence[str],
    calendar: WeekCalendar,
    report: Report,
) -> Integers | None:
    """The order of the entries by product, metric and period; None where they are in it, or something is wrong.

    Reported are two numbers for one product, metric and period: two rows for it, or several days of one week.
    """
    sound = (measured.metric >= 0) & (product >= 0) & periods.sound
    key = (product * len(metrics) + measured.metric) * _SPAN + periods.starts
    entries = None if sound.all() else np.flatnonzero(sound)
    if entries is not None:
        key = key[entries]
    if len(key) < 2 or bool((key[1:] > key[:-1]).all()):
        return None
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    again = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    if entries is not None:
        order = entries[order]
    if not len(again):
        return order
    opens = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    group = np.maximum.accumulate(np.where(opens, np.arange(len(ordered)), 0))
    later, first = order[again], order[group[again]]
    codes = periods.codes[later] // 2, periods.codes[first] // 2
    by_name = np.append(periods.named.is_week, True)
    named = np.append(periods.named.days, 0)
    weekly = periods.starts[later] != periods.ends[later]
    dated = weekly & ~by_name[codes[0]] & ~by_name[codes[1]] & (named[codes[0]] != named[codes[1]])
    doubles = _Doubles(measured, metrics, product_names, calendar, report, periods, product)
    doubles.report_days(later[dated], first[dated])
    doubles.report_rows(later[~dated], first[~dated])
    return None


@dataclass(frozen=True)
class _Doubles:
    measured: Measured
    metrics: Sequence[Metric]
    products: Sequence[str]
    calendar: WeekCalendar
    report: Report
    periods: EntryPeriods
    product: Integers

    def report_rows(self, later: Integers, first: Integers) -> None:
        """One problem for each pair of rows."""
        at, before = self.measured.position[later], self.measured.position[first]
        _, pick = np.unique(at * (int(at.max(initial=0)) + 1) + before, return_index=True)
        later, first = later[pick], first[pick]

        def describe(index: int) -> Description:
            entry, other = int(later[index]), int(first[index])
            row = self.report.row(int(self.measured.position[other]))
            values = [self.measured.value[one] for one in (entry, other)]
            numbers = (
                ""
                if np.isnan(values).any()
                else f" ({number(float(values[0]))}; row {row} has {number(float(values[1]))})"
            )
            found = f"row {row} has {self._named(entry)} already{numbers}"
            return found, "one row for each product, metric and period", "delete one of the two rows"

        self.report.add_rows(self.measured.position[later], None, describe)

    def report_days(self, later: Integers, first: Integers) -> None:
        """One problem for each product and metric whose days were sent where weeks are kept."""
        if not len(later):
            return
        pairs = self.product[later] * len(self.metrics) + self.measured.metric[later]
        by_row = np.argsort(self.measured.position[later], kind="stable")
        _, pick, counts = np.unique(pairs[by_row], return_index=True, return_counts=True)
        later, first = later[by_row][pick], first[by_row][pick]

        def describe(index: int) -> Description:
            entry, other = int(later[index]), int(first[index])
            metric = self.metrics[int(self.measured.metric[entry])]
            row = self.report.row(int(self.measured.position[other]))
            more = f", and so do {int(counts[index]) - 1:,} more" if counts[index] > 1 else ""
            found = f"{metric.id} is measured by the week, and this row names another day of row {row}'s week{more}"
            remedy = f"send one row a week, named {self._period(entry)}, or set 'grain: day' for the metric"
            return found, "one row for each week", remedy

        self.report.add_rows(self.measured.position[later], None, describe)

    def _named(self, entry: int) -> str:
        metric = self.metrics[int(self.measured.metric[entry])]
        product = self.products[int(self.product[entry])]
        return " of ".join(part for part in (metric.id, product) if part) + f" in {self._period(entry)}"

    def _period(self, entry: int) -> str:
        start, end = day_of(int(self.periods.starts[entry])), day_of(int(self.periods.ends[entry]))
        return start.isoformat() if start == end else self.calendar.name_of(end)
