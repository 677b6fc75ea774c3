"""What became of every source that was pulled as the document of `playbook pull --json`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from playbook.json_values import Document, Json, OrNull
from playbook.services.pulling.pull import Pulled


@dataclass(frozen=True, slots=True)
class PulledRow:
    """One source: the days that were asked for, and what came of its files as in `upload --json`; `trouble` says why it
    could not be fetched whole, and then nothing of it was stored."""

    source: str
    state: Literal["stored", "nothing_new", "refused"]
    first: date
    last: date
    trouble: OrNull
    files: tuple[Json, ...]


@dataclass(frozen=True, kw_only=True)
class PullDocument(Document):
    """`pull --json`."""

    sources: tuple[PulledRow, ...]


def pull_document(done: Sequence[Pulled]) -> PullDocument:
    """What became of every source."""
    return PullDocument(sources=tuple(_row(one) for one in done))


def _row(one: Pulled) -> PulledRow:
    state: Literal["stored", "nothing_new", "refused"] = "stored" if one.stored else "nothing_new"
    files = tuple(one.files)
    state = "refused" if one.refused else state
    return PulledRow(one.source.id, state, one.window.first, one.window.last, one.trouble, files)
