"""Readiness: one pure function turns the playbook, what was measured and a day into the assessment all faces show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pydantic import computed_field

from metrics.definition import Metric
from metrics.observation import Basis
from metrics.series.series import Measurements
from playbook.concerns.charter.status import charter_status
from playbook.concerns.north_star.spend import Spend, spend_status
from playbook.concerns.north_star.status import MetricStatus, metric_statuses
from playbook.concerns.risks.open_risks import OpenRisk, open_risks
from playbook.concerns.stack.status import StackStatus, stack_status
from playbook.json_values import NotShown, Score
from playbook.model.corrections.bar_changes import BarChange
from playbook.model.playbook import Playbook
from playbook.readiness.advice import (
    Action,
    Blocker,
    alarms_of,
    best_actions,
    blockers_of,
)
from playbook.readiness.bars.lowered import LoweredBar, lowered_bars, metrics_of_bars
from playbook.readiness.bars.lowered import changes_since as bars_lowered_since
from playbook.readiness.bars.wording_lowered import lowered_alarm
from playbook.readiness.changes.between import Change, changes_between
from playbook.readiness.changes.results import SinceReview
from playbook.readiness.changes.since_review import changes_since, last_review, own_review
from playbook.readiness.decisions import DecisionNeeded, decisions_needed, release_alarms
from playbook.readiness.follow_ups import FollowUpStatus, follow_ups
from playbook.readiness.inquiry import NOTHING_ASSUMED, Assumed, Inquiry
from playbook.readiness.items import Item, items_of
from playbook.readiness.notices import Notice, notices_of
from playbook.readiness.open_conditions import OpenCondition, open_conditions_of
from playbook.readiness.score import Readiness, readiness_of
from playbook.readiness.side_effects import with_all_it_does
from playbook.results.charter import CharterStatus
from playbook.results.experiments import AuditStatus, ExperimentStatus
from playbook.results.gates import GateStatus
from playbook.results.stack import LayerStatus
from playbook.verdict import Area, ChangeKind

__all__ = [
    "Action",
    "Area",
    "Assessment",
    "Blocker",
    "Change",
    "ChangeKind",
    "DueSummary",
    "OpenCondition",
    "assess",
]


@dataclass(frozen=True, slots=True)
class DueSummary:
    """What the charter wants now and next: counts and the week the next ones are due."""

    due_now: int
    open_now: int
    next_week: int | None
    next_count: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the faces show about one day. `day` counts from 1; it passes `days` after the charter ended.
    `bar_changes` are the bars that were lowered since `changed_since`, the latest first; `bar_metrics` are what bars on
    record hold, by their addresses.
    `own_review` is what differs from the ground of a review that was closed as of this very day; None without one.
    `forecast`: the day has not come, and this is what lapses until then."""

    as_of: date
    basis: Basis
    start: date | None
    day: int | None
    days: int
    week: int | None
    organization: str
    charter_name: str
    readiness: Readiness
    charter: CharterStatus
    audit: NotShown[AuditStatus]
    metrics: tuple[MetricStatus, ...]
    stack: NotShown[StackStatus]
    gates: tuple[GateStatus, ...]
    changes: tuple[Change, ...]
    changed_since: date | None
    score_before: Score | None
    actions: tuple[Action, ...]
    blockers: tuple[Blocker, ...]
    open_conditions: tuple[OpenCondition, ...]
    alarms: tuple[str, ...]
    due: DueSummary
    forecast: bool = False
    decisions_needed: tuple[DecisionNeeded, ...] = ()
    open_risks: tuple[OpenRisk, ...] = ()
    spend: Spend | None = None
    notices: tuple[Notice, ...] = ()
    follow_ups: tuple[FollowUpStatus, ...] = ()
    items: NotShown[tuple[Item, ...]] = ()
    since_review: SinceReview | None = None
    own_review: SinceReview | None = None
    lowered: tuple[LoweredBar, ...] = ()
    bar_changes: tuple[BarChange, ...] = ()
    bar_metrics: NotShown[Mapping[str, Metric]] = field(default_factory=dict)

    @computed_field
    @property
    def experiments(self) -> tuple[ExperimentStatus, ...]:
        """Every experiment of the audit."""
        return self.audit.experiments

    @computed_field(alias="stack")
    @property
    def layers(self) -> tuple[LayerStatus, ...]:
        """Every layer of the stack."""
        return self.stack.layers


COMPARED_WITH = timedelta(days=7)


