"""A table as a file holds it: a header, numbered rows, and cells that are text, numbers or days, nothing judged yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite

import numpy as np
import pyarrow as pa
from pyarrow import compute

from metrics.arrays import Days, Floats, Integers
from metrics.problems import Problem, Problems, TablePlace
from metrics.tested import MeasuredByProduct
from metrics.wording import shortened

Progress = Callable[[float, str], None]
"""Called with the share of the work done (0..1) and what is being done."""

_LONGEST_HEADER = 100
LONGEST_CELL = 1_000
"""Characters; names, days and numbers are shorter, and comparing what is longer with each of them takes seconds."""
MAX_ROWS = 5_000_000
MAX_COLUMNS = 2_000
MAX_CELLS = 60_000_000


@dataclass(frozen=True)
class RawColumn:
    """One column. `text` is null where a cell is blank or typed; `numbers` (NaN) and `days` (NaT) hold typed cells."""

    header: str
    text: pa.Array
    numbers: Floats | None = None
    days: Days | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", shortened(self.header, _LONGEST_HEADER))
        object.__setattr__(self, "text", _cut(self.text))

    def shown(self, position: int) -> str:
        """The cell as a person sees it; '' where it is blank."""
        text = self.text[position].as_py()
        if text is not None:
            return str(text).strip()
        if self.days is not None and str(self.days[position]) != "NaT":
            return str(self.days[position])
        if self.numbers is not None and isfinite(number := float(self.numbers[position])):
            return number_as_text(number)
        return ""

    @property
    def is_blank(self) -> bool:
        """True where no cell of the column holds anything."""
        if self.numbers is not None and not bool(np.isnan(self.numbers).all()):
            return False
        if self.days is not None and not bool(np.isnat(self.days).all()):
            return False
        return self.text.null_count == len(self.text) or not any(
            str(cell or "").strip() for cell in self.text.to_pylist()
        )


@dataclass(frozen=True)
class RawTable:
    """`rows` are the numbers a person sees beside the rows (lines of the file, rows of the sheet, records)."""

    file_name: str
    header_row: int | None
    columns: tuple[RawColumn, ...]
    rows: Integers
    points_may_group: bool = False
    """True where `1.234` may well be a thousand: text of a spreadsheet whose decimal separator is not known."""
    faults: tuple[Problem, ...] = ()
    said_once: tuple[RawColumn, ...] = ()
    """What the file says once for all of its rows, as a column for each word of it."""
    doubts: tuple[Problem, ...] = ()
    """What is worth a look before the table is published, and stops nothing."""
    tested: MeasuredByProduct = field(default_factory=dict)
    """What the file says its numbers were measured on."""
    numbers_from_text: bool = False
    """True where numbers were read straight from text, and no longer look as they were written."""

    def __len__(self) -> int:
        return len(self.rows)


def number_as_text(number: float) -> str:
    """The shortest text of a number: `45`, `0.041`."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def column_of(header: str, cells: Sequence[object]) -> RawColumn:
    """A column of Python values as openpyxl and json give them."""
    text: list[str | None] = [None] * len(cells)
    numbers = np.full(len(cells), np.nan)
    days = np.full(len(cells), np.datetime64("NaT", "D"), dtype="datetime64[D]")
    typed_numbers = typed_days = False
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        if isinstance(cell, str):
            text[position] = str(cell) or None
        elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
            number = _as_float(cell)
            if number is None:
                text[position] = str(cell)[:60]
            else:
                numbers[position] = number
                typed_numbers = True
        elif isinstance(cell, datetime):
            days[position] = np.datetime64(cell.date(), "D")
            typed_days = True
        elif isinstance(cell, date):
            days[position] = np.datetime64(cell, "D")
            typed_days = True
        else:
            text[position] = str(cell)[:200]
    return RawColumn(
        header,
        pa.array(text, type=pa.string()),
        numbers if typed_numbers else None,
        days if typed_days else None,
    )


def _cut(text: pa.Array) -> pa.Array:
    """The same cells, none longer than a name, a day or a number could be; a sign at its end says which was cut."""
    if isinstance(text, pa.DictionaryArray):
        cut = _cut(text.dictionary)
        return text if cut is text.dictionary else pa.DictionaryArray.from_arrays(text.indices, cut)
    longest = compute.max(compute.binary_length(text)).as_py()
    if longest is None or longest <= LONGEST_CELL:
        return text
    short = compute.utf8_slice_codeunits(text, 0, LONGEST_CELL)
    marked = compute.binary_join_element_wise(short, pa.scalar("…", text.type), pa.scalar("", text.type))
    return compute.if_else(compute.greater(compute.utf8_length(text), LONGEST_CELL), marked, text)


def _as_float(cell: float) -> float | None:
    try:
        number = float(cell)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def as_text(cells: pa.Array) -> pa.Array:
    """Text cells one by one, however they were kept."""
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells


def refused(file_name: str, found: str, expected: str = "", remedy: str = "", row: int | None = None) -> Problems:
    """A whole file that cannot be read, as one located sentence."""
    return Problems([Problem(TablePlace(file_name, row), found, expected, remedy)])


def check_size(file_name: str, rows: int, columns: int) -> None:
    """Refuse tables that no weekly snapshot can be, before memory is spent on them."""
    if columns > MAX_COLUMNS:
        raise refused(file_name, f"{columns:,} columns", f"at most {MAX_COLUMNS:,}", "split the table")
    if rows > MAX_ROWS or rows * columns > MAX_CELLS:
        raise refused(
            file_name,
            f"{rows:,} rows of {columns:,} columns",
            f"at most {MAX_ROWS:,} rows and {MAX_CELLS:,} cells",
            "split the file",
        )
