"""Gates for products: sign-offs that hold or not, exemptions, every kind of criterion, words, flips, decisions."""

from datetime import date

import pytest

from metrics.observation import Basis, Observation
from playbook.concerns.gates.wording import decision_words, verdict_of_the_day
from playbook.documents.review.freeze import decisions_taken
from playbook.documents.review.wording import taken_words
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import assess
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome, Verdict
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row

GATE = """
gates:
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    criteria:
      - {id: tasks, metric: task_success_rate, pass: ">= 0.85", warn: ">= 0.80", weight: 3, confidence: none}
      - {id: legal, sign_off: legal, key: true}
      - {id: red-team, evidence: red-team-report, weight: 2}
evidence_kinds: [{id: red-team-report, valid_days: 60, owner: security-lead}]
sign_offs: [{id: legal, name: legal review, seats: [legal-counsel]}]
"""
SIGNED = """
sign_offs:
  - {product: support-copilot, gate: limited-release, criterion: legal, decision: "yes", by: legal-counsel,
     on: 2026-11-05}
"""
REPORT = """
evidence:
  - {kind: red-team-report, product: support-copilot, on: 2026-10-20, by: red-team, reviewer: head-of-security}
"""
TODAY = date(2026, 11, 13)


def tasks(week: int, k: float) -> Observation:
    return week_row("task_success_rate", week, k=k, n=100)


def gate_of(
    playbook: Playbook,
    *rows: Observation,
    on: date = TODAY,
    gate: str = "limited-release",
    basis: Basis = Basis.KNOWN,
) -> GateStatus:
    assessment = assess(playbook, measurements_of(playbook, *rows), on, basis, compare=False)
    return next(status for status in assessment.gates if status.gate == gate)


def outcome_of(status: GateStatus, criterion: str) -> Outcome:
    return next(line.outcome for line in status.criteria if line.id == criterion)


def reason_of(status: GateStatus, criterion: str) -> str:
    return next(line.reason for line in status.criteria if line.id == criterion)


def test_a_gate_that_has_everything_is_go_and_says_so() -> None:
    playbook = playbook_of(definitions_gates=GATE, records_sign_offs=SIGNED, records_evidence=REPORT)
    status = gate_of(playbook, *(tasks(week, 90) for week in range(1, 10)))
    assert (status.verdict, status.score) == (Verdict.GO, 100)
    assert status.words == "GO: 3 of 3 criteria met"
    assert status.flips == ()
    assert status.blocking == ()


def test_a_missing_sign_off_is_not_evaluated_and_names_who_is_waited_for() -> None:
    status = gate_of(playbook_of(definitions_gates=GATE, records_evidence=REPORT), tasks(9, 90))
    assert status.verdict is Verdict.NOT_EVALUATED
    assert status.words == "NOT EVALUATED: waiting for legal review (legal counsel, due Nov 20)"
    assert [flip.to for flip in status.flips] == [Verdict.GO_WITH_CONDITIONS, Verdict.GO]
    assert status.flips[0].criteria == ("legal",)


def test_a_refused_key_sign_off_is_no_go() -> None:
    refused = SIGNED.replace('"yes"', '"no"')
    status = gate_of(
        playbook_of(definitions_gates=GATE, records_sign_offs=refused, records_evidence=REPORT), tasks(9, 90)
    )
    assert status.verdict is Verdict.NO_GO
    assert "refused by legal counsel on Nov 5" in status.words


@pytest.mark.parametrize(
    ("weeks", "expected", "words"),
    [
        ({8: 90, 9: 90}, Outcome.MET, "given by legal counsel"),
        ({8: 90, 9: 82}, Outcome.STALE, "no longer holds: Tasks, Task success rate 82% of 100"),
        ({8: 90, 9: 10}, Outcome.STALE, "no longer holds: Tasks, Task success rate 10% of 100"),
        ({8: 82, 9: 90}, Outcome.MET, "given by legal counsel"),
        ({8: 10, 9: 10}, Outcome.MET, "given by legal counsel"),
    ],
)
def test_a_sign_off_holds_while_nothing_is_decided_worse(weeks: dict[int, int], expected: Outcome, words: str) -> None:
    """Given on Thursday of week 9, when week 8 was the last one known; week 9 came in on 10 November."""
    playbook = playbook_of(definitions_gates=GATE, records_sign_offs=SIGNED, records_evidence=REPORT)
    status = gate_of(playbook, *(tasks(week, k) for week, k in weeks.items()))
    assert outcome_of(status, "legal") is expected
    assert words in reason_of(status, "legal")


