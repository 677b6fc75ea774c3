"""Closed weekly reviews that were closed by mistake."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay, TimeOfDay


class ReviewWithdrawal(Definition):
    """A closing does not count any more; what was frozen stays where it is, and the week can be closed again."""

    one_a_day: ClassVar = OneADay("withdrawal", ("review",))

    review: str = Field(
        pattern=r"^\d{4}-W\d{2}(-\d+)?$", description="name of the review's folder in records/reviews, as 2026-W45"
    )
    on: date = Field(description="the day it was withdrawn")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that withdrew it")
    why: str = Field(min_length=1, description="what was wrong with it")


class ReviewWithdrawals(Definition):
    """`records/review_withdrawals.yaml`"""

    withdrawals: tuple[ReviewWithdrawal, ...] = Field(
        default=(), description="closings that do not count any more; nothing is compared with them"
    )
