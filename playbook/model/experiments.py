"""The experiment audit: what is being tried, who owns it, what it costs, and what was decided about it."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.links import Link
from playbook.model.products import RiskTier


class Decision(StrEnum):
    """What can be decided about an experiment."""

    KEEP = "keep"
    GRADUATE = "graduate"
    MERGE = "merge"
    STOP = "stop"


class DataClass(StrEnum):
    """The most sensitive data an experiment touches."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CUSTOMER = "customer"
    PERSONAL = "personal"


class FindingRule(StrEnum):
    """The audit's rules; `definitions/experiments.yaml` says which are in force, how grave, and from where on."""

    NO_OWNER = "no_owner"
    NO_RISK_TIER = "no_risk_tier"
    NO_DECISION = "no_decision"
    DECISION_EXPIRED = "decision_expired"
    NO_EVALS = "no_evals"
    EVALS_OLD = "evals_old"
    ZOMBIE = "zombie"
    COST_WITHOUT_USE = "cost_without_use"
    DUPLICATE = "duplicate"
    SENSITIVE_DATA = "sensitive_data"
    UNREVIEWED_PROVIDER = "unreviewed_provider"
    STOPPED_BUT_RUNNING = "stopped_but_running"


class FindingSeverity(StrEnum):
    """How grave a finding is; `note` leaves the experiment clean."""

    HIGH = "high"
    MEDIUM = "medium"
    NOTE = "note"


class AuditRule(Definition):
    """One rule of the audit's bar."""

    rule: FindingRule
    severity: FindingSeverity = FindingSeverity.MEDIUM
    name: str = ""
    why: str = ""
    remedy: str = ""
    days: int | None = Field(default=None, ge=0, description="how many days the rule allows, where it has a limit")
    monthly_cost_per_user: float | None = Field(default=None, gt=0)
    users: int | None = Field(default=None, ge=0, description="from how many weekly users on the rule is in force")


class Audit(Definition):
    """The audit's bar."""

    due_week: int = Field(default=2, ge=1)
    decision_valid_days: int = Field(default=90, ge=1)
    currency: str = "USD"
    rules: tuple[AuditRule, ...] = ()


class AuditDefinitions(Definition):
    """`definitions/experiments.yaml`"""

    audit: Audit = Audit()


class ExperimentDecision(Definition):
    """What was decided, by whom, and until when it stands."""

    decided: Decision
    on: date
    by: Identifier
    why: str = ""
    until: date | None = Field(
        default=None, description="last day it stands; blank: `decision_valid_days` of the audit"
    )
    into: Identifier | None = Field(default=None, description="for merge: the experiment or product it goes into")


class Sighting(Definition):
    """What was seen of an experiment on a day; each value stands until a later one."""

    on: date
    weekly_users: int | None = Field(default=None, ge=0)
    monthly_cost: float | None = Field(default=None, ge=0)
    last_active: date | None = None
    evals_run: date | None = Field(default=None, description="day the evaluation suite last ran")
    owner: str | None = None
    risk_tier: RiskTier | None = None
    note: str = ""


class Experiment(Definition):
    """One experiment, prompt sandbox or prototype bot."""

    id: Identifier
    name: str = ""
    kind: str = Field(default="experiment", description="prompt sandbox, prototype bot, notebook, agent …")
    purpose: str = ""
    found: date = Field(description="day it was entered in the inventory")
    team: str = ""
    owner: str = ""
    product: Identifier | None = None
    risk_tier: RiskTier | None = None
    data: DataClass | None = Field(default=None, description="most sensitive data it touches; blank: not known")
    provider: str = Field(default="", description="option id of the stack, or free words for what is not in it")
    evals: str = Field(default="", description="the evaluation suite it has, in words; blank: none")
    duplicate_of: Identifier | None = None
    link: Link = ""
    seen: tuple[Sighting, ...] = ()
    decisions: tuple[ExperimentDecision, ...] = ()

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class ExperimentRecords(Definition):
    """`records/experiments.yaml`"""

    experiments: tuple[Experiment, ...] = ()
