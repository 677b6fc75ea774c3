"""Products: AI workflows on their way to users, their stage, risk tier and planned gate days."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay, clock, last_of


class Stage(StrEnum):
    """Where a product stands in its life."""

    SPEC = "spec"
    PROTOTYPE = "prototype"
    SHIP = "ship"
    MONITOR = "monitor"


class RiskTier(StrEnum):
    """How much harm a product could do; after the tiers of the EU AI Act."""

    MINIMAL = "minimal"
    LIMITED = "limited"
    HIGH = "high"


STAGE_ORDER = tuple(Stage)
TIER_ORDER = tuple(RiskTier)


class StageRecord(Definition):
    """The product entered `stage` on that day."""

    one_a_day: ClassVar = OneADay("stage")

    stage: Stage = Field(description="the stage it entered")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: str = Field(default="", description="seat that did it")
    note: str = Field(default="", description="anything a reader should know")


class TierRecord(Definition):
    """The risk tier changed; lowering it needs an approver."""

    one_a_day: ClassVar = OneADay("tier")

    tier: RiskTier = Field(description="the tier from that day on")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    approved_by: str = Field(default="", description="seat that agreed; needed to lower it")
    reason: str = Field(default="", description="why, in words")


class PlannedGate(Definition):
    """The day a gate is planned for; a later record for the same gate moves it from `decided_on` on."""

    one_a_day: ClassVar = OneADay("plan", ("gate",), days=("decided_on",))

    gate: Identifier = Field(description="id of a gate")
    on: date = Field(description="the planned day")
    decided_on: date | None = Field(default=None, description="day the plan was made or moved; blank: from the start")
    at: TimeOfDay = None
    reason: str = Field(default="", description="why, in words")


class Product(Named):
    """One product."""

    formerly: tuple[Identifier, ...] = Field(
        default=(), description="ids it had before; what was stored and recorded under them counts under this one"
    )
    aliases: tuple[str, ...] = Field(
        default=(), description="other names it goes by in files, commands and forms; no two products share one"
    )
    owner: Identifier = Field(description="seat that answers for it")
    purpose: str = Field(default="", description="what it does, for whom")
    risk_tier: RiskTier | None = Field(default=None, description="blank counts as the strictest tier")
    tiers: tuple[TierRecord, ...] = Field(default=(), description="later changes of the risk tier")
    stages: tuple[StageRecord, ...] = Field(default=(), description="the day it entered each stage")
    planned: tuple[PlannedGate, ...] = Field(default=(), description="the day each gate is planned for")
    value_case: str = Field(default="", description="what it is worth a week once it runs, in words")
    ended: date | None = Field(default=None, description="from this day on it is no longer assessed")

    @property
    def names(self) -> tuple[str, ...]:
        """What people call it, and called it before, apart from its id."""
        return (self.title, *self.aliases, *self.formerly)

    def stage_on(self, day: date) -> Stage | None:
        """Stage at the end of `day`; None before the first record."""
        reached = [record for record in self.stages if record.on <= day]
        if len(reached) > 1:
            return last_of(reached).stage
        return reached[0].stage if reached else None

    def tier_on(self, day: date) -> RiskTier:
        """Risk tier at the end of `day`; unknown counts as the strictest."""
        changed = [record for record in self.tiers if record.on <= day]
        if changed:
            return last_of(changed).tier
        return self.risk_tier if self.risk_tier is not None else TIER_ORDER[-1]

    def planned_on(self, day: date) -> dict[str, date]:
        """Planned day by gate, as planned at the end of `day`."""
        plans: dict[str, date] = {}
        moved = any(record.decided_on is not None or record.at for record in self.planned)
        for record in sorted(self.planned, key=_when_planned) if moved else self.planned:
            if record.decided_on is None or record.decided_on <= day:
                plans[record.gate] = record.on
        return plans

    def exists_on(self, day: date) -> bool:
        """True from its first stage (or always, where none is dated) until it ended."""
        begun = not self.stages or min(record.on for record in self.stages) <= day
        return begun and (self.ended is None or day < self.ended)


def _when_planned(record: PlannedGate) -> tuple[date, str]:
    return record.decided_on or date.min, clock(record.at)


PRODUCT_OWNER = "product-owner"
"""In definitions, which know no product: the seat that owns the product in question."""


class ProductRecords(Definition):
    """`records/products.yaml`"""

    products: tuple[Product, ...] = Field(default=(), description="AI workflows on their way to users")
