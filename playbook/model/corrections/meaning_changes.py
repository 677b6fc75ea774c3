"""What becomes of the numbers that were stored before a definition changed its meaning."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay, TimeOfDay


class OlderNumbers(StrEnum):
    """What becomes of them."""

    SAME_MEANING = "same_meaning"
    CONVERT = "convert"
    START_ANEW = "start_anew"


class MeaningChange(Definition):
    """From a day on a definition means something else; the numbers stored before are read as it says."""

    one_a_day: ClassVar = OneADay("change of meaning", ("metric",))

    metric: Identifier | None = Field(
        default=None, description="id of the metric; blank: all of them, where the last day of a week changed"
    )
    on: date = Field(
        description="the day from which the definition of today holds; periods that ended before are older"
    )
    at: TimeOfDay = None
    older: OlderNumbers = Field(description="what becomes of the numbers of older periods")
    factor: float | None = Field(default=None, gt=0, description="for convert: an older number times this is a new one")
    by: Identifier = Field(description="seat that decided it")
    why: str = Field(default="", description="why, in words")

    @model_validator(mode="after")
    def _factor_converts(self) -> Self:
        if (self.older is OlderNumbers.CONVERT) != (self.factor is not None):
            raise ValueError(
                "'convert' without its factor; write 'factor', an older number times it is a new one"
                if self.factor is None
                else "a factor of numbers that are not converted; take it out, or write convert"
            )
        if self.older is OlderNumbers.CONVERT and self.metric is None:
            raise ValueError("a factor for every metric at once; name the metric that is converted")
        return self


class MeaningChangeRecords(Definition):
    """`records/meaning_changes.yaml`"""

    changes: tuple[MeaningChange, ...] = Field(
        default=(), description="what becomes of numbers stored before a unit, kind, level, roll-up or week changed"
    )