def test_a_sign_off_is_suspended_while_what_it_saw_is_not_known() -> None:
    playbook = playbook_of(definitions_gates=GATE, records_sign_offs=SIGNED, records_evidence=REPORT)
    status = gate_of(playbook, tasks(8, 90), on=date(2026, 11, 20))
    assert outcome_of(status, "tasks") is Outcome.STALE
    assert outcome_of(status, "legal") is Outcome.STALE
    assert "is suspended: Tasks, Task success rate is stale" in reason_of(status, "legal")


def test_what_was_undecided_at_the_signature_does_not_take_it_back() -> None:
    playbook = playbook_of(definitions_gates=GATE, records_sign_offs=SIGNED)
    status = gate_of(playbook, tasks(8, 90), tasks(9, 90))
    assert outcome_of(status, "red-team") is Outcome.NO_DATA
    assert outcome_of(status, "legal") is Outcome.MET


def test_an_owner_cannot_sign_what_it_owns_also_under_another_seat() -> None:
    one_person = """
seats:
  - {seat: product-lead, holder: employee-17, since: 2026-09-07}
  - {seat: legal-counsel, holder: employee-17, since: 2026-09-07}
"""
    playbook = playbook_of(
        definitions_gates=GATE, records_sign_offs=SIGNED, records_evidence=REPORT, records_team=one_person
    )
    status = gate_of(playbook, tasks(9, 90))
    assert outcome_of(status, "legal") is Outcome.NOT_MET
    assert "owns what it signs" in reason_of(status, "legal")


EXEMPTION = """
exemptions:
  - {product: support-copilot, gate: limited-release, criterion: tasks, asked_by: lead-ai-engineer,
     approved_by: head-of-security, on: 2026-11-10, last_day: 2026-11-30, reason: Suite is being rebuilt}
"""


def test_an_exemption_takes_an_unmet_criterion_out_of_the_sum_and_never_gives_go() -> None:
    playbook = playbook_of(
        definitions_gates=GATE, records_sign_offs=SIGNED, records_evidence=REPORT, records_exemptions=EXEMPTION
    )
    status = gate_of(playbook, tasks(8, 10), tasks(9, 10))
    assert outcome_of(status, "tasks") is Outcome.EXEMPT
    assert status.verdict is Verdict.GO_WITH_CONDITIONS
    assert (status.score, status.score_without_exemptions) == (100, 50)
    assert status.verdict_without_exemptions is Verdict.NO_GO
    assert "underlying" in reason_of(status, "tasks")
    assert any("Tasks" in condition for condition in status.conditions)
    assert status.flips[-1].criteria == ("tasks",)


def test_an_exemption_is_over_on_the_day_after_and_does_nothing_where_the_criterion_is_met() -> None:
    playbook = playbook_of(definitions_gates=GATE, records_exemptions=EXEMPTION)
    assert outcome_of(gate_of(playbook, tasks(9, 90)), "tasks") is Outcome.MET
    rows = (tasks(9, 10),)
    assert outcome_of(gate_of(playbook, *rows, on=date(2026, 11, 9)), "tasks") is Outcome.NO_DATA
    assert outcome_of(gate_of(playbook, *rows, on=date(2026, 11, 30)), "tasks") is Outcome.EXEMPT
    assert outcome_of(gate_of(playbook, *rows, on=date(2026, 12, 1)), "tasks") is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("evidence", "expected", "words"),
    [
        ("evidence: []", Outcome.NO_DATA, "no red team report yet"),
        (REPORT, Outcome.MET, "reviewed by head of security"),
        (REPORT.replace(", reviewer: head-of-security", ""), Outcome.NOT_MET, "reviewed by anyone but its author"),
        (REPORT.replace("head-of-security", "red-team"), Outcome.NOT_MET, "reviewed by anyone but its author"),
        (REPORT.replace("2026-10-20", "2026-09-10"), Outcome.STALE, "expired on Nov 9"),
        (REPORT.replace("head-of-security", "head-of-security, review: objections"), Outcome.NOT_MET, "objections"),
        (
            REPORT.replace("head-of-security", "head-of-security, reviewed_on: 2026-11-20"),
            Outcome.NOT_MET,
            "not been reviewed",
        ),
        (REPORT.replace("2026-10-20", "2026-11-20"), Outcome.NO_DATA, "no red team report yet"),
        (REPORT.replace("product: support-copilot, ", ""), Outcome.NO_DATA, "no red team report yet"),
    ],
)
def test_evidence_counts_in_date_and_reviewed_by_another_than_its_author(
    evidence: str, expected: Outcome, words: str
) -> None:
    status = gate_of(playbook_of(definitions_gates=GATE, records_evidence=evidence), tasks(9, 90))
    assert outcome_of(status, "red-team") is expected
    assert words in reason_of(status, "red-team")


