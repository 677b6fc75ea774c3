"""What was there and lapsed: late from the day it lapsed, owed by its seat, and never told as performance."""

from dataclasses import replace
from datetime import date

from playbook.readiness.changes.between import changes_between
from playbook.readiness.due.by_seat import DueKind, due_by_seat
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import gate_items
from playbook.readiness.wording import gate_day
from playbook.readiness.wording_screen import gate_cell
from playbook.verdict import ChangeKind, Outcome, Verdict
from tests.playbook.building import measurements_of, playbook_of, week_row
from tests.playbook.concerns.candidates.candidates_world import (
    FIRST,
    GATE,
    NUMBERS,
    SECOND,
    SIGN_OFFS,
    TODAY,
    candidates,
)

EVIDENCE = """
evidence:
  - {kind: red-team-report, product: support-copilot, candidate: first, on: 2026-10-25, by: security, reviewer: legal}
"""
PRODUCTS = """
products:
  - id: support-copilot
    owner: product-lead
    risk_tier: limited
    stages: [{stage: prototype, on: 2026-09-14}]
    planned: [{gate: limited-release, on: 2026-11-02}]
"""
RELEASE = """
decisions:
  - {product: support-copilot, gate: limited-release, candidate: first, decided: release, by: vp, on: 2026-11-02}
"""
STACK = """
layers: [{id: retrieval, due_week: 6, options: [{id: pgvector}]}]
"""
CHOICE = """
choices:
  - layer: retrieval
    option: pgvector
    history: [{ring: adopt, on: 2026-10-12, by: council}]
    reviews: [{on: 2026-10-13, by: platform-lead}]
    review_by: 2026-11-11
"""
BETA = """
gates:
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    criteria:
      - {id: tasks, metric: task_success_rate, pass: ">= 0.80", key: true, weight: 8}
      - {id: retrieval-decided, stack: retrieval}
"""
MEASURED = week_row("task_success_rate", 9, k=970, n=1000)


def second_model(decisions: str = "") -> Inquiry:
    """The second candidate, put forward on Nov 10, calls another model than the one everything was shown for."""
    playbook = playbook_of(
        definitions_gates=GATE,
        records_products=PRODUCTS,
        records_candidates=candidates(FIRST, SECOND.replace("a@1", "b@1"), numbers=NUMBERS),
        records_evidence=EVIDENCE,
        records_sign_offs=SIGN_OFFS,
        records_decisions=decisions,
    )
    return Inquiry(playbook, measurements_of(playbook, MEASURED), TODAY)


def test_what_was_shown_for_an_earlier_candidate_is_late_from_the_day_of_the_next() -> None:
    lines = {line.id: line for line in second_model().gate("limited-release", "support-copilot").criteria}
    assert {line.outcome for line in lines.values()} == {Outcome.STALE}
    assert {line.due for line in lines.values()} == {date(2026, 11, 10)}, "not the gate's own day, Nov 2"


def test_a_measurement_on_the_next_candidate_is_owed_once_by_whoever_answers_for_the_metric() -> None:
    owed = [item for seat in due_by_seat(second_model()) for item in seat.items if item.kind is DueKind.FEED]
    (one,) = [item for item in owed if item.what.startswith("Measure")]
    assert one.what == "Measure on second: Tasks, Support copilot, Limited release"
    assert (one.late_days, one.due) == (3, date(2026, 11, 10))


def test_a_gate_that_was_released_is_not_late_from_its_planned_day() -> None:
    released = second_model(RELEASE).gate("limited-release", "support-copilot")
    assert released.verdict is Verdict.NOT_EVALUATED
    assert gate_day(released, TODAY) == "released Nov 2 as first, second is newer, does not hold now"
    assert "released Nov 2" in gate_cell(released, TODAY).day
    waiting = second_model().gate("limited-release", "support-copilot")
    assert gate_day(waiting, TODAY) == "planned Nov 2, 11 days late"
    (item,) = [one for one in gate_items(second_model(RELEASE)) if one.id == released.subject]
    assert item.was_there


def test_a_verdict_that_only_a_passed_day_turned_is_told_and_is_no_performance() -> None:
    playbook = playbook_of(
        definitions_gates=BETA, definitions_stack=STACK, records_products=PRODUCTS, records_stack=CHOICE
    )
    measurements = measurements_of(playbook, MEASURED)
    before, after = (
        gate_items(Inquiry(playbook, measurements, day)) for day in (date(2026, 11, 11), date(2026, 11, 12))
    )
    weights = playbook.definitions.charter.charter.weights
    assert [one.state for one in (*before, *after)] == ["GO", "GO WITH CONDITIONS"]
    (change,) = changes_between(before, before, after, weights, 0.0)
    assert change.kind is ChangeKind.DATA
    assert change.text.startswith("Support copilot, Limited release: from GO to GO WITH CONDITIONS: the review of")
    (still,) = (replace(one, value=0.5) for one in after)
    (fell,) = changes_between(before, before, [still], weights, -weights.gates / 2)
    assert (fell.kind, fell.effect < 0) == (ChangeKind.DATA, True)
