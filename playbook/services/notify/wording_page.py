"""Sentences of the page about what was told, to whom, and what stood in the way."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from metrics.store.outbox import MessageState
from playbook.documents.messages.message import MessageKind
from playbook.services.notify.wording import trouble
from playbook.wording import plural, sentence_case
from playbook.wording_moments import moment_text

TITLE = "Messages sent"
HEAD_MESSAGE, HEAD_CHANNEL, HEAD_STATE, HEAD_WHEN = "Message", "To", "State", "Last tried"
FILE_COLUMNS = ("state", "channel", "kind", "message", "made_utc", "last_tried_utc", "next_try_utc", "tries", "why")
KIND_WORDS: Mapping[MessageKind, str] = {
    MessageKind.DIGEST: "weekly digest",
    MessageKind.PERSONAL: "personal digest",
    MessageKind.ALERT: "alert",
}


def summary(states: Sequence[MessageState]) -> str:
    """How many went, wait and were lost."""
    sent = sum(state is MessageState.SENT for state in states)
    lost = sum(state is MessageState.GIVEN_UP for state in states)
    waiting = sum(not state.is_over for state in states)
    was = "was" if len(states) == 1 else "were"
    parts = [f"{sent:,} of {plural(len(states), 'message')} {was} sent"]
    parts += [f"{waiting:,} still to go"] if waiting else []
    parts += [f"{lost:,} given up after many tries"] if lost else []
    return f"{', '.join(parts)}."


def what_stands_in_the_way(why: str, tries: int, ahead: datetime | None, timezone: str, today: date) -> str:
    """Why a message did not go, how often it was tried, and when it is tried again (`ahead`, UTC)."""
    again = f"next try {moment_text(ahead, timezone, today)}" if ahead is not None else ""
    said = "; ".join(part for part in (trouble(why, tries), again) if part)
    return sentence_case(said) if said else ""
