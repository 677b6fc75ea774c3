"""Dated entries: the moment each one speaks of, and what only one of them may say on a day."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import AfterValidator, Field

from playbook.model.fields import Refused

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")
_MIDNIGHT = "00:00:00"


def _check_clock(text: str | None) -> str | None:
    match = None if text is None else _CLOCK.fullmatch(text.strip())
    if text is not None and match is None:
        raise Refused(f"'{text}'", expected="a time of day such as 14:20")
    return None if match is None else f"{int(match[1]):02d}:{match[2]}" + (f":{match[3]}" if match[3] else "")


TimeOfDay = Annotated[
    str | None,
    AfterValidator(_check_clock),
    Field(description="time of day, as 14:20: of two entries of one day the later counts; blank: the first of its day"),
]


class OfADay(Protocol):
    """An entry that is dated by `on`."""

    @property
    def on(self) -> date: ...
    @property
    def at(self) -> str | None: ...


class FromADay(Protocol):
    """An entry that holds from `since` on."""

    @property
    def since(self) -> date: ...
    @property
    def at(self) -> str | None: ...


Entry = TypeVar("Entry", bound=OfADay)


def when(entry: OfADay) -> tuple[date, str]:
    """The moment of an entry, to be compared with another's."""
    return entry.on, clock(entry.at)


def last_of(entries: Sequence[Entry], key: Callable[[Entry], Any] = when) -> Entry:
    """The entry of the latest moment; of two of one moment, which then say the same, the later line."""
    return max(reversed(entries), key=key)


def since_when(entry: FromADay) -> tuple[date, str]:
    """The moment from which an entry holds."""
    return entry.since, clock(entry.at)


def clock(at: str | None) -> str:
    """A time of day to be compared with another; an entry without one is the first of its day."""
    return f"{at}:00" if at and len(at) == len("14:20") else at or _MIDNIGHT


@dataclass(frozen=True, slots=True)
class OneADay:
    """What makes two entries of one list speak of the same thing: `subject` names the fields, `days` those that date
    it (the first that is filled in). `adds` are fields in which a blank says nothing; `with_` are fields that say
    something only where another one is filled in."""

    noun: str
    subject: tuple[str, ...] = ()
    days: tuple[str, ...] = ("on",)
    adds: tuple[str, ...] = ()
    with_: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def once_reviewed(cls, noun: str, *subject: str) -> "OneADay":
        """For work that somebody reviews: a piece is the one of its day, and what is said of it is of the review's."""
        return cls(noun, (*subject, "on"), days=("reviewed_on", "on"), with_={"review": "reviewer"})


REMARKS = frozenset(
    {"note", "link", "why", "reason", "by", "asked_by", "approved_by", "reviewer", "reviewed_on", "verdict_seen"}
)
"""Fields in which two entries may differ and say the same: who said it, why, and where it can be read."""
