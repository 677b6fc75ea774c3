"""Signs that nobody sees, or that move others, are shown as escapes; everything else stays as it is."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.visible import visible, visible_in_color, visible_json, visible_line

BIDIRECTIONAL = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("a\x9b31mb", "a\\x9b31mb"),
        ("gnp.\u202evsc", "gnp.\\u202evsc"),
        ("a\u200fb\u061c", "a\\u200fb\\u061c"),
        ("a\U000e0041", "a\\U000e0041"),
        ("week\udcff", "week\\udcff"),
        ("two\nlines\tand\rmore", "two\nlines\tand\\x0dmore"),
        ("Zoë 👩\u200d🚀 ä\u00a0ß − ’", "Zoë 👩\u200d🚀 ä\u00a0ß − ’"),
    ],
)
def test_each_is_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_is_one_line() -> None:
    assert visible_line(" a\r\n\tb\x00 \u2028c ") == "a b\\x00 \\u2028c"


@given(st.text())
def test_nothing_that_a_terminal_or_a_reader_obeys_comes_through(text: str) -> None:
    for sign in visible(text, ""):
        assert unicodedata.category(sign) not in ("Cc", "Zl", "Zp", "Cs")
        assert unicodedata.bidirectional(sign) not in BIDIRECTIONAL
    assert visible(visible(text)) == visible(text)


@given(st.text())
def test_a_json_document_says_the_same(text: str) -> None:
    written = visible_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(written) == {"text": text}
    assert visible(written) == written


def test_of_another_programs_output_only_the_colours_stay() -> None:
    assert visible_in_color("\x1b[1;31mred\x1b[0m \x1b]0;t\x07\x1b[2J") == "\x1b[1;31mred\x1b[0m \\x1b]0;t\\x07\\x1b[2J"
