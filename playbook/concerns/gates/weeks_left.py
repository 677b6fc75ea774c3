"""What the charter still has room for: weeks that there were, weeks to come, and how many cases they can bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from metrics.definition import Metric
from metrics.observation import Point
from playbook.model.criteria import Criterion
from playbook.model.playbook import Playbook
from playbook.model.products import Product

_WEEKS_SEEN = 3
"""From so many weeks on what came in says better what can come than what the definition calls usual."""


@dataclass(frozen=True, slots=True)
class WeeksLeft:
    """Weeks of a product in the charter: the day they begin, how many have closed, and how many close until the charter
    ends (None: no bound)."""

    begins: date | None = None
    closed: int | None = None
    left: int | None = None

    def allows(self, weeks: int) -> bool:
        """Whether so many weeks are still to come."""
        return self.left is None or weeks <= self.left


NO_BOUND = WeeksLeft()


def weeks_left_of(playbook: Playbook, product: Product | None, day: date) -> WeeksLeft:
    """The weeks of a product, or of the organization; no bound before the charter starts. After its end none is left
    to wait for, and nothing is held against it."""
    start, last = playbook.records.charter.start, playbook.last_day
    if start is None or last is None or day < start:
        return NO_BOUND
    stages = [] if product is None else [record.on for record in product.stages]
    begins = max(start, min(stages, default=start))
    off = {week.end for week in playbook.weeks_off if week.covers("" if product is None else product.id)}
    until = playbook.calendar.last_closed(day)

    def count(first: date, final: date) -> int:
        end, found = playbook.calendar.end_of(first), 0
        while end <= final:
            found += end not in off
            end += timedelta(days=7)
        return found

    left = None if day > last else count(day + timedelta(days=1), playbook.calendar.end_of(last))
    return WeeksLeft(begins, count(begins, until), left)


@dataclass(frozen=True, slots=True)
class Supply:
    """How many more cases each window of a criterion can get before the charter ends; `so_far` is how many came in a
    week, where that is all there is to go by."""

    cases: int
    so_far: float | None = None


def supply_of(criterion: Criterion, metric: Metric, closed: Iterable[Point], weeks_left: WeeksLeft) -> Supply | None:
    """What can still come; None where the charter sets no bound, or nothing came yet."""
    sizes = [point.denominator for point in closed if point.denominator]
    few = len(sizes) < _WEEKS_SEEN
    usual = max([metric.usual_n or 0.0, *sizes] if few else sizes)
    if weeks_left.left is None or not usual:
        return None
    return Supply(floor(usual * weeks_left.left / criterion.weeks), usual if few and metric.usual_n is None else None)
