"""YAML's own complaints in plain words: what is wrong with a line, and what to do about it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from metrics.problems import Problem, YamlPlace
from playbook.yaml_text.swallowed import bracket_in_comment, colon_that_is_none, line_taken_for_text

_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7})(?: |$)|={7}$")
_ODD_INDENT = re.compile(r" *([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])")
_KEY = re.compile(r"\s*(?:-\s+)*(?:\{\s*)?[\w-]+:\s")
_ODD_SPACE_AFTER = re.compile(r"\s*(?:-\s+)*[A-Za-z_][\w-]*:([\u00a0\u2000-\u200b\u202f\u3000])")
_BRACKETS = {"]": "[", "}": "{"}


def conflict_in(lines: list[str], file: str) -> Problem | None:
    """The first mark of a merge that was not finished, or was half cleared up; None where there is none."""
    marked = [number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    if not marked:
        return None
    characters = {lines[number - 1][0] for number in marked}
    if {"<", ">"} <= characters:
        remedy = "choose between the two sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        return Problem(YamlPlace(file, marked[0], 1), "a merge that git could not finish", "one text", remedy)
    found = f"a line left over from a merge ('{lines[marked[0] - 1][:7]}')"
    remedy = "choose between the two sides of the merge, and delete this line"
    return Problem(YamlPlace(file, marked[0], 1), found, "one text", remedy)


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
    are the texts in quotes that the reader found, from their first character to their last."""
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
    odd = _ODD_SPACE_AFTER.match(written)
    if odd is not None:
        found = f"a space of another kind (U+{ord(odd[1]):04X}) behind the ':'"
        return Problem(YamlPlace(file, line + 1, odd.start(1) + 1), found, "a plain space", "type the space anew")
    no_colon = colon_that_is_none(written, line, file)
    if no_colon is not None:
        return no_colon
    expected = "a key and its value, such as 'owner: head-of-data'"
    return Problem(YamlPlace(file, line + 1, column + 1), "text without a ':' behind it", expected)


def stray_character(line: int, column: int, written: str, file: str, *, within_brackets: bool) -> Problem | None:
    """A bracket that nothing opened, a tab between the words of a line, or, within brackets, a character that nothing
    belongs to; None for any other character."""
    character = written[column : column + 1]
    place = YamlPlace(file, line + 1, column + 1)
    if character in _BRACKETS and character:
        return Problem(
            place, f"a '{character}' without a '{_BRACKETS[character]}' that it closes", remedy="take it out"
        )
    if character == ":" and within_brackets:
        return Problem(
            place, "a second ':' where one key and its value stand", remedy="put a ',' before the second key"
        )
    if character == "," and within_brackets:
        return Problem(place, "a ',' with nothing before it", remedy="take it out")
    if character == "\t":
        return Problem(place, "a tab", "a space", "replace the tab by a space")
    return None


