"""XLSX: the one sheet that holds a table, its typed cells as they are, and formulas that were never worked out."""

from __future__ import annotations

import threading
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Any
from xml.parsers.expat import ExpatError

import numpy as np
from openpyxl import Workbook, load_workbook

from metrics.problems import Problem, Problems
from metrics.readers.beside import rehearsal_in_sheet, rehearsals_above
from metrics.readers.foreign import open_archive
from metrics.readers.header import ROWS_LOOKED_AT, Words, find_header, looks_like_header
from metrics.readers.raw_table import MAX_COLUMNS, Progress, RawTable, check_size, column_of, number_as_text, refused
from metrics.readers.sheet_cells import Row, Styles, rows_of
from metrics.readers.sheet_parts import SheetParts, parts_of, without_cells
from metrics.readers.unseen_cells import MergedCells, out_of_sight
from metrics.wording import COLUMNS_WANTED, FORMATS, READING, no_header_row, unknown_header_row

MAX_UNPACKED = 100_000_000
_SUSPICIOUS = 10_000_000
_SUSPICIOUS_RATIO = 100


def names_of(name: str, archive: zipfile.ZipFile) -> None:
    """Raise unless the archive is an XLSX workbook."""
    parts = archive.namelist()
    if "xl/workbook.xml" in parts:
        return
    if "xl/workbook.bin" in parts:
        raise refused(name, "this is a binary Excel workbook (XLSB)", FORMATS, "save it as XLSX")
    if "content.xml" in parts and "mimetype" in parts:
        raise refused(name, "this is an OpenDocument file", FORMATS, "save it as XLSX or CSV")
    if any(part.startswith(("word/", "ppt/")) for part in parts):
        raise refused(name, "this is a document or a presentation", FORMATS, "send the table as XLSX or CSV")
    if any(part.startswith("Index/") for part in parts):
        raise refused(name, "this is a Numbers document", FORMATS, "export it as XLSX or CSV")
    raise refused(name, "this is a ZIP archive", FORMATS, "unpack it and send the table inside")


def check_unpacked(name: str, archive: zipfile.ZipFile, packed: int) -> None:
    """Raise for what would take minutes and gigabytes to parse; the sizes stand in the archive's directory."""
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > MAX_UNPACKED or (unpacked > _SUSPICIOUS and unpacked > packed * _SUSPICIOUS_RATIO):
        found = f"{packed / 1e6:,.1f} MB that unpack to {unpacked / 1e6:,.0f} MB"
        expected = f"a workbook of at most {MAX_UNPACKED // 1_000_000} MB unpacked"
        raise refused(name, found, expected, "send large tables as CSV or Parquet")
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise refused(name, "the workbook is protected by a password", remedy="save it without a password")


_readers = 0
_changing = threading.Lock()
_filters = ExitStack()


@contextmanager
def quiet_openpyxl() -> Iterator[None]:
    """Ignore warnings of openpyxl while any thread is in here: filters belong to the whole process, so the first
    reader sets them and the last one puts the old ones back."""
    global _readers  # noqa: PLW0603 - a count of threads has to be one for the process
    with _changing:
        if _readers == 0:
            _filters.enter_context(warnings.catch_warnings())
            warnings.filterwarnings("ignore", module=r"openpyxl\b")
        _readers += 1
    try:
        yield
    finally:
        with _changing:
            _readers -= 1
            if _readers == 0:
                _filters.close()


Sheet = Any
"""A read-only worksheet; its published types describe the writable one."""
Cells = Callable[[Sheet], Iterator[Row]]
_LAST_ROW = 1_048_576
# openpyxl has no error of its own for damaged parts: these are what its parsers raise on them
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # of the XML, by either of the parsers it takes: the standard one, or lxml where that is installed
    ExpatError,  # of a sheet's XML
    EOFError,
    OSError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    NotImplementedError,  # of a way to pack or to encrypt that the standard library does not know
    RuntimeError,
)


def read(name: str, content: bytes, words: Words, progress: Progress) -> RawTable:
    """Read a workbook; raises Problems where it is damaged, none of its sheets holds a table, or several do."""
    with open_archive(name, content) as archive:
        names_of(name, archive)
        check_unpacked(name, archive, len(content))
        try:
            with quiet_openpyxl():
                return _read(name, archive, words, progress)
        except _DAMAGE as error:
            reason = type(error).__name__
            raise refused(
                name, f"the workbook is damaged ({reason})", remedy="open and save it again, or send CSV"
            ) from error


