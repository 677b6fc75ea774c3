"""Adds an entry to a list in a YAML text: comments, order, quotes, anchors and line ends stay as they are.

The text is not written anew from its data: places come from ruamel.yaml's marks, the entry is put between the old
characters, and the result is read back and compared. What cannot be added that way is refused."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from metrics.problems import Problems
from playbook.yaml_text.flow import flow, key_text
from playbook.yaml_text.places import (
    BREAK,
    NoPlace,
    Place,
    below_comments,
    below_line,
    dash_offset,
    end_of,
    line_break_of,
    place_of,
    root_of,
    span_of_last,
    span_of_value,
)
from playbook.yaml_text.source import read


def in_the_way(file: str, part: str) -> str:
    """The text is written so that nothing can be added without changing what stands there."""
    return (
        f"{file}: '{part}' is written with an alias (*name) or in another way that the program cannot add to "
        "without changing what stands there; add the entry by hand"
    )


_ENDS = re.compile(r"^\.\.\.", re.MULTILINE)
Path = tuple[str | int, ...]
Entry = dict[str, Any]


class CannotAdd(Exception):
    """An entry cannot be added by the program; the message is a sentence that says what is in the way."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Text put at `start`, in place of what stands up to `end`."""

    start: int
    end: int
    text: str


def with_entries(text: str, path: Path, entries: list[Entry], file: str) -> str:
    """`text` with entries added at the end of the list at `path`; the list is begun where it is missing or blank.

    `path` leads from the top to the list: keys, and indexes counted from 0. Raises CannotAdd, and Problems where the
    text cannot be read."""
    wanted = _expected(read(text, file).data, path, entries)
    try:
        place = place_of(root_of(text), path)
        for edits in _ways(text, place, entries):
            written = applied(text, edits)
            if reads_as(written, file, wanted):
                return written
    except NoPlace as part:
        raise CannotAdd(in_the_way(file, str(part))) from part
    except (YAMLError, ValueError) as odd:
        raise CannotAdd(in_the_way(file, str(path[-1]))) from odd
    raise CannotAdd(in_the_way(file, str(path[-1])))


def with_entries_at(text: str, additions: Mapping[Path, list[Entry]], file: str) -> str:
    """`text` with entries added to several lists at once, none of which lies inside another; as `with_entries`."""
    wanted = read(text, file).data
    for path, entries in additions.items():
        wanted = _expected(wanted, path, entries)
    try:
        root = root_of(text)
        edits = [
            edit
            for path, entries in additions.items()
            for edit in next(iter(_ways(text, place_of(root, path), entries)), [])
        ]
        written = applied(text, edits)
        if reads_as(written, file, wanted):
            return written
    except (NoPlace, YAMLError, ValueError):
        pass  # one by one the list that is in the way is named
    for path, entries in additions.items():
        text = with_entries(text, path, entries, file)
    return text


def _expected(data: Any, path: Path, entries: list[Entry]) -> Any:
    return changed(data, path, lambda there: [*(there or ()), *entries])


