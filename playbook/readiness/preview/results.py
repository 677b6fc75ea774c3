"""What a change would do."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from pydantic import Field, computed_field

from metrics.definition import Kind
from playbook.json_values import NotShown, OrNull
from playbook.verdict import Area, Outcome, Verdict
from playbook.wording import VERDICT_WORDS

T = TypeVar("T")
Before = Annotated[T, Field(serialization_alias="from")]
After = Annotated[T, Field(serialization_alias="to")]


@dataclass(frozen=True, slots=True)
class Turn:
    """A number that turns; None while it is not known."""

    before: Before[float | None]
    after: After[float | None]


@dataclass(frozen=True, slots=True)
class BecomesKnown:
    """A metric that had no value and gets one, or whose latest week moves on; `before_week` is None for the first."""

    metric: str
    name: str
    product: str | None
    product_name: NotShown[str]
    week: str
    before_week: str | None
    week_end: NotShown[date]
    before_end: NotShown[date | None]
    value: float
    kind: Kind
    unit: str
    decimals: NotShown[int | None] = None


@dataclass(frozen=True, slots=True)
class OutcomeFlip:
    """The outcome of a metric (`gate` None) or of a criterion of a gate turns."""

    id: NotShown[str]
    name: str
    product: str | None
    product_name: NotShown[str | None]
    gate: str | None
    gate_name: NotShown[str | None]
    before: Before[Outcome]
    after: After[Outcome]
    reason: str

    @computed_field
    @property
    def metric(self) -> str | None:
        """The metric; None where a criterion turns."""
        return None if self.gate else self.id

    @computed_field
    @property
    def criterion(self) -> str | None:
        """The criterion; None where a metric turns."""
        return self.id if self.gate else None


@dataclass(frozen=True, slots=True)
class VerdictFlip:
    """The verdict of a gate turns."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    before: Before[Verdict]
    after: After[Verdict]
    because: str

    @computed_field
    @property
    def words(self) -> str:
        """The verdict then, and why."""
        return f"{VERDICT_WORDS[self.after]}: {self.because}"


@dataclass(frozen=True, slots=True)
class StateTurn:
    """Something that stands otherwise; `before` and `after` are words, `before` '' for what was not there. `area` is
    None for what belongs to no area of readiness."""

    area: Area | None
    id: str
    name: str
    before: Before[OrNull]
    after: After[str]
    reason: str


@dataclass(frozen=True, slots=True)
class WouldChange:
    """Everything that turns; scores run 0..100, coverage 0..1 (None while nothing is due)."""

    known: tuple[BecomesKnown, ...]
    outcomes: tuple[OutcomeFlip, ...]
    verdicts: tuple[VerdictFlip, ...]
    score_before: NotShown[float]
    score_after: NotShown[float]
    coverage_before: NotShown[float | None]
    coverage_after: NotShown[float | None]
    turns: tuple[StateTurn, ...] = ()

    @computed_field
    @property
    def score(self) -> Turn:
        """Readiness now, and then."""
        return Turn(self.score_before, self.score_after)

    @computed_field
    @property
    def coverage(self) -> Turn:
        """Coverage now, and then."""
        return Turn(self.coverage_before, self.coverage_after)
