"""What was shown for one candidate says nothing of another that differs in what the line depends on."""

from dataclasses import replace

import pytest

from playbook.results.gates import CriterionStatus, GateStatus
from playbook.verdict import Outcome, Verdict
from tests.playbook.building import week_row
from tests.playbook.concerns.candidates.candidates_world import (
    FIRST,
    NUMBERS,
    SECOND,
    SIGN_OFFS,
    asking,
    candidates_playbook,
)

ROW = week_row("task_success_rate", 9, k=970, n=1000)
OTHER_MODEL = SECOND.replace("a@1", "b@1")
OTHER_PROMPT = SECOND.replace("p@1", "p@2")


def gate(*put_forward: str, **texts: str) -> GateStatus:
    return asking(candidates_playbook(*put_forward, **texts), ROW).gate("limited-release", "support-copilot")


def lines(status: GateStatus) -> dict[str, CriterionStatus]:
    return {line.id: line for line in status.criteria}


def test_without_another_candidate_every_line_holds_and_says_what_it_was_shown_for() -> None:
    status = gate(FIRST)
    assert (status.verdict, status.candidate) == (Verdict.GO, "first")
    assert {line.candidate for line in status.criteria} == {"first"}
    assert not any(line.differs for line in status.criteria)


def test_without_candidates_everything_is_as_it_was() -> None:
    bare = gate(
        evidence="evidence: [{kind: red-team-report, product: support-copilot, on: 2026-10-25, by: security, "
        "reviewer: legal}]",
        sign_offs=SIGN_OFFS.replace("candidate: first, ", ""),
        numbers="",
    )
    with_them = gate(FIRST)
    assert bare.candidate is None
    assert [replace(line, candidate=None) for line in with_them.criteria] == list(bare.criteria)
    assert (bare.verdict, bare.score) == (with_them.verdict, with_them.score)


@pytest.mark.parametrize(
    ("next_one", "stale"),
    [
        (SECOND, set()),
        (OTHER_PROMPT, {"red-team"}),
        (OTHER_MODEL, {"red-team", "legal", "tasks"}),
    ],
)
def test_a_new_candidate_makes_stale_what_depends_on_the_part_that_is_another(next_one: str, stale: set[str]) -> None:
    found = lines(gate(FIRST, next_one))
    assert {name for name, line in found.items() if line.outcome is Outcome.STALE} - {"legal"} == stale - {"legal"}
    assert {name for name, line in found.items() if line.differs} == stale


def test_the_part_is_named_and_so_is_what_to_do() -> None:
    line = lines(gate(FIRST, OTHER_MODEL))["red-team"]
    assert line.reason.startswith(
        "not shown yet for second, which differs from first in models (b@1 instead of a@1); for first: "
    )
    assert line.action == "show 'Red team' for second"
    assert lines(gate(FIRST, OTHER_MODEL))["tasks"].action == "measure 'Tasks' on second"
    assert lines(gate(FIRST, OTHER_MODEL))["legal"].action == "have 'Legal' signed for second"


def test_a_sign_off_is_suspended_while_evidence_of_the_new_candidate_is_missing() -> None:
    legal = lines(gate(FIRST, OTHER_PROMPT))["legal"]
    assert (legal.outcome, legal.differs) == (Outcome.STALE, ())
    assert "is suspended" in legal.reason


def test_a_refusal_of_one_candidate_is_not_forgotten_with_the_next() -> None:
    refused = SIGN_OFFS.replace('"yes"', '"no"')
    found = gate(FIRST, OTHER_MODEL, sign_offs=refused)
    assert found.verdict is Verdict.NO_GO
    assert found.because.startswith("legal")  # what decides is named first, whose candidate it was after it
    assert "; that was shown for first, and second differs in models (b@1 instead of a@1)" in found.because


def test_what_is_shown_for_the_new_candidate_counts_again_and_going_back_finds_the_old() -> None:
    evidence = """
evidence:
  - {kind: red-team-report, product: support-copilot, candidate: first, on: 2026-10-25, by: security, reviewer: legal}
  - {kind: red-team-report, product: support-copilot, candidate: second, on: 2026-11-11, by: security, reviewer: legal,
     review: objections}
"""
    playbook = candidates_playbook(FIRST, OTHER_MODEL, evidence=evidence)
    questions = asking(playbook, ROW)
    of_second = lines(questions.gate("limited-release", "support-copilot"))["red-team"]
    assert (of_second.outcome, of_second.candidate) == (Outcome.NOT_MET, "second")
    first = playbook.records.candidates.candidates[0]
    of_first = lines(questions.for_candidate(first).gate("limited-release", "support-copilot"))["red-team"]
    assert (of_first.outcome, of_first.candidate) == (Outcome.MET, "first")


def test_a_number_belongs_to_a_candidate_only_where_its_whole_week_was_measured_on_it() -> None:
    """The ninth week ends on Nov 8; the second candidate is measured from its Wednesday on."""
    since = NUMBERS[:-1] + ", {product: support-copilot, candidate: second, since: 2026-11-04}]"
    early = OTHER_MODEL.replace("2026-11-10", "2026-11-03")
    assert lines(gate(FIRST, early, numbers=since))["tasks"].candidate == "first"
    monday = since.replace("11-04", "11-02")
    assert lines(gate(FIRST, early, numbers=monday))["tasks"].outcome is Outcome.MET
