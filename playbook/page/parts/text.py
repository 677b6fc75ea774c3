"""Text from YAML and files made safe for Markdown: shown as it was written, never run, never a link by accident."""

import re

from metrics.visible import visible_line

_ANYWHERE = r"[\\`*_\[\]<|~$]"
_BEFORE_A_WORD = r":(?=[\w+-])|&(?=#?\w+;)"
_AT_THE_START = r"^[#+\->=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]"
_SPECIAL = re.compile(f"({_ANYWHERE}|{_BEFORE_A_WORD}|{_AT_THE_START})")
_SHORT_CODE = re.compile(r":(?=[\w+/-]+:)")
_ADDRESS = re.compile(r"(?i)(?<=\w)@(?=\w)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)|:(?=//)|(?<=www)(?=\.)")
_BELOW_ZERO = re.compile(r"(?<![^\s(])-(?=[$€£¥]?\d)")
_WORD_JOINER = "\u2060"


def escape_markdown(text: object, limit: int | None = None) -> str:
    """`text` on one line, to be shown literally by any Streamlit call that reads Markdown.

    Icons, emoji, web and mail addresses are recognized after parsing, where a backslash no longer helps: an invisible
    word joiner keeps them apart. Links are made of fields that are links, by `cells.web_link`. With `limit` a longer
    text is cut.
    """
    line = visible_line(text)
    if limit is not None and len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    line = _SHORT_CODE.sub(":" + _WORD_JOINER, line)
    line = _ADDRESS.sub(lambda match: match[0] + _WORD_JOINER, line)
    return _SPECIAL.sub(r"\\\1", line)


def typeset(text: str) -> str:
    """`text` with signs for what is typed with two characters, and a true minus before numbers below zero."""
    text = text.replace("<=", "≤").replace(">=", "≥")
    return _BELOW_ZERO.sub("−", text) if "-" in text else text


def is_web_link(link: str) -> bool:
    """True for http and https addresses, the only ones a page may link to."""
    return link.startswith(("https://", "http://")) and not any(ch.isspace() or ch in '"<>`\\' for ch in link)
