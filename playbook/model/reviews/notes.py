"""Notes on metrics: what people knew of a week, and where they start a metric's limits anew."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from metrics.definition import Definition, Identifier
from metrics.weeks import WeekCalendar
from playbook.model.fields import Link, Refused

A_WEEK = "a week such as 2026-W44"


def _check(week: str) -> str:
    try:
        WeekCalendar().week_named(week)
    except ValueError as unknown:
        raise Refused(expected=A_WEEK) from unknown
    return week.strip().upper()


WeekName = Annotated[str, AfterValidator(_check)]
"""Name of an ISO week, such as 2026-W44."""


class NoteKind(StrEnum):
    """What a note does: it only says something, the metric's limits start anew with its week, or its week has a known
    cause and is taken out of limits."""

    NOTE = "note"
    RESTART = "restart"
    EXCLUDE = "exclude"


class Note(Definition):
    """What somebody wrote about one week of a metric. A restart of its limits is a note that says why."""

    kind: NoteKind = Field(
        default=NoteKind.NOTE,
        description="restart: the metric's limits start anew with this week; nothing else ever restarts them",
    )
    metric: Identifier = Field(description="id of a metric")
    product: Identifier | None = Field(default=None, description="blank: the metric as a whole, all its series")
    week: WeekName = Field(
        description="the week it is about, as 2026-W44; of a restart the first week that counts anew"
    )
    text: str = Field(
        min_length=1, description="what a reader should know of the week; of a restart or an exclusion the reason"
    )
    by: Identifier = Field(description="seat that wrote it")
    on: date = Field(description="the day it was written; earlier days do not know it")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")

    @property
    def is_restart(self) -> bool:
        """True where the metric's limits start anew with its week."""
        return self.kind is NoteKind.RESTART

    @property
    def is_exclusion(self) -> bool:
        """True where its week is taken out of limits."""
        return self.kind is NoteKind.EXCLUDE


class NoteRecords(Definition):
    """`records/notes.yaml`"""

    notes: tuple[Note, ...] = Field(default=(), description="what people knew of a week of a metric, dated")


def notes_of(notes: Iterable[Note], metric: str, product: str | None, day: date) -> tuple[Note, ...]:
    """What had been written by a day of one series (`product` None: the organization's), by week and then by its day;
    what is about the metric as a whole is about each of its series."""
    found = [note for note in notes if note.metric == metric and note.product in (None, product) and note.on <= day]
    return tuple(sorted(found, key=lambda note: (note.week, note.on)))