_MOST_TAB_LINES = 20
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB_IN_INDENTATION = re.compile(r"[ ]*\t")
_NEEDS_QUOTES = re.compile(r"(?:(?<![\w.-])[\w.-]+\s*:\s+|-\s+|[\[{,]\s*)([>|*&!%@`].*)")
_LONGEST_QUOTED = 200
_NO_COLON = "could not find expected ':'"
_NO_KEY_HERE = "mapping values are not allowed"
_MARGIN = "put every key of one entry in the same column"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the YAML reader said; lines and columns count from 0. `opened` is where the thing it was reading began."""

    problem: str
    line: int
    column: int
    opened: tuple[int, int] | None = None


MOST_LEVELS = 30
TOO_DEEP = (f"more than {MOST_LEVELS} levels inside one another", "", "is a bracket left open?")
_PLAIN_WORDS: tuple[tuple[str, str, str, str], ...] = (
    (
        _NO_KEY_HERE,
        "a ':' where no key can stand",
        "",
        "put the text in quotes if the ':' belongs to it, else check the indentation of this line and the one above",
    ),
    (
        "did not find expected '-' indicator",
        "a line that fits neither the list nor the keys above it",
        "",
        "start it with '- ' or mend its indentation",
    ),
    ("did not find expected key", "a line that fits none of the keys above it", "", f"mend its indentation: {_MARGIN}"),
    ("expected <block end>", "a line that fits none of the keys above it", "", f"mend its indentation: {_MARGIN}"),
    ("found unexpected ':'", "a ':' without a space behind it", "", "put a space behind it"),
    ("expected ',' or", "a bracket that is not closed by line {line}", "',' or the closing bracket", ""),
    (
        "sequence entries are not allowed",
        "a '-' where no list can stand",
        "",
        "put the list on the lines below its key",
    ),
    ("mapping keys are not allowed", "a key where none can stand", "", _MARGIN),
    ("unexpected end of stream", "a quote that is never closed", "", "close it, or take it out"),
    ("unexpected document indicator", "a quote that is never closed", "", "close it, or take it out"),
    (
        "unknown escape character",
        "a backslash in double quotes that means nothing",
        "",
        "use single quotes, which leave backslashes alone",
    ),
    (
        "hexadecimal",
        "a backslash in double quotes that means nothing",
        "",
        "use single quotes, which leave backslashes alone",
    ),
    (
        "did not find expected <document start>",
        "text behind the end of the document",
        "",
        f"check the indentation: {_MARGIN}",
    ),
    ("undefined tag handle", "text that begins with '!'", "", "put it in quotes"),
    ("maximum nesting depth", *TOO_DEEP),
)
Quoted = Iterable[tuple[Mark, Mark]]


def problems_of(complaint: Complaint, text: str, file: str, quoted: Quoted = ()) -> tuple[Problem, ...]:
    """The located problems of a complaint: one, or one for each line with other characters than spaces in its
    indentation. `quoted` are the texts in quotes, as `swallowing_quote` takes them."""
    lines = text.splitlines()
    line = lines[complaint.line] if complaint.line < len(lines) else ""
    conflict = conflict_in(lines, file)
    if conflict is not None:
        return (conflict,)
    if _TAB_IN_INDENTATION.match(line):
        return tuple(_tabs(lines, file))
    odd = tuple(islice(odd_indents(lines, file), _MOST_TAB_LINES))
    if odd:
        return odd
    if _NO_COLON in complaint.problem:
        return (line_without_colon(*(complaint.opened or (complaint.line, complaint.column)), lines, file),)
    if _NO_KEY_HERE in complaint.problem:
        above = line_taken_for_text(lines, complaint.line, complaint.column)
        if above is not None:
            return (line_without_colon(above, len(lines[above]) - len(lines[above].lstrip(" -")), lines, file),)
    special = (
        stray_character(complaint.line, complaint.column, line, file, within_brackets=_is_within_brackets(complaint))
        or _left_open(complaint, text, file, quoted)
        or _closed_in_a_comment(complaint, lines, file)
        or _unquoted(complaint, line, file)
        or _after_a_quote(complaint, line, file)
    )
    return (special or _in_plain_words(complaint, file),)


def _unquoted(complaint: Complaint, line: str, file: str) -> Problem | None:
    """`pass: >= 0.90`, `*bold*`, `@someone`: characters that mean something else to YAML."""
    said = complaint.problem
    match = _NEEDS_QUOTES.search(line)
    if match and any(word in said for word in ("start any token", "expected", "tag")):
        begins, column = match[1].rstrip().rstrip("]},").rstrip(), match.start(1)
        if any(bracket in line[:column] for bracket in "[{"):
            begins = re.split(r"[,\]}]", begins)[0].rstrip()
    elif "start any token" in said and complaint.column < len(line):
        begins, column = line[complaint.column], complaint.column
    else:
        return None
    found = f"text that begins with '{begins[0]}' and is not in quotes"
    said_whole = 1 < len(begins) <= _LONGEST_QUOTED and '"' not in begins
    remedy = f'write "{begins}"' if said_whole else "put it in quotes"
    return Problem(YamlPlace(file, complaint.line + 1, column + 1), found, remedy=remedy)


def _is_within_brackets(complaint: Complaint) -> bool:
    """True where an entry of `{…}` or `[…]` was being read, on the line that opened it."""
    inside = any(word in complaint.problem for word in ("expected ',' or", "expected node content"))
    return inside and (complaint.opened is None or complaint.opened[0] == complaint.line)


def _left_open(complaint: Complaint, text: str, file: str, quoted: Quoted) -> Problem | None:
    if "expected" not in complaint.problem:
        return None
    return swallowing_quote((complaint.line, complaint.column), text, file, quoted)


def _closed_in_a_comment(complaint: Complaint, lines: list[str], file: str) -> Problem | None:
    if "expected ',' or" not in complaint.problem or complaint.opened is None:
        return None
    return bracket_in_comment(lines, complaint.opened[0], complaint.line, file)


def _after_a_quote(complaint: Complaint, line: str, file: str) -> Problem | None:
    if "expected" not in complaint.problem or not line[: complaint.column].rstrip().endswith(("'", '"')):
        return None
    remedy = "quote the whole text; inside single quotes, write a quote twice"
    return Problem(_place(complaint, file), "text behind a closing quote", remedy=remedy)


def _in_plain_words(complaint: Complaint, file: str) -> Problem:
    place = _place(complaint, file)
    for part, found, expected, remedy in _PLAIN_WORDS:
        if part in complaint.problem:
            if complaint.opened is not None and "closed" in found:
                place = YamlPlace(file, complaint.opened[0] + 1, complaint.opened[1] + 1)
            return Problem(place, found.replace("{line}", str(complaint.line + 1)), expected, remedy)
    found = f"this is not YAML ({complaint.problem})"
    return Problem(place, found, remedy="check indentation, quotes and brackets here")


def _place(complaint: Complaint, file: str) -> YamlPlace:
    return YamlPlace(file, complaint.line + 1, complaint.column + 1)


def _tabs(lines: list[str], file: str) -> Iterator[Problem]:
    tabbed = [number for number, line in enumerate(lines, 1) if _TAB_IN_INDENTATION.match(line)]
    for number in tabbed[:_MOST_TAB_LINES]:
        column = lines[number - 1].index("\t") + 1
        yield Problem(
            YamlPlace(file, number, column), "a tab in the indentation", "spaces", "replace the tab by spaces"
        )
    if len(tabbed) > _MOST_TAB_LINES:
        rest = len(tabbed) - _MOST_TAB_LINES
        yield Problem(YamlPlace(file), f"{rest} more lines with a tab in the indentation", "spaces")


def unprintable(text: str, file: str) -> Problem | None:
    """The first character that no YAML text may hold, such as a NUL byte; None where there is none."""
    match = _UNPRINTABLE.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    line = before.count("\n") + 1
    column = match.start() - (before.rfind("\n") + 1) + 1
    return Problem(
        YamlPlace(file, line, column),
        f"the control character U+{ord(match[0]):04X}",
        "readable text",
        "take it out; was the file saved by a text editor?",
    )
