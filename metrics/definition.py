"""Metrics as people define them in `metrics.yaml`: kind, direction, unit, roll-up, targets and age limit."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=80)]
"""Lower-case words joined by `-` or `_`; stands in files, addresses and uploads."""

ORGANIZATION = ""
"""Stands in the product column of rows that belong to the organization as a whole."""


class Pillar(StrEnum):
    """What a metric speaks for."""

    QUALITY = "quality"
    COST = "cost"
    TRUST = "trust"
    VALUE = "value"
    SERVICE = "service"


class Kind(StrEnum):
    """What sort of number it is; decides how it is read, rolled up, judged and written."""

    RATE = "rate"
    COUNT = "count"
    AMOUNT = "amount"
    MEAN = "mean"
    DURATION = "duration"
    SCORE = "score"
    NPS = "nps"


class Direction(StrEnum):
    """Which way is better."""

    LOWER = "lower"
    HIGHER = "higher"
    NEUTRAL = "neutral"


class Per(StrEnum):
    """The stretch of time an amount's target is for."""

    WEEK = "week"
    MONTH = "month"
    CHARTER = "charter"


class Grain(StrEnum):
    """How long one observation's period is."""

    DAY = "day"
    WEEK = "week"


class Day(StrEnum):
    """Days of the week as a metric names those it is reported on."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


_DAYS = tuple(Day)
_EVERY_DAY = frozenset(range(len(_DAYS)))


class OverTime(StrEnum):
    """How days become weeks, and days or weeks longer stretches. Rates add numerators and denominators first wherever
    they have them; shares without counts are averaged only where the metric says `mean`."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    NONE = "none"


class OverProducts(StrEnum):
    """How products become the organization."""

    SUM = "sum"
    POOL = "pool"
    NONE = "none"


class Sample(StrEnum):
    """Whether each week draws new cases, or runs the same fixed suite again."""

    FRESH = "fresh"
    FIXED = "fixed"


class Level(StrEnum):
    """Whether the metric is measured per product or once for the organization."""

    PRODUCT = "product"
    ORGANIZATION = "organization"


class ChartKind(StrEnum):
    """Which limits tell signal from noise: one pair for all weeks, or wider ones where fewer cases were counted."""

    XMR = "xmr"
    P = "p"


class TargetKind(StrEnum):
    """A baseline is where the trajectory starts, never a target by itself."""

    TARGET = "target"
    BASELINE = "baseline"


