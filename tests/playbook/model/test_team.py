"""Seats change hands: who acted is who held the seat on that day, whoever holds it now."""

from datetime import date

import pytest

from playbook.model.team import SeatRecord, holder_of, same_person
from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of

GATE = """
gates:
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    criteria:
      - {id: report, evidence: red-team-report}
      - {id: legal, sign_off: legal}
      - {id: speed, metric: latency_p95_seconds, pass: "< 4"}
evidence_kinds: [{id: red-team-report}]
sign_offs: [{id: legal, seats: [legal-counsel]}]
"""
ACTS = {
    "records_evidence": """
evidence:
  - {kind: red-team-report, product: support-copilot, on: 2026-10-01, by: red-team, reviewer: head-of-security}
""",
    "records_sign_offs": """
sign_offs:
  - {product: support-copilot, gate: limited-release, criterion: legal, decision: "yes", by: legal-counsel,
     on: 2026-10-01}
""",
    "records_exemptions": """
exemptions:
  - {product: support-copilot, gate: limited-release, criterion: speed, asked_by: lead-ai-engineer,
     approved_by: head-of-security, on: 2026-10-01, last_day: 2026-10-31, reason: Traces arrive next week}
""",
}
PAIRS = {
    "report": ("red-team", "head-of-security"),
    "legal": ("product-lead", "legal-counsel"),
    "speed": ("lead-ai-engineer", "head-of-security"),
}


def gate_with(seats: str, on: date = date(2026, 10, 20)) -> GateStatus:
    playbook = playbook_of(definitions_gates=GATE, records_team=seats, **ACTS)
    return Inquiry(playbook, measurements_of(playbook), on).gate("limited-release", "support-copilot")


def outcome(status: GateStatus, criterion: str) -> Outcome:
    return next(line.outcome for line in status.criteria if line.id == criterion)


def team(criterion: str, one_from: str, both_from: str) -> str:
    """The first seat of the pair is held by one person from `one_from`, the second too from `both_from`."""
    first, second = PAIRS[criterion]
    return f"""
seats:
  - {{seat: {first}, holder: employee-1, since: {one_from}}}
  - {{seat: {second}, holder: employee-2, since: 2026-09-01}}
  - {{seat: {second}, holder: employee-1, since: {both_from}}}
"""


@pytest.mark.parametrize(
    ("criterion", "good"), [("report", Outcome.MET), ("legal", Outcome.MET), ("speed", Outcome.EXEMPT)]
)
def test_what_two_persons_did_stays_done_when_one_of_them_takes_the_other_seat_later(
    criterion: str, good: Outcome
) -> None:
    assert outcome(gate_with(team(criterion, "2026-09-01", "2026-10-10")), criterion) is good


@pytest.mark.parametrize(
    ("criterion", "bad"), [("report", Outcome.NOT_MET), ("legal", Outcome.NOT_MET), ("speed", Outcome.NO_DATA)]
)
def test_what_one_person_did_with_two_seats_is_not_healed_by_giving_one_away(criterion: str, bad: Outcome) -> None:
    first, second = PAIRS[criterion]
    seats = f"""
seats:
  - {{seat: {first}, holder: employee-1, since: 2026-09-01}}
  - {{seat: {second}, holder: employee-1, since: 2026-09-01}}
  - {{seat: {second}, holder: employee-2, since: 2026-10-10}}
"""
    assert outcome(gate_with(seats), criterion) is bad


def test_who_wrote_and_then_moved_to_the_reviewers_seat_does_not_review_the_own_work() -> None:
    seats = (
        SeatRecord(seat="red-team", holder="employee-1", since=date(2026, 9, 1)),
        SeatRecord(seat="red-team", holder="employee-2", since=date(2026, 10, 5)),
        SeatRecord(seat="head-of-security", holder="employee-1", since=date(2026, 10, 5)),
    )
    assert holder_of("red-team", seats, date(2026, 10, 6)) == "employee-2"
    assert same_person("head-of-security", "red-team", seats, date(2026, 10, 6), date(2026, 10, 1))
    assert not same_person("head-of-security", "red-team", seats, date(2026, 10, 6))


def test_of_two_sign_offs_of_one_day_the_later_line_counts() -> None:
    first = ACTS["records_sign_offs"]
    refused = first.replace('"yes"', '"no"').removeprefix("\nsign_offs:\n")
    playbook = playbook_of(definitions_gates=GATE, records_sign_offs=first + refused)
    gate = Inquiry(playbook, measurements_of(playbook), date(2026, 10, 20)).gate("limited-release", "support-copilot")
    assert outcome(gate, "legal") is Outcome.NOT_MET
