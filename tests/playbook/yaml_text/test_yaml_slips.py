"""A slip is told where it was made, not where the reader noticed it, and what is said about it mends it."""

import pytest

from metrics.problems import Severity
from playbook.yaml_text.source import read, scan
from tests.playbook.good_world import changed, good_world, reported

FILE = "f.yaml"


def complaints(text: str) -> list[str]:
    return [problem.message.removeprefix(f"{FILE}:") for problem in scan(text, FILE)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a: "b\nc: d\ne: "f"\n', "1:4: a quote that is not closed before line 3, where another one begins;"),
        ("a: 'b\nc: d\ne: 'f'\n", "1:4: a quote that is not closed before line 3, where another one begins;"),
        ('- {a: "b}\n- {c: "d"}\n', "1:7: a quote that is not closed before line 2, where another one begins;"),
        ('a: "two\n  lines" more\n', "2:10: text behind a closing quote;"),
        ("a: 1\nfoo\nb: 2\n", "2:1: text without a ':' behind it;"),
        ("x:\n  a: b\n  c d\n  e: f\n", "3:3: text without a ':' behind it;"),
        ("x:\n  a: b\n  c:d\n  e: f\n", "3:4: a ':' without a space behind it; put a space behind it"),
        ("x:\n  - a: 1\nprogress\n  - b: 2\n", "3:1: text without a ':' behind it;"),
        ("a: {b: 1}}\nc: d\n", "1:10: a '}' without a '{' that it closes; take it out"),
        ("a: [1]]\n", "1:7: a ']' without a '[' that it closes; take it out"),
        ("a: {b: 1 c: 2}\n", "1:11: a second ':' where one key and its value stand; put a ',' before the second key"),
        ("a: {b: 1,, c: 2}\n", "1:10: a ',' with nothing before it; take it out"),
        ("x:\n  a: 1\n  b:\u00a02\n  c: 3\n", "3:5: a space of another kind (U+00A0) behind the ':';"),
        ("a:\n  -\t{b: 1}\n", "2:4: a tab; expected a space;"),
        ("a:\n  - c: 1\n\u00a0   b: 2\n    d: 3\n", "3:1: a space of another kind (U+00A0) in the indentation;"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> main\n", "2:1: a merge that git could not finish;"),
        ("a: 1\n=======\nb: 2\n", "2:1: a line left over from a merge ('=======');"),
        ("a: 1\nb: 2\n>>>>>>> main\n", "3:1: a line left over from a merge ('>>>>>>>');"),
        ("<<<<<<< HEAD\na: 1\n", "1:1: a line left over from a merge ('<<<<<<<');"),
        ("a: 1\n||||||| 3f2a1b\nb: 2\n=======\n", "2:1: a line left over from a merge ('|||||||');"),
        (
            "organization\uff1aField Org\nstart: 2026-09-07\n",
            "1:13: a ':' of another kind (U+FF1A); expected a plain ':'",
        ),
        (
            "start: 2026-09-07\norganization\uff1aField Org\n",
            "2:13: a ':' of another kind (U+FF1A); expected a plain ':'",
        ),
        ("f:\n  - what\uff1a Ask\n    owner: x\n", "2:9: a ':' of another kind (U+FF1A); expected a"),
        ("f:\n  - what: Ask\n    owner\u2236x\n    on: 1\n", "3:10: a ':' of another kind (U+2236); expected a plain"),
        ("f: [{what\uff1aAsk, owner: x}]\n", "1:10: a ':' of another kind (U+FF1A); expected a"),
        ("organization\uff1aField Org\n", "1:13: a ':' of another kind (U+FF1A); expected a"),
        ("organization:Field Org\nstart: 2026-09-07\n", "1:13: a ':' without a space behind it; put a space behind it"),
        ("f:\n  - what:Ask\n    owner: x\n", "2:9: a ':' without a space behind it; put a space behind it"),
        ("f:\n  - {what:Ask, owner: x}\n", "2:10: a ':' without a space behind it; put a space behind it"),
        ("organization Field Org\nstart: 2026-09-07\n", "1:1: text without a ':' behind it;"),
        ("f:\n  - what Ask\n    owner: x\n", "2:5: text without a ':' behind it;"),
        ("f:\n  note: some text\n    goes on\n    more: text\n", "4:9: a ':' where no key can stand;"),
        ("f:\n  - {what: Ask #works-council, owner: x}\n", "2:16: the bracket closes behind ' #', which begins"),
    ],
)
def test_a_slip_is_reported_where_it_was_made(text: str, expected: str) -> None:
    found = complaints(text)
    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  =======\n",
        "a: b # c\n",
        "a: 5 #c\n",
        "a: 'b' #c\n",
        "a: [b] #c\n",
        "a: b#c\n",
        "# <<<<<<< in words\na: 1\n",
        'a: "\u00a0b"\n',
        "a: {b: '}'}\n",
        'a: "x: y\n  z: w"\n',
    ],
)
def test_what_only_looks_like_a_slip_is_read(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a:\n  - what: Ask #works-council for its date\n    b: c\n",
            "2:15: the words '#works-council for its date' behind ' #'",
        ),
        ("a: see page #4\n", "1:13: the words '#4' behind ' #' are a comment"),
        ("a: see page # 4 of it\n", "1:13: the words '# 4 of it' behind ' #' are a comment"),
        ("a: [one, two #x\n]\n", "1:14: the words '#x' behind ' #' are a comment"),
        ("a:\n  - C #\n", "2:7: the words '#' behind ' #' are a comment"),
        ('a: "x\n=======\n y"\n', "2:1: a line left over from a merge ('=======')"),
        ('a: "x\n<<<<<<< HEAD\n y"\n', "2:1: a line left over from a merge ('<<<<<<<')"),
    ],
)
def test_what_reads_well_and_was_meant_otherwise_is_a_warning_at_its_place(text: str, expected: str) -> None:
    (found,) = scan(text, FILE)[1]
    assert found.severity is Severity.WARNING
    assert found.message.removeprefix(f"{FILE}:").startswith(expected)
    assert read(text, FILE).data == scan(text, FILE)[0].data  # type: ignore[union-attr]  # a warning stops nothing


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "definitions/metrics.yaml",
            "- id: task_success_rate",
            "- id: hallucination_rate",
            "14:5: second metric 'hallucination_rate'; the first stands in line 3; rename one",
        ),
        (
            "definitions/metrics.yaml",
            "value: 0.12,",
            "value: 0,12,",
            "9:37: unknown key '12'; write 0.12; a comma inside {…} begins a new key",
        ),
        (
            "records/charter.yaml",
            "organization: Linden Logistics",
            "budget: {amount: 460,000, currency: USD}",
            "2:22: unknown key '000'; write 460000, or 460.000 if the comma is a decimal one",
        ),
        (
            "records/charter.yaml",
            "organization: Linden Logistics\nprogress:\n",
            "organization: Linden Logistics\nprogress: none\nold:\n",
            (
                "3:11: 'progress' is 'none'; expected a list, each entry with a '-' before it; "
                "write [] where there is nothing to list"
            ),
        ),
    ],
)
def test_one_mistake_is_one_problem_whose_remedy_can_be_done(file: str, old: str, new: str, expected: str) -> None:
    problems = [line for line in reported(changed(file, old, new)) if "'old'" not in line]
    assert problems == [f"error: {file}:{expected}"]


def test_keys_one_level_too_deep_are_reported_as_that() -> None:
    world = good_world()
    deeper = "charter:\n" + "".join(f"  {line}\n" for line in world["records/charter.yaml"].splitlines())
    expected = "unknown key 'charter'; take the line out, and begin the keys below it at the left margin"
    assert reported({**world, "records/charter.yaml": deeper})[0] == f"error: records/charter.yaml:1:1: {expected}"


def test_an_empty_list_of_metrics_accuses_whoever_names_one() -> None:
    problems = reported({**good_world(), "definitions/metrics.yaml": "metrics: []\n"})
    assert any("unknown metric 'hallucination_rate'; define the metric first" in line for line in problems)
