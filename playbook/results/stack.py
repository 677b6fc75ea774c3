"""How the layers of the stack stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import computed_field

from playbook.json_values import NotShown
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
class Reopened:
    """A reopen condition that holds, as it is written, and the product it holds for; None for the organization."""

    text: str
    product: str | None = None

    @property
    def words(self) -> str:
        """The condition with its product."""
        return self.text if self.product is None else f"{self.text} ({self.product})"


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
    reopened: NotShown[tuple[Reopened, ...]] = ()

    @property
    def expired(self) -> bool:
        """True where the day of its review passed: by time, whatever was measured."""
        return self.state is LayerState.EXPIRED

    @property
    def lapsed(self) -> bool:
        """True where its choice was decided and reviewed, and has to be looked at again."""
        return self.expired or self.state is LayerState.REOPENED

    def wanted_by(self, day: date) -> date:
        """The day a choice, or another look at it, is wanted by: today where it was reopened."""
        if self.state is LayerState.REOPENED:
            return day
        if self.state in (LayerState.REVIEW_DUE, LayerState.EXPIRED) and self.review_by is not None:
            return self.review_by
        return self.due

    @computed_field
    @property
    def reopened_by(self) -> tuple[str, ...]:
        """The reopen conditions that hold, with the product where it is one's."""
        return tuple(one.words for one in self.reopened)
