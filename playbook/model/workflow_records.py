"""What each product records of its work: case, journey, suites, retrieval, feedback, drift; waits, models, upgrades."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier
from metrics.statistics.judged import Labels
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.evidence import EvidenceRecord, Review
from playbook.model.fields import Currency, Link
from playbook.model.workflow import Part, UpgradeKind, WorkflowDefinitions


class FallbackState(StrEnum):
    """How a model lets its user down."""

    SLOW = "slow"
    UNSURE = "unsure"
    WRONG = "wrong"
    DOWN = "down"


class SuiteKind(StrEnum):
    """Kinds of evaluation suites."""

    REGRESSION = "regression"
    SEEDED = "seeded"
    RED_TEAM = "red_team"
    REVIEW_QUEUE = "review_queue"


class WorkRecord(Definition):
    """What all parts of a product's work share: whose, when, by whom, and what the reviewer said."""

    product: Identifier = Field(description="id of a product")
    candidate: Identifier | None = Field(
        default=None, description="id of the candidate it is about; blank: of none in particular"
    )
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    reviewer: str = Field(default="", description="seat that reviewed it; somebody other than its author")
    reviewed_on: date | None = Field(default=None, description="blank: on the day of the record")
    review: Review = Field(default=Review.ACCEPTED, description="what the reviewer said")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")


class ProductCase(WorkRecord):
    """The KPI a product is for, and what it is worth against what it costs."""

    one_a_day: ClassVar = OneADay.once_reviewed("case", "product")

    kpi: str = Field(description="the number that moves, in words")
    metric: Identifier | None = Field(default=None, description="the metric that measures it")
    baseline: str = Field(default="", description="where it stood before, in words")
    target: str = Field(default="", description="where it should stand, in words")
    weekly_value: float = Field(ge=0, description="worth of a week once it runs")
    weekly_cost: float = Field(ge=0, description="cost of a week once it runs")
    due: date | None = Field(
        default=None,
        description="day from which a week is to be worth it; blank: from the day it enters the stage monitor",
    )
    build_cost: float = Field(default=0, ge=0, description="cost until it runs")
    currency: Currency = Field(
        default="", description="code of the currency, such as USD or EUR; blank: that of the charter's budget"
    )


class Fallback(Definition):
    """What the user sees in one state of failure."""

    state: FallbackState = Field(description="how the model fails its user")
    shown: str = Field(description="what happens then, in words")


class JourneyRecord(WorkRecord):
    """The journey from first screen to last, with its fallback states and the way to a person."""

    one_a_day: ClassVar = OneADay.once_reviewed("journey", "product")

    steps: tuple[str, ...] = Field(default=(), description="steps of the journey, in order")
    fallbacks: tuple[Fallback, ...] = Field(
        default=(), description="what happens when it is slow, unsure, wrong or down"
    )
    escalation: str = Field(default="", description="how a person is reached")
    escalation_minutes: int | None = Field(default=None, ge=0, description="within how many minutes")


class SuiteRecord(WorkRecord):
    """An evaluation suite on the day it last ran."""

    one_a_day: ClassVar = OneADay.once_reviewed("suite", "product", "suite")

    suite: SuiteKind = Field(description="which suite")
    cases: int = Field(ge=1, description="cases in it, or judged that day")
    failed: int | None = Field(default=None, ge=0, description="of them, failed")
    owner: str = Field(default="", description="seat that keeps it")
    waiting: int | None = Field(default=None, ge=0, description="for review_queue: cases that wait")
    oldest: date | None = Field(default=None, description="for review_queue: day of the case that waits longest")


class DataContract(Definition):
    """What a source promises to the index."""

    source: str = Field(description="the source")
    owner: str = Field(default="", description="seat that answers for the source")
    fresh_days: int | None = Field(default=None, ge=0, description="most days its content may be old")
    checked: date | None = Field(default=None, description="day the promise was last checked")


class RetrievalRecord(WorkRecord):
    """A version of the retrieval schema, with the contracts of its sources."""

    one_a_day: ClassVar = OneADay.once_reviewed("retrieval", "product")

    version: str = Field(description="version of the schema")
    contracts: tuple[DataContract, ...] = Field(default=(), description="contracts with its sources")


class Theme(Definition):
    """What several users said."""

    theme: str = Field(description="the theme")
    mentions: int = Field(ge=1, description="users who said it")
    went_to: str = Field(default="", description="where it went: backlog, evaluation set, nowhere")


class FeedbackRecord(WorkRecord):
    """What users said, by theme."""

    one_a_day: ClassVar = OneADay.once_reviewed("feedback", "product")

    heard: int = Field(ge=1, description="users heard")
    themes: tuple[Theme, ...] = Field(default=(), description="what several of them said")


class DriftRecord(WorkRecord):
    """The same pairs of answers judged again: how many judgements still stand."""

    one_a_day: ClassVar = OneADay.once_reviewed("drift", "product")

    compared: int = Field(ge=1, description="pairs judged again")
    agree: int = Field(ge=0, description="of them, judged as before")


