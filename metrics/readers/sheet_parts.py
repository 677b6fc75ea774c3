"""What a sheet's XML says beside its cells: what is out of sight or merged; and Strict Open XML as everybody's."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    ),
}
"""Namespaces of ISO/IEC 29500 Strict, and what every other workbook calls the same."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# none of these looks further than the next tag: a comment of half tags is read once, and not from each of them anew
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_HIDDEN = re.compile(rb"\b(?:hidden=[\"'](?:1|true)|(?:ht|width)=[\"']0(?:\.0{1,9})?)[\"']")
"""A row of no height and a column of no width are out of sight, too."""
_NUMBER = re.compile(rb"\b(r|min|max)=[\"'](\d{1,9})[\"']")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b(?=[^<>]*>)[^<>]*\bref=[\"']([A-Z]{1,3})(\d{1,9}):([A-Z]{1,3})(\d{1,9})[\"']"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells of one column that show the value of the first of them; rows count from 1, `column` from 0."""

    column: int
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class SheetParts:
    """Rows (from 1) and columns (from 0) that are hidden, and what is merged over several rows."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()


def parts_of(xml: bytes) -> SheetParts:
    """What the XML of a sheet says beside its cells."""
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    if _HIDDEN.search(xml):
        row = 0
        for match in _ROW.finditer(xml):
            row = _numbers(match[1]).get("r", row + 1)
            if _HIDDEN.search(match[1]):
                hidden_rows.add(row)
        spans = (_numbers(match[1]) for match in _COLUMN.finditer(xml) if _HIDDEN.search(match[1]))
        reached = 0
        for first, last in sorted((span.get("min", 1) - 1, span.get("max", 0)) for span in spans):
            hidden_columns.update(range(max(first, reached), min(last, _MOST_COLUMNS)))
            reached = max(reached, last)
    merged = tuple(
        Merged(_position(match[1]), int(match[2]), int(match[4]))
        for match in _MERGED.finditer(xml)
        if int(match[2]) < int(match[4])
    )
    return SheetParts(frozenset(hidden_rows), frozenset(hidden_columns), merged)


_MOST_COLUMNS = 16_384


def _numbers(attributes: bytes) -> dict[str, int]:
    return {name.decode(): int(number) for name, number in _NUMBER.findall(attributes)}


def _position(letters: bytes) -> int:
    """`A` is 0, `AA` is 26."""
    position = 0
    for letter in letters:
        position = position * 26 + letter - ord("A") + 1
    return position - 1


_STYLES = "xl/styles.xml"
_LONGEST_FORMAT, _MOST_BRACKETS = 255, 20


class OddFormat(ValueError):
    """No spreadsheet program keeps a number format that is so long; looking for a date in it takes hours."""


def _check_formats(styles: bytes) -> None:
    def begin(_: str, attributes: dict[str, str]) -> None:
        form = attributes.get("formatCode", "")
        if len(form) > _LONGEST_FORMAT or form.count("[") > _MOST_BRACKETS:
            raise OddFormat

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(styles, True)


_NO_CELLS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def without_cells(archive: zipfile.ZipFile) -> io.BytesIO:
    """The workbook with sheets of nothing, as openpyxl reads a sheet's whole XML to find out how large it is; one that
    was saved as Strict Open XML gets the names that everybody else writes."""
    copy = io.BytesIO()
    strict = _STRICT in archive.read("xl/workbook.xml")[:4096]
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as bare:
        for part in archive.infolist():
            name = part.filename
            if name.startswith("xl/media/"):
                continue
            if name == _STYLES:
                _check_formats(archive.read(part))
            content = _NO_CELLS if _SHEET.fullmatch(name) else archive.read(part)
            if strict and name.endswith((".xml", ".rels")):
                for named, usual in _USUAL.items():
                    content = content.replace(named, usual)
            bare.writestr(name, content)
    return copy
