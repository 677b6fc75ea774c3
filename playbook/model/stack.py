"""The stack: five layers, their options, what was chosen when, and whether the choice still stands."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.fields import Link


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


class Option(Named):
    """One product or library of a layer."""

    licence: str = Field(default="", description="its license, in words")
    hosting: Hosting | None = Field(default=None, description="where it runs")
    weigh: str = Field(default="", description="pros and cons")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")


class StackCriterion(Named):
    """One line of the weighted matrix; scores run from 1 (poor) to 5 (very good)."""

    weight: float = Field(gt=0, description="how much it counts beside the others; only the ratio matters")
    ask: str = Field(default="", description="the question a score answers")


class Layer(Named):
    """One layer of the stack."""

    why: str = Field(default="", description="why it matters, in words")
    due_week: int = Field(default=6, ge=1, description="charter week by whose end it is to be decided")
    options: tuple[Option, ...] = Field(default=(), description="what could be chosen")


class StackDefinitions(Definition):
    """`definitions/stack.yaml`"""

    review_notice_days: int = Field(default=30, ge=0, description="a review due within this many days is a warning")
    weight_swing: float = Field(
        default=0.2, gt=0, lt=1, description="how far weights move to test whether the winner holds"
    )
    matrix: tuple[StackCriterion, ...] = Field(default=(), description="criteria by which options are scored")
    layers: tuple[Layer, ...] = Field(default=(), description="the layers of the stack")


class RingMove(Definition):
    """The option moved to `ring` on that day."""

    one_a_day: ClassVar = OneADay("move")

    ring: Ring = Field(description="the ring it moved to")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    why: str = Field(default="", description="why it matters, in words")
    evidence: Link = Field(default="", description="link to the decision record")
    review_by: date | None = Field(default=None, description="from then on, the day it must be looked at again")


class ChoiceReview(Definition):
    """A dated review of the choice by someone other than who proposed it; moves `review_by`."""

    one_a_day: ClassVar = OneADay("review")

    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    accepted: bool = Field(default=True, description="false: the reviewer objected")
    next_review: date | None = Field(default=None, description="moves review_by")
    note: str = Field(default="", description="anything a reader should know")


class ReviewDay(Definition):
    """From that day on, the day by which the choice must be looked at again; nobody looked at it yet."""

    one_a_day: ClassVar = OneADay("review day")

    on: date = Field(description="the day it was agreed")
    at: TimeOfDay = None
    review_by: date = Field(description="the day the choice must be looked at again")
    by: Identifier = Field(description="seat that did it")
    why: str = Field(default="", description="why it matters, in words")


class OptionScores(Definition):
    """Scores of one option in the weighted matrix, by criterion, 1 to 5."""

    one_a_day: ClassVar = OneADay("scores", ("option",))

    option: Identifier = Field(description="id of an option of that layer")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    scores: dict[Identifier, float] = Field(description="1 (poor) to 5 (very good), by criterion of the matrix")
    note: str = Field(default="", description="anything a reader should know")


class Choice(Definition):
    """What an organization did with one option of one layer."""

    layer: Identifier = Field(description="id of a layer of the stack")
    option: Identifier = Field(description="id of an option of that layer")
    history: tuple[RingMove, ...] = Field(min_length=1, description="dated moves between rings, newest last")
    review_by: date | None = Field(
        default=None, description="the day the choice must be looked at again, until a move or review says another"
    )
    reviews: tuple[ChoiceReview, ...] = Field(
        default=(), description="reviews by somebody other than the person who proposed it"
    )
    review_days: tuple[ReviewDay, ...] = Field(
        default=(), description="days agreed for the next review, apart from a move or a review"
    )
    reopen_when: tuple[str, ...] = Field(default=(), description='"latency_p95_seconds > 4 for 2 weeks"')


class StackRecords(Definition):
    """`records/stack.yaml`"""

    choices: tuple[Choice, ...] = Field(default=(), description="what was chosen, and how it got there")
    scores: tuple[OptionScores, ...] = Field(default=(), description="scores of options in the matrix")
