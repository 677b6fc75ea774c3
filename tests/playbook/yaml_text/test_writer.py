"""An entry is added to a YAML text, and nothing else in it changes."""

import re
from copy import deepcopy
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.model.playbook import RECORD_FILES
from playbook.services.recording.kinds import KINDS
from playbook.yaml_text.flow import flow
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import CannotAdd, with_entries
from tests.paths import ROOT

ENTRY = {"deliverable": "experiment-audit", "state": "done", "on": date(2026, 9, 18), "note": "yes, it is: done #1"}
EMPTY_TOKENS = ("[]", "null", "~")

HEADS = ("", "# a comment\n", "---\n", "%YAML 1.1\n---\n", "# one\n\n# two\n\n")
BEFORE = (
    "",
    "start: 2026-09-07\n",
    "organization: 'it''s \"ours\"' # quoted oddly\n",
    'organization: "a\\tb: c"\n',
    "usual: &usual {state: done, on: 2026-09-01}\n",
    "words: |+\n  kept\n\n\n",
    "words: >-\n  folded\n  lines\n\n# not folded\n",
    "budget:\n    amount:   4\n    currency: USD # wide\n",
    "other: [1, 2,\n  3]\n",
)
LISTS = (
    "",
    "progress:\n",
    "progress:   # nothing yet\n",
    "progress: []\n",
    "progress: [ ] # nothing yet\n",
    "progress: ~\n",
    "progress: null # nothing yet\n",
    "progress:\n  # - {an: example}\n",
    "progress: [{a: 1}, {b: 2}] # in brackets\n",
    "progress: [{a: 1}, {b: 2},]\n",
    "progress: [\n  {a: 1}, # first\n  {b: 2} # last\n  ]\n",
    "progress: [\n  {a: 1},\n  {b: 2}, # last\n]\n",
    "progress:\n- {a: 1}\n- {b: 2}\n# below\n",
    "progress:\n  - {a: 1} # one\n\n  - {b: 2} # two\n  # of the list\n",
    "progress:\n    -   a: 1\n        b: 2 # wide\n        # of the entry\n",
    "progress:\n  - a: |\n      text\n      # no comment\n  # a comment\n",
    "progress:\n  - a: |+\n      kept\n\n\n",
    "progress:\n  - a: 'one\n      two'\n",
    "progress:\n  - a:\n      - deep: {er: [1, 2]}\n        x: y\n",
    "progress:\n  - &first {a: 1}\n  - *first\n",
    "progress:\n  -\n  - a:\n",
    '"progress":\n  - {a: 1}\n',
    "? progress\n: - {a: 1}\n",
)
AFTER = ("", "\n", "# the end\n", "\n\nlast: {a: [b]}\n", "last:\n  - x: 1\n\n# end\n", "last: |\n  text\n\n")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Texts of records, written as people (and other programs) write them."""
    text = "".join(draw(st.sampled_from(parts)) for parts in (HEADS, BEFORE, LISTS, AFTER))
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def lines_lost(before: str, after: str) -> list[tuple[str, str]]:
    """Lines of the old text that are not in the new one, each with what stands in its place."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lost = []
    for tag, start, end, start_new, end_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("replace", "delete"):
            lost += [(line, "".join(new[start_new:end_new])) for line in old[start:end]]
    return lost


def is_within(part: str, whole: str) -> bool:
    """True where the signs of `part` stand in `whole` in their order."""
    signs = iter(whole)
    return all(sign in signs for sign in part)


@settings(deadline=None)
@given(texts())
def test_only_the_added_lines_differ_and_the_data_are_the_old_ones_with_the_entry(text: str) -> None:
    before = read(text, "records/charter.yaml").data
    written = with_entries(text, ("progress",), [ENTRY], "records/charter.yaml")
    wanted = deepcopy(before)
    wanted["progress"] = [*(before.get("progress") or []), ENTRY]
    assert read(written, "records/charter.yaml").data == wanted
    lost = lines_lost(text, written)
    if text and not text.endswith("\n"):
        lost = [(old, new) for old, new in lost if not new.startswith(old)]  # the last line got its end
    assert len(lost) <= 1
    for old, new in lost:
        # only the line of a list in brackets, or of one that had nothing in it, is written again
        for token in EMPTY_TOKENS:
            old = old.replace(token, "", 1).replace("[ ]", "", 1) if "progress" in old else old  # noqa: PLW2901
        assert is_within("".join(old.split()), "".join(new.split()))
    assert line_ends_of(written) == line_ends_of(text) or not line_ends_of(text)


def line_ends_of(text: str) -> set[str]:
    """The line ends that a text uses."""
    return {found[0] for found in re.finditer(r"\r\n|\n", text)}


