"""Makes a message fit what a service takes: lines are left out from the end, and how many is said."""

from collections.abc import Callable
from dataclasses import replace

from playbook.documents.messages import wording
from playbook.documents.messages.message import Message, Section


def fitted(message: Message, fits: Callable[[Message], bool]) -> Message:
    """The message with as many of its lines as fit; the title always stays."""
    if fits(message):
        return message
    total = sum(len(part.lines) for part in message.sections)
    least, most = 0, total
    while least < most:  # the most lines that fit
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fits(_first(message, middle, total)) else (least, middle - 1)
    return _first(message, least, total)


def _first(message: Message, lines: int, total: int) -> Message:
    kept: list[Section] = []
    left = lines
    for part in message.sections:
        shown = part.lines[:left]
        left -= len(shown)
        if shown:
            kept.append(Section(part.title, shown))
    rest = total - lines
    return replace(message, sections=(*kept, Section("", (wording.and_more(rest),))) if rest else tuple(kept))
