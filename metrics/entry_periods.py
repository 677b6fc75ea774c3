"""The period of every measured number: the day or the week that its metric is measured by, and no period twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from metrics.definition import Grain, Metric
from metrics.measured import Measured
from metrics.periods import Periods, day_of, ordinal, week_end
from metrics.problem_report import Description, Report
from metrics.weeks import WeekCalendar
from metrics.wording import number

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.int64]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Booleans = np.ndarray[Any, np.dtype[np.bool_]]

_OLDEST = date(2000, 1, 1)
_SPAN = 8_000_000
"""More days than a calendar has: room for the period in a key."""


@dataclass(frozen=True)
class EntryPeriods:
    """First and last day of every entry's period, and the day its row named, counted from 1970."""

    starts: Integers
    ends: Integers
    named: Integers
    by_name: Booleans
    known: Booleans


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
    import numpy as np

    codes = periods.codes[measured.position]
    filled = periods.filled[measured.position]
    daily = np.array([metric.grain is Grain.DAY for metric in metrics] + [False], dtype=np.bool_)
    by_day = daily[np.maximum(measured.metric, -1)]
    known = codes >= 0
    days = np.append(periods.days, 0)[codes]
    is_week = np.append(periods.is_week, False)[codes]
    if periods.column is not None:
        _report_once(
            measured,
            ~known & ~filled,
            periods.column,
            report,
            lambda _: ("no week", "a week such as 2026-W45, or a day", "write it in every row"),
        )
    _report_once(
        measured, known & by_day & is_week, periods.column, report, lambda entry: _no_day(metrics, measured, entry)
    )
    weekly_end = week_end(days, calendar)
    ends = np.where(by_day, days, weekly_end)
    starts = np.where(by_day, days, weekly_end - 6)

    def to_come(entry: int) -> Description:
        begins = day_of(int(starts[entry]))
        cell = report.cell(int(measured.position[entry]), periods.column)
        found = f"'{cell}' begins on {begins.isoformat()}, after today ({today.isoformat()})"
        return found, "a period that has begun", "correct the week or the year"

    oldest = max(earliest, _OLDEST) if earliest is not None else _OLDEST

    def long_ago(entry: int) -> Description:
        ended = day_of(int(ends[entry]))
        cell = report.cell(int(measured.position[entry]), periods.column)
        return f"'{cell}' ended on {ended.isoformat()}", f"a period after {oldest.isoformat()}", "is the year right?"

    _report_once(measured, known & (starts > ordinal(today)), periods.column, report, to_come)
    _report_once(measured, known & (ends < ordinal(oldest)), periods.column, report, long_ago)
    return EntryPeriods(starts, ends, days, is_week | by_day, known)


def _no_day(metrics: Sequence[Metric], measured: Measured, entry: int) -> Description:
    metric = metrics[int(measured.metric[entry])]
    return f"a week, and {metric.id} is measured by the day", "a day such as 2026-11-06", "send one row for each day"


def _report_once(measured: Measured, wrong: Booleans, column: str | None, report: Report, describe: Any) -> None:
    """One problem for each row, however many numbers of it are touched."""
    import numpy as np

    entries = np.flatnonzero(wrong)
    if not len(entries):
        return
    positions, first = np.unique(measured.position[entries], return_index=True)
    chosen = entries[first]
    report.add_rows(positions, column, lambda index: describe(int(chosen[index])))


def check_doubles(
    measured: Measured,
    product: Integers,
    periods: EntryPeriods,
    metrics: Sequence[Metric],
    product_names: Sequence[str],
    calendar: WeekCalendar,
    report: Report,
) -> None:
    """Two numbers for one product, metric and period: two rows for it, or several days of one week."""
    import numpy as np

    entries = np.flatnonzero((measured.metric >= 0) & (product >= 0) & periods.known)
    key = (product[entries] * len(metrics) + measured.metric[entries]) * _SPAN + periods.starts[entries]
    if len(key) < 2 or bool((key[1:] > key[:-1]).all()):
        return
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    again = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    if not len(again):
        return
    opens = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    group = np.maximum.accumulate(np.where(opens, np.arange(len(ordered)), 0))
    later, first = entries[order[again]], entries[order[group[again]]]
    dated = ~periods.by_name[later] & ~periods.by_name[first] & (periods.named[later] != periods.named[first])
    doubles = _Doubles(measured, metrics, product_names, calendar, report, periods, product)
    doubles.report_days(later[dated], first[dated])
    doubles.report_rows(later[~dated], first[~dated])


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
        import numpy as np

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
        import numpy as np

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
