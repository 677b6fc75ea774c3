"""An address that opens an e-mail with a text in it: nothing in the text can add a recipient, a header or a file."""

from urllib.parse import quote

from metrics.visible import visible, visible_line

_LONGEST = 1800
"""Longer addresses are cut or refused by some mail programs."""


def mail_address(subject: str, lines: str, text: str, too_long: str) -> str:
    """`mailto:` without a recipient; `text` below the lines, `too_long` in its place where it does not fit."""
    head = f"mailto:?subject={quote(visible_line(subject), safe='')}&body="
    whole = head + _body(f"{lines}\n\n{text}")
    return whole if len(whole) <= _LONGEST else head + _body(f"{lines}\n\n{too_long}")


def _body(text: str) -> str:
    return quote("\r\n".join(visible(line) for line in text.splitlines()), safe="")
