"""No text that somebody wrote runs in a spreadsheet, and every export goes through the one function that sees to it."""

import ast
import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.documents.spreadsheet_text import csv_bytes, harmless, harmless_cell
from tests.paths import ROOT

STARTS = "=+-@\t\r\n\0＝＋－＠"
WRITERS = {"csv.writer", "csv.DictWriter", "openpyxl.Workbook", "Workbook", "load_workbook", "openpyxl.load_workbook"}


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://example.org","look")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1+1",
        "\ufeff=1",
        "＝1",
    ],
)
def test_what_would_run_stands_behind_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "week45", "a=b", "1-2", "Support copilot", "'=1", "→ up", "–5"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_numbers_and_days_stay_numbers_and_days() -> None:
    assert harmless_cell(-5.5) == -5.5
    assert harmless_cell(date(2026, 11, 6)) == date(2026, 11, 6)
    assert harmless_cell(None) == ""
    assert csv_bytes(["a"], [[-5.5], [date(2026, 11, 6)], [None]]).decode("utf-8-sig").split() == [
        "a",
        "-5.5",
        "2026-11-06",
        '""',
    ]


@given(st.lists(st.text(st.sampled_from([*STARTS, " ", '"', ",", "a", "\u00a0"]), max_size=8), min_size=1, max_size=4))
def test_no_cell_of_any_table_begins_like_a_formula(cells: list[str]) -> None:
    text = csv_bytes(cells, [cells]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert len(row) == len(cells)
        for cell in row:
            assert not cell.strip(" \u00a0\ufeff").startswith(tuple(STARTS))


def test_every_export_for_spreadsheets_goes_through_the_one_function() -> None:
    # the signals' file goes into the store, by the same entrance as any other, and to nobody's spreadsheet
    elsewhere = {"playbook/documents/spreadsheet_text.py", "playbook/services/market_signals/refresh.py"}
    strays = []
    for path in sorted((ROOT / "playbook").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        writes = calls & WRITERS or {call for call in calls if call.endswith((".to_csv", ".to_excel"))}
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "playbook.documents.spreadsheet_text"
            for alias in node.names
        }
        if writes and name not in elsewhere and not imported & {"could_run", "harmless", "harmless_cell", "csv_bytes"}:
            strays.append(name)
    assert strays == [], "text in an export goes through playbook.documents.spreadsheet_text"
