"""The rows of a table by themselves: without what programs and people put around them, which is checked or reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from pyarrow import compute

from metrics.arrays import Booleans
from metrics.likeness import normalized
from metrics.readers.footer import is_note, is_total
from metrics.readers.raw_table import RawColumn, RawTable, as_text
from metrics.snapshot.cells.days import read_period
from metrics.snapshot.cells.numbers import read_number
from metrics.snapshot.columns import is_a_unit
from metrics.snapshot.problem_report import Report
from metrics.wording import DELETE_NOTES, note_below

_LOOKED_AT = 1_000
"""Rows from the end that may be totals and notes."""
_INDEX = re.compile(r"(?:unnamed: ?\d+(?:_level_\d+)?|index|level_\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Rows:
    """A table's rows of measurements; the rows of totals below them by their place in `whole`, and the notes by their
    row and text, the first first; `units` is the header and the unit in a row of nothing but units below the header."""

    table: RawTable
    whole: RawTable
    totals: tuple[int, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    units: tuple[int, str, str] | None = None


def data_rows(
    table: RawTable, names: Iterable[str], is_comment: Callable[[str], bool], *, of_numbers: bool = True
) -> Rows:
    """The table without pandas' index, without totals and notes at its end (unless something of the playbook is called
    so; `is_comment` tells columns whose texts are no notes), and without its header where that is repeated further
    down, as in files put together from several. A table that is not `of_numbers` may hold rows of nothing but words: a
    note is then a single cell."""
    table = _without_index(table)
    keep = np.ones(len(table), dtype=np.bool_)
    real = {normalized(name) for name in names}
    speaking = [column for column in table.columns if not is_comment(column.header)]
    totals: list[int] = []
    notes: list[tuple[int, str]] = []
    for position in range(len(table) - 1, max(-1, len(table) - _LOOKED_AT), -1):
        cells = [text for column in speaking if (text := column.shown(position))]
        if cells and is_total(cells[0]) and normalized(cells[0]) not in real:
            totals.append(position)
        elif cells and (of_numbers or len(cells) == 1 < len(speaking)) and _is_note(cells):
            notes.append((int(table.rows[position]), " ".join(" ".join(cells).split())))
        elif any(column.shown(position) for column in table.columns):
            break
        keep[position] = False
    for position in _repeats_of_header(table):
        keep[position] = False
    units = _units_below_the_header(table) if of_numbers else None
    if units is not None:
        keep[0] = False
    rows = table if keep.all() else _only(table, keep)
    return Rows(rows, table, tuple(reversed(totals)), tuple(reversed(notes)), units)


def report_units(rows: Rows, report: Report) -> None:
    """A problem for a row of units below the header: once they stand in it, they are held against the metrics'."""
    if rows.units is not None:
        row, header, unit = rows.units
        remedy = f"write each unit behind its header, as '{header} ({unit})', and delete the row"
        report.add(header, f"'{unit}' is a unit: a row of units stands below the header", "a number", remedy, row=row)


def report_notes(rows: Rows, report: Report) -> None:
    """One problem for the notes below a table, at the first of them."""
    if rows.notes:
        row, note = rows.notes[0]
        report.add(None, note_below(note, len(rows.notes) - 1), "", DELETE_NOTES, row=row)


def _units_below_the_header(table: RawTable) -> tuple[int, str, str] | None:
    """Its row, and the first unit with its header."""
    filled = [(column.header, text) for column in table.columns if len(table) and (text := column.shown(0))]
    if not filled or not all(is_a_unit(text) for _, text in filled):
        return None
    header, unit = filled[0]
    return int(table.rows[0]), header, unit.strip(" ()[]")


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a sentence, however many cells its commas make of it, and names no week and no number."""
    if not is_note(cells[0]):
        return False
    return len(cells) == 1 or not any(_is_measured(cell) for cell in cells)


def _is_measured(cell: str) -> bool:
    period = read_period(cell)
    return not period.fault or read_number(cell).unread is None


def _without_index(table: RawTable) -> RawTable:
    """Data frames are often written with the numbers of their rows in front, under no name."""
    first = table.columns[0] if table.columns else None
    if first is None or len(table.columns) == 1 or not _INDEX.fullmatch(first.header) or not _counts_rows(first):
        return table
    return replace(table, columns=table.columns[1:])


def _counts_rows(column: RawColumn) -> bool:
    """Whether the cells are whole numbers that rise by one, or begin again with 0 where frames were put together;
    where rows were left out, numbers are missing, and a total has none."""
    if column.days is not None:
        return False
    numbers = np.full(len(column.text), np.nan) if column.numbers is None else column.numbers.copy()
    text = as_text(column.text)
    if text.null_count < len(text):
        cells = compute.utf8_trim_whitespace(text)
        if not compute.all(compute.match_substring_regex(cells, r"^([0-9]{1,9})?$")).as_py():
            return False
        written = compute.cast(compute.if_else(compute.equal(cells, ""), None, cells), pa.float64())
        numbers = np.where(np.isnan(numbers), written.to_numpy(zero_copy_only=False), numbers)
    numbers = numbers[~np.isnan(numbers)]
    if not len(numbers) or (numbers != np.floor(numbers)).any() or (numbers < 0).any():
        return False
    steps = np.diff(numbers)
    return bool(((steps > 0) | (numbers[1:] == 0)).all()) and (numbers[0] <= 1 or bool((steps == 1).all()))


def _repeats_of_header(table: RawTable) -> list[int]:
    titled = [column for column in table.columns if column.header]
    if not titled:
        return []
    cells = titled[0].text
    if pa.types.is_dictionary(cells.type) and titled[0].header not in cells.dictionary.to_pylist():
        return []
    same = compute.equal(as_text(cells), titled[0].header).fill_null(False)
    candidates = np.flatnonzero(same.to_numpy(zero_copy_only=False)).tolist()
    return [row for row in candidates if all(column.shown(row) == column.header for column in titled)]


def _only(table: RawTable, keep: Booleans) -> RawTable:
    mask = pa.array(keep)

    def kept(columns: tuple[RawColumn, ...]) -> tuple[RawColumn, ...]:
        return tuple(
            RawColumn(
                column.header,
                column.text.filter(mask),
                None if column.numbers is None else column.numbers[keep],
                None if column.days is None else column.days[keep],
            )
            for column in columns
        )

    return replace(table, columns=kept(table.columns), said_once=kept(table.said_once), rows=table.rows[keep])
