"""A document as Markdown: every text in it is escaped and reads as it was written."""

from collections.abc import Iterator

from playbook.documents.document import Bullets, Document, Heading, Paragraph, Table
from playbook.documents.markdown_text import bullets, escaped, table


def to_markdown(document: Document) -> str:
    """The whole document; it ends with a line break."""
    return "\n\n".join("\n".join(lines) for lines in _blocks(document)) + "\n"


def _blocks(document: Document) -> Iterator[list[str]]:
    yield [f"# {escaped(document.title)}"]
    heading = document.title
    for block in document.blocks:
        match block:
            case Heading(level, text):
                heading = text
                yield [f"{'#' * level} {escaped(text)}"]
            case Paragraph(text):
                yield [escaped(text)]
            case Bullets(entries):
                yield bullets(escaped(entry) for entry in entries)
            case Table(head, rows, caption):
                if caption != heading:
                    yield [escaped(caption)]
                yield table([escaped(cell) for cell in head], ([escaped(cell) for cell in row] for row in rows))
