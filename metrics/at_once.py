"""Two pieces of work at once, for the two that have nothing to do with each other and leave Python alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")


def at_once(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """What both answer; raises what either raises, that of `second` before that of `first`."""
    with ThreadPoolExecutor(max_workers=1) as other:
        answer = other.submit(first)
        mine = second()
        return answer.result(), mine
