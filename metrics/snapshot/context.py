"""What a file is read against: definitions, calendar, products."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from metrics.called import Called
from metrics.definition import Metric
from metrics.source import Source
from metrics.weeks import WeekCalendar

FRAME_COLUMNS = ("product", "metric", "period_start", "period_end", "value", "numerator", "denominator")
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class IntakeContext:
    """What a file is read against. `product` and `week` are what the caller says where the file does not; instants
    with an offset belong to the days that they are in `timezone`, the charter's."""

    metrics: Mapping[str, Metric]
    products: frozenset[str]
    today: date
    calendar: WeekCalendar = field(default_factory=WeekCalendar)
    product: str | None = None
    week: str | None = None
    earliest: date | None = None
    timezone: str = "UTC"
    product_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    mapped_by: str | None = None
    """The one source by which a file is read whatever its headings; None where the file itself decides."""
    candidate: str | None = None
    """Id of the candidate on which all of its numbers were measured; None where the file itself says, or nobody."""
    candidate_of: frozenset[str] = frozenset()
    """The products that have a candidate of that id."""

    @cached_property
    def called(self) -> Called:
        """The products by their ids and by the other names in `product_names`."""
        return Called({product: tuple(self.product_names.get(product, ())) for product in sorted(self.products)})
