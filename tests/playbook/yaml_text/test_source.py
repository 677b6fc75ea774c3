"""YAML text becomes data with places, and what is wrong with it is said in plain words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.problems import Problems, YamlPlace
from playbook.yaml_text.source import decoded, read, scan

FILE = "f.yaml"


def complaints(text: str) -> list[str]:
    """What is said of a text, without the file's name."""
    return [problem.message.removeprefix(f"{FILE}:") for problem in scan(text, FILE)[1]]


def test_every_key_and_value_has_its_place() -> None:
    document = read("a: 1\nlist:\n  - {b: 2, c: [3, 44]}\n", FILE)
    assert document.data == {"a": 1, "list": [{"b": 2, "c": [3, 44]}]}
    assert document.where(("a",)) == YamlPlace(FILE, 1, 1)
    assert document.where(("a",), key=False) == YamlPlace(FILE, 1, 4)
    assert document.where(("list", 0)) == YamlPlace(FILE, 3, 5)
    assert document.where(("list", 0, "c")) == YamlPlace(FILE, 3, 12)
    assert document.where(("list", 0, "c", 1)) == YamlPlace(FILE, 3, 19)


def test_a_path_that_is_not_there_is_placed_at_what_encloses_it() -> None:
    document = read("a:\n  b: {c: 1}\n", FILE)
    assert document.where(("a", "b", "x", "y")) == YamlPlace(FILE, 2, 3)
    assert document.where(()) == YamlPlace(FILE, 1, 1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("2026-09-07", date(2026, 9, 7)),
        ('"2026-09-07"', "2026-09-07"),
        ("2026-09-31", "2026-09-31"),
        ("2026-09-07 10:00", "2026-09-07 10:00"),
        ("2026-9-7", "2026-9-7"),
        ("1:30", "1:30"),
        ("010", "010"),
        ("00.5", "00.5"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("9" * 30, "9" * 30),
        ("-5", -5),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.10", 1.10),
        ("1.2.3", "1.2.3"),
        ("+10%", "+10%"),
        ("!!str 5", "5"),
        ("!!int 5", 5),
        ("<b>bold</b> [x](javascript:alert(1))", "<b>bold</b> [x](javascript:alert(1))"),
    ],
)
def test_a_bare_scalar_means_what_a_person_means(written: str, meant: object) -> None:
    value = read(f"key: {written}\n", FILE).data["key"]
    assert value == meant
    assert type(value) is type(meant)


def test_a_number_keeps_how_it_was_written() -> None:
    document = read("version: 1.10\nname: plain\n", FILE)
    assert document.text_at(("version",)) == "1.10"
    assert document.text_at(("name",)) is None
    assert document.text_at(("nothing", 3)) is None


def test_keys_are_text_however_they_look() -> None:
    data = read("{on: 1, yes: 2, 2026: 3, true: 4, ~: 5}", FILE).data
    assert data == {
        "on": 1,
        "yes": 2,
        "2026": 3,
        "true": 4,
        "~": 5,
    }


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff# marked\n", "~\n"])
def test_a_text_without_anything_is_an_empty_file(text: str) -> None:
    assert read(text, FILE).data == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a:\n\tb: 1\n\tc: 2\n",
            [
                "2:1: a tab in the indentation; expected spaces; replace the tab by spaces",
                "3:1: a tab in the indentation; expected spaces; replace the tab by spaces",
            ],
        ),
        (
            "name: Release: the first\n",
            [
                (
                    "1:14: a ':' where no key can stand; put the text in quotes if the ':' belongs to it, "
                    "else check the indentation of this line and the one above"
                )
            ],
        ),
        ("pass: >= 0.90\n", ["1:7: text that begins with '>' and is not in quotes; write \">= 0.90\""]),
        ("- pass: *star*\n", ["1:9: text that begins with '*' and is not in quotes; write \"*star*\""]),
        ("a: @someone\n", ["1:4: text that begins with '@' and is not in quotes; write \"@someone\""]),
        ("a: [>= 1, 2]\n", ["1:5: text that begins with '>' and is not in quotes; write \">= 1\""]),
        ('a: "abc\nb: 2\n', ["1:4: a quote that is never closed; close it, or take it out"]),
        (
            "a: 'it's'\n",
            ["1:8: text behind a closing quote; quote the whole text; inside single quotes, write a quote twice"],
        ),
        (
            "a: [1, 2\nb: 3\n",
            ["1:4: a bracket that is not closed by line 2; expected ',' or the closing bracket"],
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            [
                (
                    "3:2: a line that fits none of the keys above it; "
                    "mend its indentation: put every key of one entry in the same column"
                )
            ],
        ),
        (
            "a:\n  - b: 1\n  c: 2\n",
            [
                (
                    "3:3: a line that fits neither the list nor the keys above it; "
                    "start it with '- ' or mend its indentation"
                )
            ],
        ),
        (
            "a: 1\nfoo\nb: 2\n",
            ["2:1: text without a ':' behind it; expected a key and its value, such as 'owner: head-of-data'"],
        ),
        (
            'a: "C:\\new\\path"\n',
            ["1:11: a backslash in double quotes that means nothing; use single quotes, which leave backslashes alone"],
        ),
        ("a: - b\n", ["1:4: a '-' where no list can stand; put the list on the lines below its key"]),
        (
            "a: 1\n---\nb: 2\n",
            ["2:1: a second document; expected one document per file; take the '---' out, or split the file"],
        ),
        (
            "- a\n- b\n",
            ["1:1: the file begins with a list; expected keys at the left margin, each with ':' and a space behind it"],
        ),
        (
            "hello\n",
            [
                (
                    "1:1: the file begins with text without keys; "
                    "expected keys at the left margin, each with ':' and a space behind it"
                )
            ],
        ),
        (
            "a: !!python/object/apply:os.system ['ls']\n",
            [
                (
                    "1:4: unknown tag '!!python/object/apply:os.system'; "
                    "take the tag out; text that begins with '!' goes in quotes"
                )
            ],
        ),
        (
            "a: x\0y\n",
            [
                (
                    "1:5: the control character U+0000; expected readable text; "
                    "take it out; was the file saved by a text editor?"
                )
            ],
        ),
        (
            "? [a, b]\n: 1\n",
            [
                (
                    "1:3: a key that is not plain text; expected a key such as 'owner'; "
                    "is a quote or a space after ':' missing?"
                )
            ],
        ),
    ],
)
def test_syntax_errors_are_said_in_plain_words(text: str, expected: list[str]) -> None:
    assert complaints(text) == expected


