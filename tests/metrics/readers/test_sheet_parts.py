"""Workbooks as people leave them: rows filtered out, columns hidden, cells merged, saved as Strict Open XML."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from metrics.readers.sheet_parts import _USUAL, parts_of
from tests.metrics.readings import a_workbook, messages_of, read, rows_of, values_of

HEADER: list[object] = ["week", "product", "metric", "value"]
ROWS: list[list[object]] = [
    ["2026-W44", "support-copilot", "token_spend_usd", 99999],
    ["2026-W45", "support-copilot", "token_spend_usd", 11890],
    ["2026-W45", "support-copilot", "weekly_active_users", 214],
]


def a_sheet(rows: list[list[object]]) -> tuple[openpyxl.Workbook, Worksheet]:
    """A workbook to do something to, and its sheet."""
    book = openpyxl.load_workbook(io.BytesIO(a_workbook(rows)))
    return book, book.worksheets[0]


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_row_that_was_filtered_out_is_read_and_named() -> None:
    book, sheet = a_sheet([HEADER, *ROWS])
    sheet.row_dimensions[2].hidden = True
    snapshot = read(saved(book))
    assert snapshot.rows == 3
    (doubt,) = snapshot.doubts
    assert doubt.message == (
        "week45.csv, row 2: 1 row is hidden or filtered out in the sheet, and read all the same: row 2; "
        "delete what is not to count, or show it"
    )


def test_a_hidden_column_is_named() -> None:
    book, sheet = a_sheet([[*HEADER, "comment"], *([*row, "x"] for row in ROWS)])
    sheet.column_dimensions["D"].hidden = True
    (doubt,) = read(saved(book)).doubts
    assert doubt.message.startswith("week45.csv, column 'value': the column is hidden")


def test_hidden_rows_without_cells_are_nobodys_business() -> None:
    book, sheet = a_sheet([HEADER, *ROWS])
    sheet.row_dimensions[40].hidden = True
    assert read(saved(book)).doubts == ()


def test_a_name_merged_over_several_rows_is_that_of_each() -> None:
    blank: list[list[object]] = [[None, None, "weekly_active_users", 214], [None, None, "latency_p95", 2.5]]
    book, sheet = a_sheet([HEADER, ROWS[1], *blank])
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B4")
    assert [row[:2] for row in rows_of(saved(book))] == [
        ("support-copilot", metric) for metric in ("token_spend_usd", "weekly_active_users", "latency_p95")
    ]


def test_a_number_merged_over_several_rows_is_refused_as_that() -> None:
    book, sheet = a_sheet([HEADER, *ROWS[1:]])
    sheet.merge_cells("D2:D3")
    assert messages_of(saved(book))[0] == (
        "week45.csv, row 2, column 'value': one cell is merged over the rows 2 to 3; expected a number in every row; "
        "unmerge the cells and fill them in"
    )


def test_a_title_merged_above_the_table_is_left_alone() -> None:
    book, sheet = a_sheet([["Numbers of the week"], [None], HEADER, *ROWS])
    sheet.merge_cells("A1:D2")
    assert len(rows_of(saved(book))) == 3


def test_strict_open_xml_is_read_like_any_workbook() -> None:
    usual = a_workbook([HEADER, *ROWS])
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as archive, zipfile.ZipFile(strict, "w") as copy:
        for part in archive.namelist():
            content = archive.read(part)
            for name, other in _USUAL.items():
                content = content.replace(other, name)
            copy.writestr(part, content)
    assert b"purl.oclc.org" in strict.getvalue()
    assert values_of(strict.getvalue()) == values_of(usual)


@pytest.mark.parametrize(
    "xml",
    [
        b'<row r="2" hidden="1"><c/></row><row r="3"/>',
        b"<x:row hidden='true' r='2'/>",
        b'<row><c/></row><row hidden="1"/>',
    ],
)
def test_hidden_rows_are_found_however_the_xml_is_written(xml: bytes) -> None:
    assert parts_of(xml).hidden_rows == {2}
