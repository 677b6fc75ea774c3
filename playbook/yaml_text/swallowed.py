"""What a text loses where it reads well and was meant otherwise: words after ' #', a key whose ':' is none."""

import re

from metrics.problems import Problem, Severity, YamlPlace
from metrics.wording import shortened

_COMMENT = re.compile(r"([ \t]+)#(.*)")
_MEANT = re.compile(r"[^\s#!]|\s?\d|\s*$")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_ODD_COLONS = "\uff1a\ufe55\ua789\u2236\ufe13"
_NO_KEY = re.compile(rf"\s*(?:-\s+)*[A-Za-z_][\w-]*\s*(?:([{_ODD_COLONS}])|(:)(?=[^\s/:]))")
_LONGEST_LINE = 1_000
"""Nobody writes a longer one by hand, and looking for quotes in it from each of its quotes takes minutes."""
_AFTER_HASH = "put the text in quotes if it belongs to it"


def comment_in(written: str, end: int, line: int, file: str) -> Problem | None:
    """The comment directly after a text without quotes that ends at `end`, where it looks like the rest of that text:
    `Ask #works-council for its date`. Lines and columns count from 0."""
    found = _COMMENT.match(written, end)
    if found is None:
        return None
    gap, swallowed = found.groups()
    meant = _MEANT.match(swallowed)
    if meant is None or (len(gap) > 1 and not meant[0].strip()):
        return None
    place = YamlPlace(file, line + 1, found.start() + len(gap) + 1)
    lost = shortened(f"#{swallowed}")
    text = f"the words '{lost}' behind ' #' are a comment, and no part of the text"
    remedy = "put the text in quotes if they belong to it, else write '# ' with a space behind it"
    return Problem(place, text, remedy=remedy, severity=Severity.WARNING)


def bracket_in_comment(lines: list[str], opened: int, line: int, file: str) -> Problem | None:
    """The ' #' after which the bracket closes that was opened in line `opened` and is missing in `line`."""
    for number in range(opened, min(line + 1, len(lines))):
        bare = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), lines[number][:_LONGEST_LINE])
        found = re.search(r"\s#.*[}\]]", bare)
        if found is not None:
            text = "the bracket closes behind ' #', which begins a comment"
            return Problem(YamlPlace(file, number + 1, found.start() + 2), text, remedy=_AFTER_HASH)
    return None


def colon_that_is_none(written: str, line: int, file: str, *, before: int = 0) -> Problem | None:
    """A key whose ':' is of another kind, as East Asian keyboards type it, or has no space after it. `before` is how
    many columns stand before `written` in its line."""
    found = _NO_KEY.match(written)
    if found is None:
        return None
    place = YamlPlace(file, line + 1, before + (found.start(1) if found[1] else found.start(2)) + 1)
    if found[1]:
        odd = f"a ':' of another kind (U+{ord(found[1]):04X})"
        return Problem(place, odd, "a plain ':' and a space behind it", "type it anew")
    return Problem(place, "a ':' without a space behind it", remedy="put a space behind it")


def line_taken_for_text(lines: list[str], line: int, column: int) -> int | None:
    """The line above `line` (from 0) that should be a key of its own, and that the ':' at `column` shows to have been
    read as the beginning of its key; None where there is none."""
    margin = _margin(lines[line])
    if lines[line][margin:column].strip() == "":
        return None
    for above in range(line - 1, -1, -1):
        written = lines[above][:_LONGEST_LINE]
        if not written.strip() or written.lstrip().startswith("#"):
            return None
        if re.search(r":(\s|$)", _QUOTED.sub("", written)) or _margin(written) < margin:
            return None
        if above == 0 or _begins(lines, above):
            return above
    return None


def _begins(lines: list[str], line: int) -> bool:
    """Whether the text of a line is the beginning of something, and not the rest of what stands above it."""
    if lines[line].lstrip().startswith("- "):
        return True
    above = lines[line - 1].strip()
    return not above or above.startswith("#") or bool(re.search(r":\s*(#.*)?$", above))


def _margin(written: str) -> int:
    """Column of the first word, after the dashes of a list."""
    match = re.match(r"\s*(?:-\s+)*", written)
    return match.end() if match else 0
