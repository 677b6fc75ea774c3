"""Readiness: five areas against their plan, coverage, changes by cause, actions and blockers."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.observation import Basis, Observation
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import Area, Assessment, ChangeKind, assess
from playbook.readiness.wording import other_causes
from tests.playbook.building import START, friday_after, measurements_of, playbook_of, week_row

CHARTER = """
charter: {days: 90, timezone: UTC, weights: {charter: 25, experiments: 15, metrics: 25, stack: 10, gates: 25}}
phases:
  - id: one
    weeks: [1, 3]
    deliverables:
      - {id: audit, due_week: 2, weight: 3, proof: [{experiments_decided: {at_least: 1.0}}]}
      - {id: metrics, due_week: 2, weight: 1, proof: [{metrics_reported: {pillars: [quality], weeks: 2}}]}
  - id: two
    weeks: [4, 12]
    deliverables: [{id: rollout, due_week: 12, weight: 4}]
"""
GATES = """
gates:
  - id: prototype-exit
    stage: ship
    criteria: [{id: tasks, metric: task_success_rate, pass: ">= 0.85", confidence: none}]
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    criteria:
      - {id: tasks, metric: task_success_rate, pass: ">= 0.85", confidence: none, weight: 3}
      - {id: legal, sign_off: legal, weight: 1}
"""
PRODUCTS = """
products:
  - id: support-copilot
    owner: product-lead
    stages: [{stage: spec, on: 2026-09-14}]
    planned: [{gate: prototype-exit, on: 2026-10-30}, {gate: limited-release, on: 2026-11-20}]
"""
STACK = """
layers:
  - {id: models, due_week: 4, options: [{id: one}, {id: two}]}
  - {id: retrieval, due_week: 12, options: [{id: three}, {id: four}]}
"""
CHOICES = """
choices:
  - layer: models
    option: one
    history: [{ring: trial, on: 2026-09-20, by: lead-ai-engineer}, {ring: adopt, on: 2026-10-01, by: council}]
    review_by: 2027-01-15
"""
EXPERIMENTS = """
experiments:
  - {id: bot, found: 2026-09-09, owner: support, decisions: [{decided: keep, on: 2026-09-16, by: council}]}
  - {id: sandbox, found: 2026-09-10}
"""
TODAY = date(2026, 11, 13)


def world(**texts: str) -> Playbook:
    return playbook_of(
        **{
            "definitions_charter": CHARTER,
            "definitions_gates": GATES,
            "definitions_stack": STACK,
            "records_products": PRODUCTS,
            "records_stack": CHOICES,
            "records_experiments": EXPERIMENTS,
            **texts,
        }
    )


def tasks(week: int, k: float = 90) -> Observation:
    return week_row("task_success_rate", week, k=k, n=100)


def areas(assessment: Assessment) -> dict[Area, tuple[float, float]]:
    return {area.area: (round(area.score, 1), round(area.plan, 1)) for area in assessment.readiness.areas}


def test_each_area_stands_against_its_plan_for_the_day() -> None:
    playbook = world(
        records_charter="""
start: 2026-09-07
progress:
  - {deliverable: metrics, state: done, on: 2026-09-20, owner: lead-ai-engineer}
  - {deliverable: audit, state: done, on: 2026-09-20, owner: lead-ai-engineer}
"""
    )
    rows = [tasks(week) for week in range(1, 10)]
    assessment = assess(playbook, measurements_of(playbook, *rows), TODAY)
    assert areas(assessment) == {
        Area.CHARTER: (12.5, 50.0),  # 1 of 8 proven; the audit is claimed, and 4 of 8 are due
        Area.EXPERIMENTS: (50.0, 100.0),
        Area.METRICS: (0.0, 100.0),  # 90 of 100 does not prove 85%
        Area.STACK: (50.0, 50.0),
        Area.GATES: (100.0, 50.0),  # both hold, one was planned by today
    }
    assert assessment.charter.claimed == pytest.approx(0.5)
    assert assessment.charter.proven == pytest.approx(0.125)
    expected = (25 * 12.5 + 15 * 50 + 25 * 0 + 10 * 50 + 25 * 100) / 100
    assert assessment.readiness.score == pytest.approx(expected)
    assert assessment.readiness.plan == pytest.approx((25 * 50 + 15 * 100 + 25 * 100 + 10 * 50 + 25 * 50) / 100)


def test_the_next_gate_counts_by_its_score_unless_a_key_criterion_is_not_met() -> None:
    playbook = world()
    assessment = assess(playbook, measurements_of(playbook, tasks(9, 10)), TODAY)
    assert areas(assessment)[Area.GATES] == (0.0, 50.0)
    signed = """
