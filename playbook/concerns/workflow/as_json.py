"""The workflow as the JSON of `playbook workflow --json`."""

from playbook.concerns.workflow.drills import DrillStatus
from playbook.concerns.workflow.parts import HygieneStatus, PartStatus
from playbook.concerns.workflow.status import CheckStatus, ProductFlow, WorkflowStatus
from playbook.json_values import Json, day_json, rounded
from playbook.verdict import Outcome
from playbook.wording import OUTCOME_WORDS


def workflow_json(status: WorkflowStatus, product: str | None = None) -> Json:
    """Every product, or the one that was asked for; shares run 0 to 1, unknown is null."""
    chosen = [flow for flow in status.products if product in (None, flow.product)]
    return {"schema": 1, "as_of": status.as_of.isoformat(), "products": [_flow(flow) for flow in chosen]}


def _flow(flow: ProductFlow) -> Json:
    gate = flow.next_gate
    return {
        "product": flow.product,
        "name": flow.name,
        "owner": flow.owner,
        "stage": None if flow.stage is None else str(flow.stage),
        "since": day_json(flow.since),
        "days_in_stage": flow.days_in_stage,
        "usual_days": flow.usual_days,
        "over_days": flow.over_days,
        "stages": [
            {
                "stage": str(time.stage),
                "entered": time.entered.isoformat(),
                "left": day_json(time.left),
                "days": time.days,
            }
            for time in flow.times
        ],
        "enter": [_check(check) for check in flow.enter],
        "leave": [_check(check) for check in flow.leave],
        "waits": [
            {
                "what": wait.what,
                "whom": wait.whom,
                "since": wait.since.isoformat(),
                "days": wait.days,
                "until": day_json(wait.until),
                "late_days": wait.late_days,
            }
            for wait in flow.waits
        ],
        "next_gate": None
        if gate is None
        else {
            "gate": gate.gate,
            "name": gate.name,
            "planned": day_json(gate.planned),
            "verdict": str(gate.verdict),
            "words": gate.words,
            "who": list(gate.who),
        },
        "parts": [_part(part) for part in flow.parts],
        "hygiene": [_hygiene(check) for check in flow.hygiene],
        "drills": [_drill(drill) for drill in flow.drills],
    }


def _outcome(outcome: Outcome | None) -> Json:
    return {
        "outcome": None if outcome is None else str(outcome),
        "words": None if outcome is None else OUTCOME_WORDS[outcome],
    }


def _check(check: CheckStatus) -> Json:
    return {"what": check.what, **_outcome(check.outcome), "reason": check.reason, "who": check.who or None}


def _part(part: PartStatus) -> Json:
    return {
        "part": str(part.part),
        "evidence": part.evidence,
        "name": part.name,
        "needed": part.needed,
        **_outcome(part.outcome),
        "reason": part.reason,
        "who": part.who or None,
        "on": day_json(part.on),
        "facts": [{"text": fact.text, "worry": fact.worry} for fact in part.facts],
    }


def _hygiene(check: HygieneStatus) -> Json:
    return {
        "check": check.check,
        "name": check.name,
        "needed": check.needed,
        **_outcome(check.outcome),
        "reason": check.reason,
        "who": check.who or None,
        "share": rounded(check.share, 4),
        "on": day_json(check.on),
    }


def _drill(drill: DrillStatus) -> Json:
    return {
        "provider": drill.provider,
        "model": drill.model,
        "kind": str(drill.kind),
        "replacement": drill.replacement or None,
        "on": drill.on.isoformat(),
        "since": drill.since.isoformat(),
        "due": drill.due.isoformat(),
        "late_days": drill.late_days,
        "upcoming": drill.upcoming,
        **_outcome(drill.outcome),
        "reason": drill.reason,
        "asks": drill.asks,
        "who": drill.who or None,
    }
