"""The resource map, and the research backlog: papers, tools and repositories, triaged step by step."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.fields import Link


class ResourceGroup(StrEnum):
    """What a resource is good for."""

    RESEARCH = "research"
    COMMUNITY = "community"
    DOCUMENTATION = "documentation"
    CAREER = "career"
    GOVERNANCE = "governance"


class Resource(Named):
    """One place where people keep learning."""

    group: ResourceGroup = Field(description="what it is good for")
    what: str = Field(default="", description="what is found there")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    layers: tuple[Identifier, ...] = Field(default=(), description="layers of the stack it speaks of")


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

    one_a_day: ClassVar = OneADay("triage")

    state: TriageState = Field(description="how far it came that day")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    why: str = Field(default="", description="why it matters, in words")
    evidence: Link = Field(default="", description="link to what the trial showed")


class Find(Definition):
    """Something worth a look."""

    id: Identifier = Field(description="short name that other files refer to: lower-case words joined by - or _")
    title: str = Field(description="its title")
    kind: FindKind = Field(default=FindKind.OTHER, description="what it is")
    found: date = Field(description="the day somebody put it here")
    by: Identifier = Field(description="seat that did it")
    owner: str = Field(default="", description="seat that triages it; blank: nobody yet")
    layers: tuple[Identifier, ...] = Field(default=(), description="layers of the stack it could change")
    why: str = Field(default="", description="why it matters, in words")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    triage: tuple[Triage, ...] = Field(default=(), description="what was decided about it, newest last")


class ResearchRecords(Definition):
    """`records/research.yaml`"""

    backlog: tuple[Find, ...] = Field(default=(), description="papers, tools and repositories to triage")
