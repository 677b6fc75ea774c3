"""Sentences of guardrail pairs: what guards what, and whether one got better at the other's cost."""

from playbook.guardrails import GuardrailPair, GuardrailState
from playbook.north_star import MetricStatus
from playbook.wording import change_text

STATE_WORDS: dict[GuardrailState, str] = {
    GuardrailState.BREACHED: "at its cost",
    GuardrailState.HOLDS: "holds",
    GuardrailState.NOT_IN_PLAY: "not in play",
    GuardrailState.UNKNOWN: "not known yet",
}


def pair_line(pair: GuardrailPair) -> str:
    """One guardrail pair in a sentence."""
    guarded, guard = pair.guarded, pair.guard
    changes = f"{guarded.name} {_change(guarded)}, {guard.name} {_change(guard)}"
    guards = f"{guard.name} guards {guarded.name}"
    return {
        GuardrailState.BREACHED: f"{guarded.name} got better while its guardrail {guard.name} got worse ({changes})",
        GuardrailState.HOLDS: f"{guards} ({changes})",
        GuardrailState.NOT_IN_PLAY: f"{guards}, which did not get better ({changes})",
        GuardrailState.UNKNOWN: f"{guards}; two whole weeks in a row of both are needed",
    }[pair.state]


def _change(status: MetricStatus) -> str:
    previous = None if status.change is None or status.value is None else status.value - status.change
    return change_text(status.change, previous, kind=status.kind, unit=status.unit)
