"""Seats and who holds them: persons stand in records as seats, and a seat's holder may change."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from metrics.definition import Definition, Identifier


class SeatRecord(Definition):
    """From `since` on `holder` sits in `seat`; a blank holder leaves it open."""

    seat: Identifier
    holder: str = Field(default="", description="name or staff number of the person; blank: the seat is open")
    since: date
    note: str = ""


class TeamRecords(Definition):
    """`records/team.yaml`"""

    seats: tuple[SeatRecord, ...] = ()


def holder_of(seat: str, records: Iterable[SeatRecord], day: date) -> str | None:
    """Who holds the seat at the end of `day`: a name, '' where it is open, None where no record speaks of it."""
    held = [record for record in records if record.seat == seat and record.since <= day]
    return max(held, key=lambda record: record.since).holder if held else None


def same_person(one: str, other: str, records: Iterable[SeatRecord], day: date, other_day: date | None = None) -> bool:
    """True where two seats are one seat, or were held by the same named person: `one` on `day`, `other` on
    `other_day` (the same day where none is given). Who acted is who held the seat then, whoever holds it now."""
    if one == other:
        return True
    known = tuple(records)
    first, second = holder_of(one, known, day), holder_of(other, known, other_day or day)
    return bool(first) and first == second


def is_filled(seat: str, records: Iterable[SeatRecord], day: date) -> bool:
    """True where a record names a holder on `day`."""
    return bool(holder_of(seat, records, day))
