"""Names of files are labels: whatever was sent, they hold no path, no control character, and come to an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.snapshot.file_names import LONGEST, UNNAMED, shown_name
from metrics.visible import visible


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("week45.csv", "week45.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\week 45.xlsx", "week 45.xlsx"),
        ("/", UNNAMED),
        ("..", UNNAMED),
        ("", UNNAMED),
        ("  a \t b.csv ", "a b.csv"),
        ("a\x00b\x1b[31m.csv", "a\\x00b\\x1b[31m.csv"),
        ("a\u202egnp.csv", "a\\u202egnp.csv"),
        ("week\udcff.csv", "week\\udcff.csv"),
        ("Größe übersicht.csv", "Größe übersicht.csv"),
    ],
)
def test_a_name_is_the_last_part_without_what_cannot_be_shown(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


@given(st.text(st.characters(), max_size=400))
def test_every_name_can_be_kept_and_shown(sent: str) -> None:
    shown = shown_name(sent)
    assert 0 < len(shown) <= LONGEST
    assert "/" not in shown
    assert visible(shown, "") == shown
    assert shown.encode("utf-8")
    assert shown_name(shown) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert shown_name("x" * 500 + ".csv").endswith("x.csv")
