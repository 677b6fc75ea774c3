"""How each metric stands against its dated trajectory, with the sample size taken into account."""

from dataclasses import dataclass
from datetime import date

from metrics.definition import Direction, Kind, Pillar
from metrics.observation import Series
from playbook.verdict import Outcome


@dataclass(frozen=True, slots=True)
class MetricStatus:
    """One metric of one product, or of the organization (`product` None), on the as-of day.

    `value`, `target`, `change` are in the metric's unit (rates 0..1); `low` and `high` are the one-sided 95% Wilson
    bounds where there is a sample; `change` is against the week before."""

    metric: str
    name: str
    pillar: Pillar
    kind: Kind
    better: Direction
    unit: str
    owner: str
    product: str | None
    week: str | None
    period_end: date | None
    value: float | None
    numerator: float | None
    n: float | None
    low: float | None
    high: float | None
    target: float | None
    final_target: float | None
    final_date: date | None
    outcome: Outcome
    age_days: int | None
    partial: str | None
    change: float | None
    reason: str
    series: Series
    by_product: tuple["MetricStatus", ...] = ()
