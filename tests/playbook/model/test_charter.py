"""Charter: what is claimed is kept apart from what is proven, and each says why."""

from datetime import date

import pytest

from metrics.observation import Observation
from playbook.model.charter import State
from playbook.readiness.inquiry import Inquiry
from playbook.results.charter import DeliverableStatus
from tests.playbook.building import measurements_of, playbook_of, week_row

TODAY = date(2026, 11, 13)
ATTACHED = "evidence: [{kind: minutes, on: 2026-09-15, reviewer: %s}]"


def deliverable(
    proof: str, progress: str, *rows: Observation, on: date = TODAY, texts: dict[str, str] | None = None
) -> DeliverableStatus:
    playbook = playbook_of(
        definitions_charter=f"""
phases:
  - id: one
    weeks: [1, 3]
    deliverables: [{{id: thing, due_week: 2, owner: sre, proof: [{proof}]}}, {{id: other, due_week: 3}}]
""",
        records_charter=f"start: 2026-09-07\nprogress: [{progress}]",
        **(texts or {}),
    )
    return Inquiry(playbook, measurements_of(playbook, *rows), on).deliverable("thing")


DONE = "{deliverable: thing, state: done, on: 2026-09-16, owner: lead-ai-engineer}"


def test_done_without_proof_is_claimed_and_not_proven() -> None:
    status = deliverable("", DONE)
    assert (status.claimed, status.proven) == (True, False)
    assert status.reasons == ("no evidence yet; it needs one piece, reviewed by someone other than its owner",)
    assert status.late_days == (TODAY - date(2026, 9, 20)).days


@pytest.mark.parametrize(("reviewer", "proven"), [("head-of-data", True), ("lead-ai-engineer", False)])
def test_evidence_proves_when_another_than_the_owner_reviewed_it(reviewer: str, proven: bool) -> None:
    status = deliverable("", DONE.replace("}", f", {ATTACHED % reviewer}}}"))
    assert status.proven is proven
    assert status.late_days == (0 if proven else 54)


def test_proof_without_the_word_done_proves_nothing() -> None:
    status = deliverable(
        "{team: {role: sre}}", "", texts={"records_team": "seats: [{seat: sre, holder: employee-4, since: 2026-09-07}]"}
    )
    assert (status.state, status.proven) == (State.NOT_STARTED, False)


def test_the_latest_word_by_the_day_counts_and_going_back_stays_visible() -> None:
    progress = f"{DONE}, {{deliverable: thing, state: in_progress, on: 2026-10-01, note: reopened}}"
    assert deliverable("", progress).state is State.IN_PROGRESS
    assert deliverable("", progress, on=date(2026, 9, 20)).state is State.DONE
    assert deliverable("", progress, on=date(2026, 9, 10)).state is State.NOT_STARTED


def test_a_blocked_deliverable_says_why_and_who_acts() -> None:
    status = deliverable(
        "", "{deliverable: thing, state: blocked, on: 2026-09-16, owner: lead-ai-engineer, reason: no vendor contract}"
    )
    assert status.reasons[0] == "blocked since Sep 16: no vendor contract"
    assert status.who == "lead-ai-engineer"


EXPERIMENT = "experiments: [{id: a, found: 2026-09-08%s}, {id: b, found: 2026-09-08}]"


@pytest.mark.parametrize(
    ("proof", "texts", "proven", "words"),
    [
        ("{experiments_decided: {at_least: 1.0}}", {}, False, "no experiment is listed yet"),
        (
            "{experiments_decided: {at_least: 0.5}}",
            {"records_experiments": EXPERIMENT % ", decisions: [{decided: keep, on: 2026-09-16, by: council}]"},
            True,
            "1 of 2 experiments decided",
        ),
        (
            "{experiments_decided: {at_least: 1.0}}",
            {"records_experiments": EXPERIMENT % ", decisions: [{decided: keep, on: 2026-09-16, by: council}]"},
            False,
            "1 of 2 experiments decided, 100% needed",
        ),
        (
            "{team: {role: sre}}",
            {"records_team": "seats: [{seat: sre, holder: employee-4, since: 2026-09-07}]"},
            True,
            "the seat of sre is filled",
        ),
        ("{team: {role: sre}}", {"records_team": "seats: [{seat: sre, since: 2026-09-07}]"}, False, "sre is open"),
        ("{evidence: minutes}", {}, False, "no minutes yet"),
        (
            "{evidence: minutes}",
            {"records_evidence": "evidence: [{kind: minutes, on: 2026-10-01, by: a-seat, reviewer: another}]"},
            True,
            "minutes of Oct 1, reviewed by another",
        ),
        ("{deliverable: other}", {}, False, "'Other' is not proven"),
        ("{products_in_stage: {stage: prototype}}", {}, True, "1 product in stage prototype or later"),
        ("{products_in_stage: {stage: ship}}", {}, False, "0 products in stage ship or later, 1 needed"),
        (
            "{stack: models}",
            {"definitions_stack": "layers: [{id: models, options: [{id: one}, {id: two}]}]"},
            False,
            "no option is on trial or adopted",
        ),
        ("{risk: debt}", {"definitions_risks": "risks: [{id: debt}]"}, False, "risk 'Debt' was never assessed"),
    ],
)
def test_each_proof_rule_asks_the_trackers_own_facts(
    proof: str, texts: dict[str, str], proven: bool, words: str
) -> None:
    status = deliverable(proof, DONE, texts=texts)
    assert status.proven is proven
    assert words in status.reasons[0]