sign_offs:
  - {product: support-copilot, gate: limited-release, criterion: legal, decision: "yes", by: counsel, on: 2026-11-12}
"""
    half = world(
        records_sign_offs=signed,
        records_products=PRODUCTS.replace("{gate: prototype-exit, on: 2026-10-30}, ", ""),
    )
    assessment = assess(half, measurements_of(half, tasks(9, 10)), TODAY)
    assert areas(assessment)[Area.GATES][0] == 25.0
    with_key = GATES.replace("weight: 3}", "weight: 3, key: true}")
    keyed = world(
        definitions_gates=with_key,
        records_sign_offs=signed,
        records_products=PRODUCTS.replace("{gate: prototype-exit, on: 2026-10-30}, ", ""),
    )
    assert areas(assess(keyed, measurements_of(keyed, tasks(9, 10)), TODAY))[Area.GATES][0] == 0.0


def test_week_one_asks_for_nothing_and_says_what_comes_next() -> None:
    playbook = world(records_experiments="", records_stack="")
    assessment = assess(playbook, measurements_of(playbook), START + timedelta(days=2))
    assert assessment.day == 3
    assert assessment.readiness.plan == 0
    assert assessment.readiness.coverage is None
    assert (assessment.due.due_now, assessment.due.next_week, assessment.due.next_count) == (0, 2, 2)
    assert assessment.blockers == ()
    assert assessment.changes == ()


def test_an_area_with_nothing_in_it_is_zero_and_unknown_and_its_plan_still_wants_it() -> None:
    playbook = world(records_experiments="")
    area = assess(playbook, measurements_of(playbook), TODAY).readiness.area(Area.EXPERIMENTS)
    assert (area.score, area.plan, area.known, area.coverage) == (0, 100, False, 0)


def test_after_the_last_day_the_clock_goes_on() -> None:
    playbook = world()
    assessment = assess(playbook, measurements_of(playbook), START + timedelta(days=96))
    assert (assessment.day, assessment.days) == (97, 90)
    assert assessment.charter.elapsed == 1.0


def test_before_a_start_nothing_is_due_and_nothing_breaks() -> None:
    playbook = world(records_charter="", records_products="", records_experiments="", records_stack="")
    assessment = assess(playbook, measurements_of(playbook), TODAY)
    assert (assessment.day, assessment.start) == (None, None)
    assert assessment.readiness.plan == 0
    assert assessment.due.due_now == 0


def test_dropping_a_deliverable_takes_it_out_only_with_an_approver() -> None:
    text = "start: 2026-09-07\nprogress: [{deliverable: rollout, state: dropped, on: 2026-10-01, reason: too late%s}]"
    silent = world(records_charter=text % "")
    approved = world(records_charter=text % ", approved_by: vp-engineering")
    assert assess(silent, measurements_of(silent), TODAY).charter.plan == pytest.approx(0.5)
    assert assess(approved, measurements_of(approved), TODAY).charter.plan == pytest.approx(1.0)


def test_changes_say_their_cause_and_add_up_to_the_difference() -> None:
    playbook = world(
        records_experiments=EXPERIMENTS + "  - {id: late-find, found: 2026-11-11}\n",
        records_charter="""
