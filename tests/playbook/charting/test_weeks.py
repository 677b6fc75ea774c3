"""Words beside a line: on the far side of it where they would lie on it, else beside what they name."""

from datetime import date

import pytest

from playbook.charting.weeks import beyond_a_line

FIRST, DAY = date(2026, 9, 7), date(2026, 11, 6)
OVER = [(date(2026, 10, 27), DAY)]
RISING = [(FIRST, 70.0), (DAY, 82.0)]
"""At 80 where the words begin, at 82 where they end; words of one line take 2.8 on this span and height."""


@pytest.mark.parametrize(
    ("number", "above", "begins"),
    [(84.0, False, 80.0), (84.0, True, 84.0), (79.0, True, 82.0), (79.0, False, 79.0), (95.0, False, 95.0)],
)
def test_words_begin_beyond_a_line_that_is_near_on_their_side(number: float, above: bool, begins: float) -> None:
    assert beyond_a_line(RISING, (60.0, 100.0), 200)(OVER, number, above) == pytest.approx(begins)


def test_without_a_line_words_stand_beside_what_they_name() -> None:
    assert beyond_a_line([], (0.0, 1.0), 200)(OVER, 0.5, True) == 0.5
