"""One verdict of each of many series in one call: shape, limits, signal, outlook, and where it runs beside its plan."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.first_weeks import shocks
from metrics.statistics.labels import NO_POINT, Labels, Rule
from metrics.statistics.median_slope import median_slopes
from metrics.statistics.newest import Newest, newest_of
from metrics.statistics.outlook import Outlooks, outlooks, plan_runs
from metrics.statistics.packed import packed
from metrics.statistics.shape import FEWEST_BEFORE, Shape
from metrics.statistics.table import SeriesTable

T = TypeVar("T")
_CELLS_AT_ONCE = 1 << 18
"""Values in one pass, so that its arrays stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What is to be said of S series, by series (S,): the `labels` of the newest week, the `outlooks`, and `plan_run`,
    a place in `PlanRun`.

    `average` is the screened average moving range about the shape, `dropped` how many ranges it left out; `slope` what
    a line adds a week (0: none); `step` the column a step begins with (-1: none), `before` and `level` what it came
    from and what is since; `weeks` how many came before the newest week.
    `own_hits` of `own_cases` are the recent weeks a rate was held against, with `own_z` and `own_chance`; `sigma_z` how
    much more its weeks vary than their cases. `bend` is +1 where the last eight weeks bend upwards, -1 downwards, and
    `faster` where that is the way they go. `cycle` is how many weeks ago the phase was that stands out (-1: none),
    `cycle_high` whether it is high, `cycle_every` how many weeks it comes."""

    labels: Labels
    outlooks: Outlooks
    plan_run: Integers
    average: Floats
    dropped: Integers
    slope: Floats
    step: Integers
    before: Floats
    level: Floats
    weeks: Integers
    own_hits: Floats
    own_cases: Floats
    own_z: Floats
    own_chance: Floats
    sigma_z: Floats
    bend: Integers
    faster: Integers
    cycle: Integers
    cycle_high: Integers
    cycle_every: Integers


def judge(table: SeriesTable, today: float = np.inf) -> Verdicts:
    """Judges the newest week of every series. `today`: the as-of day as a week number; targets of later days have an
    outlook, and none has one without it."""
    parts = [_judged(table.rows(rows), today) for rows in _blocks(*table.values.shape)]
    if not parts:
        return _judged(table, today)
    return parts[0] if len(parts) == 1 else _joined(Verdicts, parts)


def labels_by_week(table: SeriesTable) -> Labels:
    """The label every week got when it closed, (S, W), worked out with the weeks before it alone. The first six weeks
    of a series are labelled together, once there is a seventh; what turns out to be the peak of a cycle is no shock."""
    rows, width = table.values.shape
    found = Labels.empty((rows, width))
    known = np.isfinite(table.values) & (np.arange(width) >= table.first[:, None])
    cyclic = np.zeros(rows, dtype=np.bool_)
    row, column = np.nonzero(known)
    for block in _blocks(len(row), width):
        series, week = row[block], column[block]
        then = table.rows(series)
        later = np.arange(width) > week[:, None]
        newest = newest_of(_replaced(then, np.where(later, np.nan, then.values)))
        for name in Labels.__slots__:
            getattr(found, name)[series, week] = getattr(newest.labels, name)
        cyclic[series[newest.cycles.cyclic]] = True
    _label_first_weeks(table, known & ~cyclic[:, None], found)
    return found


def _label_first_weeks(table: SeriesTable, known: Booleans, found: Labels) -> None:
    rows = np.flatnonzero((known.sum(axis=1) > FEWEST_BEFORE) & (table.season == 0))
    if not len(rows):
        return
    points = packed(np.where(known[rows], table.values[rows], np.nan), table.weeks)
    width = points.values.shape[1]
    columns = np.broadcast_to(np.arange(width), points.values.shape) if points.columns is None else points.columns
    columns = columns[:, :FEWEST_BEFORE]
    way = shocks(points.values[:, :FEWEST_BEFORE], points.times[:, :FEWEST_BEFORE])
    early = found.shape[rows[:, None], columns] == Shape.TOO_EARLY
    shock = early & (way != 0)
    series = np.broadcast_to(rows[:, None], columns.shape)
    found.rule[series[shock], columns[shock]] = Rule.OUTSIDE
    found.way[series[shock], columns[shock]] = way[shock]


def _replaced(table: SeriesTable, values: Floats) -> SeriesTable:
    return SeriesTable(values, **{name: getattr(table, name) for name in SeriesTable.__slots__ if name != "values"})


def _blocks(rows: int, width: int) -> Iterator[slice]:
    step = max(_CELLS_AT_ONCE // max(width, 1), 1)
    return (slice(start, min(start + step, rows)) for start in range(0, rows, step))


def _judged(table: SeriesTable, today: float) -> Verdicts:
    newest = newest_of(table)
    shapes = newest.shapes
    kind = newest.labels.shape
    bent = np.where(newest.bends.bent, newest.bends.turn, 0)
    stepped = kind == Shape.STEP
    return Verdicts(
        labels=newest.labels,
        outlooks=outlooks(table, newest, today),
        plan_run=plan_runs(table),
        average=shapes.average,
        dropped=shapes.dropped,
        slope=_slope_now(newest),
        step=np.where(stepped, _column(newest, shapes.step), -1),
        before=shapes.before,
        level=np.where(stepped, _level_now(newest), shapes.level),
        weeks=newest.before.count,
        own_hits=newest.own.hits,
        own_cases=newest.own.cases,
        own_z=newest.own.z,
        own_chance=newest.own.chance,
        sigma_z=newest.sigma,
        bend=bent.astype(np.int8),
        faster=newest.bends.faster.astype(np.int8),
        cycle=np.where(newest.cycles.cyclic & (kind <= Shape.STEP) & (kind > NO_POINT), newest.cycles.phase, -1),
        cycle_high=newest.cycles.high.astype(np.int8),
        cycle_every=newest.cycles.every,
    )


def _joined(of: Callable[..., T], parts: Sequence[T]) -> T:
    """Blocks of rows one below the other, through every level of results."""
    # what mypy takes for any callable is a class of frozen results, which names its columns in its slots
    columns = {name: [getattr(part, name) for part in parts] for name in of.__slots__}  # type: ignore[attr-defined]
    return of(
        **{
            name: np.concatenate(found) if isinstance(found[0], np.ndarray) else _joined(type(found[0]), found)
            for name, found in columns.items()
        }
    )


def _slope_now(newest: Newest) -> Floats:
    """Slope of the lines with the newest week in it."""
    slope = np.zeros(len(newest.labels.shape))
    lines = np.flatnonzero(newest.labels.shape == Shape.LINE)
    if len(lines):
        points = newest.points.rows(lines)
        slope[lines] = median_slopes(points.values, points.times, points.count)
    return slope


def _column(newest: Newest, place: Integers) -> Integers:
    if newest.points.columns is None:
        return place
    return newest.points.columns[np.arange(len(place)), place]


def _level_now(newest: Newest) -> Floats:
    """The level since a step with the newest week in it, unless that left it."""
    since = newest.shapes.since
    value = newest.points.newest(newest.points.values)
    with_it = newest.shapes.level + (value - newest.shapes.level) / (since + 1)
    level: Floats = np.where(newest.labels.rule == Rule.OUTSIDE, newest.shapes.level, with_it)
    return level
