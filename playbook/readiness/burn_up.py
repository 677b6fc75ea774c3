"""Readiness to date, its plan to the charter's last day, and where the last weeks lead if they go on alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from statistics import median

from playbook.model.charter import AreaWeights
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import Item, items_of
from playbook.readiness.score import readiness_of
from playbook.readiness.score_history import ScorePoint, score_history
from playbook.verdict import Area

_PACE_DAYS = 8 * 7
_FEWEST_POINTS = 5


@dataclass(frozen=True, slots=True)
class PlannedPoint:
    """What the plan wants (0..100) at the end of a day that is still ahead."""

    day: date
    plan: float


@dataclass(frozen=True, slots=True)
class BurnUp:
    """`points` to date, oldest first; `ahead` the plan from the as-of day to the last day; `outlook` what readiness
    (0..100) would be on that day at the pace of the last weeks, None where too few weeks make no pace."""

    points: tuple[ScorePoint, ...]
    ahead: tuple[PlannedPoint, ...]
    outlook: float | None
    last_day: date | None


def burn_up(questions: Inquiry) -> BurnUp:
    """The whole picture as known on the day asked about; empty where the charter has not started."""
    start = questions.playbook.records.charter.start
    charter = questions.playbook.definitions.charter.charter
    points = score_history(questions)
    if start is None or not points:
        return BurnUp((), (), None, None)
    last_day = charter.last_day(start)
    items = items_of(questions)
    days = [start + timedelta(days=7 * week - 1) for week in range(1, charter.days // 7 + 1)]
    ahead = [day for day in (*days, last_day) if questions.day < day <= last_day]
    wanted = {area.area: area.plan for area in readiness_of(questions, items).areas}
    planned = tuple(PlannedPoint(day, _plan_on(items, wanted, charter.weights, day)) for day in dict.fromkeys(ahead))
    return BurnUp(points, planned, _outlook(points, last_day) if ahead else None, last_day)


def _plan_on(items: Sequence[Item], wanted: Mapping[Area, float], weights: AreaWeights, day: date) -> float:
    """The plan of a day ahead, by the items that are known today; an area with none stays at what is wanted of it."""
    total, reached = 0.0, 0.0
    for area in Area:
        weight = float(getattr(weights, area))
        mine = [item for item in items if item.area is area]
        whole = sum(item.weight for item in mine)
        total += weight
        if not whole:
            reached += weight * wanted[area] / 100
        else:
            due = sum(item.weight for item in mine if item.planned or (item.due is not None and item.due <= day))
            reached += weight * due / whole
    return 100 * reached / total if total else 0.0


def _outlook(points: Sequence[ScorePoint], last_day: date) -> float | None:
    """From where readiness stands today, at the median pace of the last eight weeks (Theil-Sen)."""
    newest = points[-1]
    recent = [point for point in points if (newest.day - point.day).days < _PACE_DAYS]
    if len(recent) < _FEWEST_POINTS:
        return None
    slope = median((later.score - one.score) / (later.day - one.day).days for one, later in combinations(recent, 2))
    return min(100.0, max(0.0, newest.score + slope * (last_day - newest.day).days))
