"""Frameworks and their controls, the crosswalk to what this playbook asks, and which controls do not apply here."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.fields import Link, Refused
from playbook.model.products import RiskTier
from playbook.model.vendors import VendorBar

ControlId = Annotated[str, Field(min_length=1, max_length=40)]
"""A control as its framework numbers it: `GOVERN 1.6`, `A.6.2.4`, `Art. 26(2)`, `LLM01:2026`."""


class Register(StrEnum):
    """What the tracker itself keeps, and may serve a control."""

    EXPERIMENTS = "experiments"
    RISKS = "risks"
    INCIDENTS = "incidents"
    VENDORS = "vendors"


class Control(Definition):
    """One thing a framework asks."""

    id: ControlId = Field(description="its number in the framework; unique across all of them")
    title: str = Field(description="its title")
    asks: str = Field(default="", description="what must be true, in one sentence")
    from_: date | None = Field(default=None, alias="from", description="the day the duty begins; blank: it is in force")
    risk_tier: tuple[RiskTier, ...] | None = Field(
        default=None, description="asked only where a product of these tiers exists; blank: always"
    )


class Framework(Named):
    """A set of controls that others ask for."""

    edition: str = Field(default="", description="its edition, in words")
    year: int = Field(ge=1990, le=2100, description="year of the edition")
    replaced_by: Identifier | None = Field(default=None, description="id of the framework that took its place")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    controls: tuple[Control, ...] = Field(default=(), description="what it asks")

    @property
    def title(self) -> str:
        """Name with its edition."""
        return f"{self.name or self.id} {self.edition}".strip()


SUBJECTS = ("evidence", "deliverable", "criterion", "sign_off", "metric", "layer", "risk", "register")


class Crossing(Definition):
    """One thing this playbook asks or keeps, and the controls it serves."""

    evidence: Identifier | None = Field(default=None, description="id of a kind of evidence")
    deliverable: Identifier | None = Field(default=None, description="id of a deliverable")
    criterion: str | None = Field(default=None, description="gate and criterion, as limited-release/legal-review")
    sign_off: Identifier | None = Field(default=None, description="id of a sign-off: criteria that ask for it")
    metric: Identifier | None = Field(default=None, description="id of a metric: criteria that ask for it")
    layer: Identifier | None = Field(default=None, description="id of a layer: criteria that ask for it")
    risk: Identifier | None = Field(default=None, description="id of a risk: criteria that ask for it")
    register_: Register | None = Field(default=None, alias="register", description="what the tracker itself keeps")
    serves: tuple[ControlId, ...] = Field(min_length=1, description="controls it serves")

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        named = [subject for subject in SUBJECTS if self.of(subject) is not None]
        if len(named) != 1:
            raise Refused(f"a crossing of {len(named)} things", remedy=f"name one of {', '.join(SUBJECTS)}")
        return self

    def of(self, subject: str) -> str | None:
        """The id under one of the subjects."""
        found: str | None = getattr(self, "register_" if subject == "register" else subject)
        return found

    @property
    def kind(self) -> str:
        """Which of the subjects it names."""
        return next(subject for subject in SUBJECTS if self.of(subject) is not None)

    @property
    def name(self) -> str:
        """The id it names."""
        return str(self.of(self.kind))


class GovernanceDefinitions(Definition):
    """`definitions/governance.yaml`"""

    notice_days: int = Field(
        default=180, ge=0, description="a duty that begins within this many days is reported ahead of time"
    )
    vendors: VendorBar = Field(default=VendorBar(), description="what a vendor in use must have")
    frameworks: tuple[Framework, ...] = Field(default=(), description="what others ask")
    crosswalk: tuple[Crossing, ...] = Field(default=(), description="what of this playbook serves which control")


class Applicability(Definition):
    """A dated word that a control does, or does not, apply here: the statement of applicability."""

    one_a_day: ClassVar = OneADay("word", ("control",))

    control: ControlId = Field(description="id of a control")
    applies: bool = Field(description="false: it is left out, with a reason")
    reason: str = Field(default="", description="why")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    approved_by: str = Field(default="", description="seat that agreed; somebody other than the person who asked")
    until: date | None = Field(default=None, description="last day it holds; blank: until the next entry")


class GovernanceRecords(Definition):
    """`records/governance.yaml`"""

    applicability: tuple[Applicability, ...] = Field(
        default=(), description="which controls were left out, and who agreed"
    )
