"""CSV, TSV and their kin: the delimiter and the header from the first lines, then all columns at once as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np

from metrics.arrays import Integers
from metrics.problems import Problem, Problems, Severity, TablePlace
from metrics.readers import delimited_rows
from metrics.readers.beside import rehearsals_above
from metrics.readers.header import ROWS_LOOKED_AT, Holds, Words, find_header, looks_like_header
from metrics.readers.raw_table import MAX_COLUMNS, Progress, RawColumn, RawTable, check_size, refused
from metrics.readers.text_encoding import as_utf8
from metrics.wording import COLUMNS_WANTED, READING, no_header_row, unknown_header_row

_DELIMITERS = (",", ";", "\t", "|")
_OF_SPREADSHEETS = (";", "\t")
"""What spreadsheets put between cells where the comma is the decimal separator, and whenever cells are copied."""
_SAMPLE_BYTES = 262_144
_LONGEST_END = 4_096
_ROWS_BEFORE = 20


def read(name: str, content: bytes, words: Words, progress: Progress) -> RawTable:
    """Read a delimited file; raises Problems where it is no table."""
    text, start = as_utf8(name, content)
    if b"\r" in text and _has_lone_returns(text):
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if len(text) == start or (text[start : start + _SAMPLE_BYTES].isspace() and text[start:].isspace()):
        raise refused(name, "the file is empty", COLUMNS_WANTED)
    declared, declared_lines = _declared_delimiter(text[start : start + 20])
    start = _after_lines(text, start, declared_lines)
    delimiter, header, header_lines, above = _layout(name, text[start : start + _SAMPLE_BYTES + 1], declared, words)
    body_start = _after_lines(text, start, header_lines)
    first_row = declared_lines + header_lines + 1
    progress(0.05, READING)
    quotes = delimited_rows.count(text, ord('"'), body_start) if text.find(b'"', body_start) >= 0 else 0
    holds = [words.holds(title) for title in header]
    if (
        delimiter in _OF_SPREADSHEETS
    ):  # where cells may mean thousands by a point, they are not read as numbers in passing
        holds = [Holds.TEXT if kind is Holds.NUMBERS else kind for kind in holds]
    fast = delimited_rows.in_bulk(name, text, body_start, header, holds, delimiter, first_row, quotes)
    if fast is None and Holds.NUMBERS in holds:
        holds = [Holds.TEXT if kind is Holds.NUMBERS else kind for kind in holds]
        fast = delimited_rows.in_bulk(name, text, body_start, header, holds, delimiter, first_row, quotes)
    faults: list[Problem] = []
    if fast is not None:
        columns, rows = fast
    else:
        columns, rows, faults = delimited_rows.one_by_one(name, text[body_start:], header, delimiter, first_row)
    if len(rows) == 0 and not faults:
        raise refused(
            name,
            "a header without rows",
            "one row for each measurement",
            "add the rows below the header",
            first_row - 1,
        )
    check_size(name, len(rows), len(header))
    early = _ends_early(name, text, columns, rows, delimiter)
    return RawTable(
        file_name=name,
        header_row=first_row - 1,
        columns=tuple(columns),
        rows=rows,
        points_may_group=delimiter in _OF_SPREADSHEETS,
        faults=tuple(faults),
        doubts=(*rehearsals_above(name, above), *([] if early is None else [early])),
        numbers_from_text=Holds.NUMBERS in holds,
    )


def _ends_early(name: str, text: bytes, columns: Sequence[RawColumn], rows: Integers, delimiter: str) -> Problem | None:
    """A doubt about a last line that stops behind a separator, where the rows before it go on."""
    line = text[-_LONGEST_END:].rpartition(b"\n")[2].decode("utf-8", "replace")
    if not line or len(rows) < 2:
        return None
    before = [columns[-1].shown(place) for place in range(max(0, len(rows) - _ROWS_BEFORE), len(rows) - 1)]
    blank = line.endswith(delimiter) and all(before)
    if not blank and not (line[-1] in ".," and line[-2:-1].isdigit()):
        return None
    found = "the file ends with an empty cell" if blank else "the file ends in the middle of a number"
    place = TablePlace(name, int(rows[-1]), columns[-1].header)
    return Problem(place, found, "", "send the file again if it was cut off", Severity.WARNING)


def _has_lone_returns(text: bytes) -> bool:
    """Whether a line ends as on old machines, with a carriage return alone."""
    characters = np.frombuffer(text, dtype=np.uint8)
    for start in range(0, len(characters), _SAMPLE_BYTES):
        returns = np.flatnonzero(characters[start : start + _SAMPLE_BYTES] == 13) + (start + 1)
        if len(returns) and (returns[-1] == len(characters) or bool((characters[returns] != 10).any())):
            return True
    return False


def _declared_delimiter(text: bytes) -> tuple[str, int]:
    """Excel's own first line `sep=;`, where there is one, and how many lines that takes."""
    line = text.split(b"\n", 1)[0].strip().strip(b'"').lower()
    if line.startswith(b"sep=") and len(line) == 5 and line[4:].decode("ascii", "replace") in _DELIMITERS:
        return line[4:].decode("ascii"), 1
    if text[:7].lower().replace(b"\r", b"").startswith(b"sep=\t\n"):
        return "\t", 1
    return "", 0


def _layout(name: str, text: bytes, declared: str, words: Words) -> tuple[str, list[str], int, list[list[str]]]:
    """The delimiter under which a row of the first lines reads most like a header; that row; the lines up to it, and
    the rows above it."""
    sample = text[:_SAMPLE_BYTES]
    if len(text) > _SAMPLE_BYTES:  # there is more, and the last line may be cut
        sample = sample.rpartition(b"\n")[0]
        if not sample:
            raise refused(name, f"line 1 is longer than {_SAMPLE_BYTES:,} bytes", COLUMNS_WANTED)
    lines = sample.decode("utf-8")
    best: tuple[int, str, list[str], int, list[list[str]]] | None = None
    nameless: tuple[list[str], int] | None = None
    for delimiter in (declared,) if declared else _DELIMITERS:
        first_rows, line_numbers = _first_rows(lines, delimiter)
        found = find_header(first_rows, words)
        if found is None:
            place = looks_like_header(first_rows)
            if place is not None and (nameless is None or len(first_rows[place]) > len(nameless[0])):
                nameless = first_rows[place], line_numbers[place]
            continue
        position, known = found
        if best is None or known > best[0]:
            header = [cell.strip() for cell in first_rows[position]]
            best = (known, delimiter, header, line_numbers[position], first_rows[:position])
    if best is None and nameless is not None:
        raise Problems([unknown_header_row(name, nameless[1], [title for title in nameless[0] if title.strip()])])
    if best is None:
        raise Problems([no_header_row(name, lines)])
    _, delimiter, header, header_lines, above = best
    if len(header) > MAX_COLUMNS:
        raise refused(name, f"{len(header):,} columns", f"at most {MAX_COLUMNS:,}", "split the table")
    return delimiter, header, header_lines, above


def _first_rows(lines: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    line_numbers: list[int] = []
    try:
        for row in reader:
            rows.append(row)
            line_numbers.append(reader.line_num)
            if len(rows) == ROWS_LOOKED_AT:
                break
    except csv.Error:  # a cell beyond the csv module's limit: what came before it is still a candidate
        return rows, line_numbers
    return rows, line_numbers


def _after_lines(text: bytes, start: int, lines: int) -> int:
    for _ in range(lines):
        end = text.find(b"\n", start)
        if end < 0:
            return len(text)
        start = end + 1
    return start
