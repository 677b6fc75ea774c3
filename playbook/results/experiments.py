"""How one experiment stands: its decision, what is known of it, and what the audit has against it."""

from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import computed_field

from playbook.json_values import NotShown, Number
from playbook.model.experiments import (
    DataClass,
    Decision,
    FindingRule,
    FindingSeverity,
)
from playbook.model.products import RiskTier


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule of the bar that an experiment does not meet."""

    rule: FindingRule
    severity: FindingSeverity
    name: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ExperimentStatus:
    """One experiment on the as-of day; None is unknown, never zero. `monthly_cost` is in the audit's currency.
    `left_if_stopped` are the findings that stay where it is undecided and the decision is to stop it."""

    id: str
    name: str
    kind: str
    purpose: str
    team: str
    owner: str
    product: str | None
    risk_tier: RiskTier | None
    data: DataClass | None
    provider: str
    evals: str
    found: date
    weekly_users: int | None
    monthly_cost: Number | None
    last_active: date | None
    decision: Decision | None
    decided_on: date | None
    decided_by: str
    decision_until: date | None
    decision_in_date: bool
    duplicate_of: str | None
    findings: tuple[Finding, ...]
    link: str = ""
    left_if_stopped: NotShown[tuple[Finding, ...]] = ()

    @computed_field(alias="clean")
    @property
    def is_clean(self) -> bool:
        """True with a decision in date and no finding graver than a note."""
        return self.decision_in_date and all(finding.severity is FindingSeverity.NOTE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class AuditStatus:
    """The whole inventory; shares run 0..1 and are None while nothing is listed."""

    experiments: tuple[ExperimentStatus, ...]
    due: date | None
    decided_share: float | None
    monthly_cost: float
    currency: str
    days_to_look: NotShown[int] = 0

    def wanted_by(self, experiment: ExperimentStatus, due: date) -> date:
        """The day a decision is, or was, wanted by: that on which the last one ran out, else that of the audit, `due`;
        where it was found later, the end of the days that the bar gives to look at it."""
        if experiment.decision_until is not None and not experiment.decision_in_date:
            return experiment.decision_until
        return due if experiment.found <= due else experiment.found + timedelta(days=self.days_to_look)
