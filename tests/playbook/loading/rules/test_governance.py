"""Rules of frameworks, crosswalk and vendors: break one thing in a good world, and read the sentence."""

import pytest

from tests.playbook.good_world import changed, reported

GOVERNANCE, WORDS, VENDORS = "definitions/governance.yaml", "records/governance.yaml", "records/vendors.yaml"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            GOVERNANCE,
            "id: MEASURE 2.7, title",
            "id: GOVERN 1.6, title",
            "second control 'GOVERN 1.6'; the first stands",
        ),
        (
            GOVERNANCE,
            "id: old-list\n    year: 2025\n    replaced_by: rmf\n",
            "id: rmf\n    year: 2025\n",
            "second framework 'rmf'; the first stands in line 3; keep one",
        ),
        (GOVERNANCE, "replaced_by: rmf", "replaced_by: rmff", "unknown framework 'rmff'; did you mean 'rmf'?"),
        (GOVERNANCE, "replaced_by: rmf", "replaced_by: old-list", "'old-list' is replaced by itself"),
        (GOVERNANCE, "evidence: red-team-report", "evidence: red-report", "unknown kind of evidence 'red-report'"),
        (GOVERNANCE, "deliverable: experiment-audit", "deliverable: audit", "unknown deliverable 'audit'"),
        (
            GOVERNANCE,
            "limited-release/legal",
            "limited/legal",
            "unknown gate 'limited'; did you mean",
        ),
        (GOVERNANCE, "release/legal-review", "release/legal", "gate 'limited-release' has no criterion 'legal'"),
        (GOVERNANCE, "serves: [MEASURE 2.7,", "serves: [MEASURE 2.8,", "unknown control 'MEASURE 2.8'"),
        (GOVERNANCE, "{register: vendors", "{register: vendor", "unknown register 'vendor'"),
        (
            GOVERNANCE,
            "{register: vendors,",
            "{register: vendors, metric: nps,",
            "a crossing of 2 things; name one of evidence",
        ),
        (
            GOVERNANCE,
            "{criterion: limited-release/legal-review, ",
            "{deliverable: experiment-audit, ",
            "second crossing of deliverable 'experiment-audit'; the first stands in line 13; put their",
        ),
        (
            WORDS,
            "control: MEASURE 2.7",
            "control: MEASURE 27",
            "unknown control 'MEASURE 27'; did you mean",
        ),
        (WORDS, "    reason: Not here\n", "", "'MEASURE 2.7' is left out without 'reason'; add 'reason'"),
        (WORDS, "approved_by: legal-counsel", "approved_by: head-of-security", "left out and agreed by one person"),
        (
            WORDS,
            "on: 2026-10-05",
            "on: 2026-10-05\n    until: 2026-10-01",
            "a word until 2026-10-01, before 2026-10-05",
        ),
        (VENDORS, "products: [copilot]\n", "products: [copilt]\n", "unknown product 'copilt'; did you mean 'copilot'?"),
        (VENDORS, "options: [pgvector]", "options: [pgvec]", "unknown option 'pgvec'; did you mean 'pgvector'?"),
        (VENDORS, "metric: nps", "metric: npss", "unknown metric 'npss'; did you mean 'nps'?"),
        (
            VENDORS,
            "ends: 2027-09-30",
            "ends: 2026-09-30",
            "'ends' is 2026-09-30, before 2026-10-01; expected",
        ),
        (
            VENDORS,
            "next_review: 2027-04-09",
            "next_review: 2026-04-09",
            "'next_review' is 2026-04-09, before 2026-10-09",
        ),
        (VENDORS, "kind: security", "kind: safety", "unknown kind 'safety'"),
    ],
)
def test_each_slip_has_its_sentence(file: str, right: str, wrong: str, expected: str) -> None:
    (said,) = reported(changed(file, right, wrong))
    assert said.startswith(f"error: {file}:")
    assert expected in said


def test_a_retirement_without_its_day_is_reported() -> None:
    (said,) = reported(changed(VENDORS, "retires: 2027-03-01, ", ""))
    assert said.startswith(f"warning: {VENDORS}:12:")
    assert "the retirement of 'model-1' is announced without its day; add 'retires'" in said


def test_a_model_that_is_on_file_already_is_reported_and_counts_once() -> None:
    model = "{model: model-1, on: 2026-09-21"
    (said,) = reported(changed(VENDORS, model, "{model: model-1, on: 2026-09-20}\n      - " + model))
    assert said.startswith(f"warning: {VENDORS}:")
    assert "'model-1' is on file already, in line 12; it counts once; say what becomes of it there" in said


def test_while_a_framework_cannot_be_read_nobody_is_accused_of_naming_its_controls() -> None:
    (said,) = reported(
        changed(
            GOVERNANCE, "{id: MEASURE 2.7, title: Security}", "{id: MEASURE 2.7, title: Security, risk_tier: [low]}"
        )
    )
    assert "unknown risk_tier 'low'" in said
