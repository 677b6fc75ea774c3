"""What the charter has cost so far against its budget and against what was planned by the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.wording_parts import no_spend_counted
from playbook.json_values import NotShown, Number, OrNull
from playbook.model.playbook import Playbook
from playbook.model.trajectory import counts_spend
from playbook.verdict import Outcome
from playbook.wording import Worded


@dataclass(frozen=True, slots=True)
class Spend(Worded):
    """Money, all of it in `currency`. `spent` is added up since the start, None while nothing was reported; `planned`
    is what should have been spent by the last reported week; `reason` says how the two compare. `metric` is '' where
    no metric counts what is spent; `until` is the last day of `week`; `partial` says how many
    weeks were reported, where some are not."""

    metric: OrNull
    name: OrNull
    currency: str
    spent: Number | None
    planned: Number | None
    budget: Number
    week: str | None
    outcome: Outcome
    reason: str
    owner: str = ""
    until: NotShown[date | None] = None
    partial: NotShown[str | None] = None

    @property
    def is_over(self) -> bool:
        """True where more was spent than was planned by now, or than there is."""
        return self.outcome is Outcome.NOT_MET or (self.spent is not None and self.spent > self.budget)


def spend_status(playbook: Playbook, metrics: Sequence[MetricStatus]) -> Spend | None:
    """The budget and the metric that counts money in its currency over the whole charter; None without a budget."""
    budget = playbook.records.charter.budget
    if budget is None:
        return None
    defined = playbook.metrics
    for status in metrics:
        metric = defined[status.metric]
        if counts_spend(metric) and metric.unit == budget.currency:
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
                owner=status.owner,
                until=status.period_end,
                partial=status.partial,
            )
    return Spend(
        metric="",
        name="",
        currency=budget.currency,
        spent=None,
        planned=None,
        budget=budget.amount,
        week=None,
        outcome=Outcome.NO_DATA,
        reason=no_spend_counted(budget.currency),
    )
