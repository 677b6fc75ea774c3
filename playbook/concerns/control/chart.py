"""Control charts of all reviewed series in one call, each as points, stretches and a sentence."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.definition import ChartKind
from metrics.observation import Point
from metrics.statistics.control_chart import (
    SIGNALS,
    STATES,
    Assurance,
    ControlCharts,
    LimitsState,
    Variation,
    control_charts,
)
from metrics.statistics.control_limits import NEAR
from metrics.statistics.proportion import sample_interval
from metrics.weeks import WeekCalendar
from playbook.concerns.control import wording
from playbook.concerns.control.review import ChartStretch, ReviewPoint
from playbook.concerns.control.series import ReviewedSeries, table_of
from playbook.model.notes import Note

_EFFECTS = {1: Variation.IMPROVEMENT, -1: Variation.CONCERN, 0: Variation.NEUTRAL}


@dataclass(frozen=True, slots=True)
class ReviewedChart:
    """The chart of one series; see `MetricReview` for what each part means."""

    points: tuple[ReviewPoint, ...]
    stretches: tuple[ChartStretch, ...]
    variation: Variation | None
    assurance: Assurance | None
    sentence: str
    waiting: tuple[Note, ...] = ()
    without_size: tuple[str, ...] = ()


def review_charts(lines: Sequence[ReviewedSeries], calendar: WeekCalendar) -> tuple[ReviewedChart, ...]:
    """One chart for each series, in their order."""
    charted: dict[int, ReviewedChart] = {}
    for kind in ChartKind:
        rows = [row for row, line in enumerate(lines) if line.metric.chart is kind]
        of_kind = [lines[row] for row in rows]
        drawn = _Charts(of_kind, calendar, sized=kind is ChartKind.P)
        charted |= {row: drawn.chart(place) for place, row in enumerate(rows)}
    return tuple(charted[row] for row in range(len(lines)))


class _Charts:
    """Charts of series that share a kind of limits."""

    def __init__(self, lines: Sequence[ReviewedSeries], calendar: WeekCalendar, *, sized: bool) -> None:
        self.lines = lines
        self.calendar = calendar
        self.weeks, values, sizes = table_of([line.judged for line in lines])
        if sized:
            values = np.where(sizes > 0, values, np.nan)
        self.known = ~np.isnan(values)
        self.restarts: dict[tuple[int, int], Note] = {}
        self.waiting: dict[int, list[Note]] = {}
        for row, line in enumerate(lines):
            for note in line.notes:
                if note.is_restart:
                    self._restart(row, note)
        restarts = list(self.restarts)
        self.charts: ControlCharts = control_charts(values, restarts=restarts, sizes=sizes if sized else None)
        last = len(self.weeks) - 1 - np.argmax(self.known[:, ::-1], axis=1) if self.weeks else np.zeros(len(lines), int)
        better = np.array([line.better for line in lines], dtype=np.int64)
        target = np.array(
            [line.goal[1] if line.goal is not None and not line.is_for_the_charter else np.nan for line in lines]
        )
        self.variation = self.charts.variation(better, last) if self.weeks else [None] * len(lines)
        self.assurance = self.charts.assurance(target, better)

    def _restart(self, row: int, note: Note) -> None:
        """Restarts with the first judged week from the note's week on; until there is one, the note waits."""
        end = self.calendar.week_named(note.week)
        column = next((place for place, week in enumerate(self.weeks) if week >= end and self.known[row, place]), None)
        if column is not None:
            self.restarts[row, column] = note
        else:
            self.waiting.setdefault(row, []).append(note)

    def chart(self, row: int) -> ReviewedChart:
        """Everything about one series."""
        line = self.lines[row]
        judged = {self.weeks[place]: place for place in np.flatnonzero(self.known[row]).tolist()} if self.weeks else {}
        limits, stretches = self._stretches(row)
        points = tuple(
            self._point(line, point, row, judged.get(point.period_end), limits) for point in line.series.points
        )
        variation, assurance = self.variation[row], self.assurance[row]
        last = next((point for point in reversed(points) if point.judged), None)
        sentence = _sentence(line, stretches, last, variation, assurance)
        without_size = tuple(point.week for point in line.judged if point.period_end not in judged)
        waiting = tuple(self.waiting.get(row, ()))
        return ReviewedChart(points, stretches, variation, assurance, sentence, waiting, without_size)

    def _stretches(self, row: int) -> tuple[dict[int, tuple[float, float]], tuple[ChartStretch, ...]]:
        """Mean and reach of the limits by column, and the stretches in order."""
        charts = self.charts
        columns = np.flatnonzero(self.known[row])
        limits: dict[int, tuple[float, float]] = {}
        stretches: list[ChartStretch] = []
        rows = np.flatnonzero((charts.series == row) & (charts.count > 0))
        for stretch in rows.tolist():
            first, count = int(charts.first[stretch]), int(charts.count[stretch])
            inside = columns[columns >= first][:count].tolist()
            mean = float(charts.mean[stretch])
            reaches = charts.reach[stretch].tolist()
            for place, column in enumerate(inside):
                limits[column] = mean, reaches[place if len(reaches) > 1 else 0]
            state = STATES[int(charts.state[stretch])]
            reach = limits[inside[-1]][1]
            stretches.append(
                ChartStretch(
                    first=self.weeks[inside[0]],
                    last=self.weeks[inside[-1]],
                    weeks=count,
                    state=state,
                    mean=_known(mean),
                    lower=_known(mean - reach),
                    upper=_known(mean + reach),
                    screened=int(charts.screened[stretch]),
                    restart=self.restarts.get((row, first)),
                )
            )
        return limits, tuple(stretches)

    def _point(
        self, line: ReviewedSeries, point: Point, row: int, column: int | None, limits: dict[int, tuple[float, float]]
    ) -> ReviewPoint:
        notes = tuple(note for note in line.notes if self.calendar.week_named(note.week) == point.period_end)
        low, high = sample_interval(line.metric, point)
        target = line.weekly_target(point.period_end)
        if column is None:
            return ReviewPoint(point, judged=False, target=target, low=low, high=high, notes=notes)
        mean, reach = limits[column]
        code, way = int(self.charts.signal[row, column]), int(self.charts.direction[row, column])
        return ReviewPoint(
            point=point,
            judged=True,
            target=target,
            signal=SIGNALS[code - 1] if code else None,
            effect=_EFFECTS[way * line.better] if code else None,
            upwards=way > 0 if code else None,
            mean=_known(mean),
            lower=_known(mean - reach),
            upper=_known(mean + reach),
            near_lower=_known(mean - NEAR * reach),
            near_upper=_known(mean + NEAR * reach),
            low=low,
            high=high,
            notes=notes,
        )


def _sentence(
    line: ReviewedSeries,
    stretches: Sequence[ChartStretch],
    last: ReviewPoint | None,
    variation: Variation | None,
    assurance: Assurance | None,
) -> str:
    if not stretches or last is None:
        if line.judged:
            return wording.NO_CASES_KNOWN
        return wording.NO_WHOLE_WEEK if line.series.closed else wording.NO_WEEK
    limits = stretches[-1]
    if limits.state is LimitsState.TOO_EARLY:
        restart = limits.restart
        return wording.too_early(limits.weeks, restart.week if restart is not None else "")
    if limits.state is LimitsState.NO_VARIATION or variation is None:
        return wording.no_variation(limits.weeks, last.point.value, line.metric)
    why = "" if last.signal is None else wording.signal_words(last.signal, upwards=bool(last.upwards))
    target = line.goal[1] if line.goal is not None else None
    said = wording.chart_sentence(variation, why, assurance, target, line.metric)
    return f"{said} {wording.on_trial(limits.weeks)}" if limits.state is LimitsState.TRIAL else said


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None
