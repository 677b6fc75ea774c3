"""A raw table to the rows of a snapshot: every check in its order, and nothing at all while there is a problem."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from metrics import wording
from metrics.arrays import Days, Floats, Integers
from metrics.definition import ORGANIZATION
from metrics.readers.raw_table import Progress, RawTable
from metrics.snapshot.below import data_rows, report_notes, report_units
from metrics.snapshot.columns import Vocabulary
from metrics.snapshot.context import IntakeContext
from metrics.snapshot.digest import digest_of
from metrics.snapshot.duplicates import order_without_duplicates
from metrics.snapshot.entries import read_long, read_wide
from metrics.snapshot.entry_checks import checked_values
from metrics.snapshot.entry_periods import EntryPeriods, periods_of
from metrics.snapshot.entry_products import products_of
from metrics.snapshot.for_store import Incoming
from metrics.snapshot.layout import lay_out, with_what_is_said_once
from metrics.snapshot.names import check_circumstances, read_metrics, read_products
from metrics.snapshot.periods import day_of, read_periods
from metrics.snapshot.problem_report import Report
from metrics.snapshot.totals import check_totals

First = TypeVar("First")
Second = TypeVar("Second")


def at_once(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """What both answer; raises what either raises, that of `second` before that of `first`."""
    with ThreadPoolExecutor(max_workers=1) as other:
        answer = other.submit(first)
        mine = second()
        return answer.result(), mine


@dataclass(frozen=True)
class Rows:
    """The observations of a table, all of them sound: names that occur with a code for each row, periods as codes, the
    numbers; `order` is as in `digest_of`."""

    products: tuple[list[str], Integers]
    metrics: tuple[list[str], Integers]
    spans: EntryPeriods
    numbers: tuple[Floats, Floats, Floats]
    order: Integers | None
    places: tuple[Integers, Integers]
    """Where each observation stood: its place among the rows of the table, and the number of each of those rows."""

    def row_numbers(self) -> Integers:
        """The row of the file that each observation stood in."""
        place, rows = self.places
        return rows[place]

    def named_days(self) -> list[date | None]:
        """The one day that a row named for a whole week; None where it named the week, or is of a day."""
        named = self.spans.named
        whole = np.append(named.is_week, True)[self.spans.codes // 2] | (self.spans.codes % 2 == 1)
        days = np.append(named.days, 0)[self.spans.codes // 2]
        return [None if is_whole else day_of(day) for is_whole, day in zip(whole.tolist(), days.tolist(), strict=True)]

    def __len__(self) -> int:
        return len(self.products[1])

    def digest(self) -> str:
        """The fingerprint of the rows."""
        names = self.products[0], self.metrics[0]
        keys = self.products[1], self.metrics[1]
        return digest_of(names, keys, (self.spans.codes, self.spans.starts, self.spans.ends), self.numbers, self.order)

    def incoming(self) -> Incoming:
        """The rows as a store takes them over."""
        starts, ends = self.spans.starts[self.spans.codes], self.spans.ends[self.spans.codes]
        return Incoming(self.products, self.metrics, (starts, ends), self.numbers)

    def frame(self) -> pd.DataFrame:
        """The rows as a snapshot keeps them, in the order of the table."""
        value, numerator, denominator = self.numbers
        return pd.DataFrame(
            {
                "product": _spelled_out(*self.products),
                "metric": _spelled_out(*self.metrics),
                "period_start": _moments(self.spans.starts)[self.spans.codes],
                "period_end": _moments(self.spans.ends)[self.spans.codes],
                "value": value,
                "numerator": numerator,
                "denominator": denominator,
            },
            copy=False,
        )


def checked_rows(table: RawTable, context: IntakeContext, vocabulary: Vocabulary, tell: Progress) -> Rows:
    """The observations of a table; raises Problems with everything that is wrong with it."""
    known = {*context.called.spoken, *vocabulary.spoken}
    rows = data_rows(table, known, vocabulary.is_comment)
    table = with_what_is_said_once(rows.table, vocabulary, context.product, context.week)
    report = Report(table)
    report_notes(rows, report)
    report_units(rows, report)
    layout = lay_out(table, vocabulary, context.called, report)
    if layout.metric is None and not layout.wide:
        report.raise_if_any()
    if not layout.periods and context.week is None:
        found, expected = "no column says which week or day is measured", "a column 'week' or 'date'"
        report.add(None, found, expected, wording.SAY_THE_WEEK, table.header_row)
    metrics = [context.metrics[metric_id] for metric_id in sorted(context.metrics)]
    products = [ORGANIZATION, *sorted(context.products)]
    zone = ZoneInfo(context.timezone)
    periods = read_periods(table, layout, context.calendar, context.week, report, zone)
    order = [metric.id for metric in metrics]
    of_metrics = report.beside()
    named, metric = at_once(
        lambda: read_products(table, layout, products, context.called, report),
        lambda: read_metrics(table, layout, vocabulary, order, of_metrics),
    )
    report.absorb(of_metrics)
    tell(0.7, wording.CHECKING_NUMBERS)
    if layout.metric is not None:
        measured = read_long(table, layout, metric, metrics, named, periods, report)
    else:
        measured = read_wide(table, layout, metrics, report)
    check_circumstances(table, layout, report)
    check_totals(rows, layout, measured, metrics, report)
    default = None if context.product is None else context.called.find(context.product)
    product = products_of(named, measured, metrics, products, default, report)
    of_periods = report.beside()

    def checked_periods() -> tuple[EntryPeriods, Integers | None]:
        spans = periods_of(measured, periods, metrics, context.calendar, context.today, context.earliest, of_periods)
        return spans, order_without_duplicates(
            measured, product, spans, metrics, products, context.calendar, of_periods
        )

    values, (spans, sorting) = at_once(lambda: checked_values(measured, metrics, report), checked_periods)
    tell(0.85, wording.COMPARING_ROWS)
    report.absorb(of_periods)
    if not len(measured.position):
        report.add(None, "no numbers below the header", "one row for each measurement", row=table.header_row)
    report.raise_if_any()
    tell(0.92, wording.COMPARING_ROWS)
    numbers = (values, measured.numerator, measured.denominator)
    used = at_once(lambda: _only_used(products, product), lambda: _only_used(order, measured.metric))
    return Rows(*used, spans, numbers, sorting, (measured.position, table.rows))


def _moments(days: Integers) -> Days:
    return (days.astype(np.int64) * 86_400_000_000).view("datetime64[us]")


def _only_used(names: list[str], codes: Integers) -> tuple[list[str], Integers]:
    """The names that occur, and each code as its place among them: a digest may not depend on what else there is."""
    used = np.bincount(codes, minlength=len(names)) > 0
    kept = [name for name, is_used in zip(names, used.tolist(), strict=True) if is_used]
    return kept, (np.cumsum(used) - 1).astype(np.int32).take(codes)


def _spelled_out(names: list[str], codes: Integers) -> pd.Categorical:
    """Names as a frame keeps a few texts in many rows."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str"), validate=False)
