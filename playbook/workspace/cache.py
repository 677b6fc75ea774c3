"""Keeps the last answers by what they were about, so that a question asked again costs nothing."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Self, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """At most `most` answers, the one asked for longest ago goes first. Not safe between threads by itself."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._version: Hashable = None

    def of(self, version: Hashable) -> Self:
        """Only what is kept of this version: nobody asks about an earlier one again, and what is made of it holds
        everything that was known."""
        if version != self._version:
            self._version = version
            self._answers.clear()
        return self

    def get(self, about: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer kept for `about`, else what `work` makes now."""
        if about not in self._answers:
            self._answers[about] = work()
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        self._answers.move_to_end(about)
        return self._answers[about]
