"""The period of every measured number: the day or the week that its metric is measured by, and no period twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np

from metrics.arrays import Booleans, Integers
from metrics.definition import Grain, Metric
from metrics.snapshot.entries import Measured
from metrics.snapshot.periods import Periods, day_of, ordinal, week_end
from metrics.snapshot.problem_report import Description, Report
from metrics.weeks import WeekCalendar

_OLDEST = date(2000, 1, 1)


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
    """For each entry a code into `starts` and `ends`, first and last days counted from 1970; two codes for each of the
    `named` periods, the second for metrics measured by the day. `sound` is None where every entry is."""

    codes: Integers
    starts: Integers
    ends: Integers
    named: Periods
    sound: Booleans | None = None

    def start(self, entry: int) -> date:
        """First day of an entry's period."""
        return day_of(int(self.starts[self.codes[entry]]))

    def end(self, entry: int) -> date:
        """Last day of an entry's period."""
        return day_of(int(self.ends[self.codes[entry]]))


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
    # each different cell is judged twice, for weekly and for daily metrics; entries then only look their answer up
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
    codes = measured.rows_of(periods.codes)
    unread = codes.min(initial=0) < 0
    codes = (np.where(codes < 0, len(periods.days), codes) if unread else codes) * 2
    daily = np.array([metric.grain is Grain.DAY for metric in metrics] + [False], dtype=np.int32)
    if daily.any():
        codes += daily[np.maximum(measured.metric, -1)]
    spans = EntryPeriods(codes, starts.astype(np.int32), ends.astype(np.int32), periods)
    if not unread and not flaws[: -2 : 1 if daily.any() else 2].any():
        return spans
    flaw = flaws[codes]
    flaw[(flaw == _Flaw.UNREADABLE) & ~measured.rows_of(periods.filled)] = _Flaw.MISSING
    _report_flaws(measured, flaw, spans, metrics, calendar, today, oldest, report)
    return replace(spans, sound=flaw == _Flaw.NONE)


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
        starts, ends = spans.start(entry), spans.end(entry)
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
        return "no week", "a week such as 2026-W45, or a day", "write it in every row, and delete rows of totals"

    for kind in (_Flaw.MISSING, _Flaw.NO_DAY, _Flaw.TO_COME, _Flaw.LONG_AGO):
        entries = np.flatnonzero(flaw == kind)
        if not len(entries) or (kind is _Flaw.MISSING and column is None):
            continue
        positions, first = np.unique(measured.position[entries], return_index=True)
        chosen = entries[first]

        def described(index: int, chosen: Integers = chosen) -> Description:
            return describe(int(chosen[index]))

        report.add_rows(positions, column, described, spans.codes[chosen] // 2)