@settings(deadline=None)
@given(texts(), st.integers(2, 4))
def test_entries_added_one_by_one_stand_in_their_order(text: str, count: int) -> None:
    entries = [{"deliverable": f"d{number}"} for number in range(count)]
    written = text
    for entry in entries:
        written = with_entries(written, ("progress",), [entry], "f.yaml")
    assert read(written, "f.yaml").data["progress"][-count:] == entries
    assert read(with_entries(text, ("progress",), entries, "f.yaml"), "f.yaml").data == read(written, "f.yaml").data


names = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
values = st.recursive(
    st.text(max_size=30)
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.booleans()
    | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(values)
def test_a_value_on_one_line_reads_back_as_itself_or_is_refused(value: Any) -> None:
    try:
        text = flow(value)
    except ValueError:
        return
    assert "\n" not in text
    assert read(f"k: {text}\n", "").data == {"k": value} or read(f"k: [{text}]\n", "").data == {"k": [value]}


@pytest.mark.parametrize(
    "word", ["yes", "No", "on", "null", "~", "2026-09-18", "1:30", "0x1F", "a: b", "a #b", "*a", "", "1e3"]
)
def test_words_that_a_reader_could_take_for_more_are_quoted(word: str) -> None:
    text = flow({"k": word})
    assert read(f"v: {text}\n", "").data == {"v": {"k": word}}


def shipped() -> list[Path]:
    folders = (ROOT / "playbook" / "records", ROOT / "data" / "samples" / "organization" / "records")
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_every_list_of_every_shipped_file_takes_an_entry(path: Path) -> None:
    text = path.read_bytes().decode()
    for name in RECORD_FILES[path.stem].model_fields:
        if isinstance(read(text, path.name).data.get(name), str | int | float | date | dict):
            continue
        written = with_entries(text, (name,), [ENTRY], path.name)
        assert lines_lost(text, written) == [] or not text.endswith("\n")


def inner_lists() -> list[tuple[str, tuple[str | int, ...]]]:
    """Every list inside an entry of the sample's records, by the kinds of records that go there."""
    folder = ROOT / "data" / "samples" / "organization" / "records"
    found: list[tuple[str, tuple[str | int, ...]]] = []
    for kind in KINDS:
        path = folder / f"{kind.file}.yaml"
        if len(kind.steps) == 2 and not kind.steps[1].keys and kind.steps[1].is_list and path.exists():
            entries = read(path.read_text("utf-8"), path.name).data.get(kind.top) or []
            found += [(kind.file, (kind.top, index, kind.inner)) for index in range(len(entries))]
    return found


@pytest.mark.parametrize(("file", "path"), inner_lists())
def test_every_list_inside_an_entry_of_the_sample_takes_an_entry(file: str, path: tuple[str | int, ...]) -> None:
    text = (ROOT / "data" / "samples" / "organization" / "records" / f"{file}.yaml").read_bytes().decode()
    lost = lines_lost(text, with_entries(text, path, [ENTRY], file))
    assert all(is_within(old.rstrip(), new) for old, new in lost), lost
    assert len(lost) <= 1


def test_an_entry_goes_to_a_list_inside_another_one() -> None:
    text = "products:\n  - id: one\n    stages: [{stage: spec, on: 2026-09-14}]  # so far\n  - id: two\n"
    written = with_entries(text, ("products", 0, "stages"), [{"stage": "prototype"}], "p.yaml")
    assert written == text.replace("2026-09-14}]", "2026-09-14}, {stage: prototype}]")
    written = with_entries(text, ("products", 1, "stages"), [{"stage": "spec"}], "p.yaml")
    assert written == text + "    stages:\n      - {stage: spec}\n"


def test_entries_in_lines_are_followed_by_entries_in_lines() -> None:
    text = "decisions:\n- product: one\n  conditions:\n  - {what: this}\n# end\n"
    entry = {"product": "two", "conditions": [{"what": "that"}], "tags": ["a", "b"]}
    written = with_entries(text, ("decisions",), [entry], "d.yaml")
    added = "- product: two\n  conditions:\n  - {what: that}\n  tags: [a, b]\n"
    assert written == text.replace("# end", added + "# end")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("usual: &u [{a: 1}]\nprogress: *u\n", ("progress",)),
        ("progress: &u [{a: 1}]\nother: *u\n", ("progress",)),
        ("base: &b {stages: [1]}\nproducts:\n  - <<: *b\n    id: x\n", ("products", 0, "stages")),
        ("one: &o {id: x}\nproducts: [*o]\n", ("products", 0, "stages")),
    ],
)
def test_what_is_written_with_an_alias_is_left_to_a_person(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(CannotAdd, match="add the entry by hand"):
        with_entries(text, path, [{"a": 2}], "records/x.yaml")
