"""What the charter has cost so far against its budget and against what was planned by the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.definition import Direction, Per
from playbook.concerns.north_star.status import MetricStatus
from playbook.model.playbook import Playbook
from playbook.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Spend:
    """Money, all of it in `currency`. `spent` is added up since the start, None while nothing was reported; `planned`
    is what should have been spent by the last reported week; `reason` says how the two compare."""

    metric: str
    name: str
    currency: str
    spent: float | None
    planned: float | None
    budget: float
    week: str | None
    outcome: Outcome
    reason: str


def spend_status(playbook: Playbook, metrics: Sequence[MetricStatus]) -> Spend | None:
    """The metric that is counted in the budget's currency over the whole charter; None without a budget or metric."""
    budget = playbook.records.charter.budget
    if budget is None:
        return None
    defined = playbook.metrics
    for status in metrics:
        metric = defined[status.metric]
        if metric.per is Per.CHARTER and metric.better is Direction.LOWER and metric.unit == budget.currency:
            return Spend(
                metric=status.metric,
                name=status.name,
                currency=budget.currency,
                spent=status.value,
                planned=status.target,
                budget=budget.amount,
                week=status.week,
                outcome=status.outcome,
                reason=status.reason,
            )
    return None
