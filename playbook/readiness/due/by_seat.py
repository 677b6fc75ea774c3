"""Who owes what, seat by seat."""

from datetime import date, timedelta

from playbook.model.team import holder_of
from playbook.readiness.due.items import NOBODY, DueItem, DueKind, SeatDue
from playbook.readiness.due.sources import SOURCES
from playbook.readiness.inquiry import Inquiry

__all__ = ["DueItem", "DueKind", "SeatDue", "due_by_seat"]


def due_by_seat(questions: Inquiry) -> tuple[SeatDue, ...]:
    """What every seat owes within the charter's notice (three weeks unless it says otherwise); nothing before the
    start. Seats with the most that is late first; what nobody was named for comes last."""
    return due_until(
        questions, questions.day + timedelta(days=questions.playbook.definitions.charter.charter.notice_days)
    )


def due_until(questions: Inquiry, last: date) -> tuple[SeatDue, ...]:
    """The same up to another last day."""
    if questions.playbook.records.charter.start is None:
        return ()
    found: dict[str, list[DueItem]] = {}
    listed: set[tuple[str, str, str | None]] = set()
    for source in SOURCES:
        for item in source(questions, last):
            if item.promise not in listed:
                listed.add(item.promise)
                found.setdefault(item.seat, []).append(item)
    seats = [_seat(questions, seat, items) for seat, items in found.items()]
    return tuple(sorted(seats, key=lambda one: (one.seat == NOBODY, -one.late, -len(one.items), one.seat)))


def of_product(seats: tuple[SeatDue, ...], product: str | None) -> tuple[SeatDue, ...]:
    """Only what is about one product, where one is chosen."""
    if product is None:
        return seats
    narrowed = (
        SeatDue(seat.seat, seat.holder, tuple(item for item in seat.items if item.product == product)) for seat in seats
    )
    return tuple(seat for seat in narrowed if seat.items)


def _seat(questions: Inquiry, seat: str, items: list[DueItem]) -> SeatDue:
    kinds = list(DueKind)
    ordered = sorted(items, key=lambda item: (item.due or questions.day, kinds.index(item.kind)))
    holder = holder_of(seat, questions.playbook.records.team.seats, questions.day) or ""
    return SeatDue(seat, holder, tuple(ordered))
