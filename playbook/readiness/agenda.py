"""The agenda of the weekly review, in the order in which it is walked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.concerns.control.attention import controls_speaking_for, sorted_by_attention
from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.control.wording import backfilled_lines
from playbook.concerns.north_star.status import MetricStatus
from playbook.model.reviews.follow_ups import promise
from playbook.readiness.assessment import Assessment
from playbook.readiness.decisions import DecisionNeeded
from playbook.readiness.follow_ups import FollowUpStatus
from playbook.readiness.open_conditions import OpenCondition
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome
from playbook.wording import of_product

GATES_WITHIN = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class SignatureWaiting:
    """A sign-off that a gate due soon waits for; `reason` says what there is instead."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    criterion: str
    name: str
    who: str
    due: date | None
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the meeting goes through: follow-ups and open conditions of releases, metrics that need words, gates,
    signatures, decisions. `routine` counts the metrics that need none; `process` says what the chart of one that does
    means, by the metric's id; `backfilled` names weeks that were sent later than they count."""

    follow_ups: tuple[FollowUpStatus, ...]
    conditions: tuple[OpenCondition, ...]
    metrics: tuple[MetricStatus, ...]
    process: Mapping[str, str]
    routine: int
    gates: tuple[GateStatus, ...]
    signatures: tuple[SignatureWaiting, ...]
    decisions: tuple[DecisionNeeded, ...]
    backfilled: tuple[str, ...] = ()


def agenda_of(assessment: Assessment, reviews: MetricControls, since: date | None = None) -> Agenda:
    """The agenda of a day. What was done before `since` (the last closed review) is no longer on it. A metric needs
    words where what is wanted is not proven, its last week is a signal, or its process will miss its target."""
    heaps = sorted_by_attention(assessment.metrics, reviews)
    heard = (*heaps.attention, *(status for status in heaps.silent if is_unsettled(status)))
    metrics = tuple(status for status in assessment.metrics if status in heard)
    speaking = {status.metric: controls_speaking_for(status, reviews) for status in metrics}
    names = {gate.product: gate.product_name for gate in assessment.gates}
    gates = [gate for gate in assessment.gates if _due_soon(gate, assessment.as_of)]
    return Agenda(
        follow_ups=tuple(entry for entry in assessment.follow_ups if _on_the_agenda(entry, assessment, since)),
        conditions=assessment.open_conditions,
        metrics=metrics,
        process={name: process_words(found, names) for name, found in speaking.items()},
        routine=len(assessment.metrics) - len(metrics),
        gates=tuple(sorted(gates, key=lambda gate: gate.planned or assessment.as_of)),
        signatures=signatures_waiting(assessment.gates),
        decisions=assessment.decisions_needed,
        backfilled=backfilled_of(assessment, reviews),
    )


def backfilled_of(assessment: Assessment, reviews: MetricControls) -> tuple[str, ...]:
    """A line for each metric with weeks that were backfilled."""
    metrics = {status.metric: status.name for status in assessment.metrics}
    return backfilled_lines(reviews.backfilled, metrics, {one.product: one.product_name for one in assessment.gates})


def _on_the_agenda(entry: FollowUpStatus, assessment: Assessment, since: date | None) -> bool:
    """What is open, unless it stands there as a condition of a release; what was done since the last review."""
    if entry.done is not None:
        return since is None or entry.done > since
    conditions = {promise(condition.what, condition.product) for condition in assessment.open_conditions}
    return promise(entry.what, entry.product) not in conditions


def process_words(reviews: Sequence[MetricControl], names: Mapping[str, str]) -> str:
    """What the charts of a metric mean, in a sentence a chart; of several, each with the name of its product."""
    if len(reviews) == 1:
        return reviews[0].sentence
    return " ".join(
        of_product(names.get(review.product or "", review.product or ""), review.sentence)
        for review in reviews
        if review.sentence
    )


def is_unsettled(status: MetricStatus) -> bool:
    """True for a metric that is off its plan, not proven, or not known."""
    return status.outcome not in (Outcome.MET, Outcome.NOT_APPLICABLE)


def _due_soon(gate: GateStatus, today: date) -> bool:
    """Planned within three weeks, or past its day and still shut."""
    if gate.planned is None or gate.planned > today + GATES_WITHIN:
        return False
    return gate.planned >= today or not gate.verdict.holds


def signatures_waiting(gates: Sequence[GateStatus]) -> tuple[SignatureWaiting, ...]:
    """Sign-offs of gates due soon that are not given, or no longer hold; the earliest planned first."""
    found = [
        SignatureWaiting(
            product=gate.product,
            product_name=gate.product_name,
            gate=gate.gate,
            gate_name=gate.gate_name,
            criterion=criterion.id,
            name=criterion.name,
            who=criterion.who,
            due=gate.planned,
            outcome=criterion.outcome,
            reason=criterion.reason,
        )
        for gate in gates
        if not gate.quiet
        for criterion in gate.criteria
        if criterion.kind == "sign_off" and (criterion.outcome.is_undecided or criterion.outcome is Outcome.NOT_MET)
    ]
    return tuple(sorted(found, key=lambda signature: signature.due or date.max))
