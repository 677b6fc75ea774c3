"""Guardrail pairs: a metric may not get better at the cost of the one that guards it."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from metrics.change import is_improvement
from metrics.definition import Identifier, Metric
from playbook.concerns.north_star.status import MetricStatus
from playbook.verdict import Outcome


class GuardrailState(StrEnum):
    """What the last two closed weeks say of a pair."""

    BREACHED = "breached"
    HOLDS = "holds"
    NOT_IN_PLAY = "not_in_play"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GuardrailPair:
    """`guarded` may not improve while `guard` worsens."""

    guarded: MetricStatus
    guard: MetricStatus
    state: GuardrailState


def guardrail_pairs(
    metrics: Mapping[Identifier, Metric], statuses: Iterable[MetricStatus], alarmed: Container[str] = ()
) -> tuple[GuardrailPair, ...]:
    """Every pair among the statuses given, in the order of the file, breached ones first. `alarmed` are the metrics
    whose last week is a signal of concern."""
    by_metric = {status.metric: status for status in statuses}
    pairs = [
        _pair(by_metric[guarded], by_metric[guard.id], is_alarmed=guard.id in alarmed)
        for guard in metrics.values()
        for guarded in guard.guardrail_for
        if guard.id in by_metric and guarded in by_metric
    ]
    return tuple(sorted(pairs, key=lambda pair: list(GuardrailState).index(pair.state)))


def _pair(guarded: MetricStatus, guard: MetricStatus, *, is_alarmed: bool) -> GuardrailPair:
    """Both changes count only where they are of the same week, and that the guard is worse only where it is more than
    noise, or took it off its plan."""
    if guarded.change is None or guard.change is None or guarded.period_end != guard.period_end:
        return GuardrailPair(guarded, guard, GuardrailState.UNKNOWN)
    better = is_improvement(guarded.change, guarded.better) is True
    worse = is_improvement(guard.change, guard.better) is False
    if not better:
        return GuardrailPair(guarded, guard, GuardrailState.NOT_IN_PLAY)
    lost = guard.outcome is Outcome.NOT_MET and guard.outcome_before is Outcome.MET
    breached = worse and (is_alarmed or lost)
    return GuardrailPair(guarded, guard, GuardrailState.BREACHED if breached else GuardrailState.HOLDS)
