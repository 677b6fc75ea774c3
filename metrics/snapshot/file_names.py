"""The name of a file as it came in, made fit to be kept and shown: no path, no control characters, not endless."""

import re

from metrics.visible import visible_line

LONGEST = 120
UNNAMED = "upload"
_SEPARATOR = re.compile(r"\\(?!x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
"""Of a path of Windows; a character that was made visible before is none."""
_CUT = re.compile(r"\\[^\\]{0,9}$")
"""The beginning of an escape that may have been cut off."""


def shown_name(name: str) -> str:
    """The last part of a path of either kind, characters that nobody sees as escapes; too long, it keeps its ending."""
    last = _SEPARATOR.sub("/", name).rstrip("/").rpartition("/")[2]
    last = visible_line(last)
    if last.strip(".") == "":
        return UNNAMED
    if len(last) > LONGEST:
        return f"{_CUT.sub('', last[: LONGEST - 21])}…{last[-20:]}"
    return last
