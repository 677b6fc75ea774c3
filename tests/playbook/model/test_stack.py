"""Stack: decided, reviewed by another, unexpired; reopened by its own conditions; the matrix under moved weights."""

from datetime import date

import pytest

from metrics.observation import Observation
from playbook.concerns.stack.status import StackStatus, stack_status
from playbook.readiness.inquiry import Inquiry
from playbook.results.stack import LayerState, LayerStatus
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of, week_row

TODAY = date(2026, 11, 13)
DEFINITIONS = """
matrix: [{id: cost, weight: 5}, {id: fit, weight: 4}]
layers: [{id: models, due_week: 4, options: [{id: one}, {id: two}, {id: three}]}]
"""
TRIAL = "{ring: trial, on: 2026-09-20, by: lead-ai-engineer}"
ADOPT = "{ring: adopt, on: 2026-10-01, by: council}"


def stack(choices: str, *rows: Observation, scores: str = "", on: date = TODAY) -> StackStatus:
    playbook = playbook_of(definitions_stack=DEFINITIONS, records_stack=f"choices: [{choices}]\nscores: [{scores}]")
    return stack_status(Inquiry(playbook, measurements_of(playbook, *rows), on))


def layer(choices: str, *rows: Observation, on: date = TODAY) -> LayerStatus:
    return stack(choices, *rows, on=on).layers[0]


def choice(history: str, rest: str = ", review_by: 2027-01-15") -> str:
    return f"{{layer: models, option: one, history: [{history}]{rest}}}"


@pytest.mark.parametrize(
    ("choices", "state", "outcome"),
    [
        ("", LayerState.UNDECIDED, Outcome.NOT_MET),
        (choice(TRIAL), LayerState.TRIAL, Outcome.NOT_MET),
        (choice(f"{TRIAL}, {ADOPT}"), LayerState.DECIDED, Outcome.MET),
        (choice(f"{TRIAL}, {ADOPT}", ""), LayerState.UNREVIEWED, Outcome.NOT_MET),
        (choice(f"{TRIAL}, {ADOPT}", ", review_by: 2026-12-01"), LayerState.REVIEW_DUE, Outcome.WARNING),
        (choice(f"{TRIAL}, {ADOPT}", ", review_by: 2026-11-01"), LayerState.EXPIRED, Outcome.NOT_MET),
        (choice(ADOPT), LayerState.UNREVIEWED, Outcome.NOT_MET),
        (
            choice(ADOPT, ", review_by: 2027-01-15, reviews: [{on: 2026-10-10, by: security}]"),
            LayerState.DECIDED,
            Outcome.MET,
        ),
        (
            choice(
                f"{TRIAL}, {ADOPT}",
                ", review_by: 2027-01-15, reviews: [{on: 2026-11-01, by: security, accepted: false}]",
            ),
            LayerState.UNREVIEWED,
            Outcome.NOT_MET,
        ),
        (
            choice(
                f"{TRIAL}, {ADOPT}",
                ", review_by: 2026-11-01, reviews: [{on: 2026-10-30, by: security, next_review: 2027-02-01}]",
            ),
            LayerState.DECIDED,
            Outcome.MET,
        ),
        (
            choice(f"{TRIAL}, {ADOPT}", ", review_days: [{on: 2026-10-30, review_by: 2027-02-01, by: council}]"),
            LayerState.DECIDED,
            Outcome.MET,
        ),
        (
            choice(f"{TRIAL}, {ADOPT}", ", review_days: [{on: 2026-11-14, review_by: 2027-02-01, by: council}]"),
            LayerState.UNREVIEWED,
            Outcome.NOT_MET,
        ),
        (
            choice(f"{TRIAL}, {ADOPT}, {{ring: hold, on: 2026-11-01, by: council}}"),
            LayerState.UNDECIDED,
            Outcome.NOT_MET,
        ),
    ],
)
def test_a_layer_counts_when_it_is_decided_reviewed_and_unexpired(
    choices: str, state: LayerState, outcome: Outcome
) -> None:
    status = layer(choices)
    assert (status.state, status.outcome) == (state, outcome)
    assert status.reasons