class Definition(BaseModel):
    """Base of everything read from YAML: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, value: Any) -> Any:
        # `holder:` without a value is what people leave when they do not know
        if not isinstance(value, dict):
            return value
        names = {field.alias or name for name, field in cls.model_fields.items()} | set(cls.model_fields)
        return {key: entry for key, entry in value.items() if entry is not None or key not in names}


class Target(Definition):
    """One dated point of a metric's trajectory, in the metric's own unit."""

    date: Annotated[date, Field(description="the day it is meant for")]
    value: float = Field(allow_inf_nan=False, description="in the metric's own unit; rates run 0 to 1")
    kind: TargetKind = Field(
        default=TargetKind.TARGET, description="a baseline is where the trajectory starts, never a target by itself"
    )


NATURAL_RANGE: dict[Kind, tuple[float | None, float | None]] = {
    Kind.RATE: (0.0, 1.0),
    Kind.COUNT: (0.0, None),
    Kind.AMOUNT: (None, None),
    Kind.MEAN: (None, None),
    Kind.DURATION: (0.0, None),
    Kind.SCORE: (None, None),
    Kind.NPS: (-100.0, 100.0),
}
"""Lowest and highest value that a kind of number can have; None is unbounded."""
_ROLL_UP = {
    Kind.RATE: (OverTime.SUM, OverProducts.POOL),
    Kind.MEAN: (OverTime.MEAN, OverProducts.POOL),
    Kind.COUNT: (OverTime.SUM, OverProducts.SUM),
    Kind.AMOUNT: (OverTime.SUM, OverProducts.SUM),
}


def words_of(identifier: str) -> str:
    """An id as words: `support-copilot` as `support copilot`."""
    return identifier.replace("-", " ").replace("_", " ")


class Named(Definition):
    """Something that other files refer to."""

    id: Identifier = Field(description="short name that other files refer to: lower-case words joined by - or _")
    name: str = Field(default="", description="name on the page; blank: made of the id")

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or words_of(self.id).capitalize()

    @property
    def noun(self) -> str:
        """The same within a sentence."""
        return self.name or words_of(self.id)


class Metric(Definition):
    """One metric of the playbook."""

    id: Identifier = Field(description="short name that other files refer to: lower-case words joined by - or _")
    formerly: tuple[Identifier, ...] = Field(
        default=(), description="ids it had before; what was stored and recorded under them counts under this one"
    )
    name: str = Field(default="", description="name on the page; blank: made of the id")
    aliases: tuple[str, ...] = Field(
        default=(), description="other names it goes by in files, commands and forms; no two metrics share one"
    )
    definition: str = Field(default="", description="what is counted, in words a newcomer understands")
    pillar: Pillar = Field(description="what it speaks for")
    kind: Kind = Field(description="what sort of number it is; decides how it is read, added up and judged")
    better: Direction = Field(description="which way is better")
    unit: str = Field(default="", description="USD, hours, seconds, users; shown after the number")
    decimals: int | None = Field(
        default=None,
        ge=0,
        le=6,
        description="digits after the point wherever people read it (of a rate: of its percent); blank: three in all",
    )
    per: Per | None = Field(default=None, description="for amounts and counts: what stretch of time the target is for")
    level: Level = Field(default=Level.PRODUCT, description="measured per product, or once for the organization")
    range: tuple[float | None, float | None] | None = Field(default=None, description="[lowest, highest] valid value")
    grain: Grain = Field(default=Grain.WEEK, description="how long one reported period is")
    reported_on: tuple[Day, ...] = Field(
        default=(), description="for grain day: the weekdays that are reported; blank: all seven"
    )
    over_time: OverTime | None = Field(
        default=None, description="how days become weeks, and both become months; blank: follows from the kind"
    )
    over_products: OverProducts | None = Field(
        default=None, description="how products become the organization; blank: follows from the kind"
    )
    sample: Sample = Field(
        default=Sample.FRESH,
        description="fresh: new cases each week; fixed: the same suite run again, which is no new evidence",
    )
    chart: ChartKind = Field(
        default=ChartKind.XMR,
        description="xmr: limits from week to week; p (rates): limits from each week's cases, wider where they are few",
    )
    season: int | None = Field(
        default=None,
        ge=2,
        le=26,
        description="weeks of a cycle that repeats; a week is held against the same phase of it",
    )
    numerator: str = Field(default="", description="for rates: what is counted, in words")
    denominator: str = Field(default="", description="for rates: out of what, in words")
    usual_n: int | None = Field(default=None, ge=1, description="denominator of a usual week, to plan sample sizes")
    targets: tuple[Target, ...] = Field(
        default=(), description="dated points of its trajectory: linear between two, constant before and after"
    )
    targets_by_product: dict[Identifier, tuple[Target, ...]] = Field(
        default={},
        description="a product's own targets, by its id; where products add up, `targets` are the sum's alone",
    )
    max_age_days: int = Field(
        default=10, ge=1, description="days after the end of a period until its value counts as stale"
    )
    owner: str = Field(default="", description="seat that answers for it")
    source: str = Field(default="", description="where the number comes from")
    guardrail_for: tuple[Identifier, ...] = Field(
        default=(), description="metrics that may not improve at the cost of this one"
    )

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        # frozen models are filled through __dict__; defaults follow from the kind (SEMANTICS: roll-up)
        values = self.__dict__
        if not self.name:
            values["name"] = words_of(self.id).capitalize()
        over_time, over_products = _ROLL_UP.get(self.kind, (OverTime.NONE, OverProducts.NONE))
        values["over_time"] = self.over_time or over_time
        values["over_products"] = self.over_products or over_products
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """What people call it, and called it before, apart from its id."""
        return (self.name, *self.aliases, *self.formerly)

    def targets_of(self, product: str | None) -> tuple[Target, ...]:
        """The targets of a product, or of the organization (None)."""
        return self.targets if product is None else self.targets_by_product.get(product, self.shared_targets)

    @property
    def shared_targets(self) -> tuple[Target, ...]:
        """The targets of a product that has none of its own. Where products add up, those of the sum are no product's,
        but for a ceiling of 0 where nothing is below 0: then a sum of 0 is 0 of each."""
        low = self.valid_range[0]
        none_wanted = low == 0 and self.better is Direction.LOWER and not any(each.value for each in self.targets)
        return self.targets if self.over_products is not OverProducts.SUM or none_wanted else ()

    @property
    def valid_range(self) -> tuple[float | None, float | None]:
        """Lowest and highest value a file may bring; None is unbounded."""
        return self.range if self.range is not None else NATURAL_RANGE[self.kind]

    @property
    def weekdays(self) -> frozenset[int]:
        """The days of the week it is reported on, as `date.weekday()` numbers them."""
        return frozenset(map(_DAYS.index, self.reported_on)) if self.reported_on else _EVERY_DAY

    @property
    def is_proportion(self) -> bool:
        """True where a value is a share of counted cases, so that sample size decides what it proves."""
        return self.kind is Kind.RATE
