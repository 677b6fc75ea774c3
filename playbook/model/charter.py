"""The charter: 90 days, phases, deliverables, what was claimed of them and what is proven."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from metrics.definition import Definition, Identifier, Pillar
from metrics.weeks import Weekday
from playbook.model.evidence import AttachedEvidence
from playbook.model.incidents import IncidentBar
from playbook.model.products import Stage
from playbook.verdict import Verdict


class State(StrEnum):
    """What people say of a deliverable."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    BLOCKED = "blocked"
    DROPPED = "dropped"


class AreaWeights(Definition):
    """Weight of each area in the readiness score; any positive numbers, only their ratio counts."""

    charter: float = Field(default=25, ge=0)
    experiments: float = Field(default=15, ge=0)
    metrics: float = Field(default=25, ge=0)
    stack: float = Field(default=10, ge=0)
    gates: float = Field(default=25, ge=0)


class Charter(Definition):
    """The promise: how long, where the day ends, and what readiness is made of."""

    name: str = "Stand up the AI engineering function"
    days: int = Field(default=90, ge=7, le=366)
    timezone: str = "UTC"
    week_ends: str = Field(default="sunday", description="last day of a reporting week, in English")
    notice_days: int = Field(
        default=21, ge=0, description="how many days before its planned day a gate begins to count"
    )
    weights: AreaWeights = AreaWeights()

    @property
    def last_weekday(self) -> Weekday:
        """Last day of a reporting week."""
        return Weekday[self.week_ends.upper()]

    def end_of_week(self, start: date, week: int) -> date:
        """Last day of a charter week, counted from 1; the week that the charter ends in ends with it."""
        return start + timedelta(days=min(7 * week, self.days) - 1)


class ExperimentsDecided(Definition):
    """Share of known experiments whose decision is in date."""

    at_least: float = Field(default=1.0, gt=0, le=1)


class MetricsReported(Definition):
    """Each named metric (or at least one of every named pillar) has closed weeks, the last of them in date."""

    pillars: tuple[Pillar, ...] = ()
    metrics: tuple[Identifier, ...] = ()
    weeks: int = Field(default=1, ge=1)


class SeatFilled(Definition):
    """A seat of the team has a holder."""

    role: Identifier
    filled: bool = True


class GateReached(Definition):
    """A gate's verdict is at least this good for at least so many products."""

    gate: Identifier
    verdict: Verdict = Verdict.GO_WITH_CONDITIONS
    products: int = Field(default=1, ge=1)


class ProductsInStage(Definition):
    """At least so many products have entered a stage (or a later one)."""

    stage: Stage
    at_least: int = Field(default=1, ge=1)


class AccountabilityAgreed(Definition):
    """Each named neighbour (or each that has an interface) agreed to the accountability document as it is now."""

    parties: tuple[Identifier, ...] = ()


PROOF_KINDS = (
    "experiments_decided",
    "metrics_reported",
    "evidence",
    "team",
    "stack",
    "gate",
    "deliverable",
    "risk",
    "incidents",
    "vendors",
    "products_in_stage",
    "accountability",
)


class Proof(Definition):
    """One rule over the tracker's own facts; exactly one key."""

    experiments_decided: ExperimentsDecided | None = None
    metrics_reported: MetricsReported | None = None
    evidence: Identifier | None = Field(default=None, description="a kind of evidence, in date and reviewed")
    team: SeatFilled | None = None
    stack: Identifier | None = Field(default=None, description="a layer that is decided, reviewed and unexpired")
    gate: GateReached | None = None
    deliverable: Identifier | None = Field(default=None, description="another deliverable that is proven")
    risk: Identifier | None = Field(default=None, description="a risk that is treated")
    incidents: IncidentBar | None = Field(
        default=None, description="the incidents meet this bar, and somebody vouches that all are listed"
    )
    vendors: Literal["in_order"] | None = Field(
        default=None, description="in_order: every vendor in use is reviewed, under contract, its models alive"
    )
    products_in_stage: ProductsInStage | None = None
    accountability: AccountabilityAgreed | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        # `- gate: limited-release` is what people write first
        if isinstance(value, dict) and isinstance(value.get("gate"), str):
            return {**value, "gate": {"gate": value["gate"]}}
        return value

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("a proof names exactly one rule: " + ", ".join(PROOF_KINDS))
        return self

    @property
    def kind(self) -> str:
        """Which rule it is."""
        return next(iter(self.model_fields_set))


class Deliverable(Definition):
    """One thing the charter promises."""

    id: Identifier
    name: str = ""
    weight: float = Field(default=1, gt=0)
    due_week: int = Field(ge=1, le=53)
    why: str = ""
    done_when: str = ""
    owner: str = Field(default="", description="seat expected to own it until a record says who does")
    after: tuple[Identifier, ...] = ()
    proof: tuple[Proof, ...] = ()

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class Phase(Definition):
    """A stretch of the charter; `weeks` are its first and last week."""

    id: Identifier
    name: str = ""
    goal: str = ""
    weeks: tuple[int, int]
    deliverables: tuple[Deliverable, ...] = ()

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class CharterDefinitions(Definition):
    """`definitions/charter.yaml`"""

    charter: Charter = Charter()
    phases: tuple[Phase, ...] = ()


class Progress(Definition):
    """A dated word about a deliverable; the latest one by the day asked for counts."""

    deliverable: Identifier
    state: State
    on: date
    owner: str = ""
    evidence: tuple[AttachedEvidence, ...] = ()
    reason: str = Field(default="", description="why it is blocked or dropped")
    approved_by: str = Field(default="", description="who agreed to drop it")
    note: str = ""


class Budget(Definition):
    """What the charter may spend in all."""

    amount: float = Field(gt=0)
    currency: str = "USD"


class CharterRecords(Definition):
    """`records/charter.yaml`"""

    start: date | None = None
    organization: str = ""
    budget: Budget | None = None
    progress: tuple[Progress, ...] = ()
