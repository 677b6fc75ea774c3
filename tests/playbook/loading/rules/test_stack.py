"""The stack can be followed by date: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

STACK = "definitions/stack.yaml"
RECORDED_STACK = "records/stack.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            STACK,
            "      - {id: langgraph}\n",
            "",
            [
                (
                    "warning: definitions/stack.yaml:12:5: layer 'orchestration' has one option; expected two "
                    "to choose between"
                )
            ],
        ),
    ],
)
def test_layers_offer_a_choice(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_STACK,
            "option: elasticsearch",
            "option: pgvector",
            [
                (
                    "error: records/stack.yaml:11:5: second entry for option 'pgvector' of layer 'retrieval'; "
                    "the first stands in line 3; put the moves in its 'history'"
                )
            ],
        ),
    ],
)
def test_one_history_for_each_option(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_STACK,
            "on: 2026-10-16, by: architecture-council}\n    review",
            "on: 2026-09-16, by: architecture-council}\n    review",
            [
                (
                    "error: records/stack.yaml:6:27: a move of 'pgvector' on 2026-09-16, after one of "
                    "2026-09-28; expected moves in the order of their days"
                )
            ],
        ),
    ],
)
def test_moves_stand_in_order(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_STACK,
            "    review_by: 2027-01-15\n",
            "",
            [
                (
                    "warning: records/stack.yaml:6:10: 'pgvector' is adopted without a day for its review; "
                    "say it with 'playbook record stack-review-day'; until then it does not count as decided"
                )
            ],
        ),
        (
            RECORDED_STACK,
            "ring: hold",
            "ring: adopt",
            [
                (
                    "warning: records/stack.yaml:12:16: 'elasticsearch' is adopted without a day for its "
                    "review; say it with 'playbook record stack-review-day'; until then it does not count as decided"
                ),
                (
                    "warning: records/stack.yaml:12:16: 'pgvector' and 'elasticsearch' are adopted in layer "
                    "'retrieval'; expected one of them; move the other to hold or trial, or split the layer"
                ),
            ],
        ),
    ],
)
def test_adopted_options_have_a_review(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_STACK,
            "fit: 4",
            "fit: 6",
            [
                (
                    "error: records/stack.yaml:14:69: 'pgvector' scores 6 for 'fit'; expected a score from 1 "
                    "(poor) to 5 (very good)"
                )
            ],
        ),
    ],
)
def test_scores_run_from_1_to_5(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_STACK,
            "history: [{ring: hold, on: 2026-10-16, by: architecture-council}]",
            "history: [{ring: adopt, on: 2026-10-16, by: architecture-council}]\n    review_by: 2027-01-01",
            [
                (
                    "warning: records/stack.yaml:12:16: 'pgvector' and 'elasticsearch' are adopted in layer "
                    "'retrieval'; expected one of them; move the other to hold or trial, or split the layer"
                )
            ],
        ),
    ],
)
def test_one_option_is_adopted(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected
