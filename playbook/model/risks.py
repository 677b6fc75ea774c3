"""The risk register: what may go wrong, how likely and how bad, its antidote, what warns of it, how it was assessed."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.evidence import Scope
from playbook.model.fields import Link, Refused
from playbook.model.incidents import IncidentBar, IncidentLadder

__all__ = ["IncidentBar", "Listing", "Risk", "RiskAssessment", "RiskDefinitions", "RiskLevels", "RiskRecords"]

HIGHEST = 5
"""Likelihood and impact run from 1 to this; their product is the level."""


class RiskState(StrEnum):
    """What was last said of a risk."""

    OPEN = "open"
    TREATED = "treated"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Band(StrEnum):
    """How much a level asks for."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Listing(Definition):
    """Where a risk stands in a published list, by the year of that list."""

    source: str = Field(description="the published list")
    year: int = Field(ge=2000, le=2100, description="its edition")
    code: str = Field(default="", description="number in that edition")

    @property
    def words(self) -> str:
        """`OWASP Top 10 for LLM applications 2026, LLM01`."""
        return ", ".join(part for part in (f"{self.source} {self.year}", self.code) if part)


class Risk(Named):
    """One risk of the register."""

    description: str = Field(default="", description="what may go wrong")
    antidote: str = Field(default="", description="what is done about it")
    owner: str = Field(default="", description="seat that answers for it")
    scope: Scope = Field(
        default=Scope.ORGANIZATION, description="whether each product is assessed or the organization once"
    )
    listed: tuple[Listing, ...] = Field(default=(), description="published lists that name it, by edition")
    likelihood: int | None = Field(default=None, ge=1, le=HIGHEST, description="1 (rare) to 5, before any treatment")
    impact: int | None = Field(default=None, ge=1, le=HIGHEST, description="1 (nuisance) to 5, before any treatment")
    indicators: tuple[str, ...] = Field(
        default=(),
        description="what raises it by itself: '<metric> misses its plan', '<metric> signals concern' "
        "or '<metric> > 0.05 for 2 weeks'",
    )
    valid_days: int = Field(default=90, ge=1, description="how long an assessment stays valid")
    tied_to: tuple[Identifier, ...] = Field(default=(), description="deliverables or gates that hold its antidote")


class RiskLevels(Definition):
    """From which level (likelihood times impact) on a risk asks for attention, and how far an indicator raises it."""

    medium: int = Field(default=5, ge=1, le=HIGHEST**2, description="from this level on, somebody watches it")
    high: int = Field(
        default=12, ge=1, le=HIGHEST**2, description="from this level on, it is treated before anything new"
    )
    raised_by: int = Field(default=1, ge=1, le=HIGHEST - 1, description="steps of likelihood an indicator adds")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.medium >= self.high:
            raise Refused("the level 'medium' begins at or above 'high'", remedy="write a lower 'medium'")
        return self

    def band(self, level: int) -> Band:
        """The band of a level from 1 to 25."""
        return Band.HIGH if level >= self.high else Band.MEDIUM if level >= self.medium else Band.LOW


class RiskDefinitions(Definition):
    """`definitions/risks.yaml`"""

    levels: RiskLevels = Field(default=RiskLevels(), description="what a level of risk asks for")
    incidents: IncidentLadder = Field(
        default=IncidentLadder(), description="what each severity of an incident asks for"
    )
    risks: tuple[Risk, ...] = Field(default=(), description="the risk register")


class RiskAssessment(Definition):
    """A dated assessment of a risk, for one product or for the organization."""

    one_a_day: ClassVar = OneADay("assessment", ("risk", "product"), adds=("likelihood", "impact"))

    risk: Identifier = Field(description="id of a risk")
    product: Identifier | None = Field(default=None, description="id of a product; blank: for the organization")
    state: RiskState = Field(description="what was found")
    likelihood: int | None = Field(default=None, ge=1, le=HIGHEST, description="as it stands after treatment, 1 to 5")
    impact: int | None = Field(default=None, ge=1, le=HIGHEST, description="as it stands after treatment, 1 to 5")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    accepted_until: date | None = Field(default=None, description="for accepted: until when")
    next_review: date | None = Field(default=None, description="blank: when the assessment is no longer in date")
    note: str = Field(default="", description="anything a reader should know")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")


class RiskRecords(Definition):
    """`records/risks.yaml`"""

    assessments: tuple[RiskAssessment, ...] = Field(default=(), description="dated assessments of risks")
