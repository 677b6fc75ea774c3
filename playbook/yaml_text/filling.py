"""Fills in blank keys of entries in a YAML text: everything else in it stays as it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode

from playbook.yaml_text.flow import flow, key_text
from playbook.yaml_text.places import (
    NoPlace,
    Place,
    below_comments,
    below_line,
    end_of,
    place_of,
    root_of,
    span_of_last,
    span_of_value,
)
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import (
    CannotAdd,
    Edit,
    Entry,
    Path,
    applied,
    changed,
    in_the_way,
    key_of,
    lines_at,
    reads_as,
)


def with_filled(text: str, fills: Mapping[Path, Entry], file: str) -> str:
    """`text` with keys filled in that are missing or blank in the entries at these paths. Raises CannotAdd, and
    Problems where the text cannot be read."""
    for path, values in fills.items():
        for key, value in values.items():
            text = _with_key(text, path, key, value, file)
    return text


def _with_key(text: str, path: Path, key: str, value: Any, file: str) -> str:
    wanted = changed(read(text, file).data, (*path, key), lambda _: value)
    try:
        place = place_of(root_of(text), (*path, key))
        for edit in _ways(text, place, flow(value)):
            written = applied(text, [edit])
            if reads_as(written, file, wanted):
                return written
    except (NoPlace, YAMLError, ValueError) as odd:
        raise CannotAdd(in_the_way(file, key)) from odd
    raise CannotAdd(in_the_way(file, key))


def _ways(text: str, place: Place, value: str) -> Iterator[Edit]:
    """Edits that may do it, the best looking first."""
    within = place.within
    if within is None or not within.value:
        return
    if place.node is not None:
        start, end = span_of_value(text, key_of(within, place.node), place.node)
        yield Edit(start, end, f"{'' if start < end else ' '}{value}")
        return
    if place.flow:
        end = span_of_last(text, within)[1]
        yield Edit(end, end, f", {key_text(place.key)}: {value}")
        return
    lines = [f"{' ' * within.start_mark.column}{key_text(place.key)}: {value}"]
    above = _first_long_one(within)
    if above is not None:
        yield lines_at(text, above, lines)
    for keep_blank in (False, True):
        end = end_of(text, within, keep_blank=keep_blank)
        start = below_line(text, end - (1 if keep_blank and text[end - 1] in "\r\n" else 0))
        yield lines_at(text, below_comments(text, start, max(within.start_mark.column, 1)), lines)
        yield lines_at(text, start, lines)


def _first_long_one(within: MappingNode) -> int | None:
    """The start of the line of the first key, after the first of all, whose value takes lines of its own."""
    for name, value in within.value[1:]:
        if isinstance(value, CollectionNode) and not value.flow_style and value.value:
            index = int(name.start_mark.index)
            return index - int(name.start_mark.column)
    return None
