"""A blank key of an entry is filled in, and nothing else in the text changes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from ruamel.yaml import YAML

from playbook.yaml_text.filling import with_filled
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import CannotAdd, with_entries
from tests.paths import ROOT

DAY = date(2026, 11, 6)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a:\n  - {x: 1, y: 2} # why\n", "a:\n  - {x: 1, y: 2, done: 2026-11-06} # why\n"),
        ("a:\n  - {x: 1, y: 2,}\n", "a:\n  - {x: 1, y: 2, done: 2026-11-06,}\n"),
        ("a:\n  - {x: 1, done: }\n", "a:\n  - {x: 1, done: 2026-11-06 }\n"),
        (
            "a:\n  - x: 1 # one\n    y: 2\n\n# below\n",
            "a:\n  - x: 1 # one\n    y: 2\n    done: 2026-11-06\n\n# below\n",
        ),
        ("a:\n  - x: 1\n    done: # open\n", "a:\n  - x: 1\n    done: 2026-11-06 # open\n"),
        ("a:\n  - x: 1\n    done: null\n", "a:\n  - x: 1\n    done: 2026-11-06\n"),
        ("a:\n  - x: 1\n    done: ''\n    y: 2\n", "a:\n  - x: 1\n    done: 2026-11-06\n    y: 2\n"),
        ("a:\r\n  - x: 1\r\n", "a:\r\n  - x: 1\r\n    done: 2026-11-06\r\n"),
        ("a:\n  - x: 1", "a:\n  - x: 1\n    done: 2026-11-06\n"),
        (
            "a:\n  - x: 1\n    l:\n      - {z: 3}\n  - x: 2\n",
            "a:\n  - x: 1\n    done: 2026-11-06\n    l:\n      - {z: 3}\n  - x: 2\n",
        ),
        ("a:\n  - x: |\n      text\n  - x: 2\n", "a:\n  - x: |\n      text\n    done: 2026-11-06\n  - x: 2\n"),
    ],
)
def test_only_the_key_is_written(text: str, written: str) -> None:
    assert with_filled(text, {("a", 0): {"done": DAY}}, "f.yaml") == written


def test_several_keys_and_parts_are_filled_in_at_once() -> None:
    text = "a:\n  - {x: 1}\n  - x: 2\n"
    part = {"on": DAY, "by": "head-of-data"}
    written = with_filled(text, {("a", 0): {"y": 1, "z": "t: u"}, ("a", 1): {"part": part}}, "f.yaml")
    assert read(written, "f.yaml").data == {"a": [{"x": 1, "y": 1, "z": "t: u"}, {"x": 2, "part": part}]}


@pytest.mark.parametrize("text", ["a:\n  - &one {x: 1}\n  - *one\n", "b: &b {x: 1}\na: [*b]\n"])
def test_what_would_change_another_entry_is_refused(text: str) -> None:
    with pytest.raises(CannotAdd, match="by hand"):
        with_filled(text, {("a", 0): {"done": DAY}}, "f.yaml")


def keys_read_by_yaml_1_1(text: str) -> set[type]:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 1)

    def of(data: Any) -> Iterator[type]:
        if isinstance(data, dict):
            for key, value in data.items():
                yield type(key)
                yield from of(value)
        elif isinstance(data, list):
            for value in data:
                yield from of(value)

    return set(of(reader.load(text)))


@pytest.mark.parametrize(
    "text",
    [
        with_entries("", ("a",), [{"on": DAY, "part": [{"on": DAY}]}], "f.yaml"),
        with_entries("a:\n  - x: 1\n    z: 2\n", ("a",), [{"on": DAY, "part": {"on": DAY}}], "f.yaml"),
        with_filled("a: [{x: 1}]\n", {("a", 0): {"on": DAY}}, "f.yaml"),
        with_filled("a:\n  - x: 1\n", {("a", 0): {"on": DAY}}, "f.yaml"),
        *(path.read_text("utf-8") for path in (ROOT / "data" / "samples").rglob("records/*.yaml")),
    ],
)
def test_what_is_written_and_shipped_has_no_key_that_another_reader_takes_for_true(text: str) -> None:
    assert keys_read_by_yaml_1_1(text) <= {str}
