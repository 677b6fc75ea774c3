"""Rows of totals are passed over only where they add up to the rows above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum

from metrics.arrays import Floats
from metrics.definition import Kind, Metric
from metrics.readers.footer import is_average
from metrics.snapshot.below import Rows
from metrics.snapshot.cells.numbers import read_number
from metrics.snapshot.columns import Role
from metrics.snapshot.entries import Measured
from metrics.snapshot.layout import Layout
from metrics.snapshot.problem_report import Report
from metrics.wording import number

_ADDED_UP = frozenset({Kind.COUNT, Kind.AMOUNT})
_MOST_DECIMALS = 6
_LITTLE = 0.01


@dataclass(frozen=True)
class Summed:
    """A column of numbers, those that stand in its rows, and whether a total of them must be their sum."""

    position: int
    header: str
    values: Floats
    adds_up: bool = True


def check_totals(rows: Rows, layout: Layout, measured: Measured, metrics: list[Metric], report: Report) -> None:
    """Report each total of a table that does not add up."""
    if rows.totals:
        report_totals(rows, _columns(layout, measured, metrics), report)


def report_totals(rows: Rows, columns: Iterable[Summed], report: Report) -> None:
    """Report each total that is not the sum of its column; where numbers do not add up, such as rates, a total may be
    anything between the smallest and the greatest."""
    for one in columns:
        cells = rows.whole.columns[one.position]
        for position in rows.totals:
            cell = cells.shown(position)
            label = next(text for column in rows.whole.columns if (text := column.shown(position)))
            reading = read_number(cell)
            if reading.unread is not None or not len(one.values):
                continue
            share = reading.percent and float(one.values.max()) <= 1
            found = [
                (reading.value(place, share=share), _decimals(digits) + 2 * share)
                for place, digits in enumerate(reading.readings)
            ]
            if not any(_fits(value, decimals, one, is_average(label)) for value, decimals in found):
                _report(cell, one, int(rows.whole.rows[position]), report, average=is_average(label))


def sums_up(total: float, decimals: int, values: Floats) -> bool:
    """Whether a total, written with so many decimals, is the sum of values, as far as all of them are rounded."""
    of_values = max((_decimals(repr(float(value))) for value in values), default=0)
    # a last 0 may be lost on the way, so that a total looks rounded: then it is off by little
    slack = min(0.5 * 10.0**-decimals, _LITTLE * abs(total)) if decimals < of_values else 0.0
    if of_values:
        slack += 0.5 * len(values) * 10.0**-of_values
    return abs(total - fsum(values)) <= slack + 1e-9 * max(1.0, abs(total))


def _columns(layout: Layout, measured: Measured, metrics: list[Metric]) -> Iterator[Summed]:
    numbers = {
        Role.VALUE: measured.value,
        Role.NUMERATOR: measured.numerator,
        Role.DENOMINATOR: measured.denominator,
    }
    places = {metric.id: place for place, metric in enumerate(metrics)}
    for role, column in layout.long.items():
        there = numbers[role] == numbers[role]
        kinds = {metrics[place].kind for place in set(measured.metric[there].tolist()) if place >= 0}
        if not (measured.bad & there).any():
            yield Summed(
                column.position, column.header, numbers[role][there], role is not Role.VALUE or kinds <= _ADDED_UP
            )
    for metric_id, parts in layout.wide.items():
        mine = measured.metric == places[metric_id]
        for role, column in parts.items():
            there = mine & (numbers[role] == numbers[role])
            if not (measured.bad & mine).any():
                adds_up = role is not Role.VALUE or metrics[places[metric_id]].kind in _ADDED_UP
                yield Summed(column.position, column.header, numbers[role][there], adds_up)


def _fits(total: float, decimals: int, one: Summed, average: bool) -> bool:
    if not average and sums_up(total, decimals, one.values):
        return True
    low, high = float(one.values.min()), float(one.values.max())
    slack = 0.5 * 10.0**-decimals
    return (average or not one.adds_up) and low - slack <= total <= high + slack


def _report(cell: str, one: Summed, row: int, report: Report, *, average: bool) -> None:
    total = fsum(one.values)
    worked_out = total / len(one.values) if average else total
    what = "the average" if average else "the sum"
    report.add(
        one.header,
        f"the total {cell} is not {what} of the rows above it, which is {number(worked_out)}",
        "a total that adds up",
        "correct it, or send the rows that are missing",
        row=row,
    )


def _decimals(digits: str) -> int:
    mantissa, _, exponent = digits.partition("e")
    written = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return min(max(written, 0), _MOST_DECIMALS) if not mantissa.endswith(".0") else 0
