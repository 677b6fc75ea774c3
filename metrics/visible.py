"""Characters that nobody sees, or that move others about, as escapes: the one way text from outside is let through."""

import re

_ANYWHERE = (
    "\x00-\x1f\x7f-\x9f"  # control: they move the cursor, colour, and set the title of a terminal
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional: they turn the order of what is read
    "\u2028\u2029\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"  # ends of lines, notes, halves, tags
)
_UNSEEN = re.compile(f"[{_ANYWHERE}]")
_IN_JSON = re.compile(f"[{_ANYWHERE}]".replace("\x00-\x1f", ""))
_COLOR = re.compile(r"(\x1b\[[0-9;]{0,20}m)")


def visible(text: str, keep: str = "\n\t") -> str:
    """`text` with every such character but those in `keep` as an escape, such as \\x1b or \\u202e."""
    return _UNSEEN.sub(lambda found: found[0] if found[0] in keep else _escape(found[0]), text)


def visible_line(text: object) -> str:
    """The same on one line."""
    return " ".join(visible(str(text), "\n\t\r").split())


def visible_json(text: str) -> str:
    """A JSON document in which such characters stand as JSON writes them; what it says stays the same."""
    return _IN_JSON.sub(lambda found: _json_escape(found[0]), text)


def visible_in_color(text: str) -> str:
    """What another program wrote for a terminal: its colours stay, and nothing else that a terminal obeys."""
    return "".join(part if number % 2 else visible(part) for number, part in enumerate(_COLOR.split(text)))


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
