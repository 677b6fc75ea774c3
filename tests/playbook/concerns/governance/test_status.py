"""Coverage: a control is covered only while something that serves it is proven or met for all whom it concerns."""

from datetime import date

import pytest

from metrics.observation import Observation
from playbook.concerns.governance.status import ControlState, ControlStatus, governance_status
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row

TODAY = friday_after(9)
GATES = """
evidence_kinds:
  - {id: red-team-report, name: red-team report, valid_days: 90, owner: ciso}
  - {id: spec, scope: organization}
sign_offs: [{id: legal, name: legal review, seats: [counsel]}]
gates:
  - id: limited-release
    stage: ship
    owner: lead
    criteria:
      - {id: attacked, evidence: red-team-report}
      - {id: legal-review, sign_off: legal}
      - {id: grounded, metric: hallucination_rate, pass: "<= 0.05"}
      - {id: debt, risk: debt}
      - {id: watched, metric: latency_p95_seconds, pass: "< 4", observe: true}
"""
CHARTER = """
phases:
  - id: one
    weeks: [1, 2]
    deliverables: [{id: audit, name: Audit, due_week: 2, owner: lead, proof: [{evidence: spec}]}]
"""
TWO = """
products:
  - {id: support-copilot, name: Copilot, owner: lead, planned: [{gate: limited-release, on: 2026-11-20}]}
  - {id: reader, name: Reader, owner: lead, planned: [{gate: limited-release, on: 2026-11-20}]}
"""
REPORT = "{kind: red-team-report, product: support-copilot, on: 2026-10-20, by: eve, reviewer: ciso}"
DONE = "start: 2026-09-07\nprogress: [{deliverable: audit, state: done, on: 2026-09-18}]"


def control(
    crossing: str, *rows: Observation, more: str = "", day: date = TODAY, framework: str = "", **texts: str
) -> ControlStatus:
    """The control C, with one crossing that serves it."""
    governance = f"""
frameworks: [{{id: f, year: 2024{framework}, controls: [{{id: C, title: Control{more}}}]}}]
crosswalk: [{crossing}]
"""
    texts = {"definitions_gates": GATES, "definitions_charter": CHARTER, "records_charter": DONE, **texts}
    playbook = playbook_of(definitions_governance=governance, **texts)
    status = governance_status(Inquiry(playbook, measurements_of(playbook, *rows), day))
    return status.frameworks[0].controls[0]


def test_what_nothing_serves_is_a_gap() -> None:
    found = control("")
    assert found.state is ControlState.UNSERVED
    assert found.is_gap


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ("", ControlState.OPEN),
        ("{kind: red-team-report, product: support-copilot, on: 2026-10-20, by: eve}", ControlState.CLAIMED),
        (REPORT, ControlState.COVERED),
        (REPORT.replace("2026-10-20", "2026-07-20"), ControlState.OPEN),
        (REPORT.replace("on: 2026-10-20", "on: 2026-11-30"), ControlState.OPEN),
    ],
    ids=["missing", "unreviewed", "reviewed", "expired", "later"],
)
def test_evidence_covers_while_it_is_in_date_and_reviewed(records: str, state: ControlState) -> None:
    found = control("{evidence: red-team-report, serves: [C]}", records_evidence=f"evidence: [{records}]")
    assert found.state is state


def test_a_missing_piece_is_named_once_in_its_reason() -> None:
    found = control("{evidence: red-team-report, serves: [C]}")
    assert found.reason == "red-team report: not for Support copilot: none yet"


def test_evidence_covers_only_with_every_product_whose_due_gate_asks_for_it() -> None:
    crossing = "{evidence: red-team-report, serves: [C]}"
    one = control(crossing, records_products=TWO, records_evidence=f"evidence: [{REPORT}]")
    assert one.state is ControlState.OPEN
    assert one.reason == "red-team report: not for Reader, only for Copilot: none yet"
    assert one.who == "ciso"
    other = REPORT.replace("support-copilot", "reader")
    assert (
        control(crossing, records_products=TWO, records_evidence=f"evidence: [{REPORT}, {other}]").state
        is ControlState.COVERED
    )


def test_a_deliverable_covers_when_proven_and_is_claimed_when_only_said_to_be_done() -> None:
    crossing = "{deliverable: audit, serves: [C]}"
    assert control(crossing).state is ControlState.CLAIMED
    proof = "evidence: [{kind: spec, on: 2026-09-17, by: lead, reviewer: vp}]"
    assert control(crossing, records_evidence=proof).state is ControlState.COVERED
    assert control(crossing, records_charter="start: 2026-09-07").state is ControlState.OPEN


@pytest.mark.parametrize(
    ("hits", "state"), [(10, ControlState.COVERED), (300, ControlState.OPEN), (80, ControlState.OPEN)]
)
def test_a_criterion_covers_only_when_it_is_met(hits: int, state: ControlState) -> None:
    row = week_row("hallucination_rate", 9, k=hits, n=1700)
    assert control("{metric: hallucination_rate, serves: [C]}", row).state is state
    assert control("{criterion: limited-release/grounded, serves: [C]}", row).state is state


def test_a_sign_off_and_a_risk_cover_through_the_criteria_that_ask_for_them() -> None:
    signed = """
sign_offs: [{product: support-copilot, gate: limited-release, criterion: legal-review, decision: "yes", by: counsel,
             on: 2026-11-02}]
"""
    assert control("{sign_off: legal, serves: [C]}", records_sign_offs=signed).state is ControlState.COVERED
    assert control("{sign_off: legal, serves: [C]}").state is ControlState.OPEN
    treated = "assessments: [{risk: debt, product: support-copilot, state: treated, on: 2026-10-20, by: ciso}]"
    risks = "risks: [{id: debt, scope: product}]"
    assert (
        control("{risk: debt, serves: [C]}", definitions_risks=risks, records_risks=treated).state
        is ControlState.COVERED
    )


