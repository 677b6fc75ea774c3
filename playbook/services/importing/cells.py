"""The cells of a table that is imported, read by what reads those of uploads: numbers, days, totals and notes."""

from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import Any

import numpy as np

from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.problems import Problem, Problems
from metrics.readers.raw_table import RawTable
from metrics.snapshot.below import data_rows, report_notes
from metrics.snapshot.columns import Role
from metrics.snapshot.layout import NumberColumn
from metrics.snapshot.numbers.column import read_numbers
from metrics.snapshot.numbers.doubts import allowing_for_commas
from metrics.snapshot.periods import read_days
from metrics.snapshot.problem_report import Report
from metrics.snapshot.totals import Summed, report_totals
from playbook.services.recording.fields import RecordField, Shape

_KINDS = {Shape.NUMBER: Kind.AMOUNT, Shape.WHOLE: Kind.COUNT}


class Cells:
    """A table without its totals and notes: the columns of numbers and days as values, what is wrong as problems."""

    def __init__(
        self,
        table: RawTable,
        columns: Mapping[str, int],
        fields: Mapping[str, RecordField],
        currency: str,
        zone: tzinfo,
        field_of: Callable[[str], str | None],
    ) -> None:
        found = data_rows(table, (), lambda header: field_of(header) is None, of_numbers=False)
        shift = len(table.columns) - len(found.whole.columns)
        self.columns = {name: place - shift for name, place in columns.items() if place >= shift}
        self.table = found.table
        self._report = Report(self.table)
        report_notes(found, self._report)
        numbers = {name: _kind(fields[name]) for name in self.columns if _kind(fields[name]) is not None}
        self.table = allowing_for_commas(self.table, [self._number(name) for name in numbers])
        self._values: dict[str, list[Any]] = {}
        summed = [self._read_numbers(name, kind, currency) for name, kind in numbers.items() if kind is not None]
        report_totals(found, summed, self._report)
        for name, place in self.columns.items():
            if fields[name].shape is Shape.DAY:
                self._values[name] = list(read_days(self.table, place, zone, self._report))

    def __len__(self) -> int:
        return len(self.table)

    def row(self, position: int) -> int:
        """The number that a person sees beside a row."""
        return int(self.table.rows[position])

    def value(self, name: str, position: int) -> float | int | date | str | None:
        """A number or a day as it was read, anything else as it is written; None for a blank or a bad cell."""
        if name in self._values:
            value: float | int | date | None = self._values[name][position]
            return value
        return self.table.columns[self.columns[name]].shown(position) or None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the cells, in reading order."""
        try:
            self._report.raise_if_any()
        except Problems as found:
            return found.problems
        return ()

    def _number(self, name: str) -> NumberColumn:
        place = self.columns[name]
        return NumberColumn(place, self.table.columns[place].header)

    def _read_numbers(self, name: str, kind: Kind, currency: str) -> Summed:
        metric = Metric(
            id=name,
            pillar=Pillar.COST,
            kind=kind,
            better=Direction.NEUTRAL,
            unit=currency if kind is Kind.AMOUNT else "users",
        )
        owners = np.zeros(len(self.table), dtype=np.int32)
        column = self._number(name)
        read = read_numbers(self.table, column, Role.VALUE, owners, [metric], self._report)
        whole = kind is Kind.COUNT
        bad = np.flatnonzero(~read.bad & (read.values != np.floor(read.values)) & ~np.isnan(read.values) & whole)
        self._report.add_rows(bad, column.header, lambda index: self._not_whole(column, int(bad[index])))
        self._values[name] = [
            None if np.isnan(value) or (whole and value != int(value)) else int(value) if _is_whole(value) else value
            for value in read.values.tolist()
        ]
        return Summed(column.position, column.header, read.values[~np.isnan(read.values)])

    def _not_whole(self, column: NumberColumn, position: int) -> tuple[str, str, str]:
        shown = self.table.columns[column.position].shown(position)
        return f"'{shown}' is not a whole number", "a whole number", "write how many there were"


def _kind(field: RecordField) -> Kind | None:
    return _KINDS.get(field.shape)


def _is_whole(value: float) -> bool:
    return value.is_integer()
