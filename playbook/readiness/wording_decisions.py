"""Sentences that ask for a decision: a release, the end of an exemption, a layer, an experiment."""

from datetime import date

from playbook.results.gates import CriterionStatus, GateStatus
from playbook.results.stack import LayerState, LayerStatus
from playbook.wording import day_text, plural

RAN_OUT = "the decision expired"
NEVER_DECIDED = "no decision yet"


def release(gate: GateStatus) -> str:
    """A gate is due."""
    return f"Release, hold or stop {gate.product_name}, {gate.gate_name}"


def confirm_release(gate: GateStatus, released: date, day: date) -> str:
    """A product was released and its gate is shut today."""
    on = day_text(released, day)
    return f"Confirm or withdraw {gate.product_name}, {gate.gate_name}: released {on}"


def exemption(gate: GateStatus, criterion: CriterionStatus) -> str:
    """An exemption ends."""
    return f"Let the exemption of '{criterion.name}' end or ask anew: {gate.product_name}, {gate.gate_name}"


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