def _read(name: str, archive: zipfile.ZipFile, words: Words, progress: Progress) -> RawTable:
    book = load_workbook(without_cells(archive), read_only=True, keep_links=False)
    cells = partial(_cells, name, archive, Styles(book))
    sheet, header_position, doubts = _choose(name, book, words, cells)
    # openpyxl says by no public name where a sheet is
    xml = archive.read(sheet._worksheet_path)  # noqa: SLF001
    parts, expected = parts_of(xml), max(xml.count(b"</row>"), xml.count(b":row>"))
    del xml
    rows = (row for row in cells(sheet) if row[0] > header_position)
    header_cells = next(rows)[1]
    header = [_shown(cell).strip() for cell in header_cells]
    while header and not header[-1]:
        header.pop()
    table = _table(name, header, rows, header_position + 1, parts, words, expected, progress)
    return replace(table, doubts=(*doubts, *table.doubts))


def _table(
    name: str,
    header: list[str],
    rows: Iterator[tuple[int, list[object]]],
    header_row: int,
    parts: SheetParts,
    words: Words,
    expected: int,
    progress: Progress,
) -> RawTable:
    cells: list[list[object]] = [[] for _ in header]
    numbers: list[int] = []
    merged = MergedCells(name, header, header_row, parts.merged, words)
    for row, values in rows:
        merged.fill_in(row, values)
        while len(values) > len(cells):
            header.append("")
            cells.append([None] * len(numbers))
        if not any(value is not None and value != "" for value in values):
            continue
        numbers.append(row)
        for position, column in enumerate(cells):
            column.append(values[position] if position < len(values) else None)
        if len(numbers) % 2_000 == 0:
            check_size(name, len(numbers), len(header))
            progress(0.05 + 0.55 * row / max(expected, row), READING)
    if not numbers:
        raise refused(
            name, "a header without rows", "one row for each measurement", "add the rows below the header", header_row
        )
    columns = tuple(column_of(title, column) for title, column in zip(header, cells, strict=True))
    return RawTable(
        name,
        header_row,
        columns,
        np.array(numbers, dtype=np.int64),
        points_may_group=True,
        faults=tuple(merged.faults),
        doubts=tuple(out_of_sight(name, header, numbers, parts)),
    )


def _choose(name: str, book: Workbook, words: Words, cells: Cells) -> tuple[Sheet, int, list[Problem]]:
    """The visible sheet with a header that says something, the position of that header, and what its title and the
    rows above it say against it."""
    found: list[tuple[Sheet, int, int, list[list[str]]]] = []
    nameless: tuple[int, list[str]] | None = None
    wanted = getattr(words, "sheet", "")
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or (wanted and sheet.title.casefold() != wanted.casefold()):
            continue
        first: list[list[str]] = []
        for number, values in takewhile(lambda row: row[0] <= ROWS_LOOKED_AT, cells(sheet)):
            first += [[]] * (number - 1 - len(first))
            first.append([_shown(value) for value in values])
        header = find_header(first, words)
        if header is not None:
            found.append((sheet, *header, first[: header[0]]))
        elif nameless is None and (place := looks_like_header(first)) is not None:
            nameless = place + 1, [title for title in first[place] if title.strip()]
    tables = [entry for entry in found if entry[2] > 1] or found
    if not tables:
        raise Problems([no_header_row(name) if nameless is None else unknown_header_row(name, *nameless)])
    if len(tables) > 1:
        titles = ", ".join(f"'{sheet.title}'" for sheet, *_ in tables[:6])
        raise refused(name, f"{len(tables)} sheets hold a table: {titles}", "one", "keep one sheet, or hide the others")
    sheet, position, _, above = tables[0]
    titled = rehearsal_in_sheet(name, sheet.title)
    return sheet, position, [*([] if titled is None else [titled]), *rehearsals_above(name, above)]


def _cells(name: str, archive: zipfile.ZipFile, styles: Styles, sheet: Sheet) -> Iterator[Row]:
    """Every row that stands in a sheet, with its number as the spreadsheet shows it."""
    with archive.open(sheet._worksheet_path) as xml:  # noqa: SLF001 - as above
        for number, values in rows_of(xml, styles, sheet._shared_strings, MAX_COLUMNS + 1):  # noqa: SLF001
            if number > _LAST_ROW:
                raise refused(name, f"more than {_LAST_ROW:,} rows in a sheet", COLUMNS_WANTED)
            yield number, values


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_as_text(float(value))
    return str(value)
