"""Answers to requests that named a key: the same request again gets the first answer, and nothing is done twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.store.store import Store

KEPT_DAYS = 30
MOST_KEPT = 10_000
_KEPT = "SELECT request, content FROM answer WHERE key = $key ORDER BY answered_at LIMIT 1"
_ADD = "INSERT INTO answer SELECT $key, $request, $answered_at, $content"
_HOW_MANY = "SELECT count(*), min(answered_at) FROM answer"
_OLDEST_TO_KEEP = f"SELECT answered_at FROM answer ORDER BY answered_at DESC LIMIT 1 OFFSET {MOST_KEPT - 1}"  # noqa: S608 - a constant
_FORGET = "DELETE FROM answer WHERE answered_at < $oldest"


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request with a key: whose key and which, and the fingerprint of everything that makes it this request."""

    key: str
    fingerprint: str


class AnsweredBefore(Exception):
    """The same request was answered before, with `content`; nothing was done."""

    def __init__(self, content: str) -> None:
        self.content = content
        super().__init__("answered before")


class KeyTaken(Exception):
    """The key was used for another request; nothing was done."""


def look_up(store: "Store", keyed: KeyedRequest) -> None:
    """Raises AnsweredBefore or KeyTaken where the key is known."""
    with store.reading() as cursor:
        found = cursor.execute(_KEPT, {"key": keyed.key}).fetchall()
    if not found:
        return
    ((fingerprint, content),) = found
    raise AnsweredBefore(content) if fingerprint == keyed.fingerprint else KeyTaken


def keep_answer(store: "Store", keyed: KeyedRequest, content: str, now: datetime) -> None:
    """Keeps the answer, together with what was done where both stand in one transaction; the oldest are forgotten."""
    with store.writing() as cursor:
        given = {"key": keyed.key, "request": keyed.fingerprint, "answered_at": now, "content": content}
        cursor.execute(_ADD, given)
        ((count, first),) = cursor.execute(_HOW_MANY).fetchall()
        oldest = now - timedelta(days=KEPT_DAYS)
        if count > MOST_KEPT + MOST_KEPT // 10:  # many at once, not one each time
            ((nth,),) = cursor.execute(_OLDEST_TO_KEEP).fetchall()
            oldest = max(oldest, nth)
        if first <= oldest - timedelta(days=1) or count > MOST_KEPT + MOST_KEPT // 10:
            cursor.execute(_FORGET, {"oldest": oldest})
