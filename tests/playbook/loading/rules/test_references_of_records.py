"""What records name is defined: one word changed in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]
