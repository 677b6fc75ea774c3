"""Collects every problem of a table without spelling out all of them: the first 200 are written, the rest counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from metrics.arrays import Integers
from metrics.problems import Problem, Problems, TablePlace
from metrics.readers.raw_table import RawTable
from metrics.wording import shortened

SHOWN = 200

Description = tuple[str, str, str]
"""Found, expected, remedy."""


@dataclass(frozen=True)
class _Fault:
    """One column's rows with faults; `kinds` marks those that say the same."""

    positions: Integers
    column: str | None
    kinds: Integers
    describe: Callable[[int], Description]


class Report:
    """The problems of one table."""

    def __init__(self, table: RawTable) -> None:
        self._table = table
        self._order = {column.header: place for place, column in enumerate(table.columns)}
        self._whole: list[Problem] = list(table.faults)
        self._faults: list[_Fault] = []

    def add(self, column: str | None, found: str, expected: str = "", remedy: str = "", row: int | None = None) -> None:
        """A problem of the whole file, of one column, or of one row."""
        self._whole.append(Problem(TablePlace(self._table.file_name, row, column), found, expected, remedy))

    def add_rows(
        self,
        positions: Integers,
        column: str | None,
        describe: Callable[[int], Description],
        kinds: Integers | None = None,
    ) -> None:
        """The same column's fault in many rows; `describe` is asked by index into `positions`."""
        if len(positions) == 0:
            return
        kinds = np.zeros(len(positions), dtype=np.int64) if kinds is None else np.asarray(kinds, dtype=np.int64)
        self._faults.append(_Fault(np.asarray(positions, dtype=np.int64), column, kinds, describe))

    def beside(self) -> Report:
        """An empty report of the same table, for checks that run at the same time; `absorb` it afterwards."""
        return Report(replace(self._table, faults=()))

    def absorb(self, other: Report) -> None:
        """Everything that was reported to the other, after what is here."""
        self._whole += other._whole
        self._faults += other._faults

    def row(self, position: int) -> int:
        """The number a person sees beside a row."""
        return int(self._table.rows[position])

    def cell(self, position: int, column: str | None) -> str:
        """A cell as found, for a sentence; '' where the column or the cell is not there."""
        place = self._order.get(column or "")
        return "" if place is None else shortened(self._table.columns[place].shown(position))

    @property
    def total(self) -> int:
        """How many problems there are."""
        return len(self._whole) + sum(len(fault.positions) for fault in self._faults)

    def raise_if_any(self) -> None:
        """Raise Problems in reading order, when there are some."""
        if self.total:
            raise Problems(self._first(), total=self.total)

    def _first(self) -> list[Problem]:
        """The first of each fault that says something new, then as many of the others as there is room for."""
        new: list[tuple[int, _Fault, int, int]] = []
        again: list[tuple[int, _Fault, int, int]] = []
        for fault in self._faults:
            order = np.argsort(fault.positions, kind="stable")
            _, first, counts = np.unique(fault.kinds[order], return_index=True, return_counts=True)
            soonest = np.argsort(first, kind="stable")[:SHOWN]
            new.extend(
                (int(fault.positions[order[at]]), fault, int(order[at]), int(count))
                for at, count in zip(first[soonest], counts[soonest], strict=True)
            )
            others = np.delete(order, first)[:SHOWN]
            again.extend((int(fault.positions[at]), fault, int(at), 1) for at in others)
        new.sort(key=lambda entry: entry[0])
        again.sort(key=lambda entry: entry[0])
        chosen = new[: max(0, SHOWN - len(self._whole))]
        chosen += again[: max(0, SHOWN - len(self._whole) - len(chosen))]
        problems = self._whole[:SHOWN] + [self._problem(*entry) for entry in chosen]
        return sorted(problems, key=self._reading_order)

    def _problem(self, position: int, fault: _Fault, index: int, count: int) -> Problem:
        found, expected, remedy = fault.describe(index)
        if count > 1 and self.total > SHOWN:
            found += f" (and the same in {count - 1:,} more row{'s' if count > 2 else ''})"
        place = TablePlace(self._table.file_name, int(self._table.rows[position]), fault.column)
        return Problem(place, found, expected, remedy)

    def _reading_order(self, problem: Problem) -> tuple[int, int]:
        place = problem.where
        if not isinstance(place, TablePlace):
            return (0, 0)
        return (place.row or 0, self._order.get(place.column or "", -1))
