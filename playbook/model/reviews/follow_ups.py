"""Follow-ups: what a review agreed that somebody does by a day, and how that stands."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay, TimeOfDay


class FollowUp(Definition):
    """One thing that was agreed; `done` is filled in when it is done."""

    one_a_day: ClassVar = OneADay("follow-up", ("what", "product"), adds=("done",))

    what: str = Field(min_length=1, description="what is to be done")
    owner: Identifier = Field(description="seat that answers for it")
    on: date = Field(description="the day it was agreed")
    at: TimeOfDay = None
    due: date = Field(description="until when")
    done: date | None = Field(default=None, description="the day it was done; blank: open")
    product: Identifier | None = Field(
        default=None, description="id of the product it is about; blank: none in particular"
    )
    note: str = Field(default="", description="anything a reader should know")


class FollowUpDone(Definition):
    """A follow-up was done: said apart, so that it stands as it was agreed."""

    what: str = Field(min_length=1, description="the follow-up, in the words in which it was agreed")
    on: date = Field(description="the day it was done")
    by: Identifier = Field(description="seat that says so")
    note: str = Field(default="", description="anything a reader should know")


class FollowUpRecords(Definition):
    """`records/follow_ups.yaml`"""

    follow_ups: tuple[FollowUp, ...] = Field(default=(), description="what reviews agreed that somebody does")
    done: tuple[FollowUpDone, ...] = Field(default=(), description="what was done of it since")

    def done_on(self, record: FollowUp, day: date) -> date | None:
        """The first day by `day` on which anybody said that a follow-up was done."""
        said = [record.done, *(entry.on for entry in self.done if entry.what == record.what and entry.on >= record.on)]
        return min((found for found in said if found is not None and found <= day), default=None)


def promise(what: str, product: str | None) -> tuple[str, str | None]:
    """What tells one promise from another: its words, without regard to case and blanks, and its product."""
    return " ".join(what.split()).casefold(), product


def promise_kept(records: FollowUpRecords, what: str, product: str | None, day: date) -> date | None:
    """The day on which a follow-up in these words was done, of the product or of none in particular; None where none
    was, or where one of them is open."""
    words, _ = promise(what, product)
    same = [one for one in records.follow_ups if promise(one.what, None)[0] == words and one.on <= day]
    same = [one for one in same if one.product in (None, product)]
    done = [records.done_on(one, day) for one in same]
    kept = [on for on in done if on is not None]
    return max(kept) if kept and len(kept) == len(done) else None
