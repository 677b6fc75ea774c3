"""Seats: who holds them, in which role and for which products, at which assessed levels; openings, trainings, pay."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay, TimeOfDay, since_when
from playbook.model.fields import Currency, Link
from playbook.model.skills import Level


class SeatRecord(Definition):
    """From `since` on `holder` sits in `seat`; a blank holder leaves it open."""

    one_a_day: ClassVar = OneADay("holder", ("seat",), days=("since",))

    seat: Identifier = Field(description="short name of the seat, as other files use it")
    holder: str = Field(default="", description="name or staff number of the person; blank: the seat is open")
    since: date = Field(description="from this day on")
    at: TimeOfDay = None
    note: str = Field(default="", description="anything a reader should know")


class RoleRecord(Definition):
    """From `since` on the seat is there for a role, and works on these products."""

    one_a_day: ClassVar = OneADay("role", ("seat",), days=("since",))

    seat: Identifier = Field(description="the seat")
    role: Identifier = Field(description="id of a role in skills.yaml")
    since: date = Field(description="from this day on")
    at: TimeOfDay = None
    ladder: Identifier | None = Field(default=None, description="level of the ladder; blank: the role's usual one")
    products: tuple[Identifier, ...] = Field(default=(), description="products it works on; blank: all of them")
    ended: date | None = Field(default=None, description="first day the seat is no longer there for it")


class Opening(Definition):
    """A seat was opened to be filled. It ends by itself once the seat has a holder."""

    one_a_day: ClassVar = OneADay("opening", ("seat",), adds=("delays",))

    seat: Identifier = Field(description="the seat to be filled")
    on: date = Field(description="the day it was opened")
    at: TimeOfDay = None
    delays: tuple[Identifier, ...] = Field(
        default=(), description="deliverables it delays, besides those the seat owns or proves"
    )
    withdrawn: date | None = Field(default=None, description="the day it was given up")
    note: str = Field(default="", description="anything a reader should know")


class LevelRecord(Definition):
    """Assessed levels of whoever holds a seat, or of everybody in a role. Nobody assesses themselves."""

    one_a_day: ClassVar = OneADay("assessment", ("seat", "role"))

    seat: Identifier | None = Field(default=None, description="seat whose holder was assessed; or name a role")
    role: Identifier | None = Field(default=None, description="role whose seats have no assessment of their own")
    on: date = Field(description="the day of the assessment")
    at: TimeOfDay = None
    by: Identifier = Field(description="who assessed; somebody other than the person assessed")
    levels: dict[str, Level] = Field(description="level 0 to 5 by layer; what is not named was not assessed")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")


class Training(Definition):
    """How many people of a customer-facing team had been trained by a day; the latest record counts."""

    one_a_day: ClassVar = OneADay("training", ("team",))

    team: Identifier = Field(description="id of a customer-facing team in skills.yaml")
    on: date = Field(description="the day it was counted")
    at: TimeOfDay = None
    what: str = Field(default="", description="what they were trained in")
    people: int = Field(ge=1, description="people in the team")
    trained: int = Field(ge=0, description="of them, trained by that day")
    by: str = Field(default="", description="seat that did it")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")


class PayBand(Definition):
    """Your own pay band for a level of the ladder, from a day on; none is shipped, and none leaves the page."""

    one_a_day: ClassVar = OneADay("pay band", ("ladder",))

    ladder: Identifier = Field(description="id of a level of the ladder")
    on: date = Field(description="from this day on")
    at: TimeOfDay = None
    low: float = Field(ge=0, description="lower end, a year")
    high: float = Field(ge=0, description="upper end, a year")
    currency: Currency = Field(
        default="", description="code of the currency, such as USD or EUR; blank: that of the charter's budget"
    )


class TeamRecords(Definition):
    """`records/team.yaml`"""

    seats: tuple[SeatRecord, ...] = Field(default=(), description="who holds which seat, from when")
    roles: tuple[RoleRecord, ...] = Field(
        default=(), description="what a seat is there for, and which products it works on"
    )
    openings: tuple[Opening, ...] = Field(default=(), description="seats opened to be filled")
    levels: tuple[LevelRecord, ...] = Field(
        default=(), description="assessed levels, dated; they follow the person into another seat"
    )
    trainings: tuple[Training, ...] = Field(
        default=(), description="how many people of customer-facing teams were trained"
    )
    pay_bands: tuple[PayBand, ...] = Field(
        default=(), description="your own pay bands by level of the ladder; optional"
    )


def holder_of(seat: str, records: Iterable[SeatRecord], day: date) -> str | None:
    """Who holds the seat at the end of `day`: a name, '' where it is open, None where no record speaks of it."""
    held = [record for record in records if record.seat == seat and record.since <= day]
    return max(held, key=since_when).holder if held else None


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