start: 2026-09-07
progress: [{deliverable: metrics, state: done, on: 2026-11-10, owner: lead-ai-engineer}]
""",
    )
    rows = [tasks(week) for week in range(1, 9)]
    rows += [week_row("task_success_rate", 9, k=980, n=1000, received=date(2026, 11, 11))]
    late = [week_row("latency_p95_seconds", 7, value=3.0, received=date(2026, 11, 12))]
    assessment = assess(playbook, measurements_of(playbook, *rows, *late), TODAY)
    assert assessment.score_before is not None
    total = assessment.readiness.score - assessment.score_before
    assert sum(change.effect for change in assessment.changes) == pytest.approx(total, abs=0.02)
    kinds = {(change.area, change.kind) for change in assessment.changes}
    assert (Area.EXPERIMENTS, ChangeKind.SCOPE) in kinds
    assert (Area.CHARTER, ChangeKind.PERFORMANCE) in kinds
    assert (Area.METRICS, ChangeKind.DATA) in kinds


def test_a_proof_lost_to_a_feed_that_stopped_is_reported_as_data_and_not_as_performance() -> None:
    playbook = world(
        records_charter="""
start: 2026-09-07
progress: [{deliverable: metrics, state: done, on: 2026-09-20, owner: lead-ai-engineer}]
"""
    )
    rows = [tasks(week) for week in range(1, 9)]
    last = START + timedelta(weeks=8, days=-1)
    lost = last + timedelta(days=playbook.metrics["task_success_rate"].max_age_days + 1)
    changes = assess(playbook, measurements_of(playbook, *rows), lost).changes
    (change,) = [change for change in changes if change.area is Area.CHARTER]
    root = "not reported for 2 weeks and in date: quality (any metric)"
    assert (change.kind, change.text) == (ChangeKind.DATA, f"Metrics: from proven to claimed: {root}")
    assert change.effect < 0


def test_points_a_shut_gate_loses_to_a_feed_that_stopped_are_reported_as_data() -> None:
    gates = """
gates:
  - id: prototype-exit
    stage: ship
    criteria:
      - {id: tasks, metric: task_success_rate, pass: ">= 0.85", confidence: none}
      - {id: fast, metric: latency_p95_seconds, pass: "<= 4", weight: 3}
"""
    products = PRODUCTS.replace("2026-10-30", "2026-11-10")
    playbook = world(definitions_gates=gates, records_products=products)
    rows = [tasks(8)]
    lost = START + timedelta(weeks=8, days=-1 + playbook.metrics["task_success_rate"].max_age_days + 1)
    slow = [week_row("latency_p95_seconds", week, value=9.0) for week in range(1, 9)]
    changes = assess(playbook, measurements_of(playbook, *rows, *slow), lost).changes
    (change,) = [change for change in changes if change.area is Area.GATES]
    assert change.kind is ChangeKind.DATA
    assert change.effect < 0
    assert change.text.startswith("Support copilot, Prototype exit: still NO-GO")


def test_the_best_actions_come_first_and_are_never_about_what_is_far_away() -> None:
    playbook = world()
    assessment = assess(playbook, measurements_of(playbook, tasks(9, 10)), TODAY)
    gains = [action.gain for action in assessment.actions]
    assert gains == sorted(gains, reverse=True)
    assert 0 < len(gains) <= 3
    early = assess(playbook, measurements_of(playbook), START)
    assert all(action.subject != "rollout" for action in early.actions)


@pytest.mark.parametrize("after", ["", "after: [prototype-exit]"])
@pytest.mark.parametrize("signed", [True, False])
def test_turning_the_next_gate_gives_the_points_it_promises_the_gate_after_it_included(
    after: str, signed: bool
) -> None:
    """Once a gate holds, the one after it counts by its score."""
    gates = f"""
gates:
  - id: prototype-exit
    stage: prototype
    criteria: [{{id: fast, metric: latency_p95_seconds, pass: "<= 4", warn: "<= 6"}}, {{id: legal, sign_off: legal}}]
  - id: limited-release
    stage: ship
    {after}
    criteria:
      - {{id: tasks, metric: task_success_rate, pass: ">= 0.85", confidence: none, weight: 3}}
      - {{id: legal, sign_off: legal, weight: 1}}