def test_what_was_objected_to_is_not_called_unreviewed_once_the_older_accepted_piece_expired() -> None:
    """The older report was accepted after the objections, and stood until it expired on 8 November."""
    line = "  - {kind: red-team-report, product: support-copilot, by: red-team, reviewer: head-of-security, "
    evidence = (
        f"evidence:\n{line}on: 2026-10-20, reviewed_on: 2026-10-22, review: objections}}\n"
        f"{line}on: 2026-09-09, reviewed_on: 2026-10-25}}\n"
    )
    playbook = playbook_of(definitions_gates=GATE, records_evidence=evidence)
    assert outcome_of(gate_of(playbook, on=date(2026, 11, 8)), "red-team") is Outcome.MET
    status = gate_of(playbook, on=date(2026, 11, 9))
    assert outcome_of(status, "red-team") is Outcome.NOT_MET
    assert "reviewed with objections by head of security on Oct 22" in reason_of(status, "red-team")


def test_objections_do_not_go_away_by_waiting() -> None:
    objected = REPORT.replace("head-of-security", "head-of-security, review: objections")
    playbook = playbook_of(definitions_gates=GATE, records_evidence=objected)
    assert outcome_of(gate_of(playbook, on=date(2027, 3, 1)), "red-team") is Outcome.NOT_MET


OTHERS = """
gates:
  - id: prototype-exit
    stage: ship
    criteria: [{id: tasks, metric: task_success_rate, pass: ">= 0.85", confidence: none}]
  - id: limited-release
    stage: ship
    after: [prototype-exit]
    criteria:
      - {id: layer, stack: models}
      - {id: tried, experiments: {decided: 1.0}}
      - {id: debt, risk: safety-debt}
      - {id: rollback, deliverable: rollback}
      - {id: high-only, evidence: report, applies: {risk_tier: [high]}}
      - {id: monitor-only, evidence: report, applies: {stage: [monitor]}}
      - {id: watched, metric: latency_p95_seconds, pass: "< 4", observe: true}
"""
CHARTER = "phases: [{id: one, weeks: [1, 3], deliverables: [{id: rollback, due_week: 3}]}]"


def test_every_kind_of_criterion_reads_its_own_facts() -> None:
    playbook = playbook_of(
        definitions_gates=OTHERS,
        definitions_stack="layers: [{id: models, options: [{id: one}, {id: two}]}]",
        definitions_risks="risks: [{id: safety-debt, owner: ciso}]",
        definitions_charter=CHARTER,
        records_charter="""
start: 2026-09-07
progress: [{deliverable: rollback, state: done, on: 2026-09-20, owner: sre}]
""",
    )
    status = gate_of(playbook, tasks(9, 90), week_row("latency_p95_seconds", 9, value=9.0))
    found = {line.id: line.outcome for line in status.criteria}
    assert found == {
        "after-prototype-exit": Outcome.MET,
        "layer": Outcome.NOT_MET,
        "tried": Outcome.NO_DATA,
        "debt": Outcome.NO_DATA,
        "rollback": Outcome.WARNING,
        "high-only": Outcome.NOT_APPLICABLE,
        "monitor-only": Outcome.NOT_APPLICABLE,
        "watched": Outcome.OBSERVING,
    }
    assert next(line for line in status.criteria if line.id == "after-prototype-exit").key


def test_an_unknown_tier_or_stage_counts_as_the_strictest() -> None:
    products = "products: [{id: support-copilot, owner: product-lead}]"
    status = gate_of(
        playbook_of(
            definitions_gates=OTHERS.split("      - {id: layer", maxsplit=1)[0]
            + """
      - {id: high-only, evidence: report, applies: {risk_tier: [high]}}
      - {id: monitor-only, evidence: report, applies: {stage: [monitor]}}
""",
            records_products=products,
        )
    )
    assert outcome_of(status, "high-only") is Outcome.NO_DATA
    assert outcome_of(status, "monitor-only") is Outcome.NO_DATA


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [(90, Outcome.MET), (50, Outcome.NOT_MET), (None, Outcome.NO_DATA)],
)
def test_an_earlier_gate_is_re_checked_here(earlier: int | None, expected: Outcome) -> None:
    playbook = playbook_of(
        definitions_gates="""
gates:
  - {id: first, stage: ship, criteria: [{id: tasks, metric: task_success_rate, pass: ">= 0.85", confidence: none}]}
  - {id: limited-release, stage: ship, after: [first]}
"""
    )
    rows = [] if earlier is None else [tasks(9, earlier)]
    assert outcome_of(gate_of(playbook, *rows), "after-first") is expected


