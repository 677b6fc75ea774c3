"""Small files made to keep a reader busy for hours: each is read, or refused in a short sentence, as any other."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from metrics.problems import Problems
from metrics.readers.raw_table import LONGEST_CELL, column_of
from metrics.readers.sheet_parts import Merged, parts_of
from tests.metrics.readings import a_workbook, read

HEADER: list[object] = ["week", "product", "metric", "value"]
ROW: list[object] = ["2026-W45", "support-copilot", "token_spend_usd", 11890]
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
HALF_TAGS = (b"<mergeCell ", b'<mergeCell ref="A1:', b'<row hidden="1" ', b'<col hidden="1" min="1" ')
LONG = 1_000_000
PIECES = (" ", "a", "1", "[", "(", "1,", "1.", "1 ", "a_", "aA", "%", "to ", "w1 ", "\u00a0", "é")


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A sound workbook with another text in one of its parts."""
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_workbook([HEADER, ROW]))) as sound,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for name in sound.namelist():
            content = sound.read(name)
            other.writestr(name, change(content) if name == part else content)
    return copy.getvalue()


@pytest.mark.parametrize("tag", HALF_TAGS, ids=lambda tag: tag.decode())
def test_a_comment_of_half_tags_is_passed_over(tag: bytes) -> None:
    comment = b'<!-- hidden="1" ' + tag * (LONG // len(tag)) + b"--></worksheet>"
    assert read(changed(SHEET, lambda xml: xml.replace(b"</worksheet>", comment))).rows == 1


def test_many_hidden_columns_are_counted_once() -> None:
    spans = b"".join(b'<col min="%d" max="16384" hidden="1"/>' % (1 + number % 16_000) for number in range(25_000))
    snapshot = read(changed(SHEET, lambda xml: xml.replace(b"<sheetData>", b"<cols>" + spans + b"</cols><sheetData>")))
    assert snapshot.rows == 1
    assert parts_of(b'<col min="3" max="4" hidden="1"/><col hidden="1" min="2" max="3"/>').hidden_columns == {1, 2, 3}


def test_only_places_that_a_sheet_has_are_merged() -> None:
    known = b'<mergeCell ref="A1:A3"/>'
    letters, digits = b"A" * LONG, b"1" * LONG
    xml = known + b'<mergeCell ref="%s1:%s2"/>' % (letters, letters) + b'<mergeCell ref="A1:A%s"/>' % digits
    assert parts_of(xml).merged == (Merged(0, 1, 3),)


def test_a_cell_at_a_place_without_end_is_passed_over() -> None:
    cell = b'<c r="' + b"A" * LONG + b'2"><v>1</v></c></row></sheetData>'
    assert read(changed(SHEET, lambda xml: xml.replace(b"</row></sheetData>", cell))).rows == 1


@pytest.mark.parametrize("form", ["[" * 100_000, "[$" * 50_000, '"' * 100_001, "0" * 256])
def test_a_number_format_that_no_spreadsheet_keeps_is_refused(form: str) -> None:
    written = form.replace('"', "&quot;").encode()
    formats = b'<numFmts count="1"><numFmt numFmtId="164" formatCode="' + written + b'"/></numFmts><fonts'
    with pytest.raises(Problems, match="the workbook is damaged"):
        read(changed(STYLES, lambda xml: xml.replace(b"<fonts", formats, 1)))


@pytest.mark.parametrize("piece", PIECES)
def test_a_cell_without_end_is_refused_in_a_short_sentence(piece: str) -> None:
    text = "x" + piece * (LONG // len(piece)) + "x"
    for key in ("week", "product", "metric", "value"):
        record = dict(zip(map(str, HEADER), ROW, strict=True)) | {key: text}
        with pytest.raises(Problems) as refused:
            read(json.dumps([record]).encode())
        assert all(len(problem.sentence) < 2_000 for problem in refused.value.problems)


def test_long_cells_are_cut_and_say_so_and_all_others_stay_as_they_are() -> None:
    text = column_of("comment", ["é" * LONGEST_CELL, "é" * (LONGEST_CELL + 1), None, "short"]).text.to_pylist()
    assert text == ["é" * LONGEST_CELL, "é" * LONGEST_CELL + "…", None, "short"]
