"""Two persons where two are asked for: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

RECORDED_CHARTER = "records/charter.yaml"
RECORDED_EVIDENCE = "records/evidence.yaml"
RECORDED_EXEMPTIONS = "records/exemptions.yaml"
RECORDED_PRODUCTS = "records/products.yaml"
RECORDED_SIGN_OFFS = "records/sign_offs.yaml"
RECORDED_STACK = "records/stack.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_SIGN_OFFS,
            "criterion: legal-review",
            "criterion: provider",
            [
                (
                    "error: records/sign_offs.yaml:2:58: a sign-off of 'provider', which is a criterion on "
                    "stack; this gate asks for a sign-off in 'legal-review'"
                )
            ],
        ),
        (
            RECORDED_SIGN_OFFS,
            "by: legal-counsel",
            "by: data-lead",
            [
                (
                    "error: records/sign_offs.yaml:2:91: 'data-lead' may not give the sign-off 'legal'; "
                    "expected 'legal-counsel' or 'head-of-legal'"
                )
            ],
        ),
    ],
)
def test_sign_offs_come_from_seats_that_may(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_EXEMPTIONS,
            "approved_by: head-of-security",
            "approved_by: lead-ai-engineer",
            [
                (
                    "error: records/exemptions.yaml:6:18: asked and approved by 'lead-ai-engineer'; expected "
                    "another person than who asked"
                )
            ],
        ),
        (
            RECORDED_EXEMPTIONS,
            "approved_by: head-of-security",
            "approved_by: acting-lead",
            [
                (
                    "error: records/exemptions.yaml:6:18: asked and approved by 'lead-ai-engineer' and "
                    "'acting-lead', who are one person on 2026-11-10 (sam); expected another person than who "
                    "asked"
                )
            ],
        ),
    ],
)
def test_exemptions_are_agreed_by_another(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_EXEMPTIONS,
            "last_day: 2026-11-30",
            "last_day: 2026-12-24",
            [
                (
                    "error: records/exemptions.yaml:8:15: an exemption of 44 days; expected at most 30 days; "
                    "write 2026-12-10 at the latest; renewal is a new record"
                )
            ],
        ),
        (
            RECORDED_EXEMPTIONS,
            "last_day: 2026-11-30",
            "last_day: 2026-11-03",
            [
                (
                    "error: records/exemptions.yaml:8:15: the last day 2026-11-03 is before the exemption of "
                    "2026-11-10; expected a later day"
                )
            ],
        ),
    ],
)
def test_exemptions_are_short(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_EXEMPTIONS,
            "criterion: provider",
            "criterion: legal-review",
            [
                (
                    "error: records/exemptions.yaml:4:16: an exemption of 'legal-review', which allows none "
                    "(definitions/gates.yaml:31:56); take it out, or meet the criterion"
                )
            ],
        ),
    ],
)
def test_exemptions_are_allowed(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_SIGN_OFFS,
            "by: legal-counsel",
            "by: product-lead",
            [
                (
                    "error: records/sign_offs.yaml:2:91: product 'copilot' is signed off by its owner, "
                    "'product-lead'; expected a person who owns neither"
                ),
                (
                    "error: records/sign_offs.yaml:2:91: 'product-lead' may not give the sign-off 'legal'; "
                    "expected 'legal-counsel' or 'head-of-legal'"
                ),
            ],
        ),
        (
            RECORDED_SIGN_OFFS,
            "by: legal-counsel",
            "by: vp-engineering",
            [
                (
                    "error: records/sign_offs.yaml:2:91: gate 'limited-release' is signed off by its owner, "
                    "'vp-engineering'; expected a person who owns neither"
                ),
                (
                    "error: records/sign_offs.yaml:2:91: 'vp-engineering' may not give the sign-off 'legal'; "
                    "expected 'legal-counsel' or 'head-of-legal'"
                ),
            ],
        ),
    ],
)
def test_sign_offs_come_from_others(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_EVIDENCE,
            "reviewer: head-of-security",
            "reviewer: security-engineer",
            [
                (
                    "error: records/evidence.yaml:6:15: evidence written and reviewed by 'security-engineer'; "
                    "expected a reviewer other than its author"
                )
            ],
        ),
        (
            RECORDED_EVIDENCE,
            "reviewed_on: 2026-10-22",
            "reviewed_on: 2026-10-12",
            [
                (
                    "error: records/evidence.yaml:7:18: reviewed on 2026-10-12, before the evidence of "
                    "2026-10-20; expected a day on or after it"
                )
            ],
        ),
        (
            RECORDED_CHARTER,
            "reviewer: head-of-data",
            "reviewer: lead-ai-engineer",
            [
                (
                    "error: records/charter.yaml:8:98: evidence written and reviewed by 'lead-ai-engineer'; "
                    "expected a reviewer other than its author"
                )
            ],
        ),
    ],
)
def test_evidence_is_reviewed_by_another(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_CHARTER,
            ", reason: No judge yet",
            "",
            [
                (
                    "error: records/charter.yaml:9:31: 'north-star' is blocked without a reason; say in "
                    "'reason' what blocks it"
                )
            ],
        ),
        (
            RECORDED_CHARTER,
            "    reason: Bought instead\n    approved_by: head-of-data\n",
            "",
            [
                (
                    "error: records/charter.yaml:11:5: 'flagship' is dropped without 'reason' and "
                    "'approved_by'; add 'reason' and 'approved_by'"
                )
            ],
        ),
        (
            RECORDED_CHARTER,
            "approved_by: head-of-data",
            "approved_by: vp-engineering",
            [
                (
                    "error: records/charter.yaml:15:18: 'flagship' is dropped with the word of its owner, "
                    "'vp-engineering'; expected another person than its owner"
                )
            ],
        ),
    ],
)
def test_dropping_is_agreed(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_PRODUCTS,
            ", approved_by: legal-counsel",
            "",
            [
                (
                    "error: records/products.yaml:6:16: the risk tier of 'copilot' falls from 'high' to "
                    "'limited' without an approver; expected 'approved_by' with another person than the owner"
                )
            ],
        ),
        (
            RECORDED_PRODUCTS,
            "approved_by: legal-counsel",
            "approved_by: product-lead",
            [
                (
                    "error: records/products.yaml:6:54: the risk tier of 'copilot' is approved by its owner, "
                    "'product-lead'; expected another person than the owner"
                )
            ],
        ),
    ],
)
def test_a_lower_tier_is_agreed(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_STACK,
            "by: platform-lead",
            "by: lead-ai-engineer",
            [
                (
                    "warning: records/stack.yaml:8:36: option 'pgvector' is proposed and reviewed by "
                    "'lead-ai-engineer'; expected another person than who proposed it; it does not count"
                )
            ],
        ),
    ],
)
def test_choices_are_reviewed_by_another(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected
