"""One thing that a seat owes, and all that one seat owes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import computed_field

from playbook.json_values import NotShown, OrNull
from playbook.verdict import Area

NOBODY = ""
"""The seat of what nobody was named for."""


class DueKind(StrEnum):
    """What is owed, in the order it is listed for one day."""

    INCIDENT = "incident"
    SIGNATURE = "signature"
    DECISION = "decision"
    CONDITION = "condition"
    FOLLOW_UP = "follow_up"
    DELIVERABLE = "deliverable"
    EVIDENCE = "evidence"
    DRILL = "drill"
    RISK = "risk"
    VENDOR = "vendor"
    WAIT = "wait"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A kind of record, and the fields that are known."""

    kind: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing a seat owes. `due` is None where it is wanted now and no day was set; `late_days` is above 0 where the
    day passed. `area` (None where it belongs to no area of readiness) and `subject` say where it is explained:
    `product/gate`, or the id of what it is about; `form` is the kind of record that settles it ('' where none does),
    `fill` what is known of that record; `lapsed` the later day it is late from, of what was there on its due day and is
    there no more."""

    kind: DueKind
    seat: NotShown[str]
    what: str
    reason: str
    due: date | None
    late_days: int
    product: str | None
    area: Area | None
    subject: OrNull
    form: NotShown[str] = ""
    fill: NotShown[tuple[tuple[str, str], ...]] = ()
    lapsed: NotShown[date | None] = None

    @computed_field
    @property
    def record(self) -> OpenForm | None:
        """The record that settles it, with what is known of it; None where none does."""
        return OpenForm(self.form, dict(self.fill)) if self.form else None

    @property
    def promise(self) -> tuple[str, str, str | None]:
        """What tells one debt from another: who owes what for which product."""
        return self.seat, " ".join(self.what.split()).casefold(), self.product


@dataclass(frozen=True, slots=True)
class SeatDue:
    """All that one seat owes, the most pressing first; `holder` is who sits there, '' where nobody is named."""

    seat: OrNull
    holder: OrNull
    items: tuple[DueItem, ...]

    @computed_field
    @property
    def late(self) -> int:
        """How many are past their day."""
        return sum(item.late_days > 0 for item in self.items)
