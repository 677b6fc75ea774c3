"""Who owes what as the document of `playbook due --json`."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.json_values import Document
from playbook.readiness.due.items import SeatDue


@dataclass(frozen=True, kw_only=True)
class DueDocument(Document):
    """`due --json`; a seat of null holds what nobody was named for, a day of null is now."""

    as_of: date
    basis: Basis
    role: str | None
    seats: tuple[SeatDue, ...]
