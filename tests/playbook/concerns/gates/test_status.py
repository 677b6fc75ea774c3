"""What a gate says of itself where exemptions, observed criteria and earlier gates meet."""

from datetime import date

import pytest

from metrics.observation import Observation
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import assess
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome, Verdict
from tests.playbook.building import PRODUCTS, measurements_of, playbook_of, week_row

TODAY = date(2026, 11, 13)
GATE = """
gates:
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    criteria:
      - {id: tasks, metric: task_success_rate, pass: ">= 0.90", weight: 9}
      - {id: speed, metric: latency_p95_seconds, pass: "< 4", weight: 1}
"""
EXEMPT = """
exemptions:
  - {product: support-copilot, gate: limited-release, criterion: tasks, asked_by: lead-ai-engineer,
     approved_by: head-of-security, on: 2026-11-10, last_day: 2026-11-30, reason: Suite is being rebuilt}
"""


def gate_of(playbook: Playbook, *rows: Observation, gate: str = "limited-release", on: date = TODAY) -> GateStatus:
    assessment = assess(playbook, measurements_of(playbook, *rows), on, compare=False)
    return next(status for status in assessment.gates if status.gate == gate)


def test_where_the_verdict_is_better_without_exemptions_its_words_speak_of_what_was_exempted() -> None:
    """19 of 20 proves nothing: undecided. Set aside, only the slow answers are left, which would be NO-GO."""
    playbook = playbook_of(definitions_gates=GATE, records_exemptions=EXEMPT)
    rows = (week_row("task_success_rate", 9, k=19, n=20), week_row("latency_p95_seconds", 9, value=6))
    status = gate_of(playbook, *rows)
    assert status.verdict is status.verdict_without_exemptions is Verdict.INCONCLUSIVE
    assert status.words.startswith("INCONCLUSIVE: collect about 80 more tasks")
    assert any(line.startswith("Tasks: inconclusive") for line in status.blocking)


def test_where_everything_is_exempted_and_it_still_is_inconclusive_the_words_say_why() -> None:
    alone = GATE.replace('      - {id: speed, metric: latency_p95_seconds, pass: "< 4", weight: 1}\n', "")
    playbook = playbook_of(definitions_gates=alone, records_exemptions=EXEMPT)
    status = gate_of(playbook, week_row("task_success_rate", 9, k=19, n=20))
    assert status.verdict is Verdict.INCONCLUSIVE
    assert status.words == "INCONCLUSIVE: collect about 80 more tasks (lead AI engineer, due Nov 20)"
    assert [(flip.to, flip.criteria) for flip in status.flips] == [
        (Verdict.GO_WITH_CONDITIONS, ("tasks",)),
        (Verdict.GO, ("tasks",)),
    ]


@pytest.mark.parametrize(
    ("lacks", "words"),
    [("tasks", "INCONCLUSIVE: collect about 80 more tasks"), ("legal", "NOT EVALUATED: waiting for legal sign-off")],
)
def test_the_sentence_of_a_verdict_is_about_what_brings_it_about_and_not_about_a_key_warning(
    lacks: str, words: str
) -> None:
    open_line = {
        "tasks": '{id: tasks, metric: task_success_rate, pass: ">= 0.9", weight: 4}',
        "legal": "{id: legal, sign_off: legal, weight: 4}",
    }
    gates = f"""
gates:
  - id: limited-release
    stage: ship
    criteria:
      - {{id: speed, metric: latency_p95_seconds, pass: "< 4", warn: "<= 6", key: true}}
      - {open_line[lacks]}
"""
    playbook = playbook_of(definitions_gates=gates)
    rows = (week_row("task_success_rate", 9, k=19, n=20), week_row("latency_p95_seconds", 9, value=6))
    status = gate_of(playbook, *rows)
    assert status.words.startswith(words)
    assert status.blocking[0].startswith("Speed (key): warning")


def test_an_exemption_of_a_criterion_that_only_observes_sets_nothing_aside() -> None:
    observed = GATE.replace("weight: 9}", "weight: 9, observe: true}")
    playbook = playbook_of(definitions_gates=observed, records_exemptions=EXEMPT)
    status = gate_of(playbook, week_row("latency_p95_seconds", 9, value=3))
    tasks = next(line for line in status.criteria if line.id == "tasks")
    assert (tasks.outcome, tasks.exempt_until) == (Outcome.OBSERVING, None)
    assert status.verdict is Verdict.GO


