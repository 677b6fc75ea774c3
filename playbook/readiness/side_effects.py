"""What it takes to have an item done, fact by fact, and what an act does besides what it is meant for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from metrics.definition import Kind, Level, OverProducts
from playbook.concerns.charter.proofs import judge_proof
from playbook.concerns.north_star.status import MetricStatus, outcome_of_week
from playbook.model.charter import Proof
from playbook.model.experiments import FindingRule, FindingSeverity
from playbook.readiness.items import Item
from playbook.readiness.wording_decisions import decide
from playbook.results.experiments import ExperimentStatus, Finding
from playbook.results.gates import CriterionStatus
from playbook.results.questions import Questions
from playbook.verdict import Act, Area, Outcome

_DECIDED_BY = (FindingRule.NO_DECISION, FindingRule.DECISION_EXPIRED)
_ALL = 1.0


def with_all_it_does(questions: Questions, items: Sequence[Item], metrics: Sequence[MetricStatus]) -> tuple[Item, ...]:
    """The items with acts that name everything they settle, the items of other areas included."""
    experiments = {one.id: one for one in questions.audit().experiments}
    wider = dict(_brings_to_plan(questions, items, metrics))

    def acts_of(item: Item) -> tuple[Act, ...]:
        if item.area is Area.EXPERIMENTS and item.value < 1:
            return _experiment_acts(experiments[item.id])
        if item.area is Area.CHARTER and item.value < 1 and questions.deliverable(item.id).claimed:
            return _deliverable_acts(questions, item.id)
        return tuple(replace(act, covers=wider.get(act.covers, act.covers)) for act in item.acts)

    return tuple(replace(item, acts=acts) if (acts := acts_of(item)) else item for item in items)


def _experiment_acts(experiment: ExperimentStatus) -> tuple[Act, ...]:
    """What settles each finding that keeps it from being clean; undecided, to stop it is what takes least."""
    grave = _grave(experiment.findings)
    if experiment.decision_in_date:
        return tuple(_settle(experiment, finding) for finding in grave)
    left = _grave(experiment.left_if_stopped)
    moot = sum(one.rule not in _DECIDED_BY for one in grave) - len(left)
    return (_decide(experiment, moot), *(_settle(experiment, finding) for finding in left))


def _grave(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.severity is not FindingSeverity.NOTE)


def _settle(experiment: ExperimentStatus, finding: Finding) -> Act:
    fact = f"{Area.EXPERIMENTS}/{experiment.id}/{finding.rule}"
    return Act(experiment.name, experiment.owner, finding.remedy or finding.reason, frozenset({fact}))


def _decide(experiment: ExperimentStatus, moot: int = 0) -> Act:
    fact = f"{Area.EXPERIMENTS}/{experiment.id}/decision"
    return Act(experiment.name, experiment.owner, decide(experiment.name, moot), frozenset({fact}))


def _deliverable_acts(questions: Questions, deliverable: str) -> tuple[Act, ...]:
    """What a deliverable that is said to be done waits for, where all of it is something else that is to be done; ()
    where its own proof is missing."""
    _, defined = questions.playbook.deliverables[deliverable]
    missing = [_proof_acts(questions, proof) for proof in defined.proof]
    return () if None in missing else tuple(act for acts in missing for act in acts or ())


def _proof_acts(questions: Questions, proof: Proof) -> tuple[Act, ...] | None:
    """What the proof still takes, () where it holds; None where that is no other item's."""
    if judge_proof(questions, proof).outcome is Outcome.MET:
        return ()
    if proof.stack is not None:
        layer = questions.layer(proof.stack)
        fact = f"{Area.STACK}/{layer.layer}"
        return (Act(layer.name, layer.who, f"decide and review {layer.name}", frozenset({fact})),)
    if proof.deliverable is not None:
        other = questions.deliverable(proof.deliverable)
        fact = f"{Area.CHARTER}/{other.id}"
        return (Act(other.name, other.who, f"finish and prove '{other.name}'", frozenset({fact})),)
    if proof.experiments_decided is not None and proof.experiments_decided.at_least >= _ALL:
        undecided = [one for one in questions.audit().experiments if not one.decision_in_date]
        return tuple(map(_decide, undecided)) or None
    return None


def _brings_to_plan(
    questions: Questions, items: Sequence[Item], metrics: Sequence[MetricStatus]
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Facts of criteria that bring a metric of the whole organization to its plan as well, each with those facts and
    the metric's."""
    by_metric = {status.metric: status for status in metrics}
    for item in items:
        for criterion in item.parts:
            status = by_metric.get(criterion.metric or "")
            if status is not None and item.product is not None and _meets(questions, status, criterion, item.product):
                yield criterion.covers, criterion.covers | {f"{Area.METRICS}/{status.metric}"}


def _meets(questions: Questions, status: MetricStatus, criterion: CriterionStatus, product: str) -> bool:
    """Whether the organization's week would be on its plan if the product's came to what the criterion asks for."""
    metric = questions.playbook.metrics[status.metric]
    if criterion.counts is None or status.target is None or metric.kind is not Kind.RATE:
        return False
    if metric.over_products is not OverProducts.POOL or status.outcome not in (Outcome.NOT_MET, Outcome.INCONCLUSIVE):
        return False
    own = questions.known.series(metric.id, None if metric.level is Level.ORGANIZATION else product).closed
    whole, (numerator, cases) = status.series.closed[-1], criterion.counts
    same = own and own[-1].week == whole.week == criterion.week and own[-1].denominator == cases
    if not same or own[-1].numerator is None or whole.numerator is None or not whole.denominator or whole.partial:
        return False
    counted = whole.numerator - own[-1].numerator + numerator
    raised = replace(whole, numerator=counted, value=counted / whole.denominator)
    return outcome_of_week(metric, raised, status.target) is Outcome.MET
