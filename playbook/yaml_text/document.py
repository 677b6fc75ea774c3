"""One YAML file as data: every value with its place, counted from 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.problems import YamlPlace

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a file down to a value."""


class Node:
    """One value with its place (counted from 1), the keys or items in it, and how many values it comes to."""

    __slots__ = ("children", "column", "line", "size", "text", "value")

    def __init__(self, value: Any, line: int, column: int, text: str | None = None) -> None:
        self.value = value
        self.line = line
        self.column = column
        self.text = text
        self.children: dict[str, tuple[int, int, Node]] | list[Node] | None = None
        self.size = 1


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file and where each part of it stands. `lost` are paths whose value could not be taken over."""

    file: str
    root: Node
    lost: tuple[Path, ...] = ()

    @property
    def data(self) -> Any:
        """Plain dictionaries, lists, text, numbers, truth values and days."""
        return self.root.value

    def where(self, path: Sequence[str | int], key: bool = True) -> YamlPlace:
        """Place of the key at `path` (or of its value); of the nearest enclosing thing where there is no such path."""
        node = self.root
        line, column = node.line, node.column
        for part in path:
            children = node.children
            if isinstance(children, dict) and isinstance(part, str) and part in children:
                line, column, node = children[part]
            elif isinstance(children, list) and isinstance(part, int) and 0 <= part < len(children):
                node = children[part]
                line, column = node.line, node.column
            else:
                return YamlPlace(self.file, line, column)
        return YamlPlace(self.file, line, column) if key else YamlPlace(self.file, node.line, node.column)

    def text_at(self, path: Sequence[str | int]) -> str | None:
        """A number or day as it was written; None for anything else."""
        node = self.root
        for part in path:
            children = node.children
            if isinstance(children, dict) and part in children:
                node = children[str(part)][2]
            elif isinstance(children, list) and isinstance(part, int) and part < len(children):
                node = children[part]
            else:
                return None
        return node.text
