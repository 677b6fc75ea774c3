"""What stands in a calendar: days on which something is owed, gates are planned, the week is reviewed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from metrics.definition import ORGANIZATION
from playbook.json_values import Document, OrNull
from playbook.readiness.due import wording_calendar as wording
from playbook.readiness.due.by_seat import due_until
from playbook.readiness.due.items import DueItem
from playbook.readiness.inquiry import Inquiry
from playbook.wording import sentence_case


class EventKind(StrEnum):
    """Why a day stands in the calendar."""

    DUE = "due"
    GATE = "gate"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One whole day. `uid` stays the same while it speaks of the same debt, gate or week, whatever its day; `seat` is
    null for what is everybody's, or nobody's yet; `page` is where it stands in the app, after its address."""

    uid: str
    day: date
    kind: EventKind
    seat: OrNull
    product: str | None
    title: str
    text: OrNull
    page: str

    def concerns(self, seat: str) -> bool:
        """Whether it belongs into the calendar of a seat: what it owes, gates it owns, and every review."""
        return self.kind is EventKind.REVIEW or self.seat == seat


@dataclass(frozen=True, kw_only=True)
class CalendarDocument(Document):
    """`calendar --json`; `file` is the file that was written, null where none was."""

    as_of: date
    seat: str | None
    file: str | None
    events: tuple[CalendarEvent, ...]


def calendar_events(questions: Inquiry) -> tuple[CalendarEvent, ...]:
    """Everything that has a day, the earliest first; nothing before the charter's start. Debts are looked for as far
    ahead as a charter is long, reviews up to its last day. What is wanted now, without a day, is on no day."""
    start = questions.playbook.records.charter.start
    if start is None:
        return ()
    found = (*_due(questions), *_gates(questions), *_reviews(questions, start))
    kinds = list(EventKind)
    return tuple(sorted(found, key=lambda event: (event.day, kinds.index(event.kind), event.title, event.uid)))


def _uid(questions: Inquiry, *subject: str) -> str:
    """The same for the same subject of the same playbook, another for that of another playbook."""
    charter = questions.playbook.records.charter
    return str(uuid5(NAMESPACE_URL, "\0".join(("playbook", charter.organization, str(charter.start), *subject))))


def _due(questions: Inquiry) -> Iterator[CalendarEvent]:
    ahead = timedelta(days=questions.playbook.definitions.charter.charter.days)
    items = [item for seat in due_until(questions, questions.day + ahead) for item in seat.items]
    counted = Counter(map(_subject, items))
    for item in items:
        if item.due is not None:
            subject = _subject(item)
            yield CalendarEvent(
                _uid(questions, *subject, *((item.what,) if counted[subject] > 1 else ())),
                item.due,
                EventKind.DUE,
                item.seat,
                item.product,
                wording.event_title(item),
                sentence_case(item.reason),
                f"due?seat={quote(item.seat, safe='')}" if item.seat else "due",
            )


def _subject(item: DueItem) -> tuple[str, ...]:
    """What a debt is about, whatever is said of it today."""
    filled = (text for pair in item.fill for text in pair)
    return EventKind.DUE, item.kind, item.seat, item.product or "", item.subject, item.form, *filled


def _gates(questions: Inquiry) -> Iterator[CalendarEvent]:
    for product in questions.playbook.products.values():
        if not product.exists_on(questions.day):
            continue
        for gate in questions.playbook.gates:
            status = questions.gate(gate, product.id)
            if status.planned is not None:
                yield CalendarEvent(
                    _uid(questions, EventKind.GATE, product.id, gate),
                    status.planned,
                    EventKind.GATE,
                    status.owner,
                    product.id,
                    wording.gate_event(status),
                    "" if status.quiet else wording.gate_stands(status, questions.day),
                    f"gates?gate={status.subject}",
                )


def _reviews(questions: Inquiry, start: date) -> Iterator[CalendarEvent]:
    """The day after each week in which anybody reports."""
    playbook = questions.playbook
    last = playbook.definitions.charter.charter.last_day(start)
    end = playbook.calendar.end_of(start)
    while end < last + timedelta(days=7):
        if playbook.closed_for(ORGANIZATION, end) is None:
            name = playbook.calendar.name_of(end)
            yield CalendarEvent(
                _uid(questions, EventKind.REVIEW, name),
                end + timedelta(days=1),
                EventKind.REVIEW,
                "",
                None,
                wording.review_event(end, questions.day),
                "",
                "review",
            )
        end += timedelta(days=7)
