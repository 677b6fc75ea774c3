"""Theil-Sen lines of all reviewed series in one call, each read off day 90 and against its targets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from metrics.definition import Direction, Metric, TargetKind
from metrics.lines import towards
from metrics.statistics.projection import FEWEST_POINTS, last_weeks, theil_sen
from playbook.concerns.control import wording
from playbook.concerns.control.review import Course, Projection, TargetAhead
from playbook.concerns.control.series import ReviewedSeries, table_of
from playbook.model.trajectory import value_on

FARTHEST_DAYS = 3650
"""A day farther off is no plan any more: not at this pace."""
_DUST = 1e-6


@dataclass(frozen=True, slots=True)
class _Line:
    """The line of one series; days are ordinals."""

    metric: Metric
    slope: float
    low_slope: float
    high_slope: float
    middle_day: float
    middle_value: float
    last_day: float
    count: int

    def at(self, day: date) -> tuple[float, float, float]:
        """Value on a day with its band, kept within the metric's range."""
        ahead = day.toordinal() - self.middle_day
        value, *band = (
            self._within(self.middle_value + slope * ahead) for slope in (self.slope, self.low_slope, self.high_slope)
        )
        return value, min(band), max(band)

    def _within(self, value: float) -> float:
        low, high = self.metric.valid_range
        return min(max(value, -math.inf if low is None else low), math.inf if high is None else high)

    def meets(self, day: date, target: float) -> bool:
        """Whether the line is on the target's good side that day."""
        return towards(self.metric.better).holds(self.at(day)[0], target)


def review_projections(lines: Sequence[ReviewedSeries], day_90: date | None, today: date) -> list[Projection | None]:
    """Where each series is heading on day 90, or, while the charter has not started, on the day of its last target.
    None for a series without any such day, or without a week."""
    weeks, values, _ = table_of([line.heading for line in lines])
    if not weeks:
        return [None] * len(lines)
    days = np.array([week.toordinal() for week in weeks], dtype=np.float64)
    drawn = theil_sen(*last_weeks(days, values))
    better = np.array([line.better for line in lines], dtype=np.int64)
    goals = np.array([np.nan if line.goal is None else line.goal[1] for line in lines])
    reached = drawn.reaches(goals, better).tolist()
    projections: list[Projection | None] = []
    for row, reviewed in enumerate(lines):
        on = day_90 or (reviewed.goal[0] if reviewed.goal is not None else None)
        if on is None or not reviewed.heading:
            projections.append(None)
            continue
        count = int(drawn.count[row])
        if not math.isfinite(drawn.slope[row]):
            said = wording.TOO_LARGE if count >= FEWEST_POINTS else wording.projection_too_early(count)
            projections.append(Projection(on, count, sentence=said))
            continue
        line = _Line(
            metric=reviewed.metric,
            slope=float(drawn.slope[row]),
            low_slope=float(drawn.low_slope[row]),
            high_slope=float(drawn.high_slope[row]),
            middle_day=float(drawn.middle_day[row]),
            middle_value=float(drawn.middle_value[row]),
            last_day=float(drawn.last_day[row]),
            count=count,
        )
        projections.append(_read_off(line, reviewed, on, reached[row], today))
    return projections


def _read_off(line: _Line, reviewed: ReviewedSeries, on: date, reached: float, today: date) -> Projection:
    value, low, high = line.at(on)
    if not (math.isfinite(low) and math.isfinite(high)):
        return Projection(on, line.count, sentence=wording.TOO_LARGE)
    goal = reviewed.goal if reviewed.better else None
    course, reaches_target = _course(line, reviewed, goal, on, reached)
    said = wording.course_words(
        course,
        None if goal is None else goal[1],
        reaches_target,
        line.metric,
        today,
        budget=_is_budget(reviewed),
        due=None if goal is None or goal[0] == on else goal[0],
        there=goal is not None and towards(reviewed.metric.better).holds(reviewed.heading[-1].value, goal[1]),
    )
    return Projection(
        on=on,
        weeks=line.count,
        value=value,
        low=low,
        high=high,
        per_week=7 * line.slope,
        course=course,
        reaches_target=reaches_target,
        targets=_ahead(line, reviewed) if goal is not None else (),
        sentence=wording.projection_sentence(line.metric, on, value, low, high, said, today),
    )


def _is_budget(reviewed: ReviewedSeries) -> bool:
    """True for a total that grows towards a line it must stay below."""
    return reviewed.is_for_the_charter and reviewed.metric.better is Direction.LOWER


def _course(
    line: _Line, reviewed: ReviewedSeries, goal: tuple[date, float] | None, on: date, reached: float
) -> tuple[Course, date | None]:
    """What becomes of the last target, and the first day the line meets it."""
    if goal is None:
        return Course.NO_TARGET, None
    due, target = goal
    if _is_budget(reviewed):
        return (Course.REACHED if line.meets(due, target) else Course.SLIPPING), None
    if math.isnan(reached) or reached > line.last_day + FARTHEST_DAYS:
        return Course.NOT_AT_THIS_PACE, None
    day = date.fromordinal(math.ceil(reached - _DUST))
    if day.toordinal() > line.last_day:
        return (Course.ON_TIME if day <= due else Course.LATE), day
    last = date.fromordinal(int(line.last_day))
    if not line.meets(last, target):
        return Course.NOT_AT_THIS_PACE, None
    return (Course.REACHED if line.meets(max(on, last), target) else Course.SLIPPING), day


def _ahead(line: _Line, reviewed: ReviewedSeries) -> tuple[TargetAhead, ...]:
    """Dated targets after the last week, in the unit of the line, with what the line says of each."""
    dated = [target.date for target in reviewed.metric.targets if target.kind is TargetKind.TARGET]
    days = sorted(dated) or [day for day, _ in reviewed.corners[-1:]]
    found = [(day, value_on(reviewed.corners, day)) for day in days if day.toordinal() > line.last_day]
    return tuple(
        TargetAhead(day, target, line.at(day)[0], line.meets(day, target))
        for day, target in found
        if target is not None
    )
