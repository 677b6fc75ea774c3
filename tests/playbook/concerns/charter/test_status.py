"""How a deliverable stands on a day: what lapsed after its due day is late from that day."""

from datetime import date

from playbook.concerns.charter.wording import due_words
from playbook.model.charter import AreaWeights
from playbook.readiness.changes.between import changes_between
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import items_of
from playbook.results.charter import DeliverableStatus
from playbook.verdict import Area, ChangeKind
from tests.playbook.building import measurements_of, playbook_of

CHARTER = """
charter: {days: 90}
phases:
  - id: standards
    weeks: [1, 6]
    deliverables:
      - {id: suites, name: Suites, due_week: 5, owner: evaluator, proof: [{PROOF}]}
"""
STACK = """
layers:
  - {id: evals, name: Evaluation, due_week: 4, options: [{id: harness}]}
"""
CHOICE = """
choices:
  - layer: evals
    option: harness
    review_by: 2026-11-08
    history:
      - {ring: trial, on: 2026-09-14, by: evaluator}
      - {ring: adopt, on: 2026-09-28, by: architect}
"""
EVIDENCE = (
    "evidence_kinds: [{id: report, name: evaluation report, owner: evaluator, scope: organization, valid_days: 30}]"
)
REPORT = "evidence: [{kind: report, on: 2026-10-05, by: evaluator, reviewer: architect, review: accepted}]"
DONE = "start: 2026-09-07\nprogress: [{deliverable: suites, state: done, on: 2026-10-09}]"
DUE = date(2026, 10, 11)


def questions(day: date, proof: str, progress: str = DONE) -> Inquiry:
    playbook = playbook_of(
        definitions_charter=CHARTER.replace("PROOF", proof),
        definitions_stack=STACK,
        definitions_gates=EVIDENCE,
        records_stack=CHOICE,
        records_evidence=REPORT,
        records_charter=progress,
    )
    return Inquiry(playbook, measurements_of(playbook), day)


def stands(day: date, proof: str, progress: str = DONE) -> DeliverableStatus:
    return questions(day, proof, progress).deliverable("suites")


def test_what_stood_is_late_from_the_day_its_review_lapsed_never_from_its_due_day() -> None:
    assert stands(date(2026, 11, 8), "stack: evals").proven
    found = stands(date(2026, 11, 13), "stack: evals")
    assert (found.due, found.wanted, found.late_days) == (DUE, date(2026, 11, 8), 5)
    assert due_words(found, date(2026, 11, 13)) == "due Oct 11 (week 5), lapsed Nov 8"


def test_what_stood_is_late_from_the_day_its_evidence_expired() -> None:
    found = stands(date(2026, 11, 13), "evidence: report")
    assert (found.wanted, found.late_days, found.lapsed) == (date(2026, 11, 4), 9, True)


def test_of_several_proofs_the_first_that_lapsed_says_since_when_it_is_late() -> None:
    assert stands(date(2026, 11, 13), "stack: evals}, {evidence: report").wanted == date(2026, 11, 4)


def test_what_never_stood_is_late_from_its_due_day() -> None:
    unsaid = stands(date(2026, 11, 13), "stack: evals", "start: 2026-09-07")
    assert (unsaid.wanted, unsaid.late_days) == (DUE, 33)
    lacking = stands(date(2026, 11, 13), "stack: evals}, {team: {role: evaluator, filled: true}")
    assert (lacking.wanted, lacking.late_days) == (DUE, 33), "one of its proofs never held"


def test_a_review_whose_day_passed_is_time_and_no_performance() -> None:
    then, now = (questions(day, "stack: evals") for day in (date(2026, 11, 6), date(2026, 11, 13)))
    before, after = items_of(then), items_of(now)
    changes = changes_between(before, before, after, AreaWeights(), 0.0)
    kinds = {change.area: change.kind for change in changes if change.subject}
    assert kinds == {Area.CHARTER: ChangeKind.DATA, Area.STACK: ChangeKind.DATA}
    (stack,) = (change.text for change in changes if change.area is Area.STACK and change.subject)
    assert stack.endswith("the review of Harness was due on Nov 8")