"""
    product, gate = "product: support-copilot, decision: yes, by: counsel, on: 2026-10-01", "limited-release"
    records = f"sign_offs: [{{{product}, gate: {gate}, criterion: legal}}]" if signed else ""
    playbook = world(definitions_gates=gates, records_sign_offs=records)
    rows = [tasks(week) for week in range(1, 10)]
    slow = [week_row("latency_p95_seconds", 9, value=9.0)]
    before = assess(playbook, measurements_of(playbook, *rows, *slow), TODAY)
    action = next(action for action in before.actions if action.area is Area.GATES)
    assert action.subject == "support-copilot/prototype-exit"
    assert any("Fast" in step for step in action.steps)
    exit_signed = f"{{{product}, gate: prototype-exit, criterion: legal}}"
    reported = records.replace("]", f", {exit_signed}]") if signed else f"sign_offs: [{exit_signed}]"
    done = world(definitions_gates=gates, records_sign_offs=reported)
    fast = [week_row("latency_p95_seconds", 9, value=4.0)]  # to the letter of the act
    after_it = assess(done, measurements_of(done, *rows, *fast), TODAY)
    assert after_it.gates[0].verdict.holds
    gained = 25 * (after_it.readiness.area(Area.GATES).score - before.readiness.area(Area.GATES).score) / 100
    assert action.gain == pytest.approx(gained)


def test_a_product_in_ship_without_a_gate_or_a_decision_is_an_alarm() -> None:
    shipped = PRODUCTS.replace("stages: [", "stages: [{stage: ship, on: 2026-11-01}, ")
    playbook = world(records_products=shipped)
    alarms = assess(playbook, measurements_of(playbook), TODAY).alarms
    assert any("stage ship without a gate that holds or a release decision" in alarm for alarm in alarms)


def test_the_same_inputs_give_the_same_assessment() -> None:
    playbook = world()
    measurements = [measurements_of(playbook, *(tasks(week) for week in range(1, 10))) for _ in range(2)]
    assert assess(playbook, measurements[0], TODAY) == assess(playbook, measurements[1], TODAY)


@settings(max_examples=40, deadline=None)
@given(
    ks=st.lists(st.integers(0, 100), min_size=0, max_size=10),
    day=st.integers(-3, 120),
    basis=st.sampled_from(list(Basis)),
)
def test_scores_stay_within_their_bounds_and_changes_add_up(ks: list[int], day: int, basis: Basis) -> None:
    playbook = world()
    rows = [tasks(week, k) for week, k in enumerate(ks, start=1)]
    assessment = assess(playbook, measurements_of(playbook, *rows), START + timedelta(days=day), basis)
    readiness = assessment.readiness
    for area in readiness.areas:
        assert 0 <= area.score <= 100
        assert 0 <= area.plan <= 100
        assert area.coverage is None or 0 <= area.coverage <= 1
    assert 0 <= readiness.score <= 100
    assert readiness.coverage is None or 0 <= readiness.coverage <= 1
    if assessment.score_before is not None:
        total = readiness.score - assessment.score_before
        assert sum(change.effect for change in assessment.changes) == pytest.approx(total, abs=0.05)


@settings(max_examples=40, deadline=None)
@given(week=st.integers(2, 9), product_weeks=st.integers(1, 9))
def test_asking_for_a_past_day_gives_what_was_known_then(week: int, product_weeks: int) -> None:
    """Uploads that come later never change what is said about an earlier day."""
    playbook = world()
    rows = [tasks(number) for number in range(1, product_weeks + 1)]
    day = friday_after(week)
    then = [row for row in rows if row.received_at.date() <= day]
    assert assess(playbook, measurements_of(playbook, *rows), day) == assess(
        playbook, measurements_of(playbook, *then), day
    )


@pytest.mark.parametrize(
    ("shown", "rest", "said"),
    [
        ([3.0, -2.0], [1.0, -1.9], "2 smaller causes"),
        ([3.0, -2.0], [2.0, 0.5], "2 other causes"),
        ([3.0], [0.5], "1 smaller cause"),
    ],
)
def test_smaller_causes_are_smaller_than_those_that_are_listed(
    shown: list[float], rest: list[float], said: str
) -> None:
    assert other_causes(shown, rest) == said
