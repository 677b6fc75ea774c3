"""A tool's file as it was parsed once, whatever its format; damage names the tool it looks like."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from metrics.problems import Problems
from metrics.readers.foreign import MAX_BYTES, unpack_gzip
from metrics.readers.raw_table import refused
from metrics.readers.tools.shared.values import Record

_SEPARATOR_LINE = re.compile(r'\A\s*"?sep=.?"?\r?\n')
MOST_BESIDE = 2_000_000
"""Rows of a table of a tool that are read."""
MOST_VALUES = 20_000_000
"""Values, lists and records of a document: each takes far more memory than its few characters."""


class Format(StrEnum):
    """How a file is written."""

    DOCUMENT = "JSON"
    ARCHIVE = "ZIP"
    MARKUP = "XML"
    TABLE = "CSV"


class Broken(Exception):
    """A file that begins like JSON and is none."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(found)


@dataclass(frozen=True)
class Given:
    """One file. `zone` is where its instants become days."""

    name: str
    content: bytes = b""
    zone: tzinfo = UTC
    path: Path | None = None

    def opened(self) -> io.BufferedIOBase:
        """The bytes to read from, without a copy of them where the file lies on disk."""
        return self.path.open("rb") if self.path is not None and not self.content else io.BytesIO(self.content)

    @cached_property
    def start(self) -> bytes:
        """The first bytes, without a byte order mark."""
        with self.opened() as file:
            return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()

    @cached_property
    def format(self) -> Format:
        """How the file begins; text that is nothing else is a table."""
        if self.start.startswith(b"PK\3\4"):
            return Format.ARCHIVE
        if self.start.startswith(b"<"):
            return Format.MARKUP
        if self.start[:1] in {b"{", b"["}:
            return Format.DOCUMENT
        return Format.TABLE

    @cached_property
    def text(self) -> str:
        """All of it as text; bytes that are none become question marks."""
        with self.opened() as file:
            content = file.read(MAX_BYTES * 2)
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16", "replace")
        return content.decode("utf-8-sig", "replace")

    @cached_property
    def digest(self) -> str:
        """The fingerprint of the bytes."""
        found = sha256()
        with self.opened() as file:
            while chunk := file.read(1 << 20):
                found.update(chunk)
        return found.hexdigest()

    @cached_property
    def document(self) -> object:
        """The JSON: one document, or the list of those that stand one on each line. Raises Broken."""
        if sum(map(self.text.count, ",[{")) > MOST_VALUES:
            raise Broken(f"it holds more than {MOST_VALUES:,} values")
        try:
            return json.loads(self.text)
        except RecursionError:
            raise Broken("it is nested too deeply") from None
        except json.JSONDecodeError as error:
            lines = _by_line(self.text)
            if lines is not None:
                return lines
            at_the_end = error.pos >= len(self.text.rstrip()) or error.msg.startswith("Unterminated")
            raise Broken("it ends in the middle" if at_the_end else f"line {error.lineno} is no JSON") from None
        except ValueError:  # an integer beyond the digits that Python converts
            raise Broken("a number in it has thousands of digits") from None

    @cached_property
    def records(self) -> list[Record]:
        """The records that are one on each line, in a list, or one alone."""
        document = self.document
        listed = document if isinstance(document, list) else [document]
        return [one for one in listed if isinstance(one, Mapping)]

    @cached_property
    def delimiter(self) -> str:
        """What stands between the cells of the header; spreadsheets write ';' where the comma is the decimal sign."""
        line = self._table.partition("\n")[0]
        return max(",;\t", key=line.count)

    @cached_property
    def _table(self) -> str:
        """The text without the line `sep=,` that tells spreadsheets what stands between cells."""
        return _SEPARATOR_LINE.sub("", self.start.decode("utf-8", "replace"))

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The headings of the first line that is no note; () where there is none."""
        try:
            for row in csv.reader(io.StringIO(self._table), delimiter=self.delimiter):
                if any(cell.strip() for cell in row):
                    return tuple(cell.strip() for cell in row)
        except csv.Error:
            return ()
        return ()

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """The rows below the header by heading; one that is shorter or longer than the header raises Broken."""
        text = _SEPARATOR_LINE.sub("", self.text.replace("\0", ""))
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter)
        rows: list[dict[str, str]] = []
        header: list[str] | None = None
        try:
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if header is None:
                    header = [cell.strip() for cell in cells]
                    continue
                if len(cells) != len(header):
                    raise Broken(f"row {reader.line_num} has {len(cells)} cells, and the header has {len(header)}")
                rows.append(dict(zip(header, cells, strict=True)))
                if len(rows) > MOST_BESIDE:
                    raise Broken(f"it has more than {MOST_BESIDE:,} rows")
        except csv.Error:
            raise Broken(f"row {reader.line_num} is no row of a CSV file") from None
        if self.text.count('"') % 2:
            raise Broken("it ends inside quotes")
        return rows

    @cached_property
    def cells(self) -> Sequence[Sequence[str]]:
        """The rows as they stand, header included; for tables in which a heading comes more than once."""
        if self.text.count('"') % 2:
            raise Broken("it ends inside quotes")
        try:
            return [row for row in csv.reader(io.StringIO(self.text.replace("\0", ""), newline="")) if any(row)]
        except csv.Error as error:
            raise Broken(f"it is no CSV file ({error})") from None

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Names of the files in an archive; () where it cannot be opened."""
        try:
            with self.opened() as file, zipfile.ZipFile(file) as archive:
                return tuple(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):  # all of them zipfile's own
            return ()


def given(name: str, content: bytes, zone: tzinfo = UTC) -> Given:
    """A file in memory, unpacked where it is gzip; raises Problems where that is damaged."""
    return Given(name, unpack_gzip(name, content), zone)


def damaged(name: str, tool: str, found: str, remedy: str = "export it again") -> Problems:
    """A file of a tool that cannot be read, as one sentence."""
    return refused(name, f"this looks like a file of {tool}, and {found}", remedy=remedy)


def _by_line(text: str) -> list[object] | None:
    """The documents of a file that holds one on each line; None where the first line is no whole one."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) < 2:
        return None
    found: list[object] = []
    for number, line in lines:
        try:
            found.append(json.loads(line))
        except (json.JSONDecodeError, RecursionError):
            if not found:
                return None
            last = number == lines[-1][0]
            raise Broken(
                f"line {number}, the last one, ends in the middle" if last else f"line {number} is no JSON"
            ) from None
        except ValueError:
            raise Broken(f"a number in line {number} has thousands of digits") from None
    return found
