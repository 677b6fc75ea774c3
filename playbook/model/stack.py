"""The stack: five layers, their options, what was chosen when, and whether the choice still stands."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.links import Link


class Ring(StrEnum):
    """How far an option has come, after the technology radar."""

    ADOPT = "adopt"
    TRIAL = "trial"
    ASSESS = "assess"
    HOLD = "hold"


class Hosting(StrEnum):
    """Where an option runs."""

    MANAGED = "managed"
    SELF_HOSTED = "self-hosted"
    BOTH = "both"
    LIBRARY = "library"


class Option(Definition):
    """One product or library of a layer."""

    id: Identifier
    name: str = ""
    licence: str = ""
    hosting: Hosting | None = None
    weigh: str = Field(default="", description="what speaks for and against it")
    link: Link = ""

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class StackCriterion(Definition):
    """One line of the weighted matrix; scores run from 1 (poor) to 5 (very good)."""

    id: Identifier
    name: str = ""
    weight: float = Field(gt=0)
    ask: str = Field(default="", description="the question a score answers")


class Layer(Definition):
    """One layer of the stack."""

    id: Identifier
    name: str = ""
    why: str = ""
    due_week: int = Field(default=6, ge=1)
    options: tuple[Option, ...] = ()

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class StackDefinitions(Definition):
    """`definitions/stack.yaml`"""

    review_notice_days: int = Field(default=30, ge=0, description="a review due within so many days is a warning")
    weight_swing: float = Field(
        default=0.2, gt=0, lt=1, description="how far weights move to test whether the winner holds"
    )
    matrix: tuple[StackCriterion, ...] = ()
    layers: tuple[Layer, ...] = ()


class RingMove(Definition):
    """The option moved to `ring` on that day."""

    ring: Ring
    on: date
    by: Identifier
    why: str = ""
    evidence: Link = ""


class ChoiceReview(Definition):
    """A dated review of the choice by another than who proposed it; moves `review_by`."""

    on: date
    by: Identifier
    accepted: bool = True
    next_review: date | None = None
    note: str = ""


class OptionScores(Definition):
    """Scores of one option in the weighted matrix, by criterion, 1 to 5."""

    option: Identifier
    on: date
    by: Identifier
    scores: dict[Identifier, float]
    note: str = ""


class Choice(Definition):
    """What an organization did with one option of one layer."""

    layer: Identifier
    option: Identifier
    history: tuple[RingMove, ...] = Field(min_length=1)
    review_by: date | None = None
    reviews: tuple[ChoiceReview, ...] = ()
    reopen_when: tuple[str, ...] = Field(default=(), description='"latency_p95_seconds > 4 for 2 weeks"')


class StackRecords(Definition):
    """`records/stack.yaml`"""

    choices: tuple[Choice, ...] = ()
    scores: tuple[OptionScores, ...] = ()
