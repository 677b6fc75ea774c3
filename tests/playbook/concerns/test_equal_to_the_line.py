"""A value that equals its line on paper equals it everywhere a line is drawn (SEMANTICS 2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.definition import Target
from metrics.observation import Observation
from playbook.concerns.charter.proofs import judge_proof
from playbook.concerns.gates.metric_criterion import judge_metric
from playbook.concerns.gates.verdict import Line, score_of
from playbook.concerns.north_star.spend import spend_status
from playbook.concerns.north_star.status import metric_statuses
from playbook.concerns.risks.indicators import Alarm, read_indicators
from playbook.model.charter import ExperimentsDecided, Proof
from playbook.model.criteria import Criterion
from playbook.model.playbook import Playbook
from playbook.model.trajectory import value_on
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome, Verdict
from tests.playbook.building import START, friday_after, measurements_of, playbook_of, week_row

THIRD = 0.1 + 0.2
"""0.30000000000000004, which nobody means."""


def metrics_file(better: str = "lower", *, per: str = "week", target: float = 0.3) -> str:
    """One amount with a flat target."""
    return (
        f"metrics: [{{id: spend, pillar: cost, kind: amount, unit: USD, per: {per}, better: {better}, owner: finance, "
        f"source: bill, targets: [{{date: 2026-09-07, value: {target}}}]}}]"
    )


def questions_of(playbook: Playbook, *rows: Observation) -> Inquiry:
    return Inquiry(playbook, measurements_of(playbook, *rows), friday_after(9))


@pytest.mark.parametrize("value", [0.3, THIRD, 0.3 - 1e-10, 0.3 + 1e-10])
@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        (">= 0.3", Outcome.MET),
        ("<= 0.3", Outcome.MET),
        ("> 0.3", Outcome.NOT_MET),
        ("< 0.3", Outcome.NOT_MET),
    ],
)
def test_a_condition(condition: str, outcome: Outcome, value: float) -> None:
    playbook = playbook_of(definitions_metrics=metrics_file())
    series = measurements_of(playbook, week_row("spend", 9, value=value)).known(friday_after(9)).series("spend", None)
    judged = judge_metric(
        Criterion.model_validate({"id": "c", "metric": "spend", "pass": condition}),
        playbook.metrics["spend"],
        series,
        5,
    )
    assert (judged.outcome, judged.distance) == (outcome, 0)


@pytest.mark.parametrize(
    ("condition", "earlier", "value"),
    [("<= +10%", (3.3, 3.3, 3.3), 3.63), (">= -10%", (1.1, 1.2, 1.3), 1.08), ("<= +0.2", (0.1, 0.1, 0.1), 0.3)],
)
def test_a_line_held_against_the_past(condition: str, earlier: tuple[float, ...], value: float) -> None:
    playbook = playbook_of(definitions_metrics=metrics_file())
    rows = [week_row("spend", 6 + place, value=each) for place, each in enumerate((*earlier, value))]
    series = measurements_of(playbook, *rows).known(friday_after(9)).series("spend", None)
    judged = judge_metric(
        Criterion.model_validate({"id": "c", "metric": "spend", "pass": condition}),
        playbook.metrics["spend"],
        series,
        5,
    )
    assert judged.outcome is Outcome.MET


@pytest.mark.parametrize("better", ["lower", "higher"])
@pytest.mark.parametrize("value", [THIRD, 0.3 - 5e-17])
def test_a_trajectory(better: str, value: float) -> None:
    playbook = playbook_of(definitions_metrics=metrics_file(better))
    (status,) = metric_statuses(questions_of(playbook, week_row("spend", 9, value=value)))
    assert status.outcome is Outcome.MET


def test_a_total_since_the_start_and_the_budget_it_spends() -> None:
    text = metrics_file(per="charter").replace(", targets: [{date: 2026-09-07, value: 0.3}]", "")
    charter = "{start: 2026-09-07, budget: {amount: 0.9, currency: USD}}"
    playbook = playbook_of(definitions_metrics=text, records_charter=charter)
    last = START + timedelta(days=62)
    rows = [week_row("spend", week, value=0.07) for week in range(1, 10)]
    questions = questions_of(playbook, *rows)
    (status,) = metric_statuses(questions)
    assert status.period_end == last
    assert status.target == pytest.approx(0.63)
    assert status.outcome is Outcome.MET
    spend = spend_status(playbook, [status])
    assert spend is not None
    assert spend.outcome is Outcome.MET


@pytest.mark.parametrize(
    ("text", "alarm"),
    [("spend > 0.3", Alarm.QUIET), ("spend >= 0.3", Alarm.RAISED), ("spend misses its plan", Alarm.QUIET)],
)
def test_a_risk_indicator(text: str, alarm: Alarm) -> None:
    playbook = playbook_of(definitions_metrics=metrics_file())
    (found,) = read_indicators(questions_of(playbook, week_row("spend", 9, value=THIRD)), (text,), "support-copilot")
    assert found.alarm is alarm


@pytest.mark.parametrize(
    ("condition", "reopened"), [("spend > 0.3", False), ("spend >= 0.3", True), ("spend > +10%", False)]
)
def test_a_condition_that_reopens_a_choice(condition: str, reopened: bool) -> None:
    definition = "layers: [{id: models, name: Models, due_week: 3, options: [{id: a, name: A}, {id: b, name: B}]}]"
    record = (
        "choices: [{layer: models, option: a, review_by: 2027-01-15, history: "
        "[{ring: trial, on: 2026-09-10, by: lead-ai-engineer}, {ring: adopt, on: 2026-09-20, by: architecture-board}], "
        f'reopen_when: ["{condition}"]}}]'
    )
    playbook = playbook_of(definitions_metrics=metrics_file(), definitions_stack=definition, records_stack=record)
    rows = [week_row("spend", 8, value=THIRD / 1.1), week_row("spend", 9, value=THIRD)]
    status = questions_of(playbook, *rows).layer("models")
    assert bool(status.reopened_by) is reopened


def test_a_share_of_experiments_a_proof_asks_for() -> None:
    listed = [f"{{id: {name}, name: {name}, found: 2026-09-08, owner: lead}}" for name in "abc"]
    decided = listed[0].replace("}", ", decisions: [{decided: graduate, on: 2026-09-20, by: vp}]}")
    experiments = f"experiments: [{', '.join([decided, *listed[1:]])}]"
    playbook = playbook_of(records_experiments=experiments)
    proof = Proof(experiments_decided=ExperimentsDecided(at_least=1 / 3 + 1e-16 * 4))
    assert judge_proof(questions_of(playbook), proof).outcome is Outcome.MET


@given(st.permutations([0.1, 0.2, 0.3, 0.4, 0.7, 1.1]))
def test_the_bounds_of_a_gate_in_any_order_of_its_criteria(weights: list[float]) -> None:
    """Weights 0.1 + 0.2 + 0.4 + 1.1 of 2.8 are met: 64.2857...%, which is the bound."""
    met = {0.1, 0.2, 0.4, 1.1}
    lines = [Line(f"c{weight}", Outcome.MET if weight in met else Outcome.NOT_MET, weight) for weight in weights]
    assert score_of(lines, 90, 100 * 1.8 / 2.8).verdict is Verdict.GO_WITH_CONDITIONS


@given(
    st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.floats(-1e9, 1e9)),
        min_size=1,
        unique_by=lambda each: each[0],
    )
)
def test_a_corner_gives_its_own_value_on_its_day(corners: list[tuple[date, float]]) -> None:
    corners.sort()
    assert [value_on(corners, day) for day, _ in corners] == [value for _, value in corners]
    assert [Target(date=day, value=value).value for day, value in corners] == [value for _, value in corners]
