"""Every id is unique and every name is known: one word changed in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, told

CHARTER = "definitions/charter.yaml"
AUDIT = "definitions/experiments.yaml"
GATES = "definitions/gates.yaml"
METRICS = "definitions/metrics.yaml"
RISKS = "definitions/risks.yaml"
STACK = "definitions/stack.yaml"
RECORDED_CHARTER = "records/charter.yaml"
RECORDED_DECISIONS = "records/decisions.yaml"
RECORDED_EVIDENCE = "records/evidence.yaml"
RECORDED_EXEMPTIONS = "records/exemptions.yaml"
RECORDED_EXPERIMENTS = "records/experiments.yaml"
RECORDED_PRODUCTS = "records/products.yaml"
RECORDED_RISKS = "records/risks.yaml"
RECORDED_SIGN_OFFS = "records/sign_offs.yaml"
RECORDED_STACK = "records/stack.yaml"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            GATES,
            "metric: hallucination_rate",
            "metric: halucination_rate",
            "21:17: unknown metric 'halucination_rate'; did you mean 'hallucination_rate'?",
        ),
        (GATES, "sign_off: legal,", "sign_off: legl,", "31:38: unknown sign-off 'legl'; did you mean 'legal'?"),
        (
            GATES,
            "stack: retrieval}",
            "stack: retreival}",
            "32:31: unknown layer 'retreival'; did you mean 'retrieval'?",
        ),
        (
            GATES,
            "deliverable: experiment-audit",
            "deliverable: experiment-audits",
            "33:39: unknown deliverable 'experiment-audits'; did you mean 'experiment-audit'?",
        ),
        (GATES, "risk: safety-debt", "risk: safety", "34:26: unknown risk 'safety'; did you mean 'safety-debt'?"),
        (
            GATES,
            "evidence: red-team-report",
            "evidence: red-team",
            "11:34: unknown kind of evidence 'red-team'; did you mean 'red-team-report'?",
        ),
        (
            GATES,
            "products: [copilot]",
            "products: [copilto]",
            "39:73: unknown product 'copilto'; did you mean 'copilot'?",
        ),
    ],
)
def test_criteria_name_what_is_defined(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            GATES,
            "after: [prototype-exit]",
            "after: [prototype-exits]",
            "15:13: unknown gate 'prototype-exits'; did you mean 'prototype-exit'?",
        ),
    ],
)
def test_gates_follow_gates_that_exist(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            CHARTER,
            "evidence: audit-report",
            "evidence: audit-reports",
            "16:23: unknown kind of evidence 'audit-reports'; did you mean 'audit-report'?",
        ),
        (
            CHARTER,
            "after: [experiment-audit]",
            "after: [experiment-audit, x]",
            "19:35: unknown deliverable 'x'; known: 'experiment-audit', 'flagship', 'north-star'",
        ),
        (
            CHARTER,
            "- gate: limited-release",
            "- gate: limited",
            "30:13: unknown gate 'limited'; did you mean 'limited-release'?",
        ),
        (CHARTER, "- stack: retrieval", "- stack: ret", "31:20: unknown layer 'ret'; did you mean 'retrieval'?"),
        (
            CHARTER,
            "deliverable: north-star",
            "deliverable: north",
            "32:26: unknown deliverable 'north'; did you mean 'north-star'?",
        ),
        (CHARTER, "risk: safety-debt", "risk: debt", "33:19: unknown risk 'debt'; did you mean 'safety-debt'?"),
        (
            CHARTER,
            "metrics: [hallucination_rate]",
            "metrics: [halluc]",
            "21:62: unknown metric 'halluc'; did you mean 'hallucination_rate'?",
        ),
    ],
)
def test_deliverables_name_what_is_defined(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            METRICS,
            "guardrail_for: [token_spend]",
            "guardrail_for: [token_spent]",
            "13:21: unknown metric 'token_spent'; did you mean 'token_spend'?",
        ),
        (
            METRICS,
            "guardrail_for: [token_spend]",
            "guardrail_for: [hallucination_rate]",
            ("13:5: 'hallucination_rate' is its own guardrail; expected other metrics; take it out of the list"),
        ),
    ],
)
def test_guardrails_name_metrics(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            RISKS,
            "tied_to: [experiment-audit]",
            "tied_to: [experiment]",
            "2:58: unknown deliverable or gate 'experiment'; did you mean 'experiment-audit'?",
        ),
    ],
)
def test_risks_are_tied_to_what_is_defined(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            RECORDED_CHARTER,
            "{deliverable: north-star,",
            "{deliverable: north,",
            "9:19: unknown deliverable 'north'; did you mean 'north-star'?",
        ),
        (
            RECORDED_CHARTER,
            "kind: audit-report",
            "kind: audit",
            "8:23: unknown kind of evidence 'audit'; did you mean 'audit-report'?",
        ),
        (
            RECORDED_PRODUCTS,
            "{gate: prototype-exit,",
            "{gate: prototype,",
            "9:16: unknown gate 'prototype'; did you mean 'prototype-exit'?",
        ),
        (
            RECORDED_EVIDENCE,
            "product: copilot",
            "product: copilto",
            "3:14: unknown product 'copilto'; did you mean 'copilot'?",
        ),
        (
            RECORDED_EVIDENCE,
            "kind: red-team-report",
            "kind: red",
            "2:11: unknown kind of evidence 'red'; known: 'audit-report', 'red-team-report'",
        ),
        (
            RECORDED_SIGN_OFFS,
            "criterion: legal-review",
            "criterion: legal",
            "2:58: gate 'limited-release' has no criterion 'legal'; did you mean 'legal-review'?",
        ),
        (
            RECORDED_EXEMPTIONS,
            "criterion: provider",
            "criterion: providr",
            "4:16: gate 'limited-release' has no criterion 'providr'; did you mean 'provider'?",
        ),
        (
            RECORDED_EXEMPTIONS,
            "gate: limited-release",
            "gate: limited",
            "3:11: unknown gate 'limited'; did you mean 'limited-release'?",
        ),
        (
            RECORDED_DECISIONS,
            "product: copilot",
            "product: pilot",
            "2:14: unknown product 'pilot'; did you mean 'copilot'?",
        ),
        (RECORDED_RISKS, "risk: safety-debt", "risk: debt", "2:12: unknown risk 'debt'; did you mean 'safety-debt'?"),
    ],
)
def test_records_name_what_is_defined(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            RECORDED_EXPERIMENTS,
            "product: copilot",
            "product: copilto",
            "4:14: unknown product 'copilto'; did you mean 'copilot'?",
        ),
        (
            RECORDED_EXPERIMENTS,
            "duplicate_of: ticket-bot",
            "duplicate_of: ticket",
            "8:19: unknown experiment 'ticket'; did you mean 'ticket-bot'?",
        ),
        (
            RECORDED_EXPERIMENTS,
            "into: ticket-bot,",
            "into: ticketing,",
            "10:78: unknown experiment or product 'ticketing'; did you mean 'ticket-bot'?",
        ),
    ],
)
def test_experiments_name_what_is_recorded(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            RECORDED_STACK,
            "- layer: retrieval\n    option: pgvector",
            "- layer: retrievl\n    option: pgvector",
            "2:12: unknown layer 'retrievl'; did you mean 'retrieval'?",
        ),
        (
            RECORDED_STACK,
            "option: pgvector\n    history",
            "option: langgraph\n    history",
            "3:13: layer 'retrieval' has no option 'langgraph'; known: 'elasticsearch', 'pgvector'",
        ),
        (
            RECORDED_STACK,
            "{option: pgvector, on",
            "{option: pgvectr, on",
            "14:14: unknown option 'pgvectr'; did you mean 'pgvector'?",
        ),
        (RECORDED_STACK, "fit: 4", "fitt: 4", "14:64: unknown criterion of the matrix 'fitt'; did you mean 'fit'?"),
    ],
)
def test_stack_records_name_what_is_defined(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            RECORDED_STACK,
            "hallucination_rate > 0.08 for",
            "halucination_rate > 0.08 for",
            "9:19: unknown metric 'halucination_rate'; did you mean 'hallucination_rate'?",
        ),
        (
            RECORDED_STACK,
            "hallucination_rate > 0.08 for 2 weeks",
            "hallucination_rate above 0.08",
            (
                "9:19: 'hallucination_rate above 0.08' says no condition; expected a metric, a comparison "
                "and a number ('latency_p95_seconds > 4 for 2 weeks')"
            ),
        ),
        (
            RECORDED_STACK,
            "token_spend > +25%",
            "token_spend > 25%",
            (
                "9:60: the bare percentage '> 25%' could mean a share or a change against the baseline; "
                "write '> 0.25' for the share or '> +25%' for the change"
            ),
        ),
    ],
)
def test_reopening_conditions_can_be_read(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (METRICS, "id: active_users", "id: nps", "35:5: second metric 'nps'; the first stands in line 29; rename one"),
        (
            GATES,
            "id: safe,",
            "id: provider,",
            ("34:10: second criterion of gate 'limited-release' 'provider'; the first stands in line 32; rename one"),
        ),
        (
            GATES,
            "id: limited-release",
            "id: prototype-exit",
            "13:5: second gate 'prototype-exit'; the first stands in line 7; rename one",
        ),
        (
            CHARTER,
            "id: flagship",
            "id: north-star",
            "26:9: second deliverable 'north-star'; the first stands in line 17; rename one",
        ),
        (CHARTER, "id: ship", "id: measure", "23:5: second phase 'measure'; the first stands in line 8; rename one"),
        (
            STACK,
            "id: custom-dag",
            "id: pgvector",
            "14:10: second option 'pgvector'; the first stands in line 8; rename one",
        ),
        (
            STACK,
            "id: cost",
            "id: fit",
            "3:6: second criterion of the matrix 'fit'; the first stands in line 2; rename one",
        ),
        (
            STACK,
            "id: orchestration",
            "id: retrieval",
            "10:5: second layer 'retrieval'; the first stands in line 5; rename one",
        ),
        (
            GATES,
            "id: red-team-report,",
            "id: audit-report,",
            "3:6: second kind of evidence 'audit-report'; the first stands in line 2; rename one",
        ),
    ],
)
def test_ids_are_unique(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (AUDIT, "rule: zombie", "rule: no_owner", "5:8: second bar for rule 'no_owner'; the first stands in line 4"),
    ],
)
def test_audit_rules_stand_once(file: str, right: str, wrong: str, expected: str) -> None:
    assert told(changed(file, right, wrong)) == [f"error: {file}:{expected}"]
