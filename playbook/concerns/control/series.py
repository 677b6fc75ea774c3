"""One series on its way into the review: what is judged of it, where it should be, and what was written about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from metrics.arrays import Floats
from metrics.definition import Direction, Metric, Per
from metrics.observation import Point, Series
from playbook.model.notes import Note, notes_of
from playbook.model.trajectory import final_target, to_date, trajectory_of, value_on
from playbook.results.questions import Questions

_BETTER = {Direction.HIGHER: 1, Direction.LOWER: -1, Direction.NEUTRAL: 0}


@dataclass(frozen=True, slots=True)
class ReviewedSeries:
    """`judged` are the closed weeks that are whole; `heading` the points a line is laid through, running totals where
    the target is for the whole charter. `corners` is the trajectory, `goal` its last target with its day."""

    metric: Metric
    series: Series
    judged: tuple[Point, ...]
    heading: tuple[Point, ...]
    notes: tuple[Note, ...]
    corners: tuple[tuple[date, float], ...]
    goal: tuple[date, float] | None

    @property
    def better(self) -> int:
        """+1 where higher is better, -1 where lower is, 0 where neither."""
        return _BETTER[self.metric.better]

    @property
    def is_for_the_charter(self) -> bool:
        """True where targets are for what adds up over the whole charter, not for a week."""
        return self.metric.per is Per.CHARTER

    def weekly_target(self, day: date) -> float | None:
        """Where a single week should be on that day."""
        return None if self.is_for_the_charter else value_on(self.corners, day)


def reviewed_series(questions: Questions, metric: Metric, product: str | None) -> ReviewedSeries:
    """Everything known by the day about one metric of one product, or of the organization (`product` None)."""
    series = questions.known.series(metric.id, product)
    playbook = questions.playbook
    total = to_date(playbook, metric, series)
    return ReviewedSeries(
        metric=metric,
        series=series,
        judged=_whole(series),
        heading=_whole(total),
        notes=notes_of(playbook.records.notes.notes, metric.id, product, questions.day),
        corners=trajectory_of(playbook, metric),
        goal=final_target(playbook, metric),
    )


def _whole(series: Series) -> tuple[Point, ...]:
    """Closed weeks in which no product is missing, oldest first."""
    return tuple(sorted((point for point in series.closed if not point.partial), key=lambda point: point.period_end))


def table_of(lines: Sequence[Sequence[Point]]) -> tuple[list[date], Floats, Floats]:
    """The weeks of all series, oldest first; values and denominators by series and week, NaN where there is none."""
    weeks = sorted({point.period_end for points in lines for point in points})
    column = {end: place for place, end in enumerate(weeks)}
    values = np.full((len(lines), len(weeks)), np.nan)
    sizes = np.full((len(lines), len(weeks)), np.nan)
    for row, points in enumerate(lines):
        for point in points:
            values[row, column[point.period_end]] = point.value
            if point.denominator is not None:
                sizes[row, column[point.period_end]] = point.denominator
    return weeks, values, sizes
