"""The experiment audit: what is being tried, who owns it, what it costs, and what was decided about it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.fields import Currency, Link
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

    rule: FindingRule = Field(description="which rule")
    severity: FindingSeverity = Field(
        default=FindingSeverity.MEDIUM, description="how severe a finding is; a note leaves the experiment clean"
    )
    name: str = Field(default="", description="name on the page; blank: made of the id")
    why: str = Field(default="", description="why it matters, in words")
    remedy: str = Field(default="", description="what to do about it")
    days: int | None = Field(default=None, ge=0, description="how many days the rule allows, where it has a limit")
    monthly_cost_per_user: float | None = Field(
        default=None, gt=0, description="most that one weekly user may cost a month"
    )
    users: int | None = Field(default=None, ge=0, description="from how many weekly users on the rule is in force")


class Audit(Definition):
    """The audit's bar."""

    due_week: int = Field(default=2, ge=1, description="charter week by whose end the audit is due")
    decision_valid_days: int = Field(
        default=90, ge=1, description="how long a decision stands unless it says otherwise"
    )
    currency: Currency = Field(default="USD", description="code of the currency, such as USD or EUR")
    rules: tuple[AuditRule, ...] = Field(
        default=(), description="rules in force; a rule that is not listed finds nothing"
    )


class AuditDefinitions(Definition):
    """`definitions/experiments.yaml`"""

    audit: Audit = Field(default=Audit(), description="the bar every experiment is held to")


class ExperimentDecision(Definition):
    """What was decided, by whom, and until when it stands."""

    one_a_day: ClassVar = OneADay("decision")

    decided: Decision = Field(description="what was decided")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    why: str = Field(default="", description="why it matters, in words")
    until: date | None = Field(
        default=None, description="last day it stands; blank: `decision_valid_days` of the audit"
    )
    into: Identifier | None = Field(default=None, description="for merge: the experiment or product it goes into")


class Sighting(Definition):
    """What was seen of an experiment on a day; each value stands until a later one."""

    one_a_day: ClassVar = OneADay(
        "sighting",
        adds=(
            "weekly_users",
            "monthly_cost",
            "last_active",
            "evals_run",
            "owner",
            "product",
            "risk_tier",
            "data",
            "provider",
            "evals",
        ),
    )

    on: date = Field(description="the day it was looked at")
    at: TimeOfDay = None
    weekly_users: int | None = Field(default=None, ge=0, description="people who used it that week")
    monthly_cost: float | None = Field(default=None, ge=0, description="what it costs a month, in the audit's currency")
    last_active: date | None = Field(default=None, description="last day anybody used it")
    evals_run: date | None = Field(default=None, description="day the evaluation suite last ran")
    owner: str | None = Field(default=None, description="its owner from that day on")
    product: Identifier | None = Field(default=None, description="the product it leads to, known from that day on")
    risk_tier: RiskTier | None = Field(default=None, description="its tier from that day on")
    data: DataClass | None = Field(default=None, description="most sensitive data it touches, known from that day on")
    provider: str | None = Field(default=None, description="its provider from that day on")
    evals: str | None = Field(default=None, description="its evaluation suite from that day on")
    note: str = Field(default="", description="anything a reader should know")


class Experiment(Named):
    """One experiment, prompt sandbox or prototype bot."""

    kind: str = Field(default="experiment", description="prompt sandbox, prototype bot, notebook, agent …")
    purpose: str = Field(default="", description="what it is meant to find out")
    found: date = Field(description="day it was entered in the inventory")
    team: str = Field(default="", description="who runs it")
    owner: str = Field(default="", description="seat that answers for it")
    product: Identifier | None = Field(default=None, description="id of the product it leads to")
    risk_tier: RiskTier | None = Field(default=None, description="how much harm it could do")
    data: DataClass | None = Field(default=None, description="most sensitive data it touches; blank: not known")
    provider: str = Field(default="", description="option id of the stack, or free words for what is not in it")
    evals: str = Field(default="", description="the evaluation suite it has, in words; blank: none")
    duplicate_of: Identifier | None = Field(default=None, description="id of an experiment that does the same")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    seen: tuple[Sighting, ...] = Field(default=(), description="what was seen of it, and when")
    decisions: tuple[ExperimentDecision, ...] = Field(default=(), description="what was decided about it, newest last")


class ExperimentRecords(Definition):
    """`records/experiments.yaml`"""

    experiments: tuple[Experiment, ...] = Field(default=(), description="everything that is being tried")
