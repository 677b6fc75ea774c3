"""Small tables: which of their columns hold numbers."""

import pytest

from playbook.page.parts import tables
from playbook.page.parts.tables import Cell


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (("12", "−0.4 pp", "$13.4K", "302 hours", 5.6, "no data", None), True),
        (("14 of 27 deliverables", "3"), False),
        (("Nov 6", "Nov 13"), False),
        (("", None), False),
    ],
)
def test_a_column_of_numbers_with_their_units_stands_at_the_right(cells: tuple[Cell, ...], are: bool) -> None:
    assert tables._are_numbers(cells) == are
