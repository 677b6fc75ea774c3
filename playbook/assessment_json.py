"""The assessment as the JSON of the public contract: fields are added, never renamed; unknown is null."""

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from metrics.observation import Series
from metrics.problems import Problem
from playbook.charter_status import CharterStatus, DeliverableStatus
from playbook.experiments_status import ExperimentStatus
from playbook.gate_status import CriterionStatus, GateStatus
from playbook.north_star import MetricStatus
from playbook.readiness import Assessment, Readiness
from playbook.stack_status import LayerStatus
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS

SCHEMA = 1

Json = dict[str, Any]


def status_json(assessment: Assessment, *, sample: bool = False, problems: Iterable[Problem] = ()) -> Json:
    """`status --json` and `GET /api/status`."""
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "basis": str(assessment.basis),
        "day": assessment.day,
        "days": assessment.days,
        "week": assessment.week,
        "start": _day(assessment.start),
        "sample": sample,
        "organization": assessment.organization,
        "readiness": _readiness(assessment.readiness),
        "charter": _charter(assessment.charter),
        "metrics": [metric_json(metric) for metric in assessment.metrics],
        "gates": [gate_json(gate) for gate in assessment.gates],
        "experiments": [_experiment(experiment) for experiment in assessment.audit.experiments],
        "stack": [_layer(layer) for layer in assessment.stack.layers],
        "changes": [
            {
                "kind": str(change.kind),
                "area": str(change.area),
                "text": change.text,
                "effect": _rounded(change.effect, 2),
            }
            for change in assessment.changes
        ],
        "changed_since": _day(assessment.changed_since),
        "score_before": _rounded(assessment.score_before, 1),
        "actions": [
            {
                "action": action.action,
                "steps": list(action.steps),
                "who": action.who,
                "gain": _rounded(action.gain, 1),
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


def metrics_json(as_of: date, series: Iterable[Series], *, basis: str = "known") -> Json:
    """`metrics --json` and `GET /api/metrics`: weekly series, the running week included and marked."""
    return {
        "schema": SCHEMA,
        "as_of": as_of.isoformat(),
        "basis": basis,
        "series": [
            {
                "metric": one.metric,
                "product": one.product,
                "points": [
                    {
                        "week": point.week,
                        "period_end": point.period_end.isoformat(),
                        "value": _number(point.value),
                        "numerator": _number(point.numerator),
                        "denominator": _number(point.denominator),
                        "partial": point.partial,
                        "running": point.running,
                        "signal": None,
                    }
                    for point in one.points
                ],
                "limits": None,
                "variation": None,
                "assurance": None,
                "sentence": None,
                "projection": None,
            }
            for one in series
        ],
    }


def _readiness(readiness: Readiness) -> Json:
    return {
        "score": _rounded(readiness.score, 1),
        "plan": _rounded(readiness.plan, 1),
        "without_exemptions": _rounded(readiness.without_exemptions, 1),
        "coverage": _rounded(readiness.coverage, 4),
        "areas": {
            str(area.area): {
                "score": _rounded(area.score, 1),
                "plan": _rounded(area.plan, 1),
                "without_exemptions": _rounded(area.without_exemptions, 1),
                "coverage": _rounded(area.coverage, 4),
                "weight": area.weight,
                "known": area.known,
                "reason": area.reason,
            }
            for area in readiness.areas
        },
    }


def _charter(charter: CharterStatus) -> Json:
    return {
        "claimed": _rounded(charter.claimed, 4),
        "proven": _rounded(charter.proven, 4),
        "plan": _rounded(charter.plan, 4),
        "elapsed": _rounded(charter.elapsed, 4),
        "phases": [
            {
                "id": phase.id,
                "name": phase.name,
                "start": phase.start.isoformat(),
                "end": phase.end.isoformat(),
                "claimed": _rounded(phase.claimed, 4),
                "proven": _rounded(phase.proven, 4),
                "plan": _rounded(phase.plan, 4),
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
        "state_on": _day(deliverable.state_on),
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


def metric_json(metric: MetricStatus) -> Json:
    """One metric; the organization's row carries its products in `by_product`."""
    return {
        "metric": metric.metric,
        "product": metric.product,
        "name": metric.name,
        "pillar": str(metric.pillar),
        "week": metric.week,
        "period_end": _day(metric.period_end),
        "value": _number(metric.value),
        "numerator": _number(metric.numerator),
        "n": _number(metric.n),
        "low": _number(metric.low),
        "high": _number(metric.high),
        "target": _number(metric.target),
        "final_target": _number(metric.final_target),
        "final_date": _day(metric.final_date),
        "outcome": str(metric.outcome),
        "words": OUTCOME_WORDS[metric.outcome],
        "age_days": metric.age_days,
        "partial": metric.partial,
        "change": _number(metric.change),
        "owner": metric.owner,
        "reason": metric.reason,
        "worst": metric.worst,
        "by_product": [metric_json(product) for product in metric.by_product],
    }


def gate_json(gate: GateStatus) -> Json:
    """One gate of one product."""
    decision = gate.decision
    return {
        "product": gate.product,
        "product_name": gate.product_name,
        "gate": gate.gate,
        "gate_name": gate.gate_name,
        "stage": str(gate.stage),
        "owner": gate.owner,
        "planned": _day(gate.planned),
        "days_to_planned": gate.days_to_planned,
        "quiet": gate.quiet,
        "verdict": str(gate.verdict),
        "label": VERDICT_WORDS[gate.verdict],
        "words": gate.words,
        "score": _rounded(gate.score, 1),
        "score_without_exemptions": _rounded(gate.score_without_exemptions, 1),
        "verdict_without_exemptions": str(gate.verdict_without_exemptions),
        "criteria": [_criterion(criterion) for criterion in gate.criteria],
        "blocking": list(gate.blocking),
        "conditions": list(gate.conditions),
        "flip": [
            {"to": str(flip.to), "changes": list(flip.changes), "criteria": list(flip.criteria)} for flip in gate.flips
        ],
        "decision": None
        if decision is None
        else {
            "decided": str(decision.decided),
            "by": decision.by,
            "on": decision.on.isoformat(),
            "against_verdict": gate.decision_against_verdict,
            "reason": decision.reason,
            "conditions": [
                {
                    "what": condition.what,
                    "owner": condition.owner,
                    "due": condition.due.isoformat(),
                    "done": _day(condition.done),
                }
                for condition in decision.conditions
            ],
        },
    }


def _criterion(criterion: CriterionStatus) -> Json:
    return {
        "id": criterion.id,
        "name": criterion.name,
        "kind": criterion.kind,
        "key": criterion.key,
        "weight": criterion.weight,
        "outcome": str(criterion.outcome),
        "words": OUTCOME_WORDS[criterion.outcome],
        "underlying": str(criterion.underlying),
        "stale": criterion.stale,
        "metric": criterion.metric,
        "week": criterion.week,
        "value": _number(criterion.value),
        "n": _number(criterion.n),
        "line": criterion.line,
        "distance": _number(criterion.distance),
        "who": criterion.who,
        "action": criterion.action,
        "exempt_until": _day(criterion.exempt_until),
        "reason": criterion.reason,
    }


def _experiment(experiment: ExperimentStatus) -> Json:
    return {
        "id": experiment.id,
        "name": experiment.name,
        "owner": experiment.owner,
        "product": experiment.product,
        "risk_tier": None if experiment.risk_tier is None else str(experiment.risk_tier),
        "weekly_users": experiment.weekly_users,
        "monthly_cost": _number(experiment.monthly_cost),
        "last_active": _day(experiment.last_active),
        "decision": None if experiment.decision is None else str(experiment.decision),
        "decided_on": _day(experiment.decided_on),
        "decision_until": _day(experiment.decision_until),
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
        "decided_on": _day(layer.decided_on),
        "review_by": _day(layer.review_by),
        "reopened_by": list(layer.reopened_by),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(value: float | None) -> float | None:
    """The number without the dust of binary arithmetic; whole numbers stay whole; never NaN."""
    if value is None or not math.isfinite(value):
        return None
    tidy = float(f"{value:.12g}")
    return int(tidy) if tidy.is_integer() and abs(tidy) < 1e15 else tidy


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, digits) + 0.0
