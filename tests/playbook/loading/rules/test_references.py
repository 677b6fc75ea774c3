"""What definitions name is defined: one word changed in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

CHARTER = "definitions/charter.yaml"
GATES = "definitions/gates.yaml"
METRICS = "definitions/metrics.yaml"
RISKS = "definitions/risks.yaml"


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]
