"""Cells are those that openpyxl reads, in one pass; what a sheet's XML could hide in it is refused."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from random import Random

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from metrics.readers.sheet_cells import Styles, rows_of
from tests.metrics.large_files import workbook
from tests.metrics.readings import refusal_of

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
VALUES: tuple[object, ...] = (
    None, "", "text", " spaced ", "a\nb", "=1+1", "'quoted", "€ & <ä>", 0, 1, -7, 12345678901234567890, 0.1, -2.5e-300,
    True, False, "#DIV/0!", date(2026, 11, 1), datetime(2026, 11, 1, 14, 20, 30), time(9, 30), timedelta(hours=30),
    CellRichText("plain ", TextBlock(InlineFont(b=True), "bold")),
)  # fmt: skip
FORMATS = ("General", "0.00", "0%", '#,##0.00 "USD"', "yyyy-mm-dd", "[h]:mm", "@", "0.0E+00")


def cells(content: bytes, most_columns: int = 100) -> list[tuple[int, list[object]]]:
    """Every row of the first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
        shared = book.worksheets[0]._shared_strings  # type: ignore[attr-defined]
        return list(rows_of(sheet, Styles(book), shared, most_columns))


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
@pytest.mark.parametrize("seed", range(20))
def test_cells_are_what_openpyxl_reads(seed: int) -> None:
    dice = Random(seed)  # noqa: S311
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in sorted(dice.sample(range(1, 60), 20)):
        for column in dice.sample(range(1, 30), 6):
            cell = sheet.cell(row, column)
            cell.value = dice.choice(VALUES)  # type: ignore[assignment]
            if isinstance(cell.value, int | float) and dice.random() < 0.7:
                cell.number_format = dice.choice(FORMATS)
    content = io.BytesIO()
    made.save(content)
    read = openpyxl.load_workbook(io.BytesIO(content.getvalue()), data_only=True)
    expected = read.worksheets[0]
    found = dict(cells(content.getvalue()))
    assert found, seed
    for row in range(1, 60):
        for column in range(1, 30):
            values = found.get(row, [])
            value = values[column - 1] if column <= len(values) else None
            cell = expected.cell(row, column)
            if made.worksheets[0].cell(row, column).data_type == "f":
                assert value == "=1+1"  # never worked out: openpyxl says nothing of it
            elif isinstance(value, str) and isinstance(cell.value, int | float):
                assert cell.number_format in ("0%", '#,##0.00 "USD"')  # as a person sees it
            else:
                assert value == cell.value, (row, column)


def sheet_of(*rows: str) -> bytes:
    """A workbook with these rows."""
    return workbook(iter([f"<worksheet {SPACE}><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()]))


def test_rows_and_cells_without_a_place_follow_the_ones_before() -> None:
    content = sheet_of(
        "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row>", "<row r='5'><c><v>4</v></c></row>"
    )
    assert cells(content) == [(1, [1, None, None, 2, 3]), (5, [4])]


def test_a_row_that_comes_after_a_later_one_is_passed_over_and_columns_end_somewhere() -> None:
    content = sheet_of(
        "<row r='3'><c r='B3'><v>1</v></c><c r='ZZZ3'><v>9</v></c></row>", "<row r='2'><c><v>2</v></c></row>"
    )
    assert cells(content, most_columns=10) == [(3, [None, 1])]


def test_how_a_word_is_spoken_is_no_part_of_it_and_a_formula_of_nothing_is_one() -> None:
    spoken = "<c t='inlineStr'><is><r><t>Tok</t></r><r><t>yo</t></r><rPh sb='0' eb='2'><t>toukyou</t></rPh></is></c>"
    assert cells(sheet_of(f"<row>{spoken}<c><f/></c><c><f>A1</f><v>7</v></c></row>")) == [(1, ["Tokyo", "=…", 7])]


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("written", ["&c;", "&f;", "x"])
def test_a_sheet_that_declares_entities_is_refused(written: str) -> None:
    cell = f"<row><c t='inlineStr'><is><t>{written}</t></is></c></row>"
    content = workbook(iter([BOMB, f"<worksheet {SPACE}><sheetData>{cell}</sheetData></worksheet>".encode()]))
    assert "the workbook is damaged (DeclaresEntities)" in str(refusal_of(content))
