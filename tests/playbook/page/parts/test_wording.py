"""Words that several pages share."""

import pytest

from playbook.concerns.north_star.wording_parts import partial_words


@pytest.mark.parametrize(
    ("partial", "words"),
    [
        (None, ""),
        ("1 of 2", "partial (1 of 2 products)"),
        ("3 of 7 days", "partial (3 of 7 days)"),
        ("8 of 9 weeks", "partial (8 of 9 weeks)"),
        ("1 of 2, 3 of 7 days", "partial (1 of 2, 3 of 7 days)"),
    ],
)
def test_a_partial_number_says_what_it_lacks(partial: str | None, words: str) -> None:
    assert partial_words(partial) == words
