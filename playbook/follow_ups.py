"""Follow-ups: what a review agreed that somebody does by a day, and how that stands."""

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.questions import Questions


class FollowUp(Definition):
    """One thing that was agreed; `done` is filled in when it is done."""

    what: str = Field(min_length=1)
    owner: Identifier
    on: date
    due: date
    done: date | None = None
    product: Identifier | None = None
    note: str = ""


class FollowUpRecords(Definition):
    """`records/follow_ups.yaml`"""

    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUpStatus:
    """A follow-up on the as-of day; `done` is None while it is open, `late_days` above 0 where its day passed."""

    what: str
    owner: str
    product: str | None
    on: date
    due: date
    done: date | None
    late_days: int
    note: str


def follow_ups(questions: Questions) -> tuple[FollowUpStatus, ...]:
    """What was agreed by the day: open ones first, the earliest due first; then what is done, the newest first."""
    day = questions.day
    found = [
        FollowUpStatus(
            what=record.what,
            owner=record.owner,
            product=record.product,
            on=record.on,
            due=record.due,
            done=record.done if record.done is not None and record.done <= day else None,
            late_days=0 if record.done is not None and record.done <= day else max(0, (day - record.due).days),
            note=record.note,
        )
        for record in questions.playbook.records.follow_ups.follow_ups
        if record.on <= day
    ]
    still_open = sorted((entry for entry in found if entry.done is None), key=lambda entry: entry.due)
    done = sorted((entry for entry in found if entry.done is not None), key=lambda entry: entry.done or day)
    return (*still_open, *reversed(done))
