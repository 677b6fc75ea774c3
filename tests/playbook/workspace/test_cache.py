"""An answer is worked out once while it is kept, and the one asked for longest ago goes first."""

from collections.abc import Callable

import pytest

from playbook.workspace.cache import Kept


def reported_to(requested: list[int], number: int) -> Callable[[], str]:
    """The work of answering `number`, noted in `requested` when it is done."""

    def work() -> str:
        requested.append(number)
        return str(number)

    return work


def test_an_answer_is_worked_out_once() -> None:
    requested: list[int] = []
    kept: Kept[str] = Kept(2)
    assert [kept.get(number, reported_to(requested, number)) for number in (1, 1, 2)] == ["1", "1", "2"]
    assert requested == [1, 2]


def test_the_answer_asked_for_longest_ago_goes_first() -> None:
    requested: list[int] = []
    kept: Kept[str] = Kept(2)
    for number in (1, 2, 1, 3, 1, 2):
        kept.get(number, reported_to(requested, number))
    assert requested == [1, 2, 3, 2]


def test_nothing_is_kept_of_an_answer_that_failed() -> None:
    kept: Kept[int] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("ratio", lambda: 1 // 0)
    assert kept.get("ratio", lambda: 4) == 4


def test_nothing_is_kept_of_an_earlier_version() -> None:
    kept: Kept[str] = Kept(9)
    requested: list[int] = []
    for version, number in (("a", 1), ("a", 2), ("b", 1), ("b", 1), ("a", 2)):
        kept.of(version).get((version, number), reported_to(requested, number))
    assert requested == [1, 2, 1, 2]
