"""Why a definition was made weaker, and who agreed: written beside the change, so that no bar moves unseen."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay, TimeOfDay


def _as_written(value: Any) -> Any:
    """A number, a truth value or a day as text: what people copy is often no text to YAML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.12g}"
    return value.isoformat() if isinstance(value, date) else value


Written = Annotated[str, BeforeValidator(_as_written)]


class BarChange(Definition):
    """One field of a definition was made weaker on that day."""

    one_a_day: ClassVar = OneADay("change of a bar", ("what",))

    what: str = Field(
        min_length=1, description="address of the field, as gates.limited-release.criteria.grounded-answers.pass"
    )
    from_: Written = Field(default="", alias="from", description="its value before; blank: it was not there")
    to: Written = Field(default="", description="its value from then on; blank: it was taken out")
    why: str = Field(min_length=1, description="why, in words")
    by: Identifier = Field(description="seat that decided it")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None


class BarChangeRecords(Definition):
    """`records/bar_changes.yaml`"""

    changes: tuple[BarChange, ...] = Field(default=(), description="definitions that were made weaker, and why")
