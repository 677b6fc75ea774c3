"""One message, before any service gives it its own look."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from playbook.documents.messages import wording
from playbook.model.incidents import Severity


class MessageKind(StrEnum):
    """What a message is."""

    DIGEST = "digest"
    PERSONAL = "personal"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a message; `title` '' where it needs none."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message in plain text. `event` is what became of an alert, '' of others; `subject` what it is about by its
    ids; `picture` a PNG in base64 for services that take files, '' where there is none."""

    kind: MessageKind
    event: str
    subject: str
    title: str
    sections: tuple[Section, ...]
    severity: Severity | None = None
    products: tuple[str, ...] = ()
    picture: str = ""


def as_text(message: Message) -> str:
    """The message for a terminal."""
    parts = [message.title]
    for section in message.sections:
        head = [section.title] if section.title else []
        parts.append("\n".join((*head, *(wording.bullet(line) for line in section.lines))))
    return "\n\n".join(parts)


def section(title: str, lines: Iterable[str], most: int = 8) -> tuple[Section, ...]:
    """A part with its first lines, and how many more there are; nothing where there are none."""
    listed = tuple(line for line in lines if line)
    rest = len(listed) - most
    # one line more is no longer than the sentence about it
    shown = listed if rest <= 1 else (*listed[:most], wording.and_more(rest))
    return (Section(title, shown),) if listed else ()
