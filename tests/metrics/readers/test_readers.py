"""Files of every format, told apart by what is in them; what is no table is one sentence."""

import gzip
import io
import json
import zipfile
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from metrics import readers
from metrics.problems import Problems
from metrics.readers.foreign import MAX_BYTES
from metrics.readers.workbook import MAX_UNPACKED
from tests.metrics.readings import (
    GOOD,
    HEADER,
    a_workbook,
    long,
    messages_of,
    problems_of,
    read,
    rows_of,
    saved,
    values_of,
)

GOOD_CELLS: list[object] = ["2026-W45", "support-copilot", "hallucination_rate", 0.041, 51, 1244]
GOOD_ROW = ("support-copilot", "hallucination_rate", date(2026, 11, 2), date(2026, 11, 8), 0.041, 51.0, 1244.0)
COLUMNS: list[object] = [*HEADER.split(",")]


def a_parquet(**columns: object) -> bytes:
    """A Parquet file of these columns."""
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def the_sentence(content: bytes | str) -> str:
    """The one problem of a file, whole."""
    (message,) = messages_of(content)
    assert message.startswith("week45.csv")
    return message


# --- found by content ---


@pytest.mark.parametrize("name", ["week45.xlsx", "week45.parquet", "week45", "week45.json", "report.pdf"])
def test_the_name_of_a_file_decides_nothing(name: str) -> None:
    assert read(long(GOOD), name=name).rows == 1
    assert read(a_workbook([COLUMNS, GOOD_CELLS]), name=name).rows == 1


def test_a_compressed_file_is_read() -> None:
    assert rows_of(gzip.compress(long(GOOD).encode())) == [GOOD_ROW]
    head, tail = long(GOOD)[:20].encode(), long(GOOD)[20:].encode()
    assert rows_of(gzip.compress(head) + gzip.compress(tail)) == [GOOD_ROW]


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert "the file is empty" in the_sentence(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an Excel file in the old format, or one with a password"),
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "a picture"),
        (b"SQLite format 3\0" + bytes(100), "an SQLite database"),
        (bytes(8) + b"DUCK" + bytes(100), "a DuckDB database"),
        (b"<!DOCTYPE html><html><body><table></table></body></html>", "a web page or XML"),
        (b"<?xml version='1.0'?><a/>", "a web page or XML"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x28\xb5\x2f\xfd\x00", "a file compressed with Zstandard"),
    ],
)
def test_a_file_of_another_kind_is_named(content: bytes, what: str) -> None:
    assert f"this is {what}" in the_sentence(content)


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03 week,metric", bytes(range(256)) * 40, b"a,b\n1,\x00\n"])
def test_a_binary_file_is_refused(content: bytes) -> None:
    assert "not text" in the_sentence(content)


def test_text_in_no_known_encoding_is_refused_with_its_line() -> None:
    message = the_sentence(long(GOOD + ",\x81\x8d", header=HEADER + ",note").encode("latin-1"))
    assert message.startswith("week45.csv, row 2: neither UTF-8 nor Windows-1252 text (byte 0x81)")


def test_text_that_is_no_table_is_refused_with_its_beginning() -> None:
    assert "no row that names the columns; the file begins with 'Dear all, here are the numbers.'" in the_sentence(
        "Dear all, here are the numbers.\nRegards\n"
    )


def test_a_table_without_a_header_is_refused() -> None:
    assert "no row that names the columns" in the_sentence(GOOD + "\n" + GOOD.replace("W45", "W44"))


def test_a_header_without_rows_is_refused() -> None:
    assert the_sentence(HEADER + "\n").startswith("week45.csv, row 1: a header without rows")
    assert "a header without rows" in the_sentence(a_workbook([COLUMNS]))


def test_a_quotation_mark_that_is_never_closed_is_located() -> None:
    message = the_sentence(long(GOOD, '"2026-W44,support-copilot,nps,5,,', GOOD.replace("45", "43")))
    assert message.startswith("week45.csv, row 3: a quotation mark opens here and is never closed")


# --- too large ---


def test_a_file_beyond_the_limit_is_refused() -> None:
    assert "at most 200 MB" in the_sentence(b"week" + bytes(MAX_BYTES))


def test_a_compressed_file_that_would_grow_beyond_the_limit_is_refused() -> None:
    bomb = gzip.compress(bytes(MAX_BYTES + 10), compresslevel=1)
    assert "more than 200 MB when unpacked" in the_sentence(bomb)


