"""Records hold together by themselves: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

RECORDED_DECISIONS = "records/decisions.yaml"
RECORDED_EVIDENCE = "records/evidence.yaml"
RECORDED_EXPERIMENTS = "records/experiments.yaml"
RECORDED_PRODUCTS = "records/products.yaml"
RECORDED_TEAM = "records/team.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_EXPERIMENTS,
            "duplicate_of: ticket-bot",
            "duplicate_of: ticket-bot-two",
            [
                (
                    "error: records/experiments.yaml:8:19: 'ticket-bot-two' is a duplicate of itself; "
                    "expected another experiment"
                )
            ],
        ),
        (
            RECORDED_EXPERIMENTS,
            "into: ticket-bot,",
            "into: ticket-bot-two,",
            [
                (
                    "error: records/experiments.yaml:10:78: 'ticket-bot-two' merges into itself; expected "
                    "another experiment or a product"
                )
            ],
        ),
        (
            RECORDED_EXPERIMENTS,
            "into: ticket-bot, ",
            "",
            [
                (
                    "warning: records/experiments.yaml:10:18: 'ticket-bot-two' is to merge, and nothing says "
                    "into what; add 'into' with an experiment or a product"
                )
            ],
        ),
        (
            RECORDED_EXPERIMENTS,
            "until: 2026-12-01",
            "until: 2026-09-01",
            [
                (
                    "error: records/experiments.yaml:10:97: a decision that stands until 2026-09-01, before "
                    "it was made on 2026-09-16; expected a later day"
                )
            ],
        ),
    ],
)
def test_experiments_do_not_point_at_themselves(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_PRODUCTS,
            "on: 2026-11-27",
            "on: 2028-01-27",
            [
                (
                    "warning: records/products.yaml:11:37: gate 'limited-release' of 'copilot' is planned for "
                    "2028-01-27, long after the charter ends; it does not count towards this charter"
                )
            ],
        ),
        (
            RECORDED_PRODUCTS,
            "on: 2026-10-30",
            "on: 2026-08-30",
            [
                (
                    "warning: records/products.yaml:9:36: gate 'prototype-exit' of 'copilot' is planned for "
                    "2026-08-30, before the charter begins; expected a day from 2026-09-07 to 2026-12-05; it "
                    "does not count towards this charter"
                )
            ],
        ),
    ],
)
def test_gates_are_planned_within_the_charter(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_PRODUCTS,
            ", decided_on: 2026-11-01",
            "",
            [
                (
                    "error: records/products.yaml:11:37: second plan of 'copilot / limited-release', which says on: "
                    "'2026-11-27', and line 10 says '2026-11-20'; keep one, or say in 'decided_on' on which day the "
                    "later one was said"
                )
            ],
        ),
    ],
)
def test_plans_are_made_before_their_day(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_PRODUCTS,
            "stage: prototype, on: 2026-10-05",
            "stage: prototype, on: 2026-09-01",
            [
                (
                    "warning: records/products.yaml:7:22: 'copilot' goes back from 'prototype' to 'spec' "
                    "without a note; say in 'note' why"
                )
            ],
        ),
    ],
)
def test_stages_go_back_with_a_word(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


def test_a_stage_that_is_recorded_twice_wants_a_word() -> None:
    again = "stage: prototype, on: 2026-10-05}, {stage: prototype, on: 2026-10-19"
    expected = (
        "warning: records/products.yaml:7:89: 'copilot' enters 'prototype' again, where it is since 2026-10-05; "
        "a stage is recorded once, when it is entered; say in 'note' why it is again"
    )
    assert reported(changed(RECORDED_PRODUCTS, "stage: prototype, on: 2026-10-05", again)) == [expected]
    said = again + ", note: back after a pause"
    assert reported(changed(RECORDED_PRODUCTS, "stage: prototype, on: 2026-10-05", said)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_DECISIONS,
            "due: 2026-11-13",
            "due: 2026-10-13",
            [
                (
                    "error: records/decisions.yaml:7:75: a condition due on 2026-10-13, before the decision "
                    "of 2026-10-30; expected a day from 2026-10-30 on"
                )
            ],
        ),
    ],
)
def test_conditions_are_due_after_the_decision(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_TEAM,
            "since: 2026-09-14",
            "since: 2026-09-07",
            [
                (
                    "error: records/team.yaml:3:38: second holder of 'lead-ai-engineer' since 2026-09-07, which says "
                    "holder: 'sam', and line 2 says nothing; keep one, or say in 'at' at what time the later one was "
                    "said"
                )
            ],
        ),
    ],
)
def test_seats_have_one_holder_a_day(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


def test_evidence_names_its_product() -> None:
    assert reported(changed(RECORDED_EVIDENCE, "    product: copilot\n", "")) == [
        (
            "warning: records/evidence.yaml:2:5: evidence of kind 'red-team-report' without a product, and each "
            "product needs its own; add 'product', or say scope: organization where the kind is defined"
        )
    ]
