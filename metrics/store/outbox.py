"""Messages on their way: what was told of, each message with everything that was tried, and who is at it now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from metrics.store.store import Store


class MessageState(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is tried."""
        return self in (MessageState.SENT, MessageState.GIVEN_UP, MessageState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Reported:
    """How something stood when it was told of last. `about` is whatever its owner keeps of it."""

    key: str
    state: str
    about: str
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be sent; `content` is whatever its owner makes of it, `subject` what later ones may overtake."""

    message_id: str
    channel: str
    subject: str
    made_at: datetime
    content: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message and where it is. `step` counts what happened to it, `tries` how often it was sent or tried to be;
    `next_at` is when it may be tried again, or until when `worker` has it. Moments are naive UTC."""

    message_id: str
    channel: str
    subject: str
    made_at: datetime
    content: str
    state: MessageState
    step: int
    tries: int
    happened_at: datetime
    next_at: datetime
    worker: str
    why: str


_REPORTED = (
    "SELECT key, arg_max(state, reported_at), arg_max(about, reported_at), max(reported_at) FROM reported GROUP BY key"
)
_TELL = "INSERT INTO reported SELECT $key, $state, $about, $reported_at"
_ADD = "INSERT INTO message SELECT $message_id, $channel, $subject, $made_at, $content"
_STEP = """
    INSERT INTO delivery SELECT $message_id, $step, $state, $happened_at, $next_at, $worker, $why
"""
_MESSAGES = """
    SELECT message_id, channel, subject, made_at, content, coalesce(last.state, 'waiting') AS state,
        coalesce(last.step, 0) AS step, coalesce(last.tries, 0) AS tries,
        coalesce(last.happened_at, made_at) AS happened_at, coalesce(last.next_at, made_at) AS next_at,
        coalesce(last.worker, '') AS worker, coalesce(last.why, '') AS why
    FROM message LEFT JOIN (
        SELECT message_id, arg_max(state, step) AS state, max(step) AS step,
            count(*) FILTER (state IN ('sent', 'failed', 'given_up')) AS tries,
            arg_max(happened_at, step) AS happened_at, arg_max(next_at, step) AS next_at,
            arg_max(worker, step) AS worker, arg_max(why, step) AS why
        FROM delivery GROUP BY message_id
    ) AS last USING (message_id)
"""
_ON_THEIR_WAY = f"""{_MESSAGES}
    WHERE coalesce(last.state, '') NOT IN ('sent', 'given_up', 'withdrawn') ORDER BY made_at, message_id"""
_ONE = f"{_MESSAGES} WHERE message_id = $message_id"
_NEWEST = f"{_MESSAGES} ORDER BY made_at DESC, message_id LIMIT $most"


def reported(store: "Store") -> dict[str, Reported]:
    """How everything stood when it was told of last, by its key."""
    with store.reading() as cursor:
        return {row[0]: Reported(*row) for row in cursor.execute(_REPORTED).fetchall()}


def tell(store: "Store", entries: Iterable[Reported], messages: Iterable[NewMessage]) -> None:
    """Keeps that something was told of, and its messages with it; call it in `together` with what it was read from."""
    with store.writing() as cursor:
        for entry in entries:
            given = {"key": entry.key, "state": entry.state, "about": entry.about, "reported_at": entry.reported_at}
            cursor.execute(_TELL, given)
        for one in messages:
            cursor.execute(
                _ADD,
                {
                    "message_id": one.message_id,
                    "channel": one.channel,
                    "subject": one.subject,
                    "made_at": one.made_at,
                    "content": one.content,
                },
            )


def on_their_way(store: "Store") -> tuple[Message, ...]:
    """Messages of which the end is not known, the oldest first."""
    with store.reading() as cursor:
        return _messages(cursor.execute(_ON_THEIR_WAY).fetchall())


def newest(store: "Store", most: int) -> tuple[Message, ...]:
    """The last messages that were made, whatever became of them, the newest first."""
    with store.reading() as cursor:
        return _messages(cursor.execute(_NEWEST, {"most": most}).fetchall())


def claim(store: "Store", message: Message, worker: str, now: datetime, until: datetime) -> Message | None:
    """Takes a message for one worker, so that no other sends it meanwhile; None where another was faster."""
    with store.together():
        with store.reading() as cursor:
            found = _messages(cursor.execute(_ONE, {"message_id": message.message_id}).fetchall())
        if not found or found[0].step != message.step:
            return None
        return happened(store, message, MessageState.CLAIMED, worker, now, until, "")


def happened(
    store: "Store",
    message: Message,
    state: MessageState,
    worker: str,
    now: datetime,
    next_at: datetime | None = None,
    why: str = "",
) -> Message:
    """Keeps the next step of a message, and gives it as it is then."""
    step, after = message.step + 1, now if next_at is None else next_at
    with store.writing() as cursor:
        given = {"message_id": message.message_id, "step": step, "state": str(state), "happened_at": now}
        cursor.execute(_STEP, given | {"next_at": after, "worker": worker, "why": why})
    return Message(
        message.message_id,
        message.channel,
        message.subject,
        message.made_at,
        message.content,
        state,
        step,
        message.tries,
        now,
        after,
        worker,
        why,
    )


def _messages(rows: Sequence[tuple[Any, ...]]) -> tuple[Message, ...]:
    return tuple(replace(one, state=MessageState(one.state)) for one in (Message(*row) for row in rows))