def test_a_gate_is_quiet_until_three_weeks_before_its_planned_day() -> None:
    playbook = playbook_of(definitions_gates=GATE)
    assert gate_of(playbook, on=date(2026, 10, 29)).quiet
    assert not gate_of(playbook, on=date(2026, 10, 30)).quiet
    assert not gate_of(playbook, on=date(2026, 12, 30)).quiet


def test_a_release_against_the_verdict_of_its_day_is_remembered_as_such() -> None:
    decision = """
decisions:
  - {product: support-copilot, gate: limited-release, decided: release, by: vp-engineering, on: 2026-11-06,
     conditions: [{what: Rehearse the escalation, owner: head-of-support, due: 2026-11-10}]}
"""
    playbook = playbook_of(definitions_gates=GATE, records_decisions=decision)
    status = gate_of(playbook, tasks(9, 90))
    assert status.decision is not None
    assert status.decision.against_verdict
    assert gate_of(playbook, on=date(2026, 11, 5)).decision is None
    assessment = assess(playbook, measurements_of(playbook, tasks(9, 90)), TODAY)
    assert [(condition.what, condition.late_days) for condition in assessment.open_conditions] == [
        ("Rehearse the escalation", 3)
    ]
    assert any("although the gate said" in alarm for alarm in assessment.alarms)


def test_what_the_gate_said_at_a_decision_and_what_the_record_names_are_told_apart_everywhere() -> None:
    decision = """
decisions:
  - {product: support-copilot, gate: limited-release, decided: DECIDED, by: vp-engineering, on: 2026-11-06,
     verdict_seen: go}
"""
    for ruling in ("release", "hold"):
        playbook = playbook_of(definitions_gates=GATE, records_decisions=decision.replace("DECIDED", ruling))
        assessment = assess(playbook, measurements_of(playbook, tasks(9, 90)), TODAY)
        (decided,) = [gate.decision for gate in assessment.gates if gate.decision is not None]
        said = verdict_of_the_day(decided.verdict_then, decided.verdict_seen)
        assert said.startswith("the gate said ")
        assert "said GO " not in said
        assert said.endswith(" (the record names GO)")
        (taken,) = decisions_taken(playbook, assessment, date(2026, 11, 1))
        assert said in decision_words(decided, TODAY)
        assert said in taken_words(taken, TODAY)
        assert all(f"although {said}" in alarm for alarm in assessment.alarms if "although" in alarm)


def test_a_decision_names_one_verdict_where_record_and_gate_agree_and_the_records_where_the_gate_is_not_known() -> None:
    assert verdict_of_the_day(Verdict.GO, "go") == "the gate said GO"
    assert verdict_of_the_day(None, "no_go") == "the record names NO-GO"
    assert verdict_of_the_day(None, "") == ""


def test_the_as_of_day_counts_only_what_was_received_by_then_unless_asked_otherwise() -> None:
    playbook = playbook_of(definitions_gates=GATE)
    late = week_row("task_success_rate", 8, k=90, n=100, received=date(2026, 11, 12))
    friday = friday_after(8)
    assert outcome_of(gate_of(playbook, late, on=friday), "tasks") is Outcome.NO_DATA
    assert outcome_of(gate_of(playbook, late, on=friday, basis=Basis.TODAY), "tasks") is Outcome.MET


def test_a_correction_counts_from_its_day_and_a_revoke_gives_the_older_back() -> None:
    playbook = playbook_of(definitions_gates=GATE)
    first = week_row("task_success_rate", 8, k=90, n=100, upload="u1")
    wrong = week_row(
        "task_success_rate", 8, k=10, n=100, upload="u2", received=date(2026, 11, 6), revoked=date(2026, 11, 9)
    )
    for day, expected in (
        (date(2026, 11, 5), Outcome.MET),
        (date(2026, 11, 6), Outcome.NOT_MET),
        (date(2026, 11, 9), Outcome.MET),
    ):
        assert outcome_of(gate_of(playbook, first, wrong, on=day), "tasks") is expected
