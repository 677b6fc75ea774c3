"""The risk register: what may go wrong, its antidote, and how it was last assessed."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.evidence import Scope
from playbook.links import Link


class RiskState(StrEnum):
    """What was last said of a risk."""

    OPEN = "open"
    TREATED = "treated"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Risk(Definition):
    """One risk of the register."""

    id: Identifier
    name: str = ""
    description: str = ""
    antidote: str = ""
    owner: str = ""
    scope: Scope = Scope.ORGANIZATION
    valid_days: int = Field(default=90, ge=1, description="how long an assessment stays in date")
    tied_to: tuple[Identifier, ...] = Field(default=(), description="deliverables or gates that hold its antidote")

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class RiskDefinitions(Definition):
    """`definitions/risks.yaml`"""

    risks: tuple[Risk, ...] = ()


class RiskAssessment(Definition):
    """A dated assessment of a risk, for one product or for the organization."""

    risk: Identifier
    product: Identifier | None = None
    state: RiskState
    on: date
    by: Identifier
    accepted_until: date | None = None
    note: str = ""
    link: Link = ""


class RiskRecords(Definition):
    """`records/risks.yaml`"""

    assessments: tuple[RiskAssessment, ...] = ()
