"""A document as its parts: headings, paragraphs, lists and tables of plain text; writers make files of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 2 is the highest, the title being 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of entries."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column names the row, `caption` says what it shows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    title: str
    blocks: tuple[Block, ...]
