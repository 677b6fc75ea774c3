"""What a line asks for in words: how sure a rate has to be, and in how many looks."""

import pytest

from playbook.concerns.gates.wording_criteria import proof_words
from playbook.model.criteria import Criterion
from tests.playbook.statuses import rate_metric


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "proven at 95%, in one look"),
        ({"weeks": 2}, "proven at 95% in each of 2 weeks"),
        ({"confidence": 0.9, "pool_weeks": 2}, "proven at 90%, in one look"),
        ({"confidence": "none"}, ""),
        ({"pass": ">= -2%"}, ""),
    ],
)
def test_a_rate_says_how_sure_it_has_to_be_and_in_how_many_looks(more: dict[str, object], expected: str) -> None:
    criterion = Criterion.model_validate({"id": "c", "metric": "hallucination_rate", "pass": "<= 0.03", **more})
    assert proof_words(criterion, rate_metric()) == expected
