"""Readiness at the ends of earlier weeks, kept beside the playbook too, so that a start does not judge them again."""

import hashlib
import json
import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import metrics
import playbook
from playbook.readiness.score_history import WeekScore, week_score
from playbook.whole_file import write_whole
from playbook.workspace.cache import Kept

KEPT_WEEKS = 4096
KEPT_IN_THE_FILE = 520
"""Ten years of weeks; those asked for longest ago go first."""


class KeptWeeks:
    """Answers about weeks that are over: all of them in memory, their scores in a file as well. What is in the file is
    found by a digest of the playbook, the week, what counted of the numbers, the store and the program, so that it is
    never taken for anything else. Not safe between threads by itself."""

    def __init__(self, file: Path, store: str, *, begin: bool) -> None:
        self._file = file
        self._store = store
        self._begin = begin
        self._kept: Kept[Any] = Kept(KEPT_WEEKS)
        self._written: dict[str, WeekScore] | None = None
        self._new = False

    def get(self, about: Hashable, work: Callable[[], Any]) -> Any:
        """The answer kept for `about`, else the one in the file, else what `work` makes now."""
        return self._kept.get(about, lambda: self._recalled(about, work))

    def write(self) -> None:
        """Puts what is new into the file; a folder that cannot be written to is left alone, and one in which nothing
        was begun."""
        if not self._new or self._written is None:
            return
        self._new = False
        with suppress(OSError):
            if not self._begin and not self._file.exists():
                return
            newest = dict(list(self._written.items())[-KEPT_IN_THE_FILE:])
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(newest).encode())

    def _recalled(self, about: Hashable, work: Callable[[], Any]) -> Any:
        if not isinstance(about, tuple) or about[0] is not week_score:
            return work()
        if self._written is None:
            self._written = _read(self._file)
        digest = _digest((self._store, _program(), *about[1:]))
        found = self._written.pop(digest, None)
        if found is None:
            found, self._new = work(), True
        self._written[digest] = found
        return found


def _read(file: Path) -> dict[str, WeekScore]:
    """What the file holds of scores and plans within 0..100; one that cannot be read holds nothing."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        found = {digest: WeekScore(float(score), float(plan)) for digest, (score, plan) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {digest: one for digest, one in found.items() if all(0 <= number <= 100 for number in one)}


def _digest(about: Hashable) -> str:
    return hashlib.sha256("\n".join(_words(about)).encode()).hexdigest()


def _words(about: Hashable) -> Iterator[str]:
    """The same text for equal values in every process: sets in the order of their texts."""
    if isinstance(about, frozenset):
        yield from ("{", *sorted("\n".join(_words(one)) for one in about), "}")
    elif isinstance(about, tuple):
        yield from ("(", *(word for one in about for word in _words(one)), ")")
    else:
        yield repr(about)


@cache
def _program() -> str:
    """Which program judges: its files with their sizes and days, as another one may judge otherwise."""
    found = sorted(
        (path, (stat := path.stat()).st_size, stat.st_mtime_ns)
        for package in (playbook, metrics)
        for place in package.__path__
        for path in Path(place).rglob("*.py")
    )
    return hashlib.sha256(os.fsencode(repr(found))).hexdigest()
