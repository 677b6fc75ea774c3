"""Nothing waits for itself: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

CHARTER = "definitions/charter.yaml"
GATES = "definitions/gates.yaml"
RISKS = "definitions/risks.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            CHARTER,
            "      - id: experiment-audit\n",
            "      - id: experiment-audit\n        after: [flagship]\n",
            [
                (
                    "error: definitions/charter.yaml:12:17: a circle: 'experiment-audit' comes after "
                    "'flagship', which comes after 'north-star', which comes after 'experiment-audit'; take "
                    "one 'after' out"
                ),
                (
                    "warning: definitions/charter.yaml:14:19: 'experiment-audit' is due in week 2, and "
                    "'flagship', which comes first, in week 12; move one of the two"
                ),
            ],
        ),
    ],
)
def test_deliverables_do_not_wait_for_themselves(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            "    stage: prototype\n",
            "    stage: prototype\n    after: [limited-release]\n",
            [
                (
                    "error: definitions/gates.yaml:9:13: a circle: gate 'prototype-exit' comes after gate "
                    "'limited-release', which comes after gate 'prototype-exit'; take one of these steps out"
                )
            ],
        ),
        (
            CHARTER,
            "          - evidence: audit-report",
            "          - gate: limited-release",
            [
                (
                    "error: definitions/charter.yaml:16:13: a circle: deliverable 'experiment-audit' is "
                    "proven by gate 'limited-release', which asks for deliverable 'experiment-audit'; take "
                    "one of these steps out"
                ),
                (
                    "error: definitions/risks.yaml:2:58: a circle: risk 'safety-debt' has its antidote in "
                    "deliverable 'experiment-audit', which is proven by gate 'limited-release', which asks "
                    "for risk 'safety-debt'; take one of these steps out"
                ),
            ],
        ),
        (
            RISKS,
            "tied_to: [experiment-audit]",
            "tied_to: [flagship]",
            [
                (
                    "error: definitions/charter.yaml:33:13: a circle: deliverable 'flagship' is proven by "
                    "risk 'safety-debt', which has its antidote in deliverable 'flagship'; take one of these "
                    "steps out"
                ),
                (
                    "error: definitions/gates.yaml:34:20: a circle: gate 'limited-release' asks for risk "
                    "'safety-debt', which has its antidote in deliverable 'flagship', which is proven by gate "
                    "'limited-release'; take one of these steps out"
                ),
            ],
        ),
        (
            GATES,
            "risk: safety-debt",
            "gate: limited-release",
            [
                (
                    "error: definitions/gates.yaml:34:20: a circle: gate 'limited-release' asks for gate "
                    "'limited-release'; take one of these steps out"
                )
            ],
        ),
    ],
)
def test_proofs_form_no_circle(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected
