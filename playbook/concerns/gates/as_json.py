"""One gate as the JSON of the public contract."""

from playbook.concerns.gates.status import CriterionStatus
from playbook.json_values import Json, day_json, number_json, rounded
from playbook.results.gates import GateStatus
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS


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
        "planned": day_json(gate.planned),
        "days_to_planned": gate.days_to_planned,
        "quiet": gate.quiet,
        "verdict": str(gate.verdict),
        "label": VERDICT_WORDS[gate.verdict],
        "words": gate.words,
        "score": rounded(gate.score, 1),
        "score_without_exemptions": rounded(gate.score_without_exemptions, 1),
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
                    "done": day_json(condition.done),
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
        "value": number_json(criterion.value),
        "n": number_json(criterion.n),
        "line": criterion.line,
        "distance": number_json(criterion.distance),
        "who": criterion.who,
        "action": criterion.action,
        "exempt_until": day_json(criterion.exempt_until),
        "reason": criterion.reason,
    }
