"""An id stands for one thing: one word changed in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

CHARTER = "definitions/charter.yaml"
AUDIT = "definitions/experiments.yaml"
GATES = "definitions/gates.yaml"
METRICS = "definitions/metrics.yaml"
STACK = "definitions/stack.yaml"


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
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (AUDIT, "rule: zombie", "rule: no_owner", "5:8: second bar for rule 'no_owner'; the first stands in line 4"),
    ],
)
def test_audit_rules_stand_once(file: str, right: str, wrong: str, expected: str) -> None:
    assert reported(changed(file, right, wrong)) == [f"error: {file}:{expected}"]
