"""The resource map, and the research backlog: papers, tools and repositories, triaged step by step."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.links import Link


class ResourceGroup(StrEnum):
    """What a resource is good for."""

    RESEARCH = "research"
    COMMUNITY = "community"
    DOCUMENTATION = "documentation"
    CAREER = "career"
    GOVERNANCE = "governance"


class Resource(Definition):
    """One place where people keep learning."""

    id: Identifier
    name: str = ""
    group: ResourceGroup = Field(description="what it is good for")
    what: str = Field(default="", description="what is found there")
    link: Link = ""
    layers: tuple[Identifier, ...] = Field(default=(), description="layers of the stack it speaks of")

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class ResourceDefinitions(Definition):
    """`definitions/resources.yaml`"""

    triage_days: int = Field(default=14, ge=0, description="days after which something that nobody looked at is late")
    trial_days: int = Field(
        default=42, ge=0, description="days after which a trial is expected to be adopted or dropped"
    )
    resources: tuple[Resource, ...] = Field(default=(), description="the resource map")


class FindKind(StrEnum):
    """What was found."""

    PAPER = "paper"
    TOOL = "tool"
    REPOSITORY = "repository"
    MODEL = "model"
    OTHER = "other"


class TriageState(StrEnum):
    """How far it came."""

    SEEN = "seen"
    TRIAL = "trial"
    ADOPTED = "adopted"
    DROPPED = "dropped"


class Triage(Definition):
    """One step of triage."""

    state: TriageState = Field(description="how far it came that day")
    on: date
    by: Identifier
    why: str = ""
    evidence: Link = Field(default="", description="link to what the trial showed")


class Find(Definition):
    """Something worth a look."""

    id: Identifier
    title: str = Field(description="its title")
    kind: FindKind = Field(default=FindKind.OTHER, description="what it is")
    found: date = Field(description="the day somebody put it here")
    by: Identifier
    owner: str = Field(default="", description="seat that triages it; blank: nobody yet")
    layers: tuple[Identifier, ...] = Field(default=(), description="layers of the stack it could change")
    why: str = ""
    link: Link = ""
    triage: tuple[Triage, ...] = Field(default=(), description="what was decided about it, newest last")


class ResearchRecords(Definition):
    """`records/research.yaml`"""

    backlog: tuple[Find, ...] = Field(default=(), description="papers, tools and repositories to triage")
