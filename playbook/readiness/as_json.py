"""The assessment as the JSON of the public contract: fields are added, never renamed; unknown is null."""

from collections.abc import Iterable

from metrics.problems import Problem
from playbook.concerns.control.as_json import NO_WORDS, words_json
from playbook.concerns.control.review import MetricReviews
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.gates.as_json import gate_json
from playbook.concerns.north_star.status import MetricStatus, one_sided_bounds
from playbook.json_values import Json, day_json, number_json, rounded
from playbook.readiness.agenda_json import agenda_json, since_review_json
from playbook.readiness.assessment import Assessment, Readiness
from playbook.results.charter import CharterStatus, DeliverableStatus
from playbook.results.gates import GateStatus
from playbook.results.stack import LayerStatus
from playbook.wording import OUTCOME_WORDS

SCHEMA = 1


def status_json(
    assessment: Assessment,
    *,
    sample: bool = False,
    problems: Iterable[Problem] = (),
    reviews: MetricReviews | None = None,
) -> Json:
    """`status --json` and `GET /api/status`; `reviews` are those of the same day and basis."""
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "basis": str(assessment.basis),
        "day": assessment.day,
        "days": assessment.days,
        "week": assessment.week,
        "start": day_json(assessment.start),
        "sample": sample,
        "organization": assessment.organization,
        "readiness": _readiness(assessment.readiness),
        "charter": _charter(assessment.charter),
        "metrics": [metric_json(metric, reviews) for metric in assessment.metrics],
        "gates": [gate_json(gate) for gate in assessment.gates],
        "experiments": [_experiment(experiment) for experiment in assessment.audit.experiments],
        "stack": [_layer(layer) for layer in assessment.stack.layers],
        "changes": [
            {
                "kind": str(change.kind),
                "area": str(change.area),
                "text": change.text,
                "effect": rounded(change.effect, 2),
            }
            for change in assessment.changes
        ],
        "changed_since": day_json(assessment.changed_since),
        "score_before": rounded(assessment.score_before, 1),
        "since_review": since_review_json(assessment),
        "actions": [
            {
                "action": action.action,
                "steps": list(action.steps),
                "who": action.who,
                "gain": rounded(action.gain, 1),
                "area": str(action.area),
                "subject": action.subject,
            }
            for action in assessment.actions
        ],
        "blockers": [
            {
                "area": str(blocker.area),
                "subject": blocker.subject,
                "product": blocker.product,
                "title": blocker.title,
                "reason": blocker.reason,
                "who": blocker.who,
                "late_days": blocker.late_days,
            }
            for blocker in assessment.blockers
        ],
        "open_conditions": [
            {
                "product": condition.product,
                "gate": condition.gate,
                "what": condition.what,
                "owner": condition.owner,
                "due": condition.due.isoformat(),
                "late_days": condition.late_days,
            }
            for condition in assessment.open_conditions
        ],
        "alarms": list(assessment.alarms),
        **agenda_json(assessment),
        "due": {
            "due_now": assessment.due.due_now,
            "open_now": assessment.due.open_now,
            "next_week": assessment.due.next_week,
            "next_count": assessment.due.next_count,
        },
        "problems": [problem.to_json() for problem in problems],
    }


def gates_json(assessment: Assessment, gates: Iterable[GateStatus] | None = None) -> Json:
    """`gates --json` and `GET /api/gates`."""
    shown = assessment.gates if gates is None else gates
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "basis": str(assessment.basis),
        "gates": [gate_json(gate) for gate in shown],
    }


def _readiness(readiness: Readiness) -> Json:
    return {
        "score": rounded(readiness.score, 1),
        "plan": rounded(readiness.plan, 1),
        "without_exemptions": rounded(readiness.without_exemptions, 1),
        "coverage": rounded(readiness.coverage, 4),
        "areas": {
            str(area.area): {
                "score": rounded(area.score, 1),
                "plan": rounded(area.plan, 1),
                "without_exemptions": rounded(area.without_exemptions, 1),
                "coverage": rounded(area.coverage, 4),
                "weight": area.weight,
                "known": area.known,
                "reason": area.reason,
            }
            for area in readiness.areas
        },
    }


