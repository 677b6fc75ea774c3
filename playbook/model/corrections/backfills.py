"""Agreements that numbers may count as known from before the last closed review."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay, TimeOfDay


class BackfillAgreement(Definition):
    """Two persons agreed that an upload counts as known from a day that a closed review has looked at already."""

    one_a_day: ClassVar = OneADay("agreement", ("received",))

    received: date = Field(description="the day from which the numbers count as known, as in `upload --received`")
    on: date = Field(description="the day it was agreed")
    at: TimeOfDay = None
    asked_by: Identifier = Field(description="seat that asked")
    approved_by: Identifier = Field(description="seat that agreed; another person than who asked")
    why: str = Field(min_length=1, description="why the numbers come only now")


class BackfillRecords(Definition):
    """`records/backfills.yaml`"""

    agreements: tuple[BackfillAgreement, ...] = Field(
        default=(), description="backfills from before the last closed review; any other backfill needs none"
    )