def test_what_is_only_observed_or_not_due_yet_covers_nothing() -> None:
    fast = week_row("latency_p95_seconds", 9, value=1.0)
    assert control("{metric: latency_p95_seconds, serves: [C]}", fast).reason.endswith(
        "no product has come to this gate yet"
    )
    later = TWO.replace("2026-11-20", "2027-01-20")
    good = week_row("hallucination_rate", 9, k=10, n=1700)
    assert control("{metric: hallucination_rate, serves: [C]}", good, records_products=later).state is ControlState.OPEN


def test_the_best_of_several_speaks_for_the_control() -> None:
    both = "{deliverable: audit, serves: [C]}, {sign_off: legal, serves: [C]}"
    found = control(both)
    assert found.state is ControlState.CLAIMED
    assert [server.id for server in found.servers] == ["audit", "sign_off/legal"]


def test_a_risk_that_names_the_control_and_is_not_settled_denies_its_coverage() -> None:
    risks = "risks: [{id: injection, scope: product, listed: [{source: List, year: 2026, code: LLM01}]}]"
    governance = """
frameworks: [{id: f, year: 2026, controls: [{id: "LLM01:2026", title: Injection}]}]
crosswalk: [{evidence: red-team-report, serves: ["LLM01:2026"]}]
"""

    def state(assessed: str) -> ControlStatus:
        playbook = playbook_of(
            definitions_governance=governance,
            definitions_gates=GATES,
            definitions_risks=risks,
            records_evidence=f"evidence: [{REPORT}]",
            records_risks=f"assessments: [{{risk: injection, state: {assessed}, on: 2026-10-20, by: ciso}}]",
        )
        status = governance_status(Inquiry(playbook, measurements_of(playbook), TODAY))
        return status.frameworks[0].controls[0]

    assert state("treated").state is ControlState.COVERED
    denied = state("open")
    assert denied.state is ControlState.CLAIMED
    assert "but the risk 'Injection' is not settled for Support copilot" in denied.reason


def test_a_duty_begins_on_its_day_and_is_reported_ahead() -> None:
    begins = ", from: 2026-12-02"
    assert control("", more=begins).state is ControlState.NOT_YET
    assert control("", more=begins, day=date(2026, 12, 2)).state is ControlState.UNSERVED
    assert "begins on Dec 2, in 19 days" in control("", more=begins, day=date(2026, 11, 13)).reason


def test_a_duty_of_a_tier_is_asked_while_a_product_of_it_exists() -> None:
    assert control("", more=", risk_tier: [high]").state is ControlState.NOT_APPLICABLE
    assert control("", more=", risk_tier: [limited]").state is ControlState.UNSERVED


def test_a_control_is_left_out_from_the_day_somebody_says_so_until_another_word() -> None:
    words = """
applicability:
  - {control: C, applies: false, reason: Not here, on: 2026-10-01, by: head-of-security, approved_by: counsel}
  - {control: C, applies: true, on: 2026-11-16, by: ciso}
"""
    assert control("", records_governance=words, day=date(2026, 9, 30)).state is ControlState.UNSERVED
    left_out = control("", records_governance=words)
    assert left_out.state is ControlState.NOT_APPLICABLE
    assert left_out.reason == "left out by head of security, agreed by counsel: Not here"
    assert control("", records_governance=words, day=date(2026, 11, 16)).state is ControlState.UNSERVED


def test_registers_serve_when_they_are_complete() -> None:
    assert control("{register: experiments, serves: [C]}").state is ControlState.OPEN
    assert control("{register: risks, serves: [C]}").state is ControlState.OPEN
    checked = "checked: [{on: 2026-11-01, by: support}]"
    assert control("{register: incidents, serves: [C]}", records_incidents=checked).state is ControlState.COVERED
    assert control("{register: incidents, serves: [C]}").state is ControlState.OPEN
    assessed = "assessments: [{risk: drift, state: open, on: 2026-10-20, by: ciso}]"
    known = control("{register: risks, serves: [C]}", definitions_risks="risks: [{id: drift}]", records_risks=assessed)
    assert known.state is ControlState.COVERED  # the register is complete, whatever stands in it


def test_coverage_counts_what_is_asked_today() -> None:
    playbook = playbook_of(
        definitions_governance="""
frameworks:
  - id: f
    year: 2024
    controls:
      - {id: A, title: A}
      - {id: B, title: B}
      - {id: C, title: C, from: 2027-01-01}
      - {id: D, title: D, risk_tier: [high]}
crosswalk: [{register: incidents, serves: [A]}]
""",
        records_incidents="checked: [{on: 2026-11-01, by: support}]",
    )
    (framework,) = governance_status(Inquiry(playbook, measurements_of(playbook), TODAY)).frameworks
    assert (framework.applicable, framework.coverage) == (2, 0.5)
    assert [gap.id for gap in framework.gaps] == ["B"]
    assert [soon.id for soon in framework.begins_soon] == ["C"]


def test_a_framework_of_which_nothing_is_asked_has_no_coverage() -> None:
    playbook = playbook_of(definitions_governance="frameworks: [{id: f, year: 2024}]")
    (framework,) = governance_status(Inquiry(playbook, measurements_of(playbook), TODAY)).frameworks
    assert framework.coverage is None