EARLIER = """
gates:
  - {id: prototype-exit, stage: prototype, owner: lead-ai-engineer,
     criteria: [{id: speed, metric: latency_p95_seconds, pass: "< 4"}]}
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    after: [prototype-exit]
    criteria:
      - {id: after-prototype-exit, metric: latency_p95_seconds, pass: "< 9"}
      - {id: earlier, gate: prototype-exit%s}
"""


@pytest.mark.parametrize(
    ("marks", "ids"),
    [
        (", observe: true", ["after-prototype-exit-gate", "after-prototype-exit", "earlier"]),
        (", applies: {risk_tier: [high]}, key: true", ["after-prototype-exit-gate", "after-prototype-exit", "earlier"]),
        (", key: true, weight: 3", ["after-prototype-exit", "earlier"]),
    ],
)
def test_an_earlier_gate_cannot_be_weakened_by_naming_it_again(marks: str, ids: list[str]) -> None:
    playbook = playbook_of(definitions_gates=EARLIER % marks)
    status = gate_of(playbook, week_row("latency_p95_seconds", 9, value=6))
    assert [line.id for line in status.criteria] == ids
    assert status.verdict is Verdict.NO_GO


RISK = """
gates:
  - {id: limited-release, stage: ship, owner: lead-ai-engineer, criteria: [{id: debt, risk: safety-debt}]}
"""


@pytest.mark.parametrize(("own", "outcome"), [("open", Outcome.NOT_MET), ("treated", Outcome.MET)])
def test_a_risk_that_is_open_for_the_product_is_not_treated_by_a_word_about_the_organization(
    own: str, outcome: Outcome
) -> None:
    playbook = playbook_of(
        definitions_gates=RISK,
        definitions_risks="risks: [{id: safety-debt, owner: ciso}]",
        records_risks=f"""
assessments:
  - {{risk: safety-debt, product: support-copilot, state: {own}, on: 2026-10-01, by: ciso}}
  - {{risk: safety-debt, state: treated, on: 2026-10-20, by: ciso}}
""",
    )
    assert gate_of(playbook).criteria[0].outcome is outcome


CHAIN = """
evidence_kinds: [{id: guardrail-test, name: guardrail test, valid_days: 30, owner: security-engineer}]
sign_offs: [{id: legal, name: legal review, seats: [legal-counsel]}]
gates:
  - id: internal-beta
    stage: prototype
    owner: lead-ai-engineer
    criteria:
      - {id: guardrails, evidence: guardrail-test, key: true, weight: 3}
      - {id: speed, metric: latency_p95_seconds, pass: "< 4"}
  - id: limited-release
    stage: ship
    after: [internal-beta]
    owner: vp-engineering
    criteria:
      - {id: legal-review, sign_off: legal, key: true}
      - {id: speed, metric: latency_p95_seconds, pass: "< 4"}
"""
CHAIN_RECORDS = {
    "records_evidence": """
evidence:
  - {kind: guardrail-test, product: support-copilot, on: 2026-10-09, by: security-engineer, reviewer: lead-ai-engineer}
""",
    "records_sign_offs": """
sign_offs:
  - {product: support-copilot, gate: limited-release, criterion: legal-review, decision: yes, by: legal-counsel,
     on: 2026-11-03}
""",
}


def test_what_expired_is_named_as_the_cause_of_all_it_turned_in_one_level() -> None:
    playbook = playbook_of(definitions_gates=CHAIN, **CHAIN_RECORDS)
    rows = [week_row("latency_p95_seconds", week, value=3) for week in (8, 9)]
    expired = "guardrail test expired on Nov 8, 5 days ago"
    release = gate_of(playbook, *rows)
    assert release.verdict is Verdict.NOT_EVALUATED
    reasons = {line.id: line.reason for line in release.criteria}
    assert reasons["after-internal-beta"] == f"Internal beta is NOT EVALUATED: {expired}"
    assert reasons["legal-review"].endswith(f"is suspended: After internal beta, {expired}")
    assert release.cause == expired
    assert release.words.count("NOT EVALUATED") <= 2
    (flip, *_) = [flip for flip in release.flips if flip.to is Verdict.GO_WITH_CONDITIONS]
    assert flip.changes == ("After internal beta, Guardrails: security engineer: renew the guardrail test",), (
        "one act brings back the gate before and the sign-off"
    )


