"""No product, metric and period twice in a file; and the order of the entries by all three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.arrays import Integers
from metrics.definition import Metric
from metrics.snapshot.entries import Measured
from metrics.snapshot.entry_periods import EntryPeriods
from metrics.snapshot.problem_report import Description, Report
from metrics.weeks import WeekCalendar
from metrics.wording import number


def order_without_duplicates(
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
    days, rank = np.unique(periods.starts, return_inverse=True)
    keys = len(product_names) * len(metrics) * len(days)
    key: Integers = product.astype(np.int32) if keys < 2**31 else product.astype(np.int64)
    key *= len(metrics)
    key += measured.metric
    key *= len(days)
    key += rank.astype(key.dtype)[periods.codes]
    entries = _sound(measured, product, periods)
    if entries is not None:
        key = key[entries]
    if len(key) < 2 or bool((key[1:] > key[:-1]).all()):
        return None
    order = _order_of_unique(key, keys)
    if order is not None:
        return order if entries is None else entries[order]
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
    weekly = periods.codes[later] % 2 == 0
    dated = weekly & ~by_name[codes[0]] & ~by_name[codes[1]] & (named[codes[0]] != named[codes[1]])
    duplicates = _Duplicates(measured, metrics, product_names, calendar, report, periods, product)
    duplicates.report_days(later[dated], first[dated])
    duplicates.report_rows(later[~dated], first[~dated])
    return None


def _sound(measured: Measured, product: Integers, periods: EntryPeriods) -> Integers | None:
    """The entries whose product, metric and period are known; None where all of them are."""
    if measured.metric.min(initial=0) >= 0 and product.min(initial=0) >= 0 and periods.sound is None:
        return None
    sound = (measured.metric >= 0) & (product >= 0)
    return np.flatnonzero(sound if periods.sound is None else sound & periods.sound)


def _order_of_unique(key: Integers, keys: int) -> Integers | None:
    """The order of keys below `keys`, by putting each in its place; None where some stand twice, or too far apart."""
    if keys > 4 * len(key):
        return None
    places = np.full(keys, -1, dtype=np.int32)
    places[key] = np.arange(len(key), dtype=np.int32)
    order: Integers = places[places >= 0]
    return order if len(order) == len(key) else None


@dataclass(frozen=True)
class _Duplicates:
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
        _, pick = np.unique(at.astype(np.int64) * (int(at.max(initial=0)) + 1) + before, return_index=True)
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
        start, end = self.periods.start(entry), self.periods.end(entry)
        return start.isoformat() if start == end else self.calendar.name_of(end)
