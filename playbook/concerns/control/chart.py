"""All reviewed series judged in one call, each as points with the labels they got, stretches, signal and outlook."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from metrics.observation import Point
from metrics.statistics.control_chart import Assurance, LimitsState, Variation
from metrics.statistics.control_limits import LOCKED_AT, NEAR
from metrics.statistics.labels import Labels
from metrics.statistics.outlook import Outlook
from metrics.statistics.outlook import PlanRun as Run
from metrics.statistics.proportion import sample_interval
from metrics.statistics.rare_events import RareEvents, rare_events
from metrics.statistics.shape import Shape
from metrics.statistics.small_samples import PooledWeeks
from metrics.statistics.table import SeriesTable
from metrics.statistics.verdicts import Verdicts, judge, labels_by_week
from metrics.weeks import WeekCalendar
from playbook.concerns.control.facts import (
    EFFECTS,
    SIGNALS,
    assurance_of,
    known,
    outlook_of,
    pooled_of,
    signal_of,
    there_since,
)
from playbook.concerns.control.review import (
    OF_ONE_WEEK,
    OF_THE_SERIES,
    ChartStretch,
    ControlPoint,
    MetricOutlook,
    MetricSignal,
    PlanRun,
    ShapeName,
    Signal,
)
from playbook.concerns.control.series import ControlledSeries, outlook_day, tabled, week_number
from playbook.model.reviews.notes import Note

SHAPES = tuple(ShapeName)
_OF_ONE_WEEK = [SIGNALS.index(signal) + 1 for signal in OF_ONE_WEEK]
_RUNS = {Run.AHEAD: PlanRun.AHEAD, Run.BEHIND: PlanRun.BEHIND, Run.AROUND: PlanRun.AROUND}


@dataclass(frozen=True, slots=True)
class ControlledChart:
    """What was worked out of one series; see `MetricControl` for what each part means. `before` is how many weeks came
    before the newest one; `cycle` how many weeks ago the phase was that stands out, whether it is high, and every how
    many weeks it comes; `there_since` the last day of the week from which on the last target is met."""

    points: tuple[ControlPoint, ...] = ()
    stretches: tuple[ChartStretch, ...] = ()
    shape: ShapeName | None = None
    signal: MetricSignal | None = None
    outlook: MetricOutlook | None = None
    plan_run: PlanRun | None = None
    variation: Variation | None = None
    assurance: Assurance | None = None
    before: int = 0
    constant: bool = False
    cycle: tuple[int, bool, int] | None = None
    rare: RareEvents | None = None
    pooled: PooledWeeks | None = None
    there_since: date | None = None
    waiting: tuple[Note, ...] = ()
    without_size: tuple[str, ...] = ()


def charts_of(
    lines: Sequence[ControlledSeries], calendar: WeekCalendar, today: date, last_day: date | None
) -> Callable[[int], ControlledChart]:
    """Draws the chart of one series by its place. `last_day`: of the charter, None while it has not started."""
    return _Charts(lines, calendar, today, last_day).chart if lines else lambda _: ControlledChart()


def signals_in(
    lines: Sequence[ControlledSeries], calendar: WeekCalendar, today: date, last_day: date | None
) -> tuple[tuple[ShapeName | None, MetricSignal | None], ...]:
    """Shape and signal of each series without its chart, in their order."""
    if not lines:
        return ()
    charts = _Charts(lines, calendar, today, last_day, labelled=False)
    return tuple(charts.signal(row) for row in range(len(lines)))


def reaches_in(
    lines: Sequence[ControlledSeries], calendar: WeekCalendar, today: date, last_day: date | None
) -> tuple[float | None, ...]:
    """How far the limits of each series' newest week lie from what was expected of it; None for what has none."""
    if not lines:
        return ()
    charts = _Charts(lines, calendar, today, last_day, labelled=False)
    return tuple(known(float(charts.found.labels.reach[row])) for row in range(len(lines)))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Judged weeks of one series from one restart of its limits to the next, as columns of the table."""

    row: int
    first: int
    end: int
    restart: Note | None = None


class _Charts:
    """Charts of all series at once: each stretch between two restarts is a series of its own."""

    def __init__(
        self,
        lines: Sequence[ControlledSeries],
        calendar: WeekCalendar,
        today: date,
        last_day: date | None,
        *,
        labelled: bool = True,
    ) -> None:
        self.lines, self.calendar, self.today, self.last_day = lines, calendar, today, last_day
        self.weeks, self.table = tabled(lines, today, last_day)
        self.known = np.isfinite(self.table.values)
        self.waiting: dict[int, list[Note]] = {}
        self.stretches = [stretch for row in range(len(lines)) for stretch in self._stretches(row)]
        rows = np.array([stretch.row for stretch in self.stretches])
        columns = np.arange(self.table.values.shape[1])
        first, end = (np.array([getattr(each, name) for each in self.stretches]) for name in ("first", "end"))
        inside = (columns >= first[:, None]) & (columns < end[:, None])
        apart = self.table.rows(rows)
        apart = replace(apart, values=np.where(inside, apart.values, np.nan))
        self.labels: Labels = labels_by_week(apart) if labelled else Labels.empty((0, 0))
        self.last = np.append(np.flatnonzero(np.diff(rows)), len(rows) - 1)
        self.judged: SeriesTable = apart.rows(self.last)
        self.found: Verdicts = judge(self.judged, week_number(today, self.weeks))

    def _stretches(self, row: int) -> list[_Stretch]:
        """A restart acts from the first judged week of its own or later; until there is one, it waits."""
        starts: dict[int, Note | None] = {0: None}
        for note in self.lines[row].notes:
            if not note.is_restart:
                continue
            end = self.calendar.week_named(note.week)
            column = next(
                (place for place, week in enumerate(self.weeks) if week >= end and self.known[row, place]), None
            )
            if column is None:
                self.waiting.setdefault(row, []).append(note)
            else:
                starts[column] = note
        columns = sorted(starts)
        if len(columns) > 1 and not self.known[row, : columns[1]].any():
            columns = columns[1:]
        ends = [*columns[1:], self.table.values.shape[1]]
        return [_Stretch(row, first, end, starts[first]) for first, end in zip(columns, ends, strict=True)]

    def chart(self, row: int) -> ControlledChart:
        """Everything about one series."""
        line, found = self.lines[row], self.found
        places = range(int(self.last[row - 1]) + 1 if row else 0, int(self.last[row]) + 1)
        stretches = [(place, self.stretches[place]) for place in places]
        place_of = {
            self.weeks[column]: (place, column)
            for place, each in stretches
            for column in (np.flatnonzero(self.known[row, each.first : each.end]) + each.first).tolist()
        }
        points = tuple(self._point(line, point, place_of.get(point.period_end)) for point in line.series.points)
        without_size = tuple(point.week for point in line.judged if point.period_end not in place_of)
        shape = int(found.labels.shape[row])
        drawn = () if shape in (Shape.RARE, Shape.SMALL) else self._drawn(row, stretches)
        waiting = tuple(self.waiting.get(row, ()))
        if shape < 0:
            return ControlledChart(points, waiting=waiting, without_size=without_size)
        constant = bool(drawn and drawn[-1].state is LimitsState.NO_VARIATION)
        _, signal = self.signal(row)
        variation = None if shape == Shape.TOO_EARLY or constant else Variation.COMMON_CAUSE
        cycle = int(found.cycle[row])
        values, held = self.judged.values[row : row + 1], np.isfinite(self.judged.values[row : row + 1])
        return ControlledChart(
            points=points,
            stretches=drawn,
            shape=SHAPES[shape],
            signal=signal,
            outlook=outlook_of(found, row, outlook_day(line, self.today, self.last_day)),
            plan_run=_RUNS.get(Run(int(found.plan_run[row]))) if line.corners else None,
            variation=variation if signal is None else signal.effect,
            assurance=assurance_of(found, row, line, values[0], self.today, self.last_day),
            before=int(found.weeks[row]),
            constant=constant,
            cycle=None if cycle < 0 else (cycle, bool(found.cycle_high[row]), int(found.cycle_every[row])),
            rare=rare_events(values, held, self.judged.weeks) if shape == Shape.RARE else None,
            pooled=pooled_of(self.judged, row) if shape == Shape.SMALL else None,
            there_since=there_since(line),
            waiting=waiting,
            without_size=without_size,
        )

    def signal(self, row: int) -> tuple[ShapeName | None, MetricSignal | None]:
        """The shape of one series, and the signal of its newest week."""
        shape = int(self.found.labels.shape[row])
        if shape < 0:
            return None, None
        newest = self.weeks[int(np.flatnonzero(self.known[row])[-1])]
        signal = signal_of(self.found, row, self.lines[row], self.weeks, newest)
        if signal is not None and signal.signal in OF_ONE_WEEK:
            signal = replace(signal, since=self._off_since(row))
        slows = signal is not None and signal.signal is Signal.BEND and not signal.forward
        arrives = self.found.outlooks.state[row] == Outlook.ON_COURSE
        if signal is not None and slows and arrives and signal.effect is Variation.CONCERN:
            # what slows down on its way to where it will be in time is no concern
            signal = replace(signal, effect=Variation.NEUTRAL)
        return SHAPES[shape], signal

    def _off_since(self, row: int) -> date | None:
        """The first of several weeks up to the newest that were off in the same way; None where only that one was."""
        place = int(self.last[row])
        labels = self.labels if len(self.labels.rule) else labels_by_week(self.judged.rows(np.array([row])))
        rule, way = (each[place if len(self.labels.rule) else 0] for each in (labels.rule, labels.way))
        columns = np.flatnonzero(np.isfinite(self.judged.values[row]))[::-1]
        off = np.isin(rule[columns], _OF_ONE_WEEK) & (way[columns] == way[columns[0]])
        run = int(np.argmin(off)) if not off.all() else len(off)
        return self.weeks[int(columns[run - 1])] if run > 1 else None

    def _drawn(self, row: int, stretches: Sequence[tuple[int, _Stretch]]) -> tuple[ChartStretch, ...]:
        found: list[ChartStretch] = []
        for place, each in stretches:
            columns = np.flatnonzero(self.known[row, each.first : each.end]) + each.first
            if not len(columns):
                continue
            mean, reach = self._limits(place, int(columns[-1]))
            values = self.table.values[row, columns]
            weeks = len(columns)
            if not math.isfinite(mean):
                state = LimitsState.TOO_EARLY
            elif bool((np.abs(values - values[0]) <= 1e-12 * np.abs(values[0])).all()):
                state, mean = LimitsState.NO_VARIATION, math.nan
            else:
                state = LimitsState.TRIAL if weeks < LOCKED_AT else LimitsState.LOCKED
            last = each.end == self.table.values.shape[1]
            found.append(
                ChartStretch(
                    first=self.weeks[int(columns[0])],
                    last=self.weeks[int(columns[-1])],
                    weeks=weeks,
                    state=state,
                    mean=known(mean),
                    lower=known(mean - reach),
                    upper=known(mean + reach),
                    screened=int(self.found.dropped[row]) if last and math.isfinite(mean) else 0,
                    restart=each.restart,
                )
            )
        return tuple(found)

    def _limits(self, place: int, column: int) -> tuple[float, float]:
        return float(self.labels.expected[place, column]), float(self.labels.reach[place, column])

    def _point(self, line: ControlledSeries, point: Point, where: tuple[int, int] | None) -> ControlPoint:
        notes = tuple(note for note in line.notes if self.calendar.week_named(note.week) == point.period_end)
        low, high = sample_interval(line.metric, point)
        target = line.weekly_target(point.period_end)
        if where is None:
            out = point.week in line.excluded
            return ControlPoint(point, judged=False, target=target, low=low, high=high, notes=notes, excluded=out)
        rule, way = int(self.labels.rule[where]), int(self.labels.way[where])
        signal = SIGNALS[rule - 1] if rule and SIGNALS[rule - 1] not in OF_THE_SERIES else None
        mean, reach = self._limits(*where)
        return ControlPoint(
            point=point,
            judged=True,
            target=target,
            signal=signal,
            effect=EFFECTS[way * line.better] if signal else None,
            upwards=way > 0 if signal else None,
            mean=known(mean),
            lower=known(mean - reach),
            upper=known(mean + reach),
            near_lower=known(mean - NEAR * reach),
            near_upper=known(mean + NEAR * reach),
            low=low,
            high=high,
            notes=notes,
        )
