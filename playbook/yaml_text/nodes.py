"""The YAML parser's events -> nodes, with what is wrong with them."""

from collections.abc import Iterator
from typing import Any

import yaml

from metrics.problems import Problem, YamlPlace, did_you_mean
from metrics.wording import shortened
from playbook.yaml_text.document import Node, Path
from playbook.yaml_text.scalars import meaning_of_scalar
from playbook.yaml_text.swallowed import colon_that_is_none, comment_in
from playbook.yaml_text.syntax import MOST_LEVELS, TOO_DEEP

MOST_VALUES = 100_000

_TEXT_TAG = "tag:yaml.org,2002:str"
_KNOWN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "timestamp"))
_LIST_TAGS = frozenset({None, "!", "tag:yaml.org,2002:seq"})
_KEYS_TAGS = frozenset({None, "!", "tag:yaml.org,2002:map"})
_MERGE = "<<"
_AN_ENTRY = 3


def _at(value: Any, mark: Any, text: str | None = None) -> Node:
    return Node(value, mark.line + 1, mark.column + 1, text)


class RefusedError(Exception):
    """Reading cannot go on; the problem is on the builder's list."""


class NodeBuilder:
    """Turns the parser's events into nodes; collects what is wrong and goes on where it can."""

    def __init__(self, events: Iterator[Any], file: str, lines: list[str]) -> None:
        self.events = events
        self.lines = lines
        self.file = file
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node | None] = {}
        self.lost: list[Path] = []
        self.path: list[str | int] = []

    def place(self, mark: Any) -> YamlPlace:
        return YamlPlace(self.file, mark.line + 1, mark.column + 1)

    def refuse(self, mark: Any, found: str, expected: str = "", remedy: str = "") -> RefusedError:
        self.problems.append(Problem(self.place(mark), found, expected, remedy))
        return RefusedError()

    def document(self) -> Node | None:
        """The only document of the text; None where there is none."""
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    remedy = "take the '---' out, or split the file"
                    raise self.refuse(event.start_mark, "a second document", "one document per file", remedy)
                root = self.node(next(self.events), 1)
        return root

    def node(self, event: Any, level: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            node = self.scalar(event)
        elif level > MOST_LEVELS:
            raise self.refuse(event.start_mark, *TOO_DEEP)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self.items(event, level)
        else:
            node = self.keys(event, level)
        if node.size > MOST_VALUES:
            found = f"a file that unfolds to more than {MOST_VALUES:,} values"
            raise self.refuse(event.start_mark, found, remedy="write fewer aliases (*name), or split the file")
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def alias(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            found = f"unknown anchor '*{shortened(event.anchor)}'"
            remedy = did_you_mean(event.anchor, self.anchors) or "put the text in quotes if it only begins with '*'"
            raise self.refuse(event.start_mark, found, remedy=remedy)
        node = self.anchors[event.anchor]
        if node is None:
            name = shortened(event.anchor)
            raise self.refuse(event.start_mark, f"the alias '*{name}' stands inside the thing it repeats")
        return node

    def scalar(self, event: Any) -> Node:
        text: str = event.value
        if event.tag is None and event.implicit[0]:
            value = meaning_of_scalar(text)
            if isinstance(value, str):
                self.tell_comment(event.end_mark)
            return _at(value, event.start_mark, None if value is None or isinstance(value, str) else text)
        if event.tag in (None, "!", _TEXT_TAG):
            return _at(text, event.start_mark)
        if event.tag in _KNOWN_TAGS:
            return _at(meaning_of_scalar(text), event.start_mark)
        self.unknown_tag(event)
        return _at(None, event.start_mark)

    def tell_comment(self, end: Any) -> None:
        """Words after a text without quotes that became a comment."""
        written = self.lines[end.line] if end.line < len(self.lines) else ""
        lost = comment_in(written, end.column, end.line, self.file)
        if lost is not None:
            self.problems.append(lost)

    def tell_colon(self, key: Any, value: Any) -> bool:
        """Within brackets `owner:x` is a key without a value; reported as what it was meant to be."""
        start, end = value.start_mark, value.end_mark
        if not isinstance(value, yaml.ScalarEvent) or (start.line, start.column) != (end.line, end.column):
            return False
        mark = key.start_mark
        text = colon_that_is_none(key.value, mark.line, self.file, before=mark.column) if key.implicit[0] else None
        if text is None:
            return False
        self.problems.append(text)
        self.lost.append(tuple(self.path))
        return True

    def unknown_tag(self, event: Any) -> None:
        tag = event.tag.removeprefix("tag:yaml.org,2002:")
        found = f"unknown tag '{tag if tag.startswith('!') else '!!' + tag}'"
        remedy = "take the tag out; text that begins with '!' goes in quotes"
        self.problems.append(Problem(self.place(event.start_mark), found, remedy=remedy))
        self.lost.append(tuple(self.path))

    def items(self, event: Any, level: int) -> Node:
        if event.tag not in _LIST_TAGS:
            self.unknown_tag(event)
        node = _at([], event.start_mark)
        children: list[Node] = []
        node.children = children
        for inner in self.events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            self.path.append(len(children))
            child = self.node(inner, level + 1)
            self.path.pop()
            children.append(child)
            node.value.append(child.value)
            node.size += child.size
        return node

    def keys(self, event: Any, level: int) -> Node:
        if event.tag not in _KEYS_TAGS:
            self.unknown_tag(event)
        node = _at({}, event.start_mark)
        children: dict[str, tuple[int, int, Node]] = {}
        merged: list[tuple[Any, Node]] = []
        repeated: list[tuple[Any, str, int]] = []
        node.children = children
        for inner in self.events:
            if isinstance(inner, yaml.MappingEndEvent):
                break
            if not isinstance(inner, yaml.ScalarEvent):
                raise self.refuse(
                    inner.start_mark,
                    "a key that is not plain text",
                    "a key such as 'owner'",
                    "is a quote or a space after ':' missing?",
                )
            key: str = inner.value
            mark: Any = inner.start_mark
            if inner.anchor is not None:
                self.anchors[inner.anchor] = _at(key, mark)
            self.path.append(key)
            value = next(self.events)
            if event.flow_style and self.tell_colon(inner, value):
                self.path.pop()
                continue
            child = self.node(value, level + 1)
            node.size += child.size
            if key == _MERGE and inner.implicit[0]:
                merged.append((mark, child))
            elif key in children:
                repeated.append((mark, key, children[key][0]))
                self.lost.append(tuple(self.path))
            else:
                children[key] = (mark.line + 1, mark.column + 1, child)
                node.value[key] = child.value
            self.path.pop()
        self.tell_repeated(repeated)
        for mark, source in merged:
            self.merge(node, children, source, mark)
        return node

    def tell_repeated(self, repeated: list[tuple[Any, str, int]]) -> None:
        """Duplicate keys one by one; many in one entry are a second entry whose first line is missing."""
        if len(repeated) >= _AN_ENTRY:
            mark, key, line = repeated[0]
            found = f"{len(repeated)} duplicate keys from here on, '{shortened(key)}' (also in line {line}) the first"
            remedy = "is the line that begins the next entry, such as '- id: …', missing above?"
            self.problems.append(Problem(self.place(mark), found, remedy=remedy))
            return
        for mark, key, line in repeated:
            remedy = f"it already stands in line {line}; keep one of the two"
            self.problems.append(Problem(self.place(mark), f"duplicate key '{shortened(key)}'", remedy=remedy))

    def merge(self, node: Node, children: dict[str, tuple[int, int, Node]], source: Node, mark: Any) -> None:
        """`<<: *name` takes over the keys of another entry that are not written here."""
        sources = source.children if isinstance(source.children, list) else [source]
        for one in sources:
            if not isinstance(one.children, dict):
                raise self.refuse(
                    mark, "'<<' with something that has no keys", "an alias of an entry, such as '<<: *usual'"
                )
            for key, child in one.children.items():
                if key not in children:
                    children[key] = child
                    node.value[key] = child[2].value
