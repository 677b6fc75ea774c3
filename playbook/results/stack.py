"""How the layers of the stack stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from playbook.model.stack import Ring
from playbook.verdict import Outcome


class LayerState(StrEnum):
    """Where a layer stands."""

    UNDECIDED = "undecided"
    TRIAL = "trial"
    UNREVIEWED = "unreviewed"
    DECIDED = "decided"
    REVIEW_DUE = "review_due"
    EXPIRED = "expired"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class OptionMove:
    """One dated move of an option between rings."""

    option: str
    option_name: str
    ring: Ring
    previous: Ring | None
    on: date
    by: str
    why: str
    evidence: str


@dataclass(frozen=True, slots=True)
class LayerStatus:
    """One layer on the as-of day; `option` is what is adopted, else what has come furthest, else None."""

    layer: str
    name: str
    why: str
    option: str | None
    option_name: str | None
    ring: Ring | None
    state: LayerState
    outcome: Outcome
    reasons: tuple[str, ...]
    who: str
    due: date
    decided_on: date | None
    review_by: date | None
    moves: tuple[OptionMove, ...]
    reopened_by: tuple[str, ...] = ()
