"""The charter: 90 days, phases, deliverables, what was claimed of them and what is proven."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from metrics.definition import Definition, Identifier, Named, Pillar
from metrics.weeks import Weekday
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.evidence import AttachedEvidence
from playbook.model.fields import Currency, Refused
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

    charter: float = Field(default=25, ge=0, description="weight of proven deliverables")
    experiments: float = Field(default=15, ge=0, description="weight of experiments decided and without open findings")
    metrics: float = Field(default=25, ge=0, description="weight of metrics on their trajectory")
    stack: float = Field(default=10, ge=0, description="weight of layers decided and reviewed")
    gates: float = Field(default=25, ge=0, description="weight of launch gates that hold")


class Charter(Definition):
    """The promise: how long, where the day ends, and what readiness is made of."""

    name: str = Field(default="Stand up the AI engineering function", description="what the charter promises")
    days: int = Field(default=90, ge=7, le=366, description="how long it runs, the first day included")
    timezone: str = Field(default="UTC", description="where a day ends, such as Europe/Berlin")
    week_ends: str = Field(default="sunday", description="last day of a reporting week, in English")
    notice_days: int = Field(
        default=21, ge=0, description="how many days before its planned day a gate begins to count"
    )
    weights: AreaWeights = Field(default=AreaWeights(), description="what readiness is made of")

    @property
    def last_weekday(self) -> Weekday:
        """Last day of a reporting week."""
        return Weekday[self.week_ends.upper()]

    def last_day(self, start: date) -> date:
        """Last day of a charter that begins on `start`."""
        return start + timedelta(days=self.days - 1)

    def end_of_week(self, start: date, week: int) -> date:
        """Last day of a charter week, counted from 1; the week that the charter ends in ends with it."""
        return min(start + timedelta(days=7 * week - 1), self.last_day(start))


class ExperimentsDecided(Definition):
    """Share of known experiments whose decision is in date."""

    at_least: float = Field(default=1.0, gt=0, le=1, description="share, 0 to 1")


class MetricsReported(Definition):
    """Each named metric (or at least one of every named pillar) has closed weeks, the last of them in date."""

    pillars: tuple[Pillar, ...] = Field(default=(), description="at least one metric of each of these pillars")
    metrics: tuple[Identifier, ...] = Field(default=(), description="each of these metrics")
    weeks: int = Field(default=1, ge=1, description="for this many closed weeks")


class SeatFilled(Definition):
    """A seat of the team has a holder."""

    role: Identifier = Field(description="the seat")
    filled: bool = Field(default=True, description="true: it must have a holder")


class GateReached(Definition):
    """A gate's verdict is at least this good for at least so many products."""

    gate: Identifier = Field(description="id of a gate")
    verdict: Verdict = Field(default=Verdict.GO_WITH_CONDITIONS, description="the lowest verdict that is good enough")
    products: int = Field(default=1, ge=1, description="for at least this many products")


class ProductsInStage(Definition):
    """At least so many products have entered a stage (or a later one)."""

    stage: Stage = Field(description="this stage or a later one")
    at_least: int = Field(default=1, ge=1, description="number of products")


class AccountabilityAgreed(Definition):
    """Each named neighboring team (or each with an interface) agreed to the accountability document as it is now."""

    parties: tuple[Identifier, ...] = Field(default=(), description="these teams; blank: all that have an interface")


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

    experiments_decided: ExperimentsDecided | None = Field(
        default=None, description="a share of the known experiments has a decision in date"
    )
    metrics_reported: MetricsReported | None = Field(default=None, description="metrics have arrived for some weeks")
    evidence: Identifier | None = Field(default=None, description="a kind of evidence, in date and reviewed")
    team: SeatFilled | None = Field(default=None, description="a seat has a holder")
    stack: Identifier | None = Field(default=None, description="a layer that is decided, reviewed and unexpired")
    gate: GateReached | None = Field(
        default=None, description="a gate's verdict is good enough; the id alone is the short form"
    )
    deliverable: Identifier | None = Field(default=None, description="another deliverable that is proven")
    risk: Identifier | None = Field(default=None, description="a risk that is treated")
    incidents: IncidentBar | None = Field(
        default=None, description="the incidents meet this bar, and somebody vouches that all are listed"
    )
    vendors: Literal["in_order"] | None = Field(
        default=None, description="in_order: every vendor in use is reviewed, under contract, its models alive"
    )
    products_in_stage: ProductsInStage | None = Field(
        default=None, description="this many products have reached a stage"
    )
    accountability: AccountabilityAgreed | None = Field(
        default=None, description="neighboring teams agreed to the accountability document as it is now"
    )

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
            raise Refused(whole="proof", kinds=PROOF_KINDS)
        return self

    @property
    def kind(self) -> str:
        """Which rule it is."""
        return next(iter(self.model_fields_set))


class Deliverable(Named):
    """One thing the charter promises."""

    weight: float = Field(default=1, gt=0, description="how much it counts beside the others; only the ratio matters")
    due_week: int = Field(ge=1, le=53, description="charter week at whose end it is due")
    why: str = Field(default="", description="why it matters, in words")
    done_when: str = Field(default="", description="how you can tell that it is done")
    owner: str = Field(default="", description="seat expected to own it until a record says who does")
    after: tuple[Identifier, ...] = Field(default=(), description="ids of deliverables that come first")
    proof: tuple[Proof, ...] = Field(
        default=(), description="rules over the tracker's own facts; all must hold before it counts as proven"
    )


class Phase(Named):
    """A stretch of the charter; `weeks` are its first and last week."""

    goal: str = Field(default="", description="what is true at its end")
    weeks: tuple[int, int] = Field(description="its first and last charter week")
    deliverables: tuple[Deliverable, ...] = Field(default=(), description="what it delivers")


class CharterDefinitions(Definition):
    """`definitions/charter.yaml`"""

    charter: Charter = Field(default=Charter(), description="the promise as a whole")
    phases: tuple[Phase, ...] = Field(default=(), description="stretches of the charter, in order")


class Progress(Definition):
    """A dated word about a deliverable; the latest one by the day asked for counts."""

    one_a_day: ClassVar = OneADay("progress", ("deliverable",), adds=("owner", "evidence"))

    deliverable: Identifier = Field(description="id of a deliverable")
    state: State = Field(description="where it stands from that day on")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    owner: str = Field(default="", description="seat that answers for it")
    evidence: tuple[AttachedEvidence, ...] = Field(default=(), description="what shows it")
    reason: str = Field(default="", description="why it is blocked or dropped")
    approved_by: str = Field(default="", description="who agreed to drop it")
    note: str = Field(default="", description="anything a reader should know")


class Budget(Definition):
    """What the charter may spend in all."""

    amount: float = Field(gt=0, description="the sum")
    currency: Currency = Field(default="USD", description="code of the currency, such as USD or EUR")


class CharterRecords(Definition):
    """`records/charter.yaml`"""

    start: date | None = Field(default=None, description="day 1; while it is blank the sample is shown")
    organization: str = Field(default="", description="your organization's name, as pages show it")
    budget: Budget | None = Field(default=None, description="what the charter may spend in all")
    progress: tuple[Progress, ...] = Field(default=(), description="dated updates on deliverables, newest last")
