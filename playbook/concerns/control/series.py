"""One series on its way into the review: what is judged of it, where it should be, and what was written about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from metrics.definition import ChartKind, Direction, Kind, Metric, Per
from metrics.lines import towards
from metrics.observation import Point, Series
from metrics.statistics.table import SeriesTable, series_table
from playbook.model.reviews.notes import Note, notes_of
from playbook.model.trajectory import final_target, to_date, trajectory_of, value_on
from playbook.results.questions import Questions

_BETTER = {Direction.HIGHER: 1, Direction.LOWER: -1, Direction.NEUTRAL: 0}


@dataclass(frozen=True, slots=True)
class ControlledSeries:
    """`judged` are the closed weeks that are whole and not taken out of limits (`excluded`, by name); `heading` what is
    held against the plan, running totals where the target is for the whole charter. `corners` is the trajectory, `goal`
    its last target with its day; `led_by` is the trajectory that says which way it is meant to go: its own, or of a
    product without one that of the sum."""

    metric: Metric
    series: Series
    judged: tuple[Point, ...]
    heading: tuple[Point, ...]
    notes: tuple[Note, ...]
    corners: tuple[tuple[date, float], ...]
    goal: tuple[date, float] | None
    excluded: frozenset[str] = frozenset()
    led_by: tuple[tuple[date, float], ...] = ()

    @property
    def better(self) -> int:
        """+1 where higher is better, -1 where lower is, 0 where neither."""
        return _BETTER[self.metric.better]

    @property
    def leads_up(self) -> bool:
        """True where the plan leads from a worse number to a better one; else its target is there to be kept."""
        return bool(self.corners) and (self.corners[-1][1] - self.corners[0][1]) * self.better > 0

    @property
    def is_kept(self) -> bool:
        """True where the target is there to be kept, and the newest week keeps it; of a season one week says nothing of
        those in between."""
        if self.leads_up or self.goal is None or not self.heading or self.metric.season:
            return False
        return towards(self.metric.better).holds(self.heading[-1].value, self.goal[1])

    @property
    def is_for_the_charter(self) -> bool:
        """True where targets are for what adds up over the whole charter, not for a week."""
        return self.metric.per is Per.CHARTER

    def weekly_target(self, day: date) -> float | None:
        """Where a single week should be on that day."""
        return None if self.is_for_the_charter else value_on(self.corners, day)


def controlled_series(questions: Questions, metric: Metric, product: str | None) -> ControlledSeries:
    """Everything known by the day about one metric of one product, or of the organization (`product` None)."""
    series = questions.known.series(metric.id, product)
    playbook = questions.playbook
    total = to_date(playbook, metric, series)
    corners = trajectory_of(playbook, metric, product)
    notes = notes_of(playbook.records.notes.notes, metric.id, product, questions.day)
    excluded = frozenset(note.week for note in notes if note.is_exclusion)
    return ControlledSeries(
        metric=metric,
        series=series,
        judged=tuple(point for point in _whole(series) if point.week not in excluded),
        heading=_whole(total),
        notes=notes,
        corners=corners,
        goal=final_target(playbook, metric, product),
        excluded=excluded,
        led_by=corners or trajectory_of(playbook, metric),
    )


def _whole(series: Series) -> tuple[Point, ...]:
    """Closed weeks in which no product is missing, oldest first."""
    return tuple(sorted((point for point in series.closed if not point.partial), key=lambda point: point.period_end))


def tabled(lines: Sequence[ControlledSeries], today: date, day_90: date | None) -> tuple[list[date], SeriesTable]:
    """The judged weeks of all series, oldest first, and the series over them as they are judged."""
    weeks = sorted({point.period_end for line in lines for point in line.judged})
    column = {end: place for place, end in enumerate(weeks)}
    form = (len(lines), max(len(weeks), 1))
    values, hits, cases, plan, totals = (np.full(form, np.nan) for _ in range(5))
    for row, line in enumerate(lines):
        places = [column[point.period_end] for point in line.judged]
        values[row, places] = [point.value for point in line.judged]
        hits[row, places] = [np.nan if point.numerator is None else point.numerator for point in line.judged]
        cases[row, places] = [np.nan if point.denominator is None else point.denominator for point in line.judged]
        for point in line.heading:
            if point.period_end in column:
                totals[row, column[point.period_end]] = point.value
        if line.led_by:
            known = [(corner.toordinal(), value) for corner, value in line.led_by]
            days, lines_there = (list(each) for each in zip(*known, strict=True))
            plan[row] = np.interp([week.toordinal() for week in weeks], days, lines_there) if weeks else np.nan
    kinds = [line.metric.kind for line in lines]
    p_charts = np.array([line.metric.chart is ChartKind.P for line in lines], dtype=np.bool_)
    values[p_charts[:, None] & ~(cases > 0)] = np.nan
    first = weeks[0].toordinal() if weeks else today.toordinal()
    ranges = [(_lowest(line), line.metric.valid_range[1]) for line in lines]
    due = [outlook_day(line, today, day_90) for line in lines]
    return weeks, series_table(
        values,
        np.array([line.better for line in lines], dtype=np.int64),
        weeks=np.array([(week.toordinal() - first) / 7 for week in weeks] or [0.0]),
        is_count=np.array([kind is Kind.COUNT for kind in kinds], dtype=np.bool_),
        is_rate=np.array([kind is Kind.RATE for kind in kinds], dtype=np.bool_),
        is_p_chart=p_charts,
        season=np.array([line.metric.season or 0 for line in lines], dtype=np.int64),
        hits=hits,
        cases=cases,
        plan=plan,
        totals=totals,
        is_total=np.array([line.is_for_the_charter for line in lines], dtype=np.bool_),
        due=np.array([np.nan if day is None else (day.toordinal() - first) / 7 for day in due]),
        goal=np.array([np.nan if line.goal is None else line.goal[1] for line in lines]),
        lowest=np.array([-np.inf if low is None else low for low, _ in ranges]),
        highest=np.array([np.inf if high is None else high for _, high in ranges]),
    )


def _lowest(line: ControlledSeries) -> float | None:
    """The lowest value of a forecast: what neither was nor is planned below 0 is not forecast there."""
    low = line.metric.valid_range[0]
    values = [point.value for point in line.judged] + [value for _, value in line.corners]
    return 0.0 if low is None and values and min(values) >= 0 else low


def week_number(day: date, weeks: Sequence[date]) -> float:
    """A day as the number of a week of the table."""
    return (day.toordinal() - weeks[0].toordinal()) / 7 if weeks else 0.0


def outlook_day(line: ControlledSeries, today: date, day_90: date | None) -> date | None:
    """The day an outlook is about: that of the last target while it is ahead, then the last day of the charter; the
    last target's again once both are past. None without any."""
    due = None if line.goal is None else line.goal[0]
    if due is not None and due > today:
        return due
    return day_90 if day_90 is not None and (due is None or day_90 > today) else due
