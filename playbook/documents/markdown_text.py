"""Text from files made safe for Markdown documents (CommonMark and GitHub's), and the tables and lists they are in."""

import re
from collections.abc import Iterable, Sequence

from metrics.visible import visible_line

_ANYWHERE = re.compile(r"([\\`*_\[\]|~$]|<(?=[A-Za-z/!?]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_THE_START = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=>|#{1,6}(?:\s|$)|[-+](?:\s|$)|[-=\s]+$))")


def escaped(text: object) -> str:
    """`text` on one line, to be read literally: no markup, no HTML, no formula; bare web addresses stay readable."""
    line = visible_line(text)
    line = _AT_THE_START.sub(lambda found: f"{found[1] or ''}\0", line)
    line = _ENTITY.sub("\0&", _ANYWHERE.sub("\0\\1", line))
    return line.replace("\0", "\\")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Lines of a table whose cells are Markdown already; the columns in `right` hold numbers."""
    numbers = frozenset(right)
    marks = ["---:" if column in numbers else "---" for column in range(len(head))]
    return [_row(head), _row(marks), *(_row(row) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def bullets(entries: Iterable[str]) -> list[str]:
    """Lines of a list whose entries are Markdown already."""
    return [f"- {entry}" for entry in entries]
