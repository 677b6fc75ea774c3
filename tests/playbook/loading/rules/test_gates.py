"""Gates can be passed: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

GATES = "definitions/gates.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            "conditions: 75",
            "conditions: 95",
            [
                (
                    "error: definitions/gates.yaml:18:5: conditions: 95 above go: 90 in gate "
                    "'limited-release'; expected conditions at or below go; swap the two?"
                )
            ],
        ),
        (
            GATES,
            "conditions: 75",
            "conditions: 0",
            [
                (
                    "error: definitions/gates.yaml:18:5: conditions: 0 in gate 'limited-release', which every "
                    "score reaches; expected a score above 0"
                )
            ],
        ),
    ],
)
def test_bounds_are_in_order(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            "key: true\n        weight: 3",
            "key: true\n        weight: 0",
            [
                (
                    "error: definitions/gates.yaml:26:9: key criterion 'grounded' has weight 0; expected a "
                    "weight above 0; give it a weight"
                )
            ],
        ),
        (
            GATES,
            "        weight: 2\n",
            "        weight: 0\n",
            [
                (
                    "error: definitions/gates.yaml:30:9: criterion 'no-worse' has weight 0; expected a weight "
                    "above 0; give it a weight, or write observe: true"
                )
            ],
        ),
        (
            GATES,
            "weight: 3",
            "weight: 3\n        observe: true",
            [
                (
                    "error: definitions/gates.yaml:27:9: 'grounded' is key and observed only; take 'key' out "
                    "while it is observed, or 'observe' once it has earned trust"
                )
            ],
        ),
    ],
)
def test_weights_count(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            "red-team-report, key: true}\n      - {id: audited, experiments: {decided: 0.9}}",
            "red-team-report, observe: true}",
            [
                (
                    "error: definitions/gates.yaml:10:5: every criterion of gate 'prototype-exit' only "
                    "observes; it could never be passed; take 'observe' out of one"
                )
            ],
        ),
        (
            GATES,
            (
                "    criteria:\n      - {id: red-team, evidence: red-team-report, key: true}\n      - {id: "
                "audited, experiments: {decided: 0.9}}\n"
            ),
            "",
            [
                (
                    "error: definitions/gates.yaml:7:5: gate 'prototype-exit' has no criteria; it could never "
                    "be passed; add one"
                )
            ],
        ),
        (
            GATES,
            "red-team-report, key: true}\n      - {id: audited, experiments: {decided: 0.9}}",
            "red-team-report, applies: {risk_tier: [high]}}",
            [
                (
                    "error: definitions/gates.yaml:10:5: nothing decides gate 'prototype-exit' for products "
                    "of risk tier 'minimal' and 'limited'; it could never be passed there; widen 'applies' of "
                    "one"
                )
            ],
        ),
        (
            GATES,
            "red-team-report, key: true}\n      - {id: audited, experiments: {decided: 0.9}}",
            "red-team-report, applies: {stage: [monitor]}}",
            [
                (
                    "error: definitions/gates.yaml:10:5: nothing decides gate 'prototype-exit' for products "
                    "of risk tier 'minimal', 'limited' and 'high'; it could never be passed there; widen "
                    "'applies' of one"
                )
            ],
        ),
    ],
)
def test_something_decides_each_gate(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            "stage: [ship], products",
            "stage: [], products",
            [
                (
                    "error: definitions/gates.yaml:39:54: 'loved' applies to no stage; name one, or take the "
                    "key out: then it is for all"
                )
            ],
        ),
    ],
)
def test_applies_names_somebody(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected
