"""The rows of a delimited file as columns of text, each with the line it begins on."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from metrics.problems import Problem, TablePlace
from metrics.readers.raw_table import check_size, refused

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Rows = np.ndarray[Any, np.dtype[np.int64]]

_BATCH = 65_536


def in_bulk(
    body: memoryview, header: list[str], delimiter: str, first_row: int, quotes: int
) -> tuple[list[pa.Array], Rows] | None:
    """All columns by pyarrow's parser; None where the rows are ragged or their lines cannot be told for certain."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    if len(body) == 0:
        empty = pa.array([], type=pa.string())
        return [empty for _ in header], np.empty(0, dtype=np.int64)
    if len(header) == 1 or quotes % 2:
        return None
    lines = _lines_of_rows(body, first_row, quotes)
    if lines is None:
        return None
    rows, has_wrapped_cells = lines
    names = [str(position) for position in range(len(header))]
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(body),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=4 << 20),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=has_wrapped_cells),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in names},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != len(rows):
        return None
    return [column.combine_chunks() for column in table.columns], rows


def _lines_of_rows(body: memoryview, first_row: int, quotes: int) -> tuple[Rows, bool] | None:
    """The line each row begins on. A line break inside quotes has an odd number of quotes before it (RFC 4180)."""
    import numpy as np

    characters = np.frombuffer(body, dtype=np.uint8)
    breaks = np.flatnonzero(characters == 10)
    if len(breaks) == 0 or breaks[-1] != len(characters) - 1:
        breaks = np.append(breaks, len(characters))
    starts = np.concatenate(([0], breaks[:-1] + 1))
    blank = starts == breaks
    wrapped = False
    if quotes:
        positions = np.flatnonzero(characters == 34)
        inside_after = np.searchsorted(positions, breaks) % 2 == 1
        wrapped = bool(inside_after.any())
        blank[1:] |= inside_after[:-1]
    numbers = np.arange(first_row, first_row + len(starts), dtype=np.int64)
    return (numbers[~blank] if blank.any() else numbers), wrapped


def one_by_one(
    name: str, body: bytes, header: list[str], delimiter: str, first_row: int, quotes: int
) -> tuple[list[pa.Array], Rows, list[Problem]]:
    """The careful way, for rows with too few or too many cells: short rows are filled up, full ones never cut."""
    import numpy as np
    import pyarrow as pa

    width = len(header)
    batches: list[list[pa.Array]] = [[] for _ in header]
    waiting: list[list[str]] = []
    rows: list[int] = []
    faults: list[Problem] = []
    reader = csv.reader(io.StringIO(body.decode("utf-8"), newline=""), delimiter=delimiter)
    begins = first_row
    try:
        for cells in reader:
            row, begins = begins, first_row + reader.line_num
            if not any(cells):
                continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                faults.append(_too_many(name, row, cells, width, delimiter))
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
    if quotes % 2 and rows and begins - rows[-1] > 1:
        found = "a quotation mark opens here and is never closed"
        raise refused(name, found, remedy="close it, or send the file again if it was cut off", row=rows[-1])
    _flush(waiting, batches)
    columns = [pa.chunked_array(chunks, type=pa.string()).combine_chunks() for chunks in batches]
    return columns, np.array(rows, dtype=np.int64), faults


def _too_many(name: str, row: int, cells: list[str], width: int, delimiter: str) -> Problem:
    return Problem(
        TablePlace(name, row),
        f"{len(cells)} cells",
        f"at most {width}, one for each column of the header",
        f"put quotation marks around cells that contain '{delimiter}', or take the thousands separators out",
    )


def _flush(waiting: list[list[str]], batches: list[list[pa.Array]]) -> None:
    import pyarrow as pa

    for position, chunks in enumerate(batches):
        cells = [row[position] or None for row in waiting]
        chunks.append(pa.array(cells, type=pa.string()))
    waiting.clear()
