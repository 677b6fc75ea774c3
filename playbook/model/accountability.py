"""Accountability: parties and their interfaces, RACI lines, hand-overs, meetings, council, team topologies."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.evidence import Review
from playbook.model.fields import Link
from playbook.model.products import Stage


class Involvement(StrEnum):
    """A party's part in one line of the RACI; AR answers for the work and does it."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    ACCOUNTABLE_AND_RESPONSIBLE = "AR"
    CONSULTED = "C"
    INFORMED = "I"

    @property
    def accountable(self) -> bool:
        """Answers for the work."""
        return self in (Involvement.ACCOUNTABLE, Involvement.ACCOUNTABLE_AND_RESPONSIBLE)

    @property
    def responsible(self) -> bool:
        """Does the work."""
        return self in (Involvement.RESPONSIBLE, Involvement.ACCOUNTABLE_AND_RESPONSIBLE)


class CouncilForm(StrEnum):
    """A council decides; a guild shares and recommends."""

    COUNCIL = "council"
    GUILD = "guild"


class Party(Named):
    """AI engineering itself, or one of its neighboring teams."""

    seat: Identifier = Field(description="seat that speaks for it and agrees for it")
    seats: tuple[Identifier, ...] = Field(default=(), description="other seats that belong to it")
    decides: str = Field(default="", description="what it decides")


class Interface(Definition):
    """What goes back and forth between AI engineering and one neighboring team."""

    party: Identifier = Field(description="id of the neighboring team")
    receives: tuple[str, ...] = Field(default=(), description="what AI engineering gets from it")
    gives: tuple[str, ...] = Field(default=(), description="what AI engineering hands over to it")
    answer_days: int | None = Field(default=None, ge=0, description="working days until a question is answered")


class RaciLine(Definition):
    """Who takes which part in one deliverable, or in one stage of a product's life."""

    stage: Stage | None = Field(default=None, description="stage of a product; or name a deliverable")
    deliverable: Identifier | None = Field(default=None, description="id of a deliverable")
    work: str = Field(default="", description="what the work is, in words")
    roles: dict[str, Involvement] = Field(description="R, A, AR, C or I by party; exactly one A or AR, at least one R")

    @property
    def about(self) -> str:
        """The stage or deliverable, by its id."""
        return str(self.stage) if self.stage is not None else self.deliverable or ""


class HandOver(Definition):
    """An artefact that one party hands over to another."""

    artefact: str = Field(description="what is handed over")
    from_: Identifier = Field(alias="from", description="party that hands it over")
    to: Identifier = Field(description="party that takes it")
    stage: Stage | None = Field(default=None, description="stage of the product in which it changes hands")
    evidence: Identifier | None = Field(default=None, description="kind of evidence that shows it")
    accepted_when: str = Field(default="", description="how the taker can tell that it is good enough")


class Meeting(Definition):
    """A meeting of the rhythm."""

    name: str = Field(description="what it is called")
    every: str = Field(default="week", description="how often, in words")
    minutes: int | None = Field(default=None, ge=1, description="how long it takes")
    parties: tuple[Identifier, ...] = Field(default=(), description="who takes part")
    decides: str = Field(default="", description="what is decided in it")


class Council(Definition):
    """Where prompts, guardrails and tools are made common."""

    form: CouncilForm = Field(default=CouncilForm.COUNCIL, description="a council decides, a guild recommends")
    name: str = Field(default="", description="what it is called")
    chair: str = Field(default="", description="seat that leads it")
    parties: tuple[Identifier, ...] = Field(default=(), description="who sits in it")
    every: str = Field(default="", description="how often it meets, in words")
    standardizes: tuple[str, ...] = Field(default=(), description="what it standardizes")


class Topology(Named):
    """One way to place AI engineers in a company."""

    what: str = Field(default="", description="what it looks like")
    fits_when: tuple[str, ...] = Field(default=(), description="when it is the right choice")
    watch: str = Field(default="", description="what goes wrong with it")
    seen_at: str = Field(default="", description="who works or worked like this")


class AccountabilityDefinitions(Definition):
    """`definitions/accountability.yaml`"""

    version: str = Field(
        default="1", description="what neighboring teams agree to; after a change all of them must agree again"
    )
    owner: str = Field(default="", description="seat that keeps the document")
    parties: tuple[Party, ...] = Field(default=(), description="AI engineering and its neighboring teams")
    interfaces: tuple[Interface, ...] = Field(
        default=(), description="what goes back and forth with each neighboring team"
    )
    raci: tuple[RaciLine, ...] = Field(default=(), description="who takes which part in each deliverable and stage")
    handovers: tuple[HandOver, ...] = Field(default=(), description="artefacts that change hands")
    meetings: tuple[Meeting, ...] = Field(default=(), description="the meeting rhythm")
    council: Council | None = Field(default=None, description="where standards are set")
    topologies: tuple[Topology, ...] = Field(default=(), description="ways to place AI engineers, with when each fits")


class Agreement(Definition):
    """A party's word about one version of the accountability document."""

    one_a_day: ClassVar = OneADay("agreement", ("party",))

    party: Identifier = Field(description="id of the neighboring team")
    version: str = Field(description="the version it read")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="who spoke for it; somebody other than the person who keeps the document")
    review: Review = Field(default=Review.ACCEPTED, description="what it said of it")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")


class TopologyChoice(Definition):
    """From that day on the company is organized like this."""

    one_a_day: ClassVar = OneADay("topology")

    topology: Identifier = Field(description="id of a topology")
    on: date = Field(description="from this day on")
    at: TimeOfDay = None
    by: Identifier = Field(description="who decided")
    why: str = Field(default="", description="why it matters, in words")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")


class AccountabilityRecords(Definition):
    """`records/accountability.yaml`"""

    agreements: tuple[Agreement, ...] = Field(default=(), description="each team's answer to a version of the document")
    topologies: tuple[TopologyChoice, ...] = Field(
        default=(), description="how the company is organized, from which day on"
    )
