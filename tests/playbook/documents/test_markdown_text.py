"""Text that was escaped reads as it was written, and is nothing but text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from playbook.documents.markdown_text import bullets, escaped, table

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PLAIN = {"text", "text_special", "softbreak"}


def read(text: str) -> tuple[set[str], str]:
    """Kinds of what a paragraph is made of, and what it says."""
    tokens = READER.parse(text)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], text
    children = tokens[1].children or []
    return {child.type for child in children}, "".join(child.content for child in children)


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no point",
        "+ no point",
        "1. no number",
        "12) no number",
        "> no quote",
        "---",
        "===",
        "***",
        "<b>no</b>",
        "<!-- no -->",
        "[no](link)",
        "![no](picture)",
        "`no code`",
        "&lt;",
        "a | b",
        "~~no~~",
        "back\\slash",
        "5.7%",
        "+4.8 pp",
        "-4.5 since",
        "<= 3%",
        "$1$",
    ],
)
def test_markup_is_text(text: str) -> None:
    kinds, said = read(escaped(text))
    assert kinds <= PLAIN
    assert said == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), min_size=1))
def test_any_text_reads_as_it_was_written(text: str) -> None:
    plain = " ".join(text.split())
    if not plain:
        return
    kinds, said = read(escaped(text))
    assert kinds <= PLAIN
    assert said == plain


@given(st.text(alphabet="ab|\\`*_ ", min_size=1))
def test_a_cell_stays_one_cell(text: str) -> None:
    lines = table(["one", "two"], [[escaped(text), "end"]])
    tokens = READER.parse("\n".join(lines))
    assert sum(token.type == "td_open" for token in tokens) == 2


def test_what_needs_no_escape_stays_readable() -> None:
    assert escaped("Readiness is 61, 5.7% <= 6%: GO (lead)") == "Readiness is 61, 5.7% <= 6%: GO (lead)"


def test_lists_are_lists() -> None:
    assert bullets(["a", "b"]) == ["- a", "- b"]
