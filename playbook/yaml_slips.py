"""Slips that the YAML reader notices further down than they were made: each is told where it was made."""

import re
from collections.abc import Iterable, Iterator

from metrics.problems import Problem, YamlPlace

_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7}) |={7}$")
_ODD_INDENT = re.compile(r" *([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])")
_KEY = re.compile(r"\s*(?:-\s+)*\{?\s*[\w-]+:\s")
_ODD_SPACE_BEHIND = re.compile(r"\s*(?:-\s+)*[A-Za-z_][\w-]*:([\u00a0\u2000-\u200b\u202f\u3000])")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:-\s+)*[A-Za-z_][\w-]*(:)[^\s/:]")
_BRACKETS = {"]": "[", "}": "{"}


def conflict_in(lines: list[str], file: str) -> Problem | None:
    """The first mark of a merge that was not finished; None where there is none."""
    marked = [number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    if not marked or not any(lines[number - 1].startswith(("<", ">")) for number in marked):
        return None
    remedy = "choose between the two sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return Problem(YamlPlace(file, marked[0], 1), "a merge that git could not finish", "one text", remedy)


def odd_indents(lines: list[str], file: str) -> Iterator[Problem]:
    """Spaces of another kind in the indentation, as copied from a web page or a chat."""
    for number, line in enumerate(lines, 1):
        match = _ODD_INDENT.match(line)
        if match is not None:
            found = f"a space of another kind (U+{ord(match[1]):04X}) in the indentation"
            remedy = "type the indentation of this line anew"
            yield Problem(YamlPlace(file, number, match.start(1) + 1), found, "plain spaces", remedy)


Mark = tuple[int, int]
"""Line and column, from 0."""


def swallowing_quote(place: Mark, text: str, file: str, quoted: Iterable[tuple[Mark, Mark]]) -> Problem | None:
    """The quote that was left open and took in the lines up to the next one, which closed it before `place`. `quoted`
    are the texts in quotes that the reader found, from their first sign to behind their last."""
    lines = text.splitlines()
    line = place[0]
    began = None
    for start, end in quoted:
        if start[0] < end[0] == line and end <= place:
            began = start
        if start > place:
            break
    if began is None or not any(_KEY.match(one) for one in lines[began[0] + 1 : line + 1]):
        return None
    found = f"a quote that is not closed before line {line + 1}, where another one begins"
    return Problem(YamlPlace(file, began[0] + 1, began[1] + 1), found, remedy="close it, or take it out")


def line_without_colon(line: int, column: int, lines: list[str], file: str) -> Problem:
    """A line (from 0) that should be a key and its value."""
    written = lines[line] if line < len(lines) else ""
    odd = _ODD_SPACE_BEHIND.match(written)
    if odd is not None:
        found = f"a space of another kind (U+{ord(odd[1]):04X}) behind the ':'"
        return Problem(YamlPlace(file, line + 1, odd.start(1) + 1), found, "a plain space", "type the space anew")
    match = _KEY_WITHOUT_SPACE.match(written)
    if match is not None:
        place = YamlPlace(file, line + 1, match.start(1) + 1)
        return Problem(place, "a ':' without a space behind it", remedy="put a space behind it")
    expected = "a key and its value, such as 'owner: head-of-data'"
    return Problem(YamlPlace(file, line + 1, column + 1), "text without a ':' behind it", expected)


def stray_sign(line: int, column: int, written: str, file: str, *, within_brackets: bool) -> Problem | None:
    """A bracket that nothing opened, a tab between the words of a line, or, within brackets, a sign that nothing
    belongs to; None for any other sign."""
    sign = written[column : column + 1]
    place = YamlPlace(file, line + 1, column + 1)
    if sign in _BRACKETS and sign:
        return Problem(place, f"a '{sign}' without a '{_BRACKETS[sign]}' that it closes", remedy="take it out")
    if sign == ":" and within_brackets:
        return Problem(
            place, "a second ':' where one key and its value stand", remedy="put a ',' before the second key"
        )
    if sign == "," and within_brackets:
        return Problem(place, "a ',' with nothing before it", remedy="take it out")
    if sign == "\t":
        return Problem(place, "a tab", "a space", "replace the tab by a space")
    return None