@pytest.mark.parametrize(
    ("on", "wanted"),
    [(date(2026, 11, 1), date(2026, 11, 8)), (date(2026, 11, 10), date(2026, 11, 10))],
    ids=["lapsed after its day", "lapsed before its day"],
)
def test_what_lapsed_with_an_earlier_gate_is_late_from_the_day_it_lapsed(on: date, wanted: date) -> None:
    """The evidence expired on 8 November, and took the earlier gate and the signature with it."""
    products = PRODUCTS.replace("2026-11-20", on.isoformat())
    playbook = playbook_of(definitions_gates=CHAIN, records_products=products, **CHAIN_RECORDS)
    rows = [week_row("latency_p95_seconds", week, value=3) for week in (8, 9)]
    due = {line.id: line.due for line in gate_of(playbook, *rows).criteria if line.outcome is not Outcome.MET}
    assert due == {"after-internal-beta": wanted, "legal-review": wanted}


def test_a_signature_that_a_worse_number_took_away_is_wanted_by_the_day_of_its_gate() -> None:
    products = PRODUCTS.replace("2026-11-20", "2026-11-01")
    playbook = playbook_of(definitions_gates=CHAIN, records_products=products, **CHAIN_RECORDS)
    rows = [week_row("latency_p95_seconds", 8, value=3), week_row("latency_p95_seconds", 9, value=6)]
    lines = {line.id: line for line in gate_of(playbook, *rows).criteria}
    assert (lines["legal-review"].outcome, lines["legal-review"].due) == (Outcome.STALE, date(2026, 11, 1))


BELOW = """
gates:
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    conditions: 80
    criteria:
      - {id: speed, metric: latency_p95_seconds, pass: "< 4", weight: 9}
      - {id: tasks, metric: task_success_rate, pass: ">= 0.90", weight: 2}
      - {id: spend, metric: token_spend_usd, pass: "<= 100", weight: 3}
"""


def test_a_no_go_that_the_score_alone_brings_about_says_the_arithmetic() -> None:
    playbook = playbook_of(definitions_gates=BELOW)
    rows = (week_row("latency_p95_seconds", 9, value=3), week_row("token_spend_usd", 9, value=900))
    status = gate_of(playbook, *rows)
    assert status.verdict is Verdict.NO_GO
    assert status.words == "NO-GO: 64.2 of 100 sure, at best 78.5, below 80; not met: Spend"
    key = BELOW.replace('pass: "<= 100", weight: 3', 'pass: "<= 100", weight: 3, key: true')
    failed = gate_of(playbook_of(definitions_gates=key), *rows)
    assert failed.words.startswith("NO-GO: Token spend usd $900"), "a failed key criterion is named first"


SPEND = """
metrics:
  - {id: spend, pillar: cost, kind: amount, unit: USD, per: week, better: lower, owner: finance, source: bill,
     targets: [{date: 2026-09-07, value: 9000, kind: baseline}, {date: 2026-12-05, value: 18000}], OWN}
"""
COSTS = """
gates:
  - id: limited-release
    stage: ship
    owner: finance
    criteria: [{id: costs, metric: spend, pass: "<= +10%"}, {id: most, metric: spend, pass: "<= 8000"}]
"""
MORE = (
    PRODUCTS + "\n  - {id: search, owner: product-lead, risk_tier: limited, stages: [{stage: spec, on: 2026-09-14}]}\n"
)


@pytest.mark.parametrize(
    ("products", "own", "against_baseline"),
    [
        (PRODUCTS, "", Outcome.MET),
        (MORE, "", Outcome.NO_DATA),
        (MORE, "targets_by_product: {support-copilot: [{date: 2026-09-07, value: 5000, kind: baseline}]}", "not_met"),
    ],
    ids=["the only product", "one of two", "one of two with targets of its own"],
)
def test_a_product_is_held_against_a_line_of_its_own_and_never_against_where_the_sum_began(
    products: str, own: str, against_baseline: Outcome
) -> None:
    texts = {"definitions_metrics": SPEND.replace("OWN", own), "records_products": products}
    playbook = playbook_of(definitions_gates=COSTS, **texts)
    costs, most = gate_of(playbook, week_row("spend", 9, value=7_000)).criteria
    assert (costs.outcome, most.outcome) == (against_baseline, Outcome.MET)
