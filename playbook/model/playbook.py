"""The whole playbook as one frozen value: every definition and every record, by file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from pydantic import Field

from metrics.definition import ORGANIZATION, Definition, Identifier, Metric
from metrics.series.older_numbers import Names, OlderRule
from metrics.weeks import WeekCalendar, WeekOff
from playbook.model.accountability import AccountabilityDefinitions, AccountabilityRecords
from playbook.model.calendar import CalendarDefinitions
from playbook.model.candidates import CandidateRecords
from playbook.model.charter import CharterDefinitions, CharterRecords, Deliverable, Phase
from playbook.model.corrections.backfills import BackfillRecords
from playbook.model.corrections.bar_changes import BarChangeRecords
from playbook.model.corrections.meaning_changes import MeaningChangeRecords, OlderNumbers
from playbook.model.dated import when
from playbook.model.evidence import EvidenceKind, EvidenceRecords
from playbook.model.experiments import AuditDefinitions, ExperimentRecords
from playbook.model.gates import (
    DecisionRecords,
    ExemptionRecords,
    Gate,
    GateDefinitions,
    ReleaseCondition,
    ReleaseDecision,
    SignOffRecords,
)
from playbook.model.governance import GovernanceDefinitions, GovernanceRecords
from playbook.model.incidents import IncidentRecords
from playbook.model.products import PRODUCT_OWNER, Product, ProductRecords
from playbook.model.research import ResearchRecords, ResourceDefinitions
from playbook.model.reviews.closed_review import ClosedReview
from playbook.model.reviews.follow_ups import FollowUpRecords, promise_kept
from playbook.model.reviews.notes import NoteRecords
from playbook.model.reviews.review_withdrawals import ReviewWithdrawals
from playbook.model.risks import RiskDefinitions, RiskRecords
from playbook.model.signals import SignalDefinitions
from playbook.model.skills import SkillDefinitions
from playbook.model.sources import SourceDefinitions
from playbook.model.stack import StackDefinitions, StackRecords
from playbook.model.team import TeamRecords
from playbook.model.value import ValueDefinitions
from playbook.model.vendors import VendorRecords
from playbook.model.workflow import WorkflowDefinitions
from playbook.model.workflow_records import WorkflowRecords


class MetricDefinitions(Definition):
    """`definitions/metrics.yaml`"""

    due_week: int = Field(default=3, description="charter week by whose end metrics are expected to arrive")
    metrics: tuple[Metric, ...] = Field(default=(), description="the north-star metrics")


@dataclass(frozen=True, slots=True)
class Definitions:
    """What good looks like: `definitions/*.yaml`."""

    charter: CharterDefinitions = field(default_factory=CharterDefinitions)
    metrics: MetricDefinitions = field(default_factory=MetricDefinitions)
    experiments: AuditDefinitions = field(default_factory=AuditDefinitions)
    stack: StackDefinitions = field(default_factory=StackDefinitions)
    gates: GateDefinitions = field(default_factory=GateDefinitions)
    risks: RiskDefinitions = field(default_factory=RiskDefinitions)
    governance: GovernanceDefinitions = field(default_factory=GovernanceDefinitions)
    signals: SignalDefinitions = field(default_factory=SignalDefinitions)
    resources: ResourceDefinitions = field(default_factory=ResourceDefinitions)
    skills: SkillDefinitions = field(default_factory=SkillDefinitions)
    accountability: AccountabilityDefinitions = field(default_factory=AccountabilityDefinitions)
    workflow: WorkflowDefinitions = field(default_factory=WorkflowDefinitions)
    calendar: CalendarDefinitions = field(default_factory=CalendarDefinitions)
    sources: SourceDefinitions = field(default_factory=SourceDefinitions)
    value: ValueDefinitions = field(default_factory=ValueDefinitions)


@dataclass(frozen=True, slots=True)
class Records:
    """What this organization did and decided: `records/*.yaml`."""

    charter: CharterRecords = field(default_factory=CharterRecords)
    products: ProductRecords = field(default_factory=ProductRecords)
    experiments: ExperimentRecords = field(default_factory=ExperimentRecords)
    stack: StackRecords = field(default_factory=StackRecords)
    evidence: EvidenceRecords = field(default_factory=EvidenceRecords)
    candidates: CandidateRecords = field(default_factory=CandidateRecords)
    sign_offs: SignOffRecords = field(default_factory=SignOffRecords)
    exemptions: ExemptionRecords = field(default_factory=ExemptionRecords)
    decisions: DecisionRecords = field(default_factory=DecisionRecords)
    team: TeamRecords = field(default_factory=TeamRecords)
    risks: RiskRecords = field(default_factory=RiskRecords)
    incidents: IncidentRecords = field(default_factory=IncidentRecords)
    accountability: AccountabilityRecords = field(default_factory=AccountabilityRecords)
    notes: NoteRecords = field(default_factory=NoteRecords)
    follow_ups: FollowUpRecords = field(default_factory=FollowUpRecords)
    vendors: VendorRecords = field(default_factory=VendorRecords)
    governance: GovernanceRecords = field(default_factory=GovernanceRecords)
    research: ResearchRecords = field(default_factory=ResearchRecords)
    workflow: WorkflowRecords = field(default_factory=WorkflowRecords)
    meaning_changes: MeaningChangeRecords = field(default_factory=MeaningChangeRecords)
    bar_changes: BarChangeRecords = field(default_factory=BarChangeRecords)
    backfills: BackfillRecords = field(default_factory=BackfillRecords)
    review_withdrawals: ReviewWithdrawals = field(default_factory=ReviewWithdrawals)


DEFINITION_FILES: dict[str, type[Definition]] = dict(Definitions.__annotations__)
"""Model of each file in `definitions/`, by its name without `.yaml`."""

REQUIRED_DEFINITIONS = frozenset({"charter", "metrics", "experiments", "stack", "gates", "risks"})
"""What the assessment stands on. A playbook may do without any other file of definitions: its page is empty then."""

RECORD_FILES: dict[str, type[Definition]] = dict(Records.__annotations__)
"""Model of each file in `records/`, by its name without `.yaml`."""


@dataclass(frozen=True)
class Playbook:
    """Definitions and records that were loaded whole; `digest` names exactly this text. `reviews` are the closed weekly
    reviews whose files are as they were written, the earliest first, without those that were withdrawn, which stand in
    `withdrawn_reviews`; `bare_digest` leaves them out."""

    definitions: Definitions = field(default_factory=Definitions)
    records: Records = field(default_factory=Records)
    digest: str = ""
    reviews: tuple[ClosedReview, ...] = ()
    withdrawn_reviews: tuple[ClosedReview, ...] = ()
    bare_digest: str = ""

    @cached_property
    def calendar(self) -> WeekCalendar:
        """The weeks in which numbers are reported."""
        return WeekCalendar(self.definitions.charter.charter.last_weekday)

    @property
    def former_names(self) -> Names:
        """Ids of today by those that metrics and products had before."""
        return Names(
            {old: metric.id for metric in self.definitions.metrics.metrics for old in metric.formerly},
            {old: product.id for product in self.records.products.products for old in product.formerly},
        )

    @property
    def older_rules(self) -> tuple[OlderRule, ...]:
        """What becomes of numbers that were stored under another definition."""
        factors = {OlderNumbers.SAME_MEANING: 1.0, OlderNumbers.START_ANEW: None}
        return tuple(
            OlderRule(change.metric, change.on, factors.get(change.older, change.factor))
            for change in sorted(self.records.meaning_changes.changes, key=when)
        )

    @cached_property
    def weeks_off(self) -> tuple[WeekOff, ...]:
        """Weeks in which nothing is reported."""
        return tuple(self.definitions.calendar.weeks_off(self.calendar))

    def product_title(self, product: str) -> str:
        """The name of a product as people say it; its id where the records know none."""
        known = self.products.get(product)
        return product if known is None else known.title

    def closed_for(self, product: str, end: date) -> WeekOff | None:
        """Why a product reports nothing in the week that ends on `end`, the organization ('') where nobody does; None
        where it does report."""
        return next((week for week in self.weeks_off if week.end == end and week.covers(product)), None)

    def last_week(self, day: date) -> date:
        """Last day of the last week that has ended by the day and in which anybody reports."""
        end = self.calendar.last_closed(day)
        while self.closed_for(ORGANIZATION, end) is not None:
            end -= timedelta(days=7)
        return end

    @cached_property
    def metrics(self) -> dict[Identifier, Metric]:
        """Metrics by id, in the order of the file."""
        return {metric.id: metric for metric in self.definitions.metrics.metrics}

    @cached_property
    def measured(self) -> dict[Identifier, Metric]:
        """Everything the one entrance takes in: the metrics, and market signals, which are in no score."""
        return {**{signal.id: signal.metric for signal in self.definitions.signals.signals}, **self.metrics}

    @cached_property
    def gates(self) -> dict[Identifier, Gate]:
        """Gates by id, in the order of the file."""
        return {gate.id: gate for gate in self.definitions.gates.gates}

    @cached_property
    def products(self) -> dict[Identifier, Product]:
        """Products by id, in the order of the file."""
        return {product.id: product for product in self.records.products.products}

    def seat_for(self, seat: str, product: str | None) -> str:
        """The seat that a definition means for a product: its own owner where it says so; '' where there is none."""
        if seat != PRODUCT_OWNER or self._owner_is_a_seat:
            return seat
        return self.products[product].owner if product in self.products else ""

    @cached_property
    def _owner_is_a_seat(self) -> bool:
        return any(record.seat == PRODUCT_OWNER for record in self.records.team.seats)

    @property
    def last_day(self) -> date | None:
        """Last day of the charter; None while it has not started."""
        start = self.records.charter.start
        return None if start is None else self.definitions.charter.charter.last_day(start)

    def decided(self, day: date) -> tuple[ReleaseDecision, ...]:
        """The decisions taken at gates by the day, each condition with the day on which it was met; a follow-up in the
        same words that is done counts."""
        follow_ups = self.records.follow_ups

        def as_kept(decision: ReleaseDecision) -> Iterator[ReleaseCondition]:
            for condition in decision.conditions:
                is_done = condition.done is not None and condition.done <= day
                kept = None if is_done else promise_kept(follow_ups, condition.what, decision.product, day)
                yield condition if kept is None else condition.model_copy(update={"done": kept})

        return tuple(
            decision.model_copy(update={"conditions": tuple(as_kept(decision))}) if decision.conditions else decision
            for decision in self.records.decisions.settled
            if decision.on <= day
        )

    @property
    def currency(self) -> str:
        """The organization's money: that of the charter's budget, else of the metric by which value is followed; that
        of records that name none."""
        budget, value = self.records.charter.budget, self.metrics.get(self.definitions.value.realised or "")
        return budget.currency if budget is not None else value.unit if value is not None and value.unit else "USD"

    @cached_property
    def evidence_kinds(self) -> dict[Identifier, EvidenceKind]:
        """Kinds of evidence by id, in the order of the file."""
        return {kind.id: kind for kind in self.definitions.gates.evidence_kinds}

    def evidence_kind(self, kind: Identifier) -> EvidenceKind:
        """A kind of evidence; one that is not defined is of the product, and for ever."""
        return self.evidence_kinds.get(kind) or EvidenceKind(id=kind)

    @property
    def ended(self) -> dict[Identifier, date]:
        """The day from which on a product is no longer assessed, of those that have ended."""
        return {product.id: product.ended for product in self.records.products.products if product.ended is not None}

    @cached_property
    def deliverables(self) -> dict[Identifier, tuple[Phase, Deliverable]]:
        """Deliverables by id with the phase each belongs to."""
        return {
            deliverable.id: (phase, deliverable)
            for phase in self.definitions.charter.phases
            for deliverable in phase.deliverables
        }
