"""Risks and incidents as the document of `playbook risks --json`."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.concerns.risks.incidents import IncidentStatus
from playbook.concerns.risks.register import RiskRegister, RiskStatus
from playbook.json_values import Document, fill
from playbook.model.risks import RiskLevels


@dataclass(frozen=True, slots=True)
class Levels:
    """From which level on a risk is medium and high."""

    medium: int
    high: int


@dataclass(frozen=True, slots=True)
class Checked:
    """Who last said that the list of incidents is complete, and whether that is in date."""

    on: date
    by: str
    in_date: bool


@dataclass(frozen=True, kw_only=True)
class RisksDocument(Document):
    """`risks --json`: every risk, the highest first, and every incident, the newest first."""

    as_of: date
    basis: Basis
    levels: Levels
    risks: tuple[RiskStatus, ...]
    incidents: tuple[IncidentStatus, ...]
    incidents_checked: Checked | None


def risks_document(as_of: date, basis: Basis, register: RiskRegister, levels: RiskLevels) -> RisksDocument:
    """The register as it stands on a day."""
    incidents, checked = register.incidents, register.incidents.checked
    return RisksDocument(
        as_of=as_of,
        basis=basis,
        levels=fill(Levels, levels),
        risks=register.risks,
        incidents=incidents.incidents,
        incidents_checked=None if checked is None else fill(Checked, checked, in_date=incidents.is_checked),
    )