def changed(data: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """The data with another value at `path`, and there alone: what an alias repeats elsewhere stays as it was."""
    if not path:
        return change(data)
    key, rest = path[0], path[1:]
    if isinstance(data, list):
        return [changed(value, rest, change) if index == key else value for index, value in enumerate(data)]
    return {**data, key: changed(data.get(key), rest, change)}


def reads_as(text: str, file: str, wanted: Any) -> bool:
    """Whether a text can be read and says just this."""
    try:
        return bool(read(text, file).data == wanted)
    except Problems:
        return False


def applied(text: str, edits: list[Edit]) -> str:
    """The text with its edits."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _ways(text: str, place: Place, entries: list[Entry]) -> Iterator[list[Edit]]:
    """Sets of edits that may do it, the best looking first."""
    node = place.node
    if node is None:
        yield from _begin_list(text, place, entries)
    elif isinstance(node, SequenceNode):
        if not node.flow_style:
            yield from _below_the_last(text, node, entries)
        elif node.value:
            yield _after_the_last(text, node, entries)
        else:
            blank = text[node.start_mark.index : node.end_mark.index].replace(" ", "") == "[]"
            if blank and not place.flow:
                yield _unfold(text, place, node, entries)
            yield _into_brackets(text, node, entries)
    elif isinstance(node, ScalarNode) and not node.style:
        if place.flow:
            assert place.within is not None
            start, end = span_of_value(text, key_of(place.within, node), node)
            yield [Edit(start, end, f"{'' if start < end else ' '}{_bracketed(entries)}")]
        else:
            yield _unfold(text, place, node, entries)
    else:
        raise NoPlace(place.key)


def _below_the_last(text: str, node: SequenceNode, entries: list[Entry]) -> Iterator[list[Edit]]:
    """Into a list of lines with dashes."""
    column = node.start_mark.column
    in_lines = all(isinstance(item, MappingNode) and not item.flow_style for item in node.value)
    lines = _dashed(entries, column, in_lines=in_lines, offset=dash_offset(node))
    for keep_blank in (False, True):
        end = end_of(text, node, keep_blank=keep_blank)
        start = below_line(text, end - (1 if keep_blank and text[end - 1] in "\r\n" else 0))
        yield [lines_at(text, below_comments(text, start, max(column, 1)), lines)]
        yield [lines_at(text, start, lines)]


def _after_the_last(text: str, node: SequenceNode, entries: list[Entry]) -> list[Edit]:
    """Into a list in brackets; one that has a line for each item gets lines."""
    inner = [flow(entry) for entry in entries]
    begin, end = span_of_last(text, node)
    close = node.end_mark.index - 1
    line_start = max((found.end() for found in BREAK.finditer(text, 0, begin)), default=0)
    comma = text[end:close].lstrip()[:1] == ","
    after = text.index(",", end) + 1 if comma else end
    if text[line_start:begin].strip() or not BREAK.search(text, after, close):
        joined = ", ".join(inner)
        return [Edit(after, after, f" {joined}" if comma else f", {joined}")]
    margin = text[line_start:begin]
    eol = line_break_of(text, after)
    lines = f",{eol}{margin}".join(inner)
    below = Edit(below_line(text, after), below_line(text, after), f"{margin}{lines}{',' if comma else ''}{eol}")
    return [below] if comma else [Edit(end, end, ","), below]


def _into_brackets(text: str, node: SequenceNode, entries: list[Entry]) -> list[Edit]:
    start = text.index("[", node.start_mark.index) + 1
    return [Edit(start, start, ", ".join(flow(entry) for entry in entries))]


def _unfold(text: str, place: Place, node: Node, entries: list[Entry]) -> list[Edit]:
    """Lines with dashes below a key that has nothing or `[]` after it."""
    assert place.within is not None
    key = key_of(place.within, node)
    start, end = span_of_value(text, key, node)
    column = key.start_mark.column
    lines = _dashed(entries, column + dash_offset(place.root), in_lines=False)
    below = below_comments(text, below_line(text, end), column + 1)
    while start < end and text[start - 1] == " ":
        start -= 1  # the blank between the colon and `[]` goes with it
    return [Edit(start, end, ""), lines_at(text, below, lines)]


def key_of(within: MappingNode, node: Node) -> Node:
    """The key of a value."""
    name: Node = next(name for name, value in within.value if value is node)
    return name


def _begin_list(text: str, place: Place, entries: list[Entry]) -> Iterator[list[Edit]]:
    """A key that is not there yet, after those that are."""
    within = place.within
    if within is not None and place.flow:
        end = span_of_last(text, within)[1] if within.value else text.index("{", within.start_mark.index) + 1
        yield [Edit(end, end, f"{', ' if within.value else ''}{place.key}: {_bracketed(entries)}")]
        return
    column = within.start_mark.column if within is not None else 0
    offset = dash_offset(place.root)
    lines = [f"{' ' * column}{place.key}:", *_dashed(entries, column + offset, in_lines=False)]
    siblings = [value for _, value in within.value if isinstance(value, SequenceNode)] if within is not None else []
    if column and siblings and all(value.flow_style for value in siblings):
        lines = [f"{' ' * column}{place.key}: {_bracketed(entries)}"]
    if column == 0:
        yield [lines_at(text, len(text), lines)]
    if within is None:
        # a text that ends with '...' goes on above it
        yield [lines_at(text, found.start(), lines) for found in list(_ENDS.finditer(text))[-1:]]
        return
    for keep_blank in (False, True):
        end = end_of(text, within, keep_blank=keep_blank)
        start = below_line(text, end - (1 if keep_blank and text[end - 1] in "\r\n" else 0))
        yield [lines_at(text, below_comments(text, start, max(column, 1)), lines)]
        yield [lines_at(text, start, lines)]


def lines_at(text: str, index: int, lines: list[str]) -> Edit:
    """Whole lines at the start of a line, or after a last line that has no end."""
    eol = line_break_of(text, max(index - 2, 0))
    before = eol if index > 0 and text[index - 1] not in "\r\n" else ""
    return Edit(index, index, before + "".join(f"{line}{eol}" for line in lines))


def _bracketed(entries: list[Entry]) -> str:
    return f"[{', '.join(flow(entry) for entry in entries)}]"


def _dashed(entries: list[Entry], column: int, *, in_lines: bool, offset: int = 2) -> list[str]:
    """The lines of entries in a list whose dashes stand in `column` (from 0)."""
    lines: list[str] = []
    margin = " " * column
    for entry in entries:
        one = f"{margin}- {flow(entry)}"
        # lists inside an entry are added to later: they get lines of their own
        if not in_lines and not any(_holds_entries(value) for value in entry.values()):
            lines.append(one)
            continue
        for number, (key, value) in enumerate(entry.items()):
            begin = f"{margin}{'  ' if number else '- '}{key_text(key)}:"
            if _holds_entries(value):
                deeper = " " * (column + 2 + offset)
                lines += [begin, *(f"{deeper}- {flow(item)}" for item in value)]
            else:
                lines.append(f"{begin} {flow(value)}")
    return lines


def _holds_entries(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