def test_metrics_count_as_reported_for_whole_weeks_in_date_only() -> None:
    rule = "{metrics_reported: {pillars: [quality], metrics: [latency_p95_seconds], weeks: 2}}"
    tasks = [week_row("task_success_rate", week, k=9, n=10) for week in (8, 9)]
    latency = [week_row("latency_p95_seconds", week, value=3) for week in (8, 9)]
    assert deliverable(rule, DONE, *tasks, *latency).proven
    one_week = deliverable(rule, DONE, *tasks, latency[1])
    assert one_week.reasons == ("not reported for 2 weeks and in date: Latency p95 seconds",)
    assert not deliverable(rule, DONE, *tasks, *latency, on=date(2026, 11, 30)).proven


def test_a_gate_proves_once_it_lets_enough_products_pass() -> None:
    gates = """
gates:
  - {id: exit, stage: ship, criteria: [{id: tasks, metric: task_success_rate, pass: ">= 0.8", confidence: none}]}
"""
    row = week_row("task_success_rate", 9, k=9, n=10)
    assert deliverable("{gate: exit}", DONE, row, texts={"definitions_gates": gates}).proven
    short = deliverable("{gate: {gate: exit, products: 2}}", DONE, row, texts={"definitions_gates": gates})
    assert "wants GO WITH CONDITIONS for 2 products; Support copilot GO" in short.reasons[0]


def test_objections_to_one_products_evidence_leave_anothers_standing() -> None:
    records = """
evidence:
  - {kind: report, product: support-copilot, on: 2026-10-01, by: a-seat, reviewer: another}
  - {kind: report, product: other, on: 2026-11-01, by: a-seat, reviewer: another, review: objections}
"""
    assert deliverable("{evidence: report}", DONE, texts={"records_evidence": records}).proven


def test_of_two_words_of_one_day_the_later_line_counts() -> None:
    same_day = f"{{deliverable: thing, state: in_progress, on: 2026-09-16}}, {DONE}"
    assert deliverable("", same_day).state is State.DONE
    assert deliverable("", f"{DONE}, {{deliverable: thing, state: in_progress, on: 2026-09-16}}").claimed is False


def test_evidence_that_its_deliverables_owner_reviewed_proves_nothing_whoever_wrote_it() -> None:
    written_by_another = DONE.replace("}", f", {ATTACHED % 'lead-ai-engineer, by: consultant'}}}")
    status = deliverable("", written_by_another)
    assert status.proven is False
    assert status.reasons == ("minutes was reviewed on Sep 15 by lead AI engineer, who owns the work; another has to",)


def test_evidence_belongs_to_who_owned_the_work_when_it_was_written() -> None:
    handed_over = ", {deliverable: thing, state: done, on: 2026-10-20, owner: head-of-data}"
    status = deliverable("", DONE.replace("}", f", {ATTACHED % 'head-of-data'}}}") + handed_over)
    assert (status.owner, status.proven) == ("head-of-data", True)


def test_the_expected_owner_is_the_author_where_no_record_names_one() -> None:
    nobody_named = DONE.replace(", owner: lead-ai-engineer", "").replace("}", f", {ATTACHED % 'sre'}}}")
    assert deliverable("", nobody_named).proven is False
    assert deliverable("{evidence: minutes}", nobody_named).proven is False


def test_where_the_proof_holds_already_only_the_word_is_missing() -> None:
    seat = "seats: [{seat: sre, holder: employee-4, since: 2026-09-07}]"
    status = deliverable("{team: {role: sre}}", "", texts={"records_team": seat})
    assert status.reasons == (
        "not started",
        "its proof holds already (the seat of sre is filled), so only the word 'done' is missing",
    )
