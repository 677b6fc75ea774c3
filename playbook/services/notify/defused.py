"""Text that came from records, such that no service finds a mention, a link or markup in it."""

import re
from dataclasses import replace

from metrics.visible import visible_line
from playbook.documents.messages.message import Message, Section

_BREAK = "\u200b"
"""A space of no width: people read the text as it is, services find no word to act on."""
_NO_TITLE = "–"
_LONGEST_LINE = 600
_LONGEST_TITLE = 140
_SIGNS = str.maketrans(
    {
        "<": "‹",
        ">": "›",
        "`": "'",
        "*": "∗",
        "~": "∼",
        "|": "¦",
        "[": "［",
        "]": "］",
    }
)
_COMPARED = re.compile(r"[<>](?==)|(?<= )[<>](?= )")
"""Signs that compare; no markup begins with them."""
_MENTION = re.compile(r"[@＠﹫]")
_LINK = re.compile(r"(?i)\b(?P<scheme>[a-z][a-z0-9+.-]*):(?=\S)")
_BEGINS = re.compile(r"^(?=[#>+-])")
"""What makes a heading, a quote or a list of a line."""
_AT_EDGE = re.compile(r"(?<!\w)_|_(?!\w)|_{2,}")
_ENCODED = re.compile(r"=(?=\?)")
"""Begins a word that a reader of mail would decode, to characters that were not made visible."""
_DOMAIN = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2,})")
"""A dot within what could be the name of a site."""


def defused(text: str, most: int = _LONGEST_LINE) -> str:
    """One line of text that nobody is called by and nothing can be clicked in, cut where it is too long."""
    line = visible_line(text)
    if len(line) > most:
        line = f"{line[: most - 1].rstrip()}…"
    parts = _COMPARED.split(line)
    compared = _COMPARED.findall(line)
    said = parts[0].translate(_SIGNS) + "".join(
        f"{sign}{part.translate(_SIGNS)}" for sign, part in zip(compared, parts[1:], strict=True)
    )
    said = _MENTION.sub(lambda found: f"{found[0]}{_BREAK}", said)
    said = _LINK.sub(lambda found: f"{found[0]}{_BREAK}", said)
    said = _ENCODED.sub(f"={_BREAK}", said)
    said = _DOMAIN.sub(f"{_BREAK}.", said)
    said = _BEGINS.sub(_BREAK, said)
    return _AT_EDGE.sub(lambda found: _BREAK.join(("", *found[0], "")), said)


def defused_message(message: Message) -> Message:
    """The same message with every text of it defused."""
    sections = tuple(
        Section(defused(part.title, _LONGEST_TITLE), tuple(filter(None, map(defused, part.lines))))
        for part in message.sections
    )
    return replace(message, title=defused(message.title, _LONGEST_TITLE) or _NO_TITLE, sections=sections)
