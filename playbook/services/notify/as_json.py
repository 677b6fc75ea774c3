"""What was made, sent and tried as the document of `playbook notify --json` and of the HTTP API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from metrics.store import outbox
from metrics.store.outbox import MessageState
from playbook.documents.messages.message import Message, MessageKind, Section
from playbook.json_values import Document, OrNull
from playbook.model.incidents import Severity
from playbook.services.notify.kept import message_of
from playbook.services.notify.making import Making


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message for one channel. `event` is what became of an alert (began, changed, ended), `subject` what it is
    about by its ids; `tries` how often it was sent or tried to be, `last` and `next` the moments of the last and the
    next one, in UTC; `why` what stood in the way. A message that was only shown has no id."""

    id: OrNull
    channel: str
    kind: MessageKind
    event: OrNull
    subject: str
    severity: Severity | None
    products: tuple[str, ...]
    title: str
    sections: tuple[Section, ...]
    state: MessageState
    made: datetime | None
    tries: int
    last: datetime | None
    next: datetime | None
    why: OrNull


@dataclass(frozen=True, kw_only=True)
class NotifyDocument(Document):
    """`notify --json`: messages that would go, that went now, or, with `--history`, all of the last ones."""

    messages: tuple[MessageRow, ...]


def shown_document(makings: Sequence[Making]) -> NotifyDocument:
    """Messages that would go."""
    return NotifyDocument(messages=tuple(shown_row(one) for one in makings))


def shown_row(making: Making) -> MessageRow:
    """A message that is not kept."""
    return _row(making.message, "", making.channel.id, MessageState.WAITING)


def kept_row(kept: outbox.Message) -> MessageRow:
    """A message of the store."""
    tried = _utc(kept.happened_at) if kept.tries else None
    ahead = None if kept.state.is_over else _utc(kept.next_at)
    message = message_of(kept.content)
    more = (_utc(kept.made_at), kept.tries, tried, ahead, kept.why)
    return _row(message, kept.message_id, kept.channel, kept.state, *more)


def _row(
    message: Message,
    message_id: str,
    channel: str,
    state: MessageState,
    made: datetime | None = None,
    tries: int = 0,
    last: datetime | None = None,
    ahead: datetime | None = None,
    why: str = "",
) -> MessageRow:
    return MessageRow(
        message_id,
        channel,
        message.kind,
        message.event,
        message.subject,
        message.severity,
        message.products,
        message.title,
        message.sections,
        state,
        made,
        tries,
        last,
        ahead,
        why,
    )


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)
