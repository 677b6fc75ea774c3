"""Where in a YAML text a list stands and ends, from the marks that ruamel.yaml keeps of every node."""

import re
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

BREAK = re.compile(r"\r\n|\r|\n")
_ALIAS = re.compile(r"\*[^\s,\[\]{}]+")


class NoPlace(Exception):
    """Nothing can be added there without changing what stands there already; the message says what is in the way."""


@dataclass(frozen=True, slots=True)
class Place:
    """A list that is the value of a key, or would be. `node` is None where the key is missing; `within` is the mapping
    around it (None where the text holds nothing); `flow` is true inside brackets."""

    key: str
    node: Node | None
    within: MappingNode | None
    flow: bool
    root: MappingNode | None


def root_of(text: str) -> MappingNode | None:
    """The top of a text that can be read; None where it holds nothing but comments."""
    node = YAML(typ="safe", pure=True).compose(text)
    return node if isinstance(node, MappingNode) else None


def place_of(root: MappingNode | None, path: tuple[str | int, ...]) -> Place:
    """The list at `path`: keys and indexes that lead to it, the last one its key. Raises NoPlace."""
    node: Node | None = root
    flow = node is not None and _in_brackets(node)
    if node is None:
        return Place(str(path[-1]), None, None, flow=False, root=None)
    for part in path[:-1]:
        node = _child(node, part)
        flow = flow or _in_brackets(node)
    key = str(path[-1])
    if not isinstance(node, MappingNode):
        raise NoPlace(key)
    for name, value in node.value:
        if name.value == key:
            if _is_alias(name, value):
                raise NoPlace(key)
            return Place(key, value, node, flow, root)
    return Place(key, None, node, flow, root)


def _child(node: Node, part: str | int) -> Node:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == part and not _is_alias(name, value):
                found: Node = value
                return found
    elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: Node = node.value[part]
        if child.start_mark.index >= node.start_mark.index:
            return child
    raise NoPlace(str(part))


def _is_alias(name: Node, value: Node) -> bool:
    """An alias is composed as the node it repeats, which stands further up."""
    return bool(value.start_mark.index < name.end_mark.index)


def end_of(text: str, node: Node, *, keep_blank: bool = False) -> int:
    """Index after the last character of a node; with `keep_blank` blank lines below a block of text are its own."""
    if isinstance(node, ScalarNode):
        if node.style in ("|", ">") and not keep_blank:
            return int(node.start_mark.index) + len(text[node.start_mark.index : node.end_mark.index].rstrip())
        return int(node.end_mark.index)
    if _in_brackets(node) or not node.value:
        return int(node.end_mark.index)
    start, end = span_of_last(text, node)
    last = _last_of(node)
    return end if last.start_mark.index < start or _is_blank(last) else end_of(text, last, keep_blank=keep_blank)


def span_of_last(text: str, node: Node) -> tuple[int, int]:
    """Where the last item of a list, or the last value of a mapping, begins and ends; both are not empty."""
    if isinstance(node, MappingNode):
        return span_of_value(text, *node.value[-1])
    last = node.value[-1]
    after = end_of(text, node.value[-2]) if len(node.value) > 1 else int(node.start_mark.index)
    return _span(text, last, after, "-")


def span_of_value(text: str, name: Node, value: Node) -> tuple[int, int]:
    """Where the value of a key begins and ends; directly after the colon where nothing is written."""
    return _span(text, value, int(name.end_mark.index), ":")


def _span(text: str, node: Node, after: int, character: str) -> tuple[int, int]:
    if _is_blank(node):
        end = _next_character(text, after) + 1
        return (end, end) if text[end - 1 : end] == character else (after, after)
    if node.start_mark.index < after:
        alias = _ALIAS.search(text, after)
        return alias.span() if alias else (after, after)
    return int(node.start_mark.index), int(node.end_mark.index)


def _is_blank(node: Node) -> bool:
    """Nothing is written: ruamel.yaml marks such a node where the next thing begins."""
    return bool(isinstance(node, ScalarNode) and not node.style and node.start_mark.index == node.end_mark.index)


def _next_character(text: str, index: int) -> int:
    """Index of the next character that is neither blank nor in a comment."""
    while index < len(text):
        if text[index] == "#":
            index = below_line(text, index)
        elif text[index].isspace():
            index += 1
        else:
            return index
    return index


def _in_brackets(node: Node) -> bool:
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def _last_of(node: Node) -> Node:
    last: Node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return last


def line_break_of(text: str, near: int = 0) -> str:
    """The line break that the text uses near an index, else anywhere, else a line feed."""
    found = BREAK.search(text, near) or BREAK.search(text)
    return found[0] if found else "\n"


def below_line(text: str, index: int) -> int:
    """Start of the line below the one that holds `index`; the end of the text where there is none."""
    found = BREAK.search(text, index)
    return found.end() if found else len(text)


def below_comments(text: str, index: int, least_column: int) -> int:
    """Below the comment lines that begin at `index` and are indented at least so far: they belong to what is above."""
    while index < len(text):
        line = text[index : below_line(text, index)]
        column = len(line) - len(line.lstrip(" "))
        if not line.lstrip(" ").startswith("#") or column < least_column:
            return index
        index += len(line)
    return index


def dash_offset(node: Node | None) -> int:
    """How far the file's own lists are indented below their keys; 2 where it has none."""
    found = list(_dash_offsets(node)) if node is not None else []
    return max(set(found), key=found.count) if found else 2


def _dash_offsets(node: Node) -> Any:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if _is_alias(name, value):
                continue
            if isinstance(value, SequenceNode) and not value.flow_style:
                yield value.start_mark.column - name.start_mark.column
            yield from _dash_offsets(value)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            if value.start_mark.index >= node.start_mark.index:
                yield from _dash_offsets(value)
