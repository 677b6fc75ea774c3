"""What the verdict of one series comes to: its signal, its outlook, and whether it can be relied upon."""

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from metrics.arrays import Floats
from metrics.definition import Kind
from metrics.lines import Operator, reached
from metrics.statistics.control_chart import Assurance, Variation
from metrics.statistics.control_limits import LOCKED_AT
from metrics.statistics.labels import Rule
from metrics.statistics.outlook import BENT_WEEKS, WEEKS, Basis, Outlook
from metrics.statistics.own_weeks import CHANCE
from metrics.statistics.proportion import CONFIDENCE, settled
from metrics.statistics.shape import FEWEST_BEFORE, Shape
from metrics.statistics.small_samples import POOLED_WEEKS, PooledWeeks, pooled_weeks
from metrics.statistics.table import SeriesTable
from metrics.statistics.verdicts import Verdicts
from playbook.concerns.control.review import MetricOutlook, MetricSignal, OutlookState, Signal
from playbook.concerns.control.series import ControlledSeries

SIGNALS, STATES = tuple(Signal), tuple(OutlookState)
_SHOCKS = 1
"""Weeks of twelve on the other side of a target that leave a process consistent."""
_BROKEN = (Rule.OUTSIDE, Rule.OWN_WEEKS)
EFFECTS = {1: Variation.IMPROVEMENT, -1: Variation.CONCERN, 0: Variation.NEUTRAL}


def signal_of(
    found: Verdicts, row: int, line: ControlledSeries, weeks: Sequence[date], newest: date
) -> MetricSignal | None:
    """The one signal of a series in the week that ends on `newest`; `weeks` are the columns of the table."""
    labels = found.labels
    if not labels.rule[row]:
        return None
    signal, way = SIGNALS[int(labels.rule[row]) - 1], int(labels.way[row])
    mean, reach = float(labels.expected[row]), float(labels.reach[row])
    # a rate that left the line of its weeks is judged by those weeks where they prove it, too: a line may lead below 0
    turned = found.own_chance[row] < CHANCE and found.own_z[row] * way > 0
    against = signal is Signal.OWN_WEEKS or bool(signal is Signal.OUTSIDE and turned)
    stepped = signal is Signal.STEP
    return MetricSignal(
        signal=signal,
        effect=EFFECTS[way * line.better],
        upwards=way > 0,
        week=next(point.week for point in line.judged if point.period_end == newest),
        mean=known(mean),
        lower=known(mean - reach),
        upper=known(mean + reach),
        hits=float(found.own_hits[row]) if against else None,
        cases=float(found.own_cases[row]) if against else None,
        per_week=float(found.slope[row]) if signal is Signal.DRIFT else None,
        before=float(found.before[row]) if stepped else None,
        level=float(found.level[row]) if stepped else None,
        since=weeks[int(found.step[row])] if stepped else None,
        forward=bool(found.faster[row]),
    )


def outlook_of(found: Verdicts, row: int, on: date | None) -> MetricOutlook | None:
    """Where a series is heading on a day; None without a day, or without a week."""
    shown = found.outlooks
    if on is None or shown.state[row] == Outlook.NONE:
        return None
    basis = Basis(int(shown.basis[row]))
    sloped = basis in (Basis.LINE, Basis.BENT)
    count = found.weeks[row] + 1
    held = {Basis.LEVEL: WEEKS, Basis.LINE: WEEKS, Basis.BENT: BENT_WEEKS}.get(basis, int(count))
    value, low, high = (known(float(side[row])) for side in (shown.value, shown.low, shown.high))
    per_week = float(found.slope[row]) if sloped else 0.0
    weeks = min(held, int(count))
    return MetricOutlook(
        STATES[int(shown.state[row])], on, value, low, high, weeks, per_week if value is not None else None
    )


def assurance_of(
    found: Verdicts, row: int, line: ControlledSeries, judged: Floats, today: date, last_day: date | None
) -> Assurance | None:
    """Said only after the last target's day, or without a trajectory of a series that is flat over twelve weeks; never
    of one that has just left what it did, and after a step of the weeks since, six at least. What still moves is not
    hit and miss: it went past. `judged` are its values, (W,)."""
    labels, goal = found.labels, line.goal
    if goal is None or not line.better or line.is_for_the_charter:
        return None
    values = judged[max(int(found.step[row]), 0) :]
    values = values[np.isfinite(values)][-LOCKED_AT:]
    if labels.shape[row] > Shape.STEP or labels.rule[row] in _BROKEN or len(values) < FEWEST_BEFORE:
        return None
    level = len({value for _, value in line.corners}) == 1
    steady = level and labels.shape[row] == Shape.FLAT and found.weeks[row] + 1 >= LOCKED_AT
    reach = float(labels.reach[row])
    if not (steady or today > max(goal[0], last_day or goal[0])) or reach <= 0:
        return None
    mean, target = float(labels.expected[row]), goal[1]
    sides = np.array([mean - line.better * reach, mean + line.better * reach])
    worst, best = reached(sides, np.array([target, target]), np.array([line.better] * 2)).tolist()
    met = int(reached(values, np.full(len(values), target), np.full(len(values), line.better)).sum())
    if worst and met >= len(values) - _SHOCKS:
        return Assurance.MEETS
    if not best and met <= _SHOCKS:
        return Assurance.MISSES
    return None if labels.shape[row] == Shape.LINE else Assurance.HIT_AND_MISS


def pooled_of(table: SeriesTable, row: int) -> PooledWeeks:
    """The last four weeks of a rate of few cases together."""
    columns = np.flatnonzero(np.isfinite(table.values[row]))[-POOLED_WEEKS:]
    hits, cases = (each[row : row + 1, columns] for each in (table.hits, table.cases))
    return pooled_weeks(hits, cases, np.ones(hits.shape, dtype=np.bool_))


def there_since(line: ControlledSeries) -> date | None:
    """The last day of the first of the weeks that meet the last target, up to the newest without a break; None where
    the plan does not lead to it, or the newest week does not meet it."""
    if line.goal is None or not line.leads_up or not line.heading:
        return None
    points, target = line.heading, line.goal[1]
    met = [_is_met(line, point.value, target, point.numerator, point.denominator) for point in points]
    if not met[-1]:
        return None
    run = next((weeks for weeks, held in enumerate(reversed(met)) if not held), len(met))
    return points[len(points) - run].period_end


def _is_met(line: ControlledSeries, value: float, target: float, hits: float | None, cases: float | None) -> bool:
    """Whether a week meets the target; a rate of so many cases has to prove it, as its status does."""
    operator = ">=" if line.better > 0 else "<="
    if line.metric.kind is Kind.RATE and hits is not None and cases:
        return settled(hits, cases, target, operator, CONFIDENCE) is True
    return Operator(operator).holds(value, target)


def known(number: float) -> float | None:
    """The number, where there is one."""
    return number if math.isfinite(number) else None
