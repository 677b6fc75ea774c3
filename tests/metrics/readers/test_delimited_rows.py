"""Long delimited files: read in bulk whatever their line ends and quotes are, and each row knows its line."""

from datetime import date, timedelta

import pytest

from metrics.readers import delimited_rows
from tests.metrics.readings import HEADER, messages_of, read

ROWS = 150_000
"""More than two of the stretches that a file is parsed in."""


@pytest.fixture(scope="module")
def plain() -> str:
    days = [(date(2003, 1, 5) + timedelta(weeks=week)).isoformat() for week in range(1150)]
    metrics = ("hallucination_rate", "task_success_rate")
    pairs = [(product, metric) for product in ("support-copilot", "sales-copilot") for metric in metrics]
    lines = [
        f"{day},{product},{metric},,{place % 90},97" for place, day in enumerate(days) for product, metric in pairs
    ]
    filler = ["" for _ in range(ROWS - len(lines))]
    return "\n".join([HEADER, *lines, *filler, f"{days[0]},support-copilot,nps,12,,"]) + "\n"


def rewritten(plain: str, how: str) -> bytes:
    match how:
        case "carriage returns":
            return plain.replace("\n", "\r\n").encode()
        case "carriage returns of old":
            return plain.replace("\n", "\r").encode()
        case "both kinds of line ends":
            return plain.replace("\n", "\r\n", 70_000).encode()
        case "a mark":
            return b"\xef\xbb\xbf" + plain.encode()
        case "a mark and carriage returns":
            return b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
        case "quotes":
            return "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in plain.split("\n")).encode()
        case "no line end behind the last row":
            return plain.rstrip("\n").encode()
    raise ValueError(how)


@pytest.mark.parametrize(
    "how",
    [
        "carriage returns",
        "carriage returns of old",
        "both kinds of line ends",
        "a mark",
        "a mark and carriage returns",
        "no line end behind the last row",
    ],
)
def test_line_ends_and_marks_change_neither_the_rows_nor_their_numbers(plain: str, how: str) -> None:
    content = rewritten(plain, how)
    assert read(content).digest == read(plain).digest
    (message,) = messages_of(content.replace(b"nps,12,,", b"nps,a dozen,,"))
    assert f"row {ROWS + 2}" in message


def test_a_long_file_with_quotes_everywhere_is_read_in_bulk(plain: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = read(plain).digest
    monkeypatch.delattr(delimited_rows, "one_by_one")
    monkeypatch.delattr(delimited_rows, "_lines_of_rows")
    rows = [line for line in plain.split("\n") if line]
    quoted = "\n".join(",".join(f'"{cell}"' for cell in row.split(",")) for row in rows)
    assert read(quoted).digest == wanted


def test_rows_behind_cells_with_line_breaks_know_the_line_they_begin_on(plain: str) -> None:
    lines = plain.rstrip("\n").split("\n")
    noted = [f"{line},{'note' if place else 'comment'}" if line else "" for place, line in enumerate(lines)]
    noted[10] = noted[10].replace("note", '"two\nlines"')
    noted[4000] = noted[4000].replace("note", '"three\n\nlines, with ""quotes"""')
    text = "\n".join(noted) + "\n"
    assert read(text).digest == read(plain).digest
    (message,) = messages_of(text.replace("nps,12,,", "nps,a dozen,,"))
    assert f"row {ROWS + 2 + 3}" in message


@pytest.mark.parametrize("character", [ord("\n"), ord('"')])
def test_characters_are_counted_wherever_they_stand(character: int) -> None:
    text = (b'a"b\n' * 150_001) + b'\n"'
    for start in (0, 1, 3, 262_143, 262_144, len(text)):
        assert delimited_rows.count(text, character, start) == text.count(bytes([character]), start)
