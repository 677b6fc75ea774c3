"""Seats: who holds them, in which role and for which products, at which assessed levels; openings, trainings, pay."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.links import Link
from playbook.model.skills import Level


class SeatRecord(Definition):
    """From `since` on `holder` sits in `seat`; a blank holder leaves it open."""

    seat: Identifier
    holder: str = Field(default="", description="name or staff number of the person; blank: the seat is open")
    since: date
    note: str = ""


class RoleRecord(Definition):
    """From `since` on the seat is there for a role, and works on these products."""

    seat: Identifier
    role: Identifier
    since: date
    ladder: Identifier | None = Field(default=None, description="level of the ladder; blank: the role's usual one")
    products: tuple[Identifier, ...] = Field(default=(), description="products it works on; blank: all of them")
    ended: date | None = Field(default=None, description="first day the seat is no longer there for it")


class Opening(Definition):
    """A seat was opened to be filled. It ends by itself once the seat has a holder."""

    seat: Identifier
    on: date
    delays: tuple[Identifier, ...] = Field(
        default=(), description="deliverables it delays, besides those the seat owns or proves"
    )
    withdrawn: date | None = Field(default=None, description="the day it was given up")
    note: str = ""


class LevelRecord(Definition):
    """Assessed levels of whoever holds a seat, or of everybody in a role. Nobody assesses themselves."""

    seat: Identifier | None = Field(default=None, description="seat whose holder was assessed; or name a role")
    role: Identifier | None = Field(default=None, description="role whose seats without an own assessment it is for")
    on: date
    by: Identifier
    levels: dict[str, Level] = Field(description="level 0 to 5 by layer; what is not named was not assessed")
    link: Link = ""
    note: str = ""


class Training(Definition):
    """How many people of a customer-facing team had been trained by a day; the latest record counts."""

    team: Identifier
    on: date
    what: str = Field(default="", description="what they were trained in")
    people: int = Field(ge=1, description="people in the team")
    trained: int = Field(ge=0, description="of them, trained by that day")
    by: str = ""
    link: Link = ""
    note: str = ""


class PayBand(Definition):
    """Your own pay band for a level of the ladder, from a day on; none is shipped, and none leaves the page."""

    ladder: Identifier
    on: date
    low: float = Field(ge=0, description="lower end, a year")
    high: float = Field(ge=0, description="upper end, a year")
    currency: str = "USD"


class TeamRecords(Definition):
    """`records/team.yaml`"""

    seats: tuple[SeatRecord, ...] = ()
    roles: tuple[RoleRecord, ...] = ()
    openings: tuple[Opening, ...] = ()
    levels: tuple[LevelRecord, ...] = ()
    trainings: tuple[Training, ...] = ()
    pay_bands: tuple[PayBand, ...] = ()


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
