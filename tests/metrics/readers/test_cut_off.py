"""A file that was cut off on its way is refused with the row it ends in, in every format."""

import pandas as pd
import pytest

from tests.metrics.readings import in_every_format, messages_of, rows_of


def the_sentence(content: str | bytes) -> str:
    """The only problem of a file."""
    (message,) = messages_of(content)
    return message


CUT = "week,product,metric,value,comment"
A_ROW = '"2026-W45","support-copilot","token_spend_usd","1940.50","fine"'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "end",
    ['"2026-W45"|"support-copilot"|"gpu_hours"|"21', '"2026-W45"|"support-copilot"|"gpu_hours"|21|"a note that was'],
)
def test_a_file_that_ends_inside_quotes_is_refused_with_the_row(delimiter: str, line_end: str, end: str) -> None:
    lines = [CUT.replace(",", delimiter), A_ROW.replace(",", delimiter), end.replace("|", delimiter)]
    message = the_sentence(line_end.join(lines))
    assert message.startswith("week45.csv, row 3: a quotation mark opens here and is never closed")
    assert "send the file again if it was cut off" in message


def test_a_quotation_mark_left_open_is_found_among_an_even_number_of_them() -> None:
    rows = ['2026-W45,support-copilot,nps,5,a 5" screen', '2026-W45,sales-copilot,nps,6,"cut']
    assert "row 3: a quotation mark opens here" in the_sentence("\n".join([CUT, *rows]))


def test_inch_marks_open_nothing() -> None:
    row = '2026-W45,support-copilot,nps,5,a 5" screen'
    assert len(rows_of(f"{CUT}\n{row}")) == 1


@pytest.mark.parametrize(
    "last", ["2026-W45,sales-copilot,nps", "2026-W45,sales-co", "2026-W4", "2026-W45,sales-copilot,nps\n"]
)
def test_a_last_row_shorter_than_the_others_is_refused_with_its_row(last: str) -> None:
    rows = ["2026-W45,support-copilot,nps,5", "2026-W44,support-copilot,nps,6", last]
    messages = messages_of("\n".join(["week,product,metric,value", *rows]))
    cells = last.count(",") + 1
    assert f"week45.csv, row 4: the last row has {cells} cells, and every other row has 4 or more" in messages[0]


def test_the_only_row_may_be_short_where_its_line_ends() -> None:
    assert len(rows_of(f"{CUT}\n2026-W45,support-copilot,nps,5\n")) == 1
    assert "row 2: the last row has 4 cells" in messages_of(f"{CUT}\n2026-W45,support-copilot,nps,5")[0]


@pytest.mark.parametrize("header", ["w", "week,product,metric,value", "week,product,metric,value,,"])
@pytest.mark.parametrize("rest", [",", ";,;", ",,,,,,", "\n,,\n,", '"",', '"",\n"",'])
def test_rows_of_nothing_are_no_rows_and_are_refused(header: str, rest: str) -> None:
    assert messages_of(f"{header}\n{rest}")


def test_short_rows_in_the_middle_are_filled_up_and_a_total_may_be_short() -> None:
    rows = ["2026-W45,support-copilot,nps,5,fine", "2026-W44,support-copilot,nps,6", "2026-W43,support-copilot,nps,7"]
    assert len(rows_of("\n".join([CUT, *rows]))) == 3
    assert len(rows_of("\n".join([CUT, rows[0], "Total,,,5"]) + "\n")) == 1


def test_text_that_ends_inside_a_character_is_cut_off() -> None:
    content = f"{CUT}\n2026-W45,support-copilot,nps,5,größer".encode()
    cut = content[: content.index("ß".encode()) + 1]
    assert the_sentence(cut).startswith("week45.csv, row 2: the text ends in the middle of a character")


def test_json_that_is_cut_off_says_in_which_line() -> None:
    record = '{"week":"2026-W45","product":"support-copilot","metric":"nps","value":5}'
    assert "row 2: the JSON ends in the middle" in the_sentence(f"[{record},\n{record[:-9]}")
    assert "row 2: the JSON ends in the middle" in the_sentence(f"{record}\n{record[:-9]}")


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.99])
def test_every_packed_format_that_is_cut_off_is_refused(keep: float) -> None:
    frame = pd.DataFrame(
        [("2026-W45", "support-copilot", "nps", float(value)) for value in range(50)],
        columns=["week", "product", "metric", "value"],
    )
    for name, content in in_every_format(frame).items():
        if content[:1] in {b"P", b"\x1f"}:
            message = the_sentence(content[: int(len(content) * keep)])
            assert "ends in the middle" in message or "damaged" in message, name
