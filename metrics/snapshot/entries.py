"""Raw rows with their meaning: the metric and the numbers of each entry, long and wide tables alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.arrays import Booleans, Floats, Integers, Scalar
from metrics.definition import Metric
from metrics.likeness import means_another, normalized
from metrics.readers.raw_table import RawTable
from metrics.snapshot.columns import NUMBER_ROLES, Role, converting, unit_fits
from metrics.snapshot.layout import Layout, NumberColumn
from metrics.snapshot.names import Names, factorize
from metrics.snapshot.numbers.column import Numbers, read_numbers
from metrics.snapshot.numbers.doubts import allowing_for_commas
from metrics.snapshot.periods import Periods
from metrics.snapshot.problem_report import Description, Report
from metrics.wording import shortened


@dataclass(frozen=True)
class Measured:
    """One entry for each number: its row in the table, its metric, the numbers; `columns` names where they stood."""

    position: Integers
    metric: Integers
    value: Floats
    numerator: Floats
    denominator: Floats
    bad: Booleans
    columns: Mapping[tuple[int, Role], str]
    whole: bool = False
    """True where every row of the table is one entry, in its order."""

    def rows_of(self, array: NDArray[Scalar]) -> NDArray[Scalar]:
        """What an array with one element for each row of the table holds for each entry; not to be written to."""
        return array if self.whole else array[self.position]

    def part(self, start: int, stop: int) -> Measured:
        """A stretch of the entries, nothing copied."""
        return self.only(slice(start, stop))

    def only(self, there: Booleans | slice) -> Measured:
        """The entries of `there`."""
        return Measured(
            self.position[there],
            self.metric[there],
            self.value[there],
            self.numerator[there],
            self.denominator[there],
            self.bad[there],
            self.columns,
        )

    def column(self, metric: int, role: Role) -> str | None:
        """Header of the column that a metric's number stands in."""
        return self.columns.get((metric, role), self.columns.get((-1, role)))


def read_long(
    table: RawTable,
    layout: Layout,
    metric: Names,
    metrics: Sequence[Metric],
    product: Names,
    periods: Periods,
    report: Report,
) -> Measured:
    """The numbers of a long table, one entry for each row that holds anything."""

    table = allowing_for_commas(table, layout.long.values())
    codes = np.maximum(metric.codes, -1) if metric.codes.min(initial=0) < -1 else metric.codes
    roles = [role for role in NUMBER_ROLES if role in layout.long]
    reports = {role: report.beside() for role in roles}

    def numbers_of(role: Role) -> Numbers:
        return read_numbers(table, layout.long[role], role, codes, metrics, reports[role])

    with ThreadPoolExecutor(max_workers=2) as both_cores:
        numbers = dict(zip(roles, both_cores.map(numbers_of, roles), strict=True))
    for role in roles:
        report.absorb(reports[role])
    if layout.unit is not None:
        _check_units(table, layout.unit, codes, metrics, report)
    filled, bad, values = _joined(numbers, len(table))
    columns = {(-1, role): column.header for role, column in layout.long.items()}
    if columns:
        columns.setdefault((-1, Role.VALUE), next(iter(columns.values())))
    else:
        bad[:] = True  # the header is at fault, and was reported
    named = metric.codes != -1
    there = filled | named | (product.codes != -1) | periods.filled
    # one cell that is no week, and nothing else: that was reported as what it is
    note = periods.filled & (periods.codes < 0) & (product.codes == -1) & ~filled
    nameless = np.flatnonzero(there & ~named & ~note)
    report.add_rows(nameless, metric.column, lambda _: ("no metric", "the id of a metric", "write it in every row"))
    measured = Measured(np.arange(len(table), dtype=np.int32), metric.codes, *values, bad, columns, whole=True)
    return measured if there.all() else measured.only(there)


