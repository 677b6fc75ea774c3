"""Texts made to keep a reader busy for hours, or to fill its answer: each is refused in short sentences."""

import pytest

from playbook.yaml_text.source import scan

LONG = 300_000


def long(piece: str) -> str:
    """So much of it."""
    return piece * (LONG // len(piece))


TEXTS = {
    "a quote without end": 'a: "' + long("x"),
    "a quote without end, of words": 'a: "' + long("a : "),
    "a key without end": long("a") + ": 1\n",
    "a reserved sign behind blanks": "a: @" + long(" ") + "x",
    "many reserved signs": "a: " + long(", @"),
    "brackets and a reserved sign": "a: [" + long("] ") + "\n@",
    "blanks in a quote of several lines": 'a: "x\n' + long(" ") + '\nb: "y" z\n',
    "dashes in a quote of several lines": 'a: "x\n' + long("- ") + '\nb: "y" z\n',
    "a dash and blanks in a quote of several lines": 'a: "x\n-' + long(" ") + '\nb: "y" z\n',
    "quotes in a bracket left open": "a: [x " + long('\\"') + "\nb: {",
    "quotes above a key where none can stand": "a: x " + long('\\"') + "\n  b: c\n",
    "an alias without end": "a: *" + long("a"),
    "the same key without end": f"{long('a')}: 1\n{long('a')}: 1\n"[: 2 * LONG],
    "a comment without end": "a: x #" + long("y") + "\nb: [",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_is_refused_in_short_sentences(text: str) -> None:
    _, problems = scan(text, "records/risks.yaml")
    assert problems
    assert all(len(problem.sentence) < 1_000 for problem in problems)


@pytest.mark.parametrize(
    ("line", "column", "remedy"),
    [
        ("a: @someone", 4, 'write "@someone"'),
        ("a: [@someone, @other ] ", 5, 'write "@someone"'),
        ("a: {b: %x, } ", 8, 'write "%x"'),
        ("a: @" + "x" * 300, 4, "put it in quotes"),
    ],
)
def test_what_needs_quotes_is_said_without_the_brackets_behind_it(line: str, column: int, remedy: str) -> None:
    _, problems = scan(line, "records/risks.yaml")
    (problem,) = problems
    assert (problem.where.line, problem.where.column) == (1, column)  # type: ignore[union-attr]
    assert problem.remedy == remedy
