"""Guardrails: one metric may not get better at the cost of the one that guards it."""

from datetime import date

import pytest

from metrics.definition import Direction
from playbook.concerns.north_star.guardrails import GuardrailState, guardrail_pairs
from playbook.verdict import Outcome
from tests.playbook.statuses import metric_status, rate_metric

METRICS = {
    "hallucination_rate": rate_metric(guardrail_for=("cost_per_task",)),
    "cost_per_task": rate_metric(id="cost_per_task"),
}


def state(
    guarded: float | None,
    guard: float | None,
    alarmed: frozenset[str] = frozenset({"hallucination_rate"}),
    **changes: object,
) -> GuardrailState:
    """What two changes, both of metrics where lower is better, say of the pair."""
    statuses = (metric_status(change=guard), metric_status(metric="cost_per_task", change=guarded, **changes))
    (pair,) = guardrail_pairs(METRICS, statuses, alarmed)
    assert (pair.guarded.metric, pair.guard.metric) == ("cost_per_task", "hallucination_rate")
    return pair.state


@pytest.mark.parametrize(
    ("guarded", "guard", "expected"),
    [
        (-0.1, 0.01, GuardrailState.BREACHED),
        (-0.1, -0.01, GuardrailState.HOLDS),
        (-0.1, 0.0, GuardrailState.HOLDS),
        (0.1, 0.01, GuardrailState.NOT_IN_PLAY),
        (0.0, 0.01, GuardrailState.NOT_IN_PLAY),
        (None, 0.01, GuardrailState.UNKNOWN),
        (-0.1, None, GuardrailState.UNKNOWN),
    ],
)
def test_a_pair_is_breached_only_when_one_improves_while_its_guard_worsens(
    guarded: float | None, guard: float | None, expected: GuardrailState
) -> None:
    assert state(guarded, guard) is expected


def test_a_guard_that_is_worse_within_its_noise_holds() -> None:
    assert state(-0.1, 0.01, frozenset()) is GuardrailState.HOLDS


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Outcome.MET, Outcome.NOT_MET, GuardrailState.BREACHED),
        (Outcome.NOT_MET, Outcome.NOT_MET, GuardrailState.HOLDS),
        (Outcome.MET, Outcome.MET, GuardrailState.HOLDS),
        (None, Outcome.NOT_MET, GuardrailState.HOLDS),
    ],
)
def test_a_guard_that_went_off_its_plan_is_breached_without_a_signal(
    before: Outcome | None, now: Outcome, expected: GuardrailState
) -> None:
    guard = metric_status(change=0.01, outcome=now, outcome_before=before)
    (pair,) = guardrail_pairs(METRICS, (guard, metric_status(metric="cost_per_task", change=-0.1)))
    assert pair.state is expected


def test_better_follows_the_direction_of_each_metric() -> None:
    assert state(0.1, 0.01, better=Direction.HIGHER) is GuardrailState.BREACHED
    assert state(-0.1, 0.01, better=Direction.HIGHER) is GuardrailState.NOT_IN_PLAY


def test_changes_of_different_weeks_say_nothing() -> None:
    assert state(-0.1, 0.01, period_end=date(2026, 10, 25)) is GuardrailState.UNKNOWN


def test_a_pair_of_which_one_is_not_shown_is_left_out() -> None:
    assert guardrail_pairs(METRICS, (metric_status(),)) == ()
