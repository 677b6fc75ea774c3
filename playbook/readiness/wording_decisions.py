"""Sentences that ask for a decision: a release, the end of an exemption, a layer, an experiment."""

from datetime import date

from playbook.results.gates import CriterionStatus, Decided, GateStatus
from playbook.results.stack import LayerState, LayerStatus
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, day_text, plural

RAN_OUT = "the decision expired"
NEVER_DECIDED = "no decision yet"


def release(gate: GateStatus) -> str:
    """A gate is due."""
    return f"Release, hold or stop {gate.product_name}, {gate.gate_name}"


def confirm_release(gate: GateStatus, decision: Decided, day: date, newer: str) -> str:
    """A product was released and its gate does not hold today, or another candidate came since."""
    said = f"Confirm or withdraw {gate.product_name}, {gate.gate_name}: released"
    return f"{said} as {decision.candidate}, now {newer}" if newer else f"{said} {day_text(decision.on, day)}"


def in_doubt(what: str, verdict: Verdict) -> str:
    """The same with what the gate says today."""
    return f"{what}; the gate says {VERDICT_WORDS[verdict]} now"


def exemption(gate: GateStatus, criterion: CriterionStatus) -> str:
    """An exemption ends."""
    return f"Let the exemption of '{criterion.name}' end or ask anew: {gate.product_name}, {gate.gate_name}"


def without_it(what: str, verdict: Verdict) -> str:
    """The same with the verdict that is left once the exemption is over."""
    return f"{what}; without it {VERDICT_WORDS[verdict]}"


def deliverable(name: str, *, state: str) -> str:
    """A deliverable is to be proven, or to be finished first; what it lacks is told where it leads to."""
    return f"Prove '{name}'" if state == "claimed" else f"Finish and prove '{name}'"


def layer(status: LayerStatus) -> str:
    """A layer waits for a choice, or for another look at it."""
    option = f" ({status.option_name})" if status.option_name else ""
    match status.state:
        case LayerState.REOPENED:
            return f"Decide {status.name} again{option}"
        case LayerState.REVIEW_DUE | LayerState.EXPIRED:
            return f"Review the choice for {status.name}{option}"
        case _:
            return f"Choose for {status.name}"


def experiment(name: str) -> str:
    """An experiment waits for a decision."""
    return f"Decide on '{name}'"


def decide(name: str, moot: int) -> str:
    """The same as an act; to stop it settles so many other findings as well."""
    return f"decide on '{name}'" if not moot else f"stop '{name}', or keep it and settle {plural(moot, 'more finding')}"