def assess(
    playbook: Playbook,
    series: Measurements,
    as_of: date,
    basis: Basis = Basis.KNOWN,
    *,
    compare: bool = True,
    assumed: Assumed = NOTHING_ASSUMED,
) -> Assessment:
    """The readiness of `playbook` at the end of `as_of`, from what was measured in `series` (SEMANTICS 1 to 9).

    Pure: the same arguments always give the same assessment. With `compare` the score of the last closed review (of
    seven days earlier, where there is none) and the causes of the difference are worked out too. `assumed` outcomes
    take the place of those that were found."""
    return assessment_of(Inquiry(playbook, series, as_of, basis, assumed=assumed), compare=compare)


def assessment_of(questions: Inquiry, *, compare: bool = True, forecast: bool = False) -> Assessment:
    """The same from questions of which some may have been answered before."""
    playbook, series, as_of, basis = questions.playbook, questions.measurements, questions.day, questions.basis
    start = playbook.records.charter.start
    charter = playbook.definitions.charter.charter
    day = None if start is None else (as_of - start).days + 1
    metrics = metric_statuses(questions)
    items = items_of(questions)
    readiness = readiness_of(questions, items)
    gates = tuple(
        questions.gate(gate.id, product.id)
        for product in playbook.products.values()
        if product.exists_on(as_of)
        for gate in playbook.gates.values()
    )
    progress = charter_status(questions)
    review = last_review(playbook.reviews, as_of) if compare and start is not None else None
    since = as_of - COMPARED_WITH if review is None else review.as_of
    compared = compare and start is not None and since >= start
    changes: tuple[Change, ...] = ()
    before: float | None = None
    since_review: SinceReview | None = None
    if compared and review is not None:
        before = review.score
        changes, since_review = changes_since(review, questions, items, readiness.score)
    elif compared:
        then = Inquiry(playbook, series, since, basis, explains=False)
        later = Inquiry(playbook, series, since, basis, known_on=as_of, explains=False)
        items_then, items_later = items_of(then), items_of(later)
        before = readiness_of(then, items_then).score
        changes = changes_between(items_then, items_later, items, charter.weights, readiness.score - before)
    audit, stack = questions.audit(), stack_status(questions)
    lowered = lowered_bars(questions, gates)
    decisions = decisions_needed(questions, gates, stack.layers, audit)
    spend = spend_status(playbook, metrics)
    return Assessment(
        as_of=as_of,
        basis=basis,
        forecast=forecast,
        start=start,
        day=day,
        days=charter.days,
        week=None if day is None or day < 1 else (day + 6) // 7,
        organization=playbook.records.charter.organization,
        charter_name=charter.name,
        readiness=readiness,
        charter=progress,
        audit=audit,
        metrics=metrics,
        stack=stack,
        gates=gates,
        changes=changes,
        changed_since=since if compared else None,
        score_before=before,
        actions=best_actions(
            with_all_it_does(questions, items, metrics), charter.weights, as_of, timedelta(days=charter.notice_days)
        ),
        blockers=blockers_of(questions, gates, progress, audit),
        open_conditions=open_conditions_of(questions),
        alarms=(*alarms_of(questions, gates), *release_alarms(decisions), *map(lowered_alarm, lowered)),
        lowered=lowered,
        bar_changes=_bar_changes(playbook, since if compared else None, as_of),
        bar_metrics=metrics_of_bars(playbook.records.bar_changes.changes, playbook),
        due=_due_summary(progress, as_of, started=start is not None),
        decisions_needed=decisions,
        open_risks=open_risks(questions),
        spend=spend,
        notices=notices_of(questions, gates, spend),
        follow_ups=follow_ups(questions),
        items=items,
        since_review=since_review,
        own_review=own_review(questions) if compare else None,
    )


def _bar_changes(playbook: Playbook, since: date | None, day: date) -> tuple[BarChange, ...]:
    return () if since is None else bars_lowered_since(playbook.records.bar_changes.changes, since, day)


def _due_summary(charter: CharterStatus, day: date, *, started: bool) -> DueSummary:
    deliverables = [deliverable for deliverable in charter.deliverables if not deliverable.dropped]
    due = [deliverable for deliverable in deliverables if started and deliverable.due <= day]
    ahead = [
        deliverable
        for deliverable in deliverables
        if not (started and deliverable.due <= day) and not deliverable.proven
    ]
    next_week = min((deliverable.due_week for deliverable in ahead), default=None)
    return DueSummary(
        due_now=len(due),
        open_now=sum(not deliverable.proven for deliverable in due),
        next_week=next_week,
        next_count=sum(deliverable.due_week == next_week for deliverable in ahead),
    )