def read_wide(table: RawTable, layout: Layout, metrics: Sequence[Metric], report: Report) -> Measured:
    """The numbers of a wide table, one entry for each filled cell; an empty cell was not reported."""
    table = allowing_for_commas(table, (column for parts in layout.wide.values() for column in parts.values()))
    places = {metric.id: place for place, metric in enumerate(metrics)}
    entries: list[Measured] = []
    columns: dict[tuple[int, Role], str] = {}
    if layout.unit is not None:
        _check_units_of_all(table, layout.unit, [metrics[places[metric_id]] for metric_id in layout.wide], report)
    for metric_id, parts in layout.wide.items():
        place = places[metric_id]
        codes = np.full(len(table), place, dtype=np.int32)
        numbers = {role: read_numbers(table, column, role, codes, metrics, report) for role, column in parts.items()}
        filled, bad, values = _joined(numbers, len(table))
        entries.append(Measured(np.arange(len(table), dtype=np.int32), codes, *values, bad, columns).only(filled))
        columns.update({(place, role): column.header for role, column in _with_value(parts).items()})
    return Measured(
        np.concatenate([entry.position for entry in entries]),
        np.concatenate([entry.metric for entry in entries]),
        np.concatenate([entry.value for entry in entries]),
        np.concatenate([entry.numerator for entry in entries]),
        np.concatenate([entry.denominator for entry in entries]),
        np.concatenate([entry.bad for entry in entries]),
        columns,
    )


def _with_value(parts: Mapping[Role, NumberColumn]) -> dict[Role, NumberColumn]:
    """Where a metric has no column of values, problems about its value name the column that it has."""
    return {Role.VALUE: next(iter(parts.values())), **parts}


def _joined(numbers: Mapping[Role, Numbers], length: int) -> tuple[Booleans, Booleans, tuple[Floats, Floats, Floats]]:

    filled = np.zeros(length, dtype=np.bool_)
    bad = np.zeros(length, dtype=np.bool_)
    nothing = np.full(length if len(numbers) < len(NUMBER_ROLES) else 0, np.nan)
    for read in numbers.values():
        filled |= read.filled
        bad |= read.bad
    value, numerator, denominator = (numbers[role].values if role in numbers else nothing for role in NUMBER_ROLES)
    return filled, bad, (value, numerator, denominator)


def _check_units(table: RawTable, position: int, metric: Integers, metrics: Sequence[Metric], report: Report) -> None:
    """A column of units must name the units of the metrics; a blank cell says nothing."""

    column = table.columns[position]
    codes, found = factorize(column)
    pairs = np.where((codes >= 0) & (metric >= 0), codes.astype(np.int64) * len(metrics) + metric, -1)
    wrong: dict[int, Description] = {}
    for pair in np.unique(pairs).tolist():
        if pair < 0:
            continue
        cell, place = divmod(pair, len(metrics))
        unit, written = metrics[place].unit, str(found[cell])
        if not unit_fits(written, unit) and normalized(written) not in {
            "",
            metrics[place].kind.value,
            "share",
            "ratio",
        }:
            expected = f"'{unit}', the unit of {metrics[place].id}" if unit else f"no unit for {metrics[place].id}"
            remedy = converting("the number", written, unit, "correct the unit")
            wrong[pair] = (f"the unit '{shortened(written)}'", expected, remedy)
    bad = np.flatnonzero(np.isin(pairs, np.fromiter(wrong, dtype=np.int64)))
    kinds = pairs[bad]
    report.add_rows(bad, column.header, lambda index: wrong[int(kinds[index])], kinds)


def _check_units_of_all(table: RawTable, position: int, metrics: Sequence[Metric], report: Report) -> None:
    """A unit beside many metrics is not that of all of them, but may be none that contradicts one: EUR beside USD."""
    column = table.columns[position]
    codes, found = factorize(column)
    wrong: dict[int, Description] = {}
    for code, cell in enumerate(found):
        for metric in metrics:
            if metric.unit and not unit_fits(str(cell), metric.unit) and means_another(str(cell), metric.unit):
                found_words = f"the unit '{shortened(str(cell))}', and {metric.id} is in {metric.unit}"
                wrong.setdefault(code, (found_words, "", f"convert the numbers to {metric.unit}"))
    bad = np.flatnonzero(np.isin(codes, np.fromiter(wrong, dtype=np.int64)))
    kinds = codes[bad]
    report.add_rows(bad, column.header, lambda index: wrong[int(kinds[index])], kinds)