def _charter(charter: CharterStatus) -> Json:
    return {
        "claimed": rounded(charter.claimed, 4),
        "proven": rounded(charter.proven, 4),
        "plan": rounded(charter.plan, 4),
        "elapsed": rounded(charter.elapsed, 4),
        "phases": [
            {
                "id": phase.id,
                "name": phase.name,
                "start": phase.start.isoformat(),
                "end": phase.end.isoformat(),
                "claimed": rounded(phase.claimed, 4),
                "proven": rounded(phase.proven, 4),
                "plan": rounded(phase.plan, 4),
                "deliverables": [_deliverable(deliverable) for deliverable in phase.deliverables],
            }
            for phase in charter.phases
        ],
    }


def _deliverable(deliverable: DeliverableStatus) -> Json:
    return {
        "id": deliverable.id,
        "name": deliverable.name,
        "state": str(deliverable.state),
        "state_on": day_json(deliverable.state_on),
        "claimed": deliverable.claimed,
        "proven": deliverable.proven,
        "dropped": deliverable.dropped,
        "weight": deliverable.weight,
        "due": deliverable.due.isoformat(),
        "due_week": deliverable.due_week,
        "late_days": deliverable.late_days,
        "owner": deliverable.owner,
        "who": deliverable.who,
        "reasons": list(deliverable.reasons),
        "waits_for": list(deliverable.waits_for),
    }


def metric_json(metric: MetricStatus, reviews: MetricReviews | None = None) -> Json:
    """One metric; the organization's row carries its products in `by_product`. `low` and `high` are the two-sided 95%
    interval of a rate, `lower_bound` and `upper_bound` the one-sided bounds that outcomes are decided by."""
    lower, upper = one_sided_bounds(metric)
    review = None if reviews is None else reviews.of(metric.metric, metric.product)
    return {
        "metric": metric.metric,
        "product": metric.product,
        "name": metric.name,
        "pillar": str(metric.pillar),
        "week": metric.week,
        "period_end": day_json(metric.period_end),
        "value": number_json(metric.value),
        "numerator": number_json(metric.numerator),
        "n": number_json(metric.n),
        "low": number_json(metric.low),
        "high": number_json(metric.high),
        "lower_bound": number_json(lower),
        "upper_bound": number_json(upper),
        "target": number_json(metric.target),
        "final_target": number_json(metric.final_target),
        "final_date": day_json(metric.final_date),
        "outcome": str(metric.outcome),
        "words": OUTCOME_WORDS[metric.outcome],
        "age_days": metric.age_days,
        "partial": metric.partial,
        "change": number_json(metric.change),
        "owner": metric.owner,
        "reason": metric.reason,
        "worst": metric.worst,
        "by_product": [metric_json(product, reviews) for product in metric.by_product],
        **(words_json(review) if review is not None else NO_WORDS),
    }


def _experiment(experiment: ExperimentStatus) -> Json:
    return {
        "id": experiment.id,
        "name": experiment.name,
        "owner": experiment.owner,
        "product": experiment.product,
        "risk_tier": None if experiment.risk_tier is None else str(experiment.risk_tier),
        "weekly_users": experiment.weekly_users,
        "monthly_cost": number_json(experiment.monthly_cost),
        "last_active": day_json(experiment.last_active),
        "decision": None if experiment.decision is None else str(experiment.decision),
        "decided_on": day_json(experiment.decided_on),
        "decision_until": day_json(experiment.decision_until),
        "decision_in_date": experiment.decision_in_date,
        "clean": experiment.is_clean,
        "findings": [
            {
                "rule": str(finding.rule),
                "severity": str(finding.severity),
                "name": finding.name,
                "reason": finding.reason,
                "remedy": finding.remedy,
            }
            for finding in experiment.findings
        ],
    }


def _layer(layer: LayerStatus) -> Json:
    return {
        "layer": layer.layer,
        "name": layer.name,
        "option": layer.option,
        "ring": None if layer.ring is None else str(layer.ring),
        "state": str(layer.state),
        "outcome": str(layer.outcome),
        "reasons": list(layer.reasons),
        "due": layer.due.isoformat(),
        "decided_on": day_json(layer.decided_on),
        "review_by": day_json(layer.review_by),
        "reopened_by": list(layer.reopened_by),
    }
