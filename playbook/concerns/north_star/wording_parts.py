"""Sentences of guardrail pairs: what guards what, and whether one got better at the other's cost."""

from playbook.concerns.north_star.guardrails import GuardrailPair, GuardrailState
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.weekly_figures.wording import partial_of
from playbook.wording import change_text, plural


def sample_words(n: float | None, low: str, high: str) -> str:
    """How many cases a rate was counted over, and what they leave open at 95%."""
    return "" if n is None or "no data" in (low, high) else f"n {n:,.0f}, {low} to {high}"


def partial_words(partial: str | None) -> str:
    """A value lacks products, days or weeks; '1 of 2' alone means products."""
    return f"partial ({partial_of(partial)})" if partial else ""


def reported_words(partial: str) -> str:
    """How much of what a sum is made of came in: `6 of 7 weeks reported`."""
    return f"{partial_of(partial)} reported"


def age_words(age_days: int | None) -> str:
    """How old the latest closed week is."""
    if age_days is None:
        return ""
    return "closed today" if age_days == 0 else f"{plural(age_days, 'day')} old"


def no_spend_counted(currency: str) -> str:
    """A budget that no metric is held against."""
    return f"no metric counts what is spent over the charter in {currency}"


STATE_WORDS: dict[GuardrailState, str] = {
    GuardrailState.BREACHED: "trade-off",
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
    return change_text(status.change, previous, status)