def test_many_tabs_are_counted_after_the_first_twenty() -> None:
    found = complaints("a:\n" + "\tb: 1\n" * 30)
    assert len(found) == 21
    assert "10 more lines with a tab in the indentation; expected spaces" in found[-1]


def test_duplicate_keys_are_all_reported_and_name_the_first_line() -> None:
    text = "a: 1\nb: {c: 1, c: 2}\na: 3\n"
    assert complaints(text) == [
        "2:11: duplicate key 'c'; it already stands in line 2; keep one of the two",
        "3:1: duplicate key 'a'; it already stands in line 1; keep one of the two",
    ]
    document, _ = scan(text, FILE)
    assert document is not None
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert document.lost == (("b", "c"), ("a",))


def test_many_duplicate_keys_are_one_entry_without_its_first_line() -> None:
    assert complaints("list:\n  - id: a\n    b: 1\n    c: 2\n    d: 3\n    b: 4\n    c: 5\n    d: 6\n") == [
        (
            "6:5: 3 duplicate keys from here on, 'b' (also in line 3) the first; "
            "is the line that begins the next entry, such as '- id: …', missing above?"
        )
    ]


def test_ordinary_anchors_and_merged_keys_are_fine() -> None:
    text = "usual: &usual {weight: 2, key: true}\nother: {<<: *usual, weight: 3}\nsame: [*usual, *usual]\n"
    data = read(text, FILE).data
    assert data["other"] == {"weight": 3, "key": True}
    assert data["same"] == [data["usual"], data["usual"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &a [*a]\n", "1:8: the alias '*a' stands inside the thing it repeats"),
        ("a: &first 1\nb: *frist\n", "2:4: unknown anchor '*frist'; did you mean 'first'?"),
        (
            "a: {<<: 3}\n",
            "1:5: '<<' with something that has no keys; expected an alias of an entry, such as '<<: *usual'",
        ),
        ("a: " + "[" * 200 + "]" * 200, "1:33: more than 30 levels inside one another; is a bracket left open?"),
    ],
)
def test_aliases_and_levels_have_limits(text: str, expected: str) -> None:
    assert complaints(text) == [expected]


def test_a_hundred_thousand_brackets_are_levels_too() -> None:
    # where it is noticed depends on the parser: newer ones stop by themselves, a thousand levels in
    (complaint,) = complaints("[" * 100_000)
    assert complaint.endswith(": more than 30 levels inside one another; is a bracket left open?")


def test_an_alias_bomb_is_refused_before_it_unfolds() -> None:
    lines = ["a0: &a0 [" + ",".join(["x"] * 10) + "]"]
    lines += [f"a{number}: &a{number} [{','.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 9)]
    assert complaints("\n".join(lines)) == [
        "5:5: a file that unfolds to more than 100,000 values; write fewer aliases (*name), or split the file"
    ]


def test_a_file_of_more_than_two_megabytes_is_refused() -> None:
    expected = "f.yaml: a file of more than 2 MB; split it; or is it the wrong file?"
    text = "a: " + "x" * 2_000_001
    assert [problem.message for problem in scan(text, FILE)[1]] == [expected]
    with pytest.raises(Problems, match="more than 2 MB"):
        decoded(text.encode(), FILE)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b"a: 1\nb: caf\xe9\n",
            "f.yaml:2:7: a byte that is not UTF-8 (0xE9); expected UTF-8 text; save the file as UTF-8",
        ),
        ("a: 1\n".encode("utf-16"), "f.yaml: a file saved as UTF-16; expected UTF-8 text; save the file as UTF-8"),
    ],
)
def test_a_file_that_is_not_utf_8_says_where(content: bytes, expected: str) -> None:
    with pytest.raises(Problems) as refused:
        decoded(content, FILE)
    assert [problem.message for problem in refused.value.problems] == [expected]


@given(st.text(alphabet="ab:-[]{},&*!|>'\"%@`#?\n\t \\0\ud800\u2028é<~", max_size=60))
def test_any_text_is_data_or_problems(text: str) -> None:
    document, problems = scan(text, FILE)
    assert document is not None or problems
    assert all(problem.found for problem in problems)
