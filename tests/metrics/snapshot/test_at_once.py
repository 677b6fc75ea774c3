"""Two pieces of work at once answer as they would one after the other."""

import threading

import pytest

from metrics.snapshot.rows import at_once


def fails(why: str) -> int:
    raise ValueError(why)


def test_both_answers_come_in_the_order_asked_for() -> None:
    assert at_once(lambda: "first", lambda: 2) == ("first", 2)


def test_both_are_at_work_at_the_same_time() -> None:
    meeting = threading.Barrier(2)
    places = at_once(lambda: meeting.wait(timeout=30), lambda: meeting.wait(timeout=30))
    assert sorted(places) == [0, 1]


def test_what_either_raises_is_raised() -> None:
    with pytest.raises(ValueError, match=r"^first$"):
        at_once(lambda: fails("first"), lambda: 2)
    with pytest.raises(ValueError, match=r"^second$"):
        at_once(lambda: fails("first"), lambda: fails("second"))