def test_the_radar_moves_come_from_the_dated_history() -> None:
    both = choice(f"{TRIAL}, {ADOPT}")
    assert [(move.ring, move.previous) for move in layer(both).moves] == [("trial", None), ("adopt", "trial")]
    assert layer(both, on=date(2026, 9, 25)).state is LayerState.TRIAL
    assert layer(both, on=date(2026, 9, 1)).moves == ()


def test_a_day_of_review_that_a_later_move_names_leaves_earlier_days_as_they_were() -> None:
    moved = ADOPT.replace("on:", "review_by: 2027-03-01, on:")
    again = moved.replace("2026-10-01", "2026-10-30").replace("2027-03-01", "2027-06-01")
    written = choice(f"{TRIAL}, {moved}, {again}", ", review_by: 2027-01-15")
    assert layer(written, on=date(2026, 10, 29)).review_by == date(2027, 3, 1)
    assert layer(written, on=date(2026, 10, 30)).review_by == date(2027, 6, 1)
    assert layer(choice(f"{TRIAL}, {ADOPT}", ", review_by: 2027-01-15")).review_by == date(2027, 1, 15)


def latency(*values: float) -> list[Observation]:
    return [
        week_row("latency_p95_seconds", 10 - len(values) + index, value=value) for index, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("condition", "values", "reopened"),
    [
        ("latency_p95_seconds > 4 for 2 weeks", (3.0, 4.5, 4.6), True),
        ("latency_p95_seconds > 4 for 2 weeks", (4.5, 3.0, 4.6), False),
        ("latency_p95_seconds > 4 for 2 weeks", (4.6,), False),
        ("latency_p95_seconds > +25%", (4.0, 4.0, 5.1), True),
        ("latency_p95_seconds > +25%", (4.0, 4.0, 4.9), False),
    ],
)
def test_a_decision_is_reopened_by_its_own_condition(condition: str, values: tuple[float, ...], reopened: bool) -> None:
    written = choice(f"{TRIAL}, {ADOPT}", f', review_by: 2027-01-15, reopen_when: ["{condition}"]')
    status = layer(written, *latency(*values))
    assert (status.state is LayerState.REOPENED) is reopened
    assert (status.outcome is Outcome.MET) is not reopened


def score(option: str, cost: float, fit: float | None) -> str:
    second = "" if fit is None else f", fit: {fit}"
    return f"{{option: {option}, on: 2026-10-01, by: council, scores: {{cost: {cost}{second}}}}}"


def test_the_winner_holds_where_no_move_of_the_weights_overturns_it() -> None:
    clear = stack("", scores=f"{score('one', 5, 5)}, {score('two', 3, 4)}").matrices[0]
    assert (clear.winner, clear.holds, clear.overturned_by) == ("one", True, ())
    close = stack("", scores=f"{score('one', 4, 3)}, {score('two', 3, 4)}").matrices[0]
    assert (close.winner, close.holds) == ("one", False)
    assert close.overturned_by == ("Two draws level when cost weighs 20% less",)
    assert close.rows[0].total == pytest.approx((5 * 4 + 4 * 3) / 9)


def test_weights_that_move_together_can_overturn_what_none_does_alone() -> None:
    # leads 4 and -4 at weights 5 and 4: margin 4 falls to 0.4 when both move by a fifth, to 0 at about 22%
    pair = stack("", scores=f"{score('one', 5, 1)}, {score('two', 1, 5)}").matrices[0]
    assert pair.holds is True or pair.overturned_by
    lead = 5 * 4 - 4 * 4
    assert (lead - 0.2 * (5 * 4 + 4 * 4) > 0) is pair.holds


def test_an_option_with_a_missing_score_has_no_total_and_cannot_win() -> None:
    matrix = stack("", scores=f"{score('one', 5, None)}, {score('two', 1, 1)}").matrices[0]
    assert (matrix.winner, matrix.holds) == ("two", None)
    assert matrix.rows[-1].total is None
