"""Accountability: parties and their interfaces, RACI lines, hand-overs, meetings, council, team topologies."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.evidence import Review
from playbook.model.links import Link
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


class Party(Definition):
    """AI engineering itself, or one of its neighbours."""

    id: Identifier
    name: str = ""
    seat: Identifier = Field(description="seat that speaks for it and agrees for it")
    seats: tuple[Identifier, ...] = Field(default=(), description="other seats that belong to it")
    decides: str = Field(default="", description="what is its to decide")

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class Interface(Definition):
    """What goes back and forth between AI engineering and one neighbour."""

    party: Identifier
    receives: tuple[str, ...] = Field(default=(), description="what AI engineering gets from it")
    gives: tuple[str, ...] = Field(default=(), description="what AI engineering hands over to it")
    answer_days: int | None = Field(default=None, ge=0, description="working days until a question is answered")


class RaciLine(Definition):
    """Who takes which part in one deliverable, or in one stage of a product's life."""

    stage: Stage | None = None
    deliverable: Identifier | None = None
    work: str = Field(default="", description="what the work is, in words")
    roles: dict[str, Involvement] = Field(description="R, A, AR, C or I by party; exactly one A or AR, at least one R")

    @property
    def about(self) -> str:
        """The stage or deliverable, by its id."""
        return str(self.stage) if self.stage is not None else self.deliverable or ""


class HandOver(Definition):
    """An artefact that one party hands over to another."""

    artefact: str
    from_: Identifier = Field(alias="from", description="party that hands it over")
    to: Identifier = Field(description="party that takes it")
    stage: Stage | None = Field(default=None, description="stage of the product in which it changes hands")
    evidence: Identifier | None = Field(default=None, description="kind of evidence that shows it")
    accepted_when: str = Field(default="", description="how the taker can tell that it is good enough")


class Meeting(Definition):
    """A meeting of the rhythm."""

    name: str
    every: str = Field(default="week", description="how often, in words")
    minutes: int | None = Field(default=None, ge=1, description="how long it takes")
    parties: tuple[Identifier, ...] = ()
    decides: str = Field(default="", description="what is decided in it")


class Council(Definition):
    """Where prompts, guardrails and tools are made common."""

    form: CouncilForm = CouncilForm.COUNCIL
    name: str = ""
    chair: str = Field(default="", description="seat that leads it")
    parties: tuple[Identifier, ...] = ()
    every: str = Field(default="", description="how often it meets, in words")
    standardizes: tuple[str, ...] = Field(default=(), description="what it makes common")


class Topology(Definition):
    """One way to place AI engineers in a company."""

    id: Identifier
    name: str = ""
    what: str = Field(default="", description="what it looks like")
    fits_when: tuple[str, ...] = Field(default=(), description="when it is the right one")
    watch: str = Field(default="", description="what goes wrong with it")
    seen_at: str = Field(default="", description="who works or worked like this")

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class AccountabilityDefinitions(Definition):
    """`definitions/accountability.yaml`"""

    version: str = Field(default="1", description="what neighbours agree to; a new one asks all of them again")
    owner: str = Field(default="", description="seat that keeps the document")
    parties: tuple[Party, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    raci: tuple[RaciLine, ...] = ()
    handovers: tuple[HandOver, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    council: Council | None = None
    topologies: tuple[Topology, ...] = ()


class Agreement(Definition):
    """A party's word about one version of the accountability document."""

    party: Identifier
    version: str = Field(description="the version it read")
    on: date
    by: Identifier
    review: Review = Field(default=Review.ACCEPTED, description="what it said of it")
    link: Link = ""
    note: str = ""


class TopologyChoice(Definition):
    """From that day on the company is organized like this."""

    topology: Identifier
    on: date
    by: Identifier
    why: str = ""
    link: Link = ""


class AccountabilityRecords(Definition):
    """`records/accountability.yaml`"""

    agreements: tuple[Agreement, ...] = ()
    topologies: tuple[TopologyChoice, ...] = ()
