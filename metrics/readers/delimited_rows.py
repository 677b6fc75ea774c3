"""The rows of a delimited file as columns of text, each with the line it begins on."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from metrics.arrays import Integers
from metrics.problems import Problem, TablePlace
from metrics.readers.footer import is_note, is_total
from metrics.readers.header import Holds
from metrics.readers.raw_table import RawColumn, check_size, refused

_BATCH = 65_536
_STRETCH = 1 << 18
"""Fits the cache."""
_END = "\0"
"""Stands in no text: files with it are refused before."""
CUT_OFF = "send the file again if it was cut off, or fill in the cells that are missing"


def in_bulk(
    name: str,
    text: bytes,
    start: int,
    header: list[str],
    holds: list[Holds],
    delimiter: str,
    first_row: int,
    quotes: int,
) -> tuple[list[RawColumn], Integers] | None:
    """All columns by pyarrow's parser; None where the rows are ragged, their lines are not certain, or a
    column that should hold numbers holds anything else."""
    if start == len(text):
        empty = pa.array([], type=pa.string())
        return [RawColumn(title, empty) for title in header], np.empty(0, dtype=np.int64)
    if len(header) == 1 or quotes % 2 or (quotes and _is_open(text, start, delimiter)):
        return None
    rows: Integers = np.empty(0, dtype=np.int32)
    breaks = count(text, ord("\n"), start)
    check_size(name, breaks, len(header))
    lines = breaks + (not text.endswith(b"\n"))
    table = _parsed(text, start, holds, delimiter, wrapped=False)
    if table is not None and table.num_rows == lines:  # no cell has a line break in it
        rows = np.arange(first_row, first_row + lines, dtype=np.int32)
    elif quotes:
        found = _lines_of_rows(np.frombuffer(text, dtype=np.uint8, offset=start), first_row)
        rows, table = found.rows, _parsed(text, start, holds, delimiter, wrapped=found.has_wrapped_cells)
    if table is None or table.num_rows != len(rows):
        return None
    no_text = pa.nulls(len(rows), pa.string())  # one for all columns of numbers: it takes its room
    with ThreadPoolExecutor(max_workers=2) as both_cores:
        columns = list(both_cores.map(lambda title, cells: _column(title, cells, no_text), header, table.columns))
    return None if None in columns else ([column for column in columns if column is not None], rows)


def _is_open(text: bytes, start: int, delimiter: str) -> bool:
    """Whether the last line, taken by itself, ends inside a quoted cell: then what follows belongs to it, too."""
    begins = max(start, text.rstrip(b"\r\n").rfind(b"\n") + 1)
    line = text[begins:].decode("utf-8").rstrip("\r\n")
    try:
        return len(list(csv.reader([f"{line}\n", _END], delimiter=delimiter))) == 1
    except csv.Error:
        return True


def _parsed(text: bytes, start: int, holds: list[Holds], delimiter: str, *, wrapped: bool) -> pa.Table | None:
    """The rows from `start` on by pyarrow; None where they are ragged, or numbers are not. `wrapped` where some cell
    has line breaks in it."""
    types = {
        Holds.NUMBERS: pa.float64(),
        Holds.NAMES: pa.dictionary(pa.int32(), pa.string()),
        Holds.TEXT: pa.string(),
    }
    keys = [str(position) for position in range(len(holds))]
    try:
        return arrow_csv.read_csv(
            pa.py_buffer(memoryview(text)[start:]),
            read_options=arrow_csv.ReadOptions(column_names=keys, block_size=4 << 20),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=wrapped,
                ignore_empty_lines=False,  # so that every line is a row, and rows can be numbered without a search
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={key: types[kind] for key, kind in zip(keys, holds, strict=True)},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None


def _column(title: str, cells: pa.ChunkedArray, no_text: pa.Array) -> RawColumn | None:
    """A column as it was parsed; None for numbers among which 'nan' or 'inf' was written. `no_text` is a null a row."""
    if not pa.types.is_floating(cells.type):
        return RawColumn(title, cells.unify_dictionaries().combine_chunks())
    numbers = np.empty(len(cells))
    filled = 0
    for chunk in cells.chunks:
        numbers[filled : filled + len(chunk)] = chunk.to_numpy(zero_copy_only=False)
        filled += len(chunk)
    if int(np.isfinite(numbers).sum()) != len(cells) - cells.null_count:
        return None
    return RawColumn(title, no_text, numbers)


@dataclass(frozen=True)
class _Lines:
    """The line each row begins on, and whether some cell has line breaks in it."""

    rows: Integers
    has_wrapped_cells: bool


def count(text: bytes, character: int, start: int) -> int:
    """How often a character stands in a text, from `start` on; where it stands often, several times faster than
    `bytes.count`."""
    characters = np.frombuffer(text, dtype=np.uint8, offset=start)
    stretches = (characters[place : place + _STRETCH] for place in range(0, len(characters), _STRETCH))
    return sum(int(np.count_nonzero(stretch == character)) for stretch in stretches)


def _lines_of_rows(characters: NDArray[np.uint8], first_row: int) -> _Lines:
    """The line each row begins on. A line break inside quotes has an odd number of quotes before it (RFC 4180)."""
    breaks = np.flatnonzero(characters == 10)
    if len(breaks) == 0 or breaks[-1] != len(characters) - 1:
        breaks = np.append(breaks, len(characters))
    quotes = np.flatnonzero(characters == 34)
    inside_after = np.searchsorted(quotes, breaks) % 2 == 1
    begins_row = np.concatenate(([True], ~inside_after[:-1]))
    return _Lines(np.flatnonzero(begins_row) + first_row, bool(inside_after.any()))


def one_by_one(
    name: str, body: bytes, header: list[str], delimiter: str, first_row: int
) -> tuple[list[RawColumn], Integers, list[Problem]]:
    """The careful way, for rows with too few or too many cells: short rows are filled up, full ones never cut, and a
    file that ends in the middle of a row is refused."""
    width = len(header)
    batches: list[list[pa.Array]] = [[] for _ in header]
    waiting: list[list[str]] = []
    rows: list[int] = []
    faults: list[Problem] = []
    lengths = _Lengths(max((place for place, title in enumerate(header, start=1) if title), default=width))
    # after the text stands what no text has: in a row of its own, or in the cell that a quotation mark left open
    reader = csv.reader(io.StringIO(f"{body.decode('utf-8')}\n{_END}", newline=""), delimiter=delimiter)
    begins = first_row
    try:
        for cells in reader:
            row, begins = begins, first_row + reader.line_num
            if cells[-1:] and cells[-1].endswith(_END):
                if cells == [_END]:
                    break
                found = "a quotation mark opens here and is never closed"
                raise refused(name, found, remedy="close it, or send the file again if it was cut off", row=row)
            if not any(cells):
                continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                faults.append(_too_many(name, row, cells, width, delimiter))
            lengths.see(cells)
            rows.append(row)
            waiting.append(cells[:width] + [""] * (width - len(cells)))
            if len(waiting) == _BATCH:
                _flush(waiting, batches)
                check_size(name, len(rows), width)
    except csv.Error:
        raise refused(
            name,
            "a cell that is too long to be a number or a name",
            "a table",
            "look for a missing quotation mark",
            begins,
        ) from None
    if lengths.ends_in_a_row(body.endswith(b"\n")):
        found = f"the last row has {len(lengths.last)} cells, and every other row has {lengths.usual} or more"
        faults.append(Problem(TablePlace(name, rows[-1]), found, "a whole row", CUT_OFF))
    _flush(waiting, batches)
    columns = [pa.chunked_array(chunks, type=pa.string()).combine_chunks() for chunks in batches]
    read = [RawColumn(title, column) for title, column in zip(header, columns, strict=True)]
    return read, np.array(rows, dtype=np.int64), faults


class _Lengths:
    """How many cells rows have, to tell a last row that was cut off."""

    def __init__(self, width: int) -> None:
        self.usual = width
        self.last: list[str] = []
        self._fewest = width
        self._rows = 0

    def see(self, cells: list[str]) -> None:
        """One more row."""
        self.usual = self._fewest
        self.last = cells
        self._fewest = min(self._fewest, len(cells))
        self._rows += 1

    def ends_in_a_row(self, line_is_whole: bool) -> bool:
        """Whether the last row has fewer cells than every other, and is neither a total nor a note below the table; a
        row that is the only one may leave its last cells out, where its line ends."""
        first = next((cell.strip() for cell in self.last if cell.strip()), "")
        if not self._rows or len(self.last) >= self.usual or is_total(first) or is_note(first):
            return False
        return self._rows > 1 or not line_is_whole


def _too_many(name: str, row: int, cells: list[str], width: int, delimiter: str) -> Problem:
    return Problem(
        TablePlace(name, row),
        f"{len(cells)} cells",
        f"at most {width}, one for each column of the header",
        f"put quotation marks around cells that contain '{delimiter}', or take the thousands separators out",
    )


def _flush(waiting: list[list[str]], batches: list[list[pa.Array]]) -> None:

    for position, chunks in enumerate(batches):
        cells = [row[position] or None for row in waiting]
        chunks.append(pa.array(cells, type=pa.string()))
    waiting.clear()
