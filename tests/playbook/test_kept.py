"""An answer is worked out once while it is kept, and the one asked for longest ago goes first."""

from playbook.kept import Kept


def test_an_answer_is_worked_out_once() -> None:
    asked: list[int] = []
    kept: Kept[str] = Kept(2)

    def answer(number: int) -> str:
        return kept.get(number, lambda: asked.append(number) or str(number))

    assert [answer(1), answer(1), answer(2)] == ["1", "1", "2"]
    assert asked == [1, 2]


def test_the_answer_asked_for_longest_ago_goes_first() -> None:
    asked: list[int] = []
    kept: Kept[str] = Kept(2)
    for number in (1, 2, 1, 3, 1, 2):
        kept.get(number, lambda number=number: asked.append(number) or str(number))  # type: ignore[misc]
    assert asked == [1, 2, 3, 2]


def test_nothing_is_kept_of_an_answer_that_failed() -> None:
    kept: Kept[int] = Kept(2)
    try:
        kept.get("ratio", lambda: 1 // 0)
    except ZeroDivisionError:
        assert kept.get("ratio", lambda: 4) == 4