def test_a_workbook_that_would_grow_beyond_the_limit_is_refused_unread() -> None:
    buffer = io.BytesIO(a_workbook([COLUMNS, GOOD_CELLS]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", bytes(MAX_UNPACKED + 1))
    assert "that unpack to" in the_sentence(buffer.getvalue())


def test_a_small_workbook_of_suspicious_density_is_refused() -> None:
    buffer = io.BytesIO(a_workbook([COLUMNS, GOOD_CELLS]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", bytes(20_000_000))
    assert "that unpack to" in the_sentence(buffer.getvalue())


def test_too_many_columns_are_refused() -> None:
    header = HEADER + "".join(f",c{number}" for number in range(2500))
    assert "2,506 columns" in the_sentence(long(GOOD, header=header))


def test_a_line_that_never_ends_is_refused() -> None:
    assert "longer than" in the_sentence("x" * 1_000_000)


# --- damaged ---


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_binary_file_is_refused(share: float) -> None:
    workbook = a_workbook([COLUMNS, GOOD_CELLS])
    table = a_parquet(week=["2026-W45"] * 50, value=[0.5] * 50)
    packed = gzip.compress(long(GOOD).encode())
    for content in (workbook, table, packed):
        message = the_sentence(content[: int(len(content) * share)])
        assert "middle" in message or "damaged" in message


def test_truncated_json_is_refused_with_its_line() -> None:
    text = json.dumps([dict(zip(COLUMNS, GOOD_CELLS, strict=True))] * 3, indent=1)
    message = the_sentence(text[: int(len(text) * 0.7)])
    assert "the JSON ends in the middle" in message
    assert message.startswith("week45.csv, row ")


def test_other_archives_are_named() -> None:
    for part, what in (("data.csv", "a ZIP archive"), ("xl/workbook.bin", "XLSB"), ("word/document.xml", "a document")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(part, "week,metric")
        assert what in the_sentence(buffer.getvalue())


# --- XLSX ---


def test_typed_cells_of_a_workbook_need_no_guessing() -> None:
    rows: list[list[object]] = [
        ["Weekly numbers"],
        [],
        ["Week ending", "Product", "Metric", "Value", "n"],
        [datetime(2026, 11, 8), "support-copilot", "token_spend_usd", 1.234, None],
        [date(2026, 11, 1), "support-copilot", "token_spend_usd", 1234, None],
        [None, None, None, None, None],
        ["Total", None, None, 1235.234, None],
    ]
    assert values_of(a_workbook(rows)) == [1.234, 1234]


def test_a_percentage_of_a_workbook_stays_one() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["week", "product", "hallucination_rate", "budget_used"])
    sheet.append(["2026-W45", "support-copilot", 0.041, 0.45])
    for column in "CD":
        sheet[f"{column}2"].number_format = "0.0%"
    assert values_of(saved(book)) == [0.041, 45.0]


def test_a_percentage_of_a_metric_that_takes_none_is_a_problem() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["week", "product", "token_spend_usd"])
    sheet.append(["2026-W45", "support-copilot", 0.041])
    sheet["C2"].number_format = "0.00%"
    assert "'4.1%' has a percent sign" in the_sentence(saved(book))


def test_numbers_kept_as_text_are_asked_about() -> None:
    rows: list[list[object]] = [
        ["week", "product", "metric", "value"],
        ["2026-W45", "support-copilot", "token_spend_usd", "1.234"],
    ]
    assert "'1.234' can be 1234 or 1.234" in the_sentence(a_workbook(rows))


def test_a_formula_that_was_never_worked_out_is_a_problem() -> None:
    rows: list[list[object]] = [COLUMNS, [*GOOD_CELLS[:3], "=E2/F2", 51, 1244]]
    (problem,) = problems_of(a_workbook(rows))
    assert asdict(problem.where) == {"file": "week45.csv", "row": 2, "column": "value"}
    assert problem.found == "'=E2/F2' is a formula without a stored result"


def test_an_error_of_the_spreadsheet_is_a_problem() -> None:
    rows: list[list[object]] = [COLUMNS, [*GOOD_CELLS[:3], "#DIV/0!", 51, 1244]]
    assert "'#DIV/0!' is an error of the spreadsheet" in the_sentence(a_workbook(rows))


def test_rows_of_a_workbook_keep_the_numbers_a_person_sees() -> None:
    rows: list[list[object]] = [["Title"], [], COLUMNS, [], GOOD_CELLS, [], [*GOOD_CELLS[:3], "oops", None, None]]
    assert next(asdict(problem.where)["row"] for problem in problems_of(a_workbook(rows))) == 7


def test_the_one_sheet_with_a_table_is_found() -> None:
    notes = [["How to read this"], ["Ask the product analyst"]]
    assert rows_of(a_workbook(notes, [COLUMNS, GOOD_CELLS])) == [GOOD_ROW]


def test_several_sheets_with_tables_are_asked_about() -> None:
    message = the_sentence(a_workbook([COLUMNS, GOOD_CELLS], [COLUMNS, GOOD_CELLS]))
    assert "2 sheets hold a table: 'Data', 'More'" in message


def test_a_hidden_sheet_is_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(a_workbook([COLUMNS, GOOD_CELLS], [COLUMNS, GOOD_CELLS])))
    book.worksheets[1].sheet_state = "hidden"
    assert rows_of(saved(book)) == [GOOD_ROW]


def test_a_date_where_a_number_should_stand_is_a_problem() -> None:
    rows: list[list[object]] = [["week", "product", "nps"], ["2026-W45", "support-copilot", datetime(2026, 5, 1)]]
    assert "'2026-05-01' is a date" in the_sentence(a_workbook(rows))


def test_a_workbook_cannot_expand_entities() -> None:
    source, target = io.BytesIO(a_workbook([COLUMNS, GOOD_CELLS])), io.BytesIO()
    bomb = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            new.writestr(part, bomb if part.endswith("sheet1.xml") else old.read(part))
    assert "the workbook is damaged" in the_sentence(target.getvalue())


# --- Parquet ---


def test_typed_columns_of_parquet_are_read() -> None:
    content = a_parquet(
        week=pa.array([date(2026, 11, 8), date(2026, 11, 1)]),
        product=pa.array(["support-copilot"] * 2).dictionary_encode(),
        metric=["hallucination_rate", "nps"],
        value=pa.array([None, 5.0]),
        numerator=pa.array([51, None], type=pa.int32()),
        denominator=pa.array([1244, None], type=pa.decimal128(10, 2)),
    )
    assert values_of(content) == [51 / 1244, 5.0]


@pytest.mark.parametrize("unit", ["s", "ms", "ns"])
def test_timestamps_of_parquet_are_days(unit: str) -> None:
    moments = pa.array([datetime(2026, 11, 8)], type=pa.timestamp(unit))
    assert rows_of(a_parquet(date=moments, product=["support-copilot"], nps=[5]))[0][2:4] == GOOD_ROW[2:4]


def test_what_is_not_finite_in_parquet_is_a_problem() -> None:
    content = a_parquet(
        week=["2026-W44", "2026-W45"], product=["support-copilot"] * 2, nps=[float("nan"), float("inf")]
    )
    assert [problem.found for problem in problems_of(content)] == [
        "'NaN' is not a number that can be stored",
        "'infinity' is not a number that can be stored",
    ]


def test_a_nested_column_of_parquet_is_no_number() -> None:
    content = a_parquet(week=["2026-W45"], product=["support-copilot"], nps=[[1, 2]])
    assert "'[1, 2]' is not a number" in the_sentence(content)


def test_rows_of_parquet_count_from_one() -> None:
    content = a_parquet(week=["2026-W44", "2026-W45"], product=["support-copilot"] * 2, nps=[5, 500])
    assert [asdict(problem.where)["row"] for problem in problems_of(content)] == [2]


# --- JSON ---

RECORD = json.dumps(dict(zip(COLUMNS, GOOD_CELLS, strict=True)))


@pytest.mark.parametrize(
    "text",
    [
        f"[{RECORD}]",
        f'{{"rows": [{RECORD}]}}',
        f'{{"generated": "2026-11-09", "week45": [{RECORD}]}}',
        RECORD,
        f"{RECORD}\n\n",
        f"\ufeff  [{RECORD}]",
        RECORD.replace("0.041", '"4.1%"').join("[]"),
        RECORD.replace("1244", '1244, "comment": null').join("[]"),
    ],
)
def test_json_is_a_list_of_records_somewhere(text: str) -> None:
    assert rows_of(text) == [GOOD_ROW]


def test_json_lines_are_read_and_numbered_by_their_lines() -> None:
    text = f"{RECORD}\n\n{RECORD.replace('W45', 'W44')}\n{RECORD.replace('W45', 'W43').replace('0.041', '4.1')}\n"
    assert [asdict(problem.where)["row"] for problem in problems_of(text)] == [4]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[]", "no records"),
        ("[1, 2]", "'1' where a record should stand"),
        ('{"a": {"b": 1}}', "JSON without a list of records"),
        (f'{{"a": [{RECORD}], "b": [{RECORD}]}}', "several lists of records: 'a', 'b'"),
        ("[" * 100_000, "JSON nested too deeply"),
        ('{"week": "2026-W45",}', "this is no JSON"),
        (RECORD.replace("0.041", "NaN").join("[]"), "'NaN' is not a number that can be stored"),
        (RECORD.replace("0.041", "1e999").join("[]"), "not a number that can be stored"),
        (RECORD.replace("0.041", "true").join("[]"), "'True' is not a number"),
        (RECORD.replace("0.041", "[1]").join("[]"), "'[1]' is not a number"),
        (RECORD.replace("0.041", "9" * 5000).join("[]"), "a number with thousands of digits"),
        (RECORD.replace("0.041", '0.041, "value": 0.05').join("[]"), "the key stands twice"),
        (f"{RECORD}\n{RECORD[:40]}\n", "the JSON ends in the middle"),
    ],
)
def test_json_that_is_no_table_is_refused(text: str, found: str) -> None:
    assert found in messages_of(text)[0]


def test_every_format_is_registered_once() -> None:
    assert [reader.format for reader in readers.READERS] == ["Parquet", "XLSX", "JSON", "CSV"]
    modules = {path.stem for path in Path(readers.__file__).parent.glob("*.py")}
    assert {reader.module for reader in readers.READERS} <= modules


def test_a_frame_written_by_pandas_with_its_index_is_read() -> None:
    frame = pd.DataFrame([GOOD_CELLS], columns=COLUMNS, index=["x"])
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    assert rows_of(buffer.getvalue()) == [GOOD_ROW]
    with pytest.raises(Problems):
        read(frame.to_csv().encode().replace(b"week", b"woche ab", 1))