class CalibrationRecord(WorkRecord):
    """Cases that a model judged and people labelled: how often both count a case, by which its rate is corrected."""

    one_a_day: ClassVar = OneADay.once_reviewed("calibration", "product", "metric")

    metric: Identifier = Field(description="the rate that the model judges")
    judge: str = Field(default="", description="the model that judges, as its tool names it")
    both: int = Field(ge=0, description="labelled cases that judge and people both count in the rate")
    only_judge: int = Field(ge=0, description="cases that the judge alone counts")
    only_people: int = Field(ge=0, description="cases that people alone count")
    neither: int = Field(ge=0, description="cases that neither counts")

    @property
    def labels(self) -> Labels:
        """The four counts."""
        return Labels(self.both, self.only_judge, self.only_people, self.neither)


class HygieneRecord(Definition):
    """A count for one check of release hygiene."""

    one_a_day: ClassVar = OneADay("count", ("product", "check"))

    product: Identifier = Field(description="id of a product")
    check: Identifier = Field(description="id of a check in workflow.yaml")
    on: date = Field(description="the day it was counted")
    at: TimeOfDay = None
    of: int = Field(ge=0, description="how many there were")
    done: int = Field(ge=0, description="of them, as the check wants it")
    by: str = Field(default="", description="seat that did it")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")


class WaitRecord(Definition):
    """A product waits for somebody from a day on."""

    one_a_day: ClassVar = OneADay("wait", ("product", "what", "whom"), adds=("until", "ended"))

    product: Identifier = Field(description="id of a product")
    what: str = Field(description="for what")
    whom: Identifier = Field(description="seat it waits for")
    on: date = Field(description="since when")
    at: TimeOfDay = None
    until: date | None = Field(default=None, description="day it was promised for")
    ended: date | None = Field(default=None, description="day it came; blank: still waiting")
    note: str = Field(default="", description="anything a reader should know")


class ModelUse(Definition):
    """A product uses a model from a day on."""

    one_a_day: ClassVar = OneADay("use", ("product", "provider", "model"), days=("since",))

    product: Identifier = Field(description="id of a product")
    provider: str = Field(description="option id of the stack, or the provider's name")
    model: str = Field(description="the model, as the provider names it")
    since: date = Field(description="from this day on")
    at: TimeOfDay = None
    until: date | None = Field(default=None, description="first day it no longer does")


class UpgradeRecord(Definition):
    """An entry of a provider's upgrade calendar."""

    one_a_day: ClassVar = OneADay("upgrade", ("provider", "model", "kind"), adds=("announced", "replacement"))

    provider: str = Field(description="the provider, written as in `models`")
    model: str = Field(description="the model that is in use, as in `models`")
    kind: UpgradeKind = Field(description="what the provider does")
    on: date = Field(description="the day it takes effect")
    at: TimeOfDay = None
    announced: date | None = Field(default=None, description="day it was made known; blank: the day itself")
    replacement: str = Field(default="", description="what comes instead")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")

    @property
    def known_from(self) -> date:
        """The day from which on it was known."""
        return self.announced or self.on


class WorkflowRecords(Definition):
    """`records/workflow.yaml`"""

    cases: tuple[ProductCase, ...] = Field(default=(), description="KPI and ROI case of each product")
    journeys: tuple[JourneyRecord, ...] = Field(
        default=(), description="user journeys with fallback states and how to reach a person"
    )
    suites: tuple[SuiteRecord, ...] = Field(default=(), description="evaluation suites, as of their last run")
    retrieval: tuple[RetrievalRecord, ...] = Field(
        default=(), description="versions of the retrieval schema, with data contracts"
    )
    feedback: tuple[FeedbackRecord, ...] = Field(default=(), description="what users said, by theme")
    drift: tuple[DriftRecord, ...] = Field(default=(), description="pairs of answers judged again")
    calibrations: tuple[CalibrationRecord, ...] = Field(
        default=(), description="how often people agree with the model that judges a metric"
    )
    hygiene: tuple[HygieneRecord, ...] = Field(default=(), description="counts for checks of release hygiene")
    waits: tuple[WaitRecord, ...] = Field(default=(), description="what products wait for, and for whom")
    models: tuple[ModelUse, ...] = Field(default=(), description="which product uses which model")
    upgrades: tuple[UpgradeRecord, ...] = Field(default=(), description="the upgrade calendar of the providers")

    def of_part(self, part: Part) -> tuple[WorkRecord, ...]:
        """The records of one part, in the order of the file."""
        match part:
            case Part.CASE:
                return self.cases
            case Part.JOURNEY:
                return self.journeys
            case Part.RETRIEVAL:
                return self.retrieval
            case Part.FEEDBACK:
                return self.feedback
            case Part.DRIFT:
                return self.drift
            case _:
                return tuple(suite for suite in self.suites if suite.suite.value == part.value)


def work_as_evidence(
    records: WorkflowRecords, definitions: WorkflowDefinitions, kind: str, day: date
) -> Iterator[EvidenceRecord]:
    """Records of a product's work dated by the day, as the evidence of this kind that they count as."""
    for part in definitions.parts:
        if part.evidence != kind:
            continue
        for record in records.of_part(part.part):
            if record.on <= day:
                # every value was checked when the record was read
                yield EvidenceRecord.model_construct(
                    kind=kind,
                    product=record.product,
                    candidate=record.candidate,
                    on=record.on,
                    by=record.by,
                    link=record.link,
                    reviewer=record.reviewer,
                    reviewed_on=record.reviewed_on,
                    review=record.review,
                    note=record.note,
                )
