"""Will a series be where it should be on its day: an 80% prediction interval of that day's week (SEMANTICS 5)."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.distributions import student_quantile
from metrics.statistics.labels import Rule
from metrics.statistics.newest import Newest
from metrics.statistics.packed import Packed
from metrics.statistics.shape import Shape
from metrics.statistics.table import SeriesTable

CONFIDENCE = 0.80
WEEKS, BENT_WEEKS, FEWEST_WEEKS = 8, 4, 6
PLAN_WEEKS = 4
_EQUAL = 1e-9


class Outlook(IntEnum):
    """What the interval says of the target; the last four have no interval, `OPEN` has no target."""

    ON_COURSE = 0
    IN_DOUBT = 1
    OFF_COURSE = 2
    OPEN = 3
    WITHHELD = 4
    TOO_EARLY = 5
    PAST = 6
    NONE = 7


class PlanRun(IntEnum):
    """Where the last four closed weeks lay beside the dated plan."""

    NONE = 0
    AHEAD = 1
    BEHIND = 2
    AROUND = 3


class Basis(IntEnum):
    """What the interval was made from."""

    NONE = 0
    LEVEL = 1
    SINCE_STEP = 2
    LINE = 3
    BENT = 4
    SEASON = 5


@dataclass(frozen=True, slots=True)
class Outlooks:
    """By series, (S,): the `state`, a place in `Outlook`; `value` with its interval `low` to `high` on the target's
    day, NaN where there is none; `basis`, a place in `Basis`."""

    state: Integers
    value: Floats
    low: Floats
    high: Floats
    basis: Integers


def outlooks(table: SeriesTable, newest: Newest, today: float) -> Outlooks:
    """Where each series is heading on its target's day. `today`: the as-of day as a week number."""
    rows = len(table.better)
    state = np.full(rows, Outlook.NONE, dtype=np.int8)
    value, low, high = (np.full(rows, np.nan) for _ in range(3))
    basis = np.zeros(rows, dtype=np.int8)
    points, kind, labels = newest.points, newest.labels.shape, newest.labels
    dated = np.isfinite(table.due) & (kind >= 0)
    state[dated] = Outlook.TOO_EARLY
    state[dated & ((kind == Shape.RARE) | (kind == Shape.SMALL) | _uncounted(table, points))] = Outlook.WITHHELD
    broken = np.isin(labels.rule, (Rule.OUTSIDE, Rule.OWN_WEEKS)) & (labels.way * table.better < 0)
    state[dated & broken] = Outlook.WITHHELD
    state[dated & (table.due <= today)] = Outlook.PAST
    open_ = state == Outlook.TOO_EARLY
    # a good week apart from all others is no new level yet
    apart = labels.rule == Rule.OUTSIDE
    seasonal = table.season > 0
    shaped = (kind <= Shape.STEP) & open_
    bent = newest.bends.bent & (kind != Shape.STEP)
    line = (kind == Shape.LINE) | ((kind == Shape.TOO_EARLY) & (points.count >= FEWEST_WEEKS))
    for which, where, many in (
        (Basis.SEASON, shaped & seasonal, 0),
        (Basis.SINCE_STEP, shaped & ~seasonal & (kind == Shape.STEP), 0),
        (Basis.BENT, shaped & ~seasonal & bent, BENT_WEEKS),
        (Basis.LEVEL, shaped & ~seasonal & ~bent & (kind == Shape.FLAT), WEEKS),
        (Basis.LINE, open_ & ~seasonal & line & ~(shaped & bent), WEEKS),
    ):
        chosen = np.flatnonzero(where)
        if not len(chosen):
            continue
        basis[chosen] = which
        some = table.rows(chosen)
        if which is Basis.SEASON:
            forecast = _in_season(some, points.rows(chosen))
        else:
            if which is Basis.SINCE_STEP:
                held = _since(table, newest, chosen)
            else:
                held = _latest(table, newest, chosen, many, apart[chosen] & (which is Basis.LEVEL))
            forecast = _on_its_day(some, held, line=which in (Basis.LINE, Basis.BENT))
        value[chosen], low[chosen], high[chosen] = forecast
    # several weeks apart in the same good way are a level of their own, too young to go on from
    low[(basis == Basis.LEVEL) & apart & _was_apart(newest)] = np.nan
    # what bends and would leave its range altogether does not go on as it went
    gone = (basis == Basis.BENT) & ((high <= table.lowest) | (low >= table.highest))
    state[gone], low[gone] = Outlook.WITHHELD, np.nan
    value, low, high = (np.clip(each, table.lowest, table.highest) for each in (value, low, high))
    found = open_ & np.isfinite(low) & np.isfinite(high)
    state = np.where(found, _state(low, high, table.goal, table.better), state).astype(np.int8)
    value, low, high = (np.where(found, each, np.nan) for each in (value, low, high))
    return Outlooks(state, value, low, high, basis)


def _uncounted(table: SeriesTable, points: Packed) -> Booleans:
    """Rates whose newest week names no cases: what proves nothing today promises nothing either."""
    found = np.zeros(len(table.is_rate), dtype=np.bool_)
    rows = np.flatnonzero(table.is_rate & ~table.is_total)
    if len(rows):
        some = points.rows(rows)
        found[rows] = ~(some.newest(some.taken(table.cases[rows])) > 0)
    return found


def _was_apart(newest: Newest) -> Booleans:
    """Whether the week before the newest one lies apart on the same side as it does."""
    recent, labels = newest.recent, newest.labels
    side = np.sign(recent.values[:, -2] - labels.expected) == labels.way
    was: Booleans = recent.there[:, -2] & ~recent.usual[:, -2] & side
    return was


def _state(low: Floats, high: Floats, goal: Floats, better: Integers) -> Integers:
    slack = _EQUAL * np.maximum(1.0, np.abs(goal))
    worst, best = np.where(better > 0, low, -high), np.where(better > 0, high, -low)
    wanted = np.where(better > 0, goal, -goal)
    judged = np.where(
        worst >= wanted - slack,
        Outlook.ON_COURSE,
        np.where(best < wanted - slack, Outlook.OFF_COURSE, Outlook.IN_DOUBT),
    )
    state: Integers = np.where(np.isnan(goal) | (better == 0), Outlook.OPEN, judged)
    return state


@dataclass(frozen=True, slots=True)
class _Held:
    """Points an interval is made from, (R, M): `values` at `times` of so many `cases`, as far as they are `there`;
    `time` of the newest week, (R,)."""

    values: Floats
    times: Floats
    cases: Floats
    there: Booleans
    time: Floats


def _latest(table: SeriesTable, newest: Newest, rows: Integers, many: int, apart: Booleans) -> _Held:
    """The last so many weeks that were no shocks; the newest one left out where it lies `apart`, (R,)."""
    recent, points = newest.recent, newest.points.rows(rows)
    usual = recent.usual[rows].copy()
    usual[:, -1] &= ~apart
    rank = np.cumsum(usual[:, ::-1], axis=1)[:, ::-1]
    cases, _ = points.last(points.taken(table.cases[rows]), usual.shape[1])
    return _Held(recent.values[rows], recent.times[rows], cases, usual & (rank <= many), recent.times[rows, -1])


def _since(table: SeriesTable, newest: Newest, rows: Integers) -> _Held:
    """All weeks since a step."""
    points = newest.points.rows(rows)
    since = points.inside & (np.arange(points.values.shape[1]) >= newest.shapes.step[rows, None])
    return _Held(points.values, points.times, points.taken(table.cases[rows]), since, points.newest(points.times))


def _on_its_day(table: SeriesTable, held: _Held, *, line: bool) -> tuple[Floats, Floats, Floats]:
    """Value and interval from those weeks: their level, or the line through them (Student t; Draper, Smith 1998)."""
    values = np.where(held.there, held.values, 0.0)
    shares = table.is_rate & ~table.is_total & ((values >= 0) & (values <= 1)).all(axis=1)
    if shares.any():
        values = np.where(shares[:, None], _logit(values, held.cases, held.there), values)
    ahead = np.maximum(table.due - held.time, 0.0)
    weeks = np.where(table.is_total, ahead, 1.0)
    when = np.where(table.is_total, held.time + (ahead + 1) / 2, table.due)
    middle, half = _predicted(values, held.times, held.there, when, weeks, line=line)
    sides = [
        np.where(shares, 1 / (1 + np.exp(-np.clip(side, -700, 700))), side)
        for side in (middle, middle - half, middle + half)
    ]
    if table.is_total.any():
        so_far = _so_far(table)
        sides = [np.where(table.is_total, side + so_far, side) for side in sides]
    return sides[0], sides[1], sides[2]


def _so_far(table: SeriesTable) -> Floats:
    """The total of each series in its newest week; NaN where a week is missing from it."""
    last = table.totals.shape[1] - 1 - np.argmax(np.isfinite(table.values)[:, ::-1], axis=1)
    total: Floats = table.totals[np.arange(len(last)), last]
    return total


def _predicted(
    values: Floats, times: Floats, there: Booleans, when: Floats, weeks: Floats, *, line: bool
) -> tuple[Floats, Floats]:
    """Sum of so many `weeks` about the time `when`, and half of its interval."""
    many = there.sum(axis=1).astype(np.float64)
    whole = np.maximum(many, 1.0)
    mean = np.where(there, values, 0.0).sum(axis=1) / whole
    around = np.where(there, values - mean[:, None], 0.0)
    squares = (around**2).sum(axis=1)
    degrees = np.maximum(many - 1, 1.0)
    middle, uncertain = mean, 1 / whole
    if line:
        mean_time = np.where(there, times, 0.0).sum(axis=1) / whole
        ahead = np.where(there, times - mean_time[:, None], 0.0)
        along = np.maximum((ahead**2).sum(axis=1), 1e-12)
        slope = (around * ahead).sum(axis=1) / along
        squares = np.maximum(squares - slope**2 * along, 0.0)
        degrees = np.maximum(many - 2, 1.0)
        middle = mean + slope * (when - mean_time)
        uncertain = uncertain + (when - mean_time) ** 2 / along
    kinds, place = np.unique(degrees, return_inverse=True)
    t = student_quantile(kinds, (1 - CONFIDENCE) / 2)[place]
    half = t * np.sqrt(squares / degrees) * np.sqrt(weeks + weeks**2 * uncertain)
    return middle * weeks, half


def _logit(values: Floats, cases: Floats, there: Booleans) -> Floats:
    """Log odds; a week of none or of all counts as half a case (Haldane 1955), as 1 in 1,000 without cases."""
    known = np.where(np.isfinite(cases) & (cases > 0), cases, 500.0)
    edge = 0.5 / (known + 1)
    share = np.where(there, np.clip(values, edge, 1 - edge), 0.5)
    odds: Floats = np.log(share / (1 - share))
    return odds


def _in_season(table: SeriesTable, differences: Packed) -> tuple[Floats, Floats, Floats]:
    """The last week of the same phase plus what a season usually adds, once for each season ahead (Hyndman,
    Athanasopoulos 2021, the seasonal naive method with drift)."""
    value, half = np.full(len(table.due), np.nan), np.zeros(len(table.due))
    time = differences.newest(differences.times)
    change, spread = _predicted(
        differences.values, differences.times, differences.inside, time, np.ones(len(time)), line=False
    )
    seasons = np.maximum(np.ceil((table.due - time) / table.season - 1e-9), 1.0)
    phase = np.ceil(table.due - 1e-9) - seasons * table.season
    column = np.searchsorted(table.weeks, phase)
    there = (column < len(table.weeks)) & (table.weeks[np.minimum(column, len(table.weeks) - 1)] == phase)
    base = table.values[np.arange(len(time)), np.minimum(column, len(table.weeks) - 1)]
    value = np.where(there, base + seasons * change, np.nan)
    half = spread * np.sqrt(seasons)
    return value, value - half, value + half


def plan_runs(table: SeriesTable) -> Integers:
    """Ahead of plan, behind it, or around it: on which side of the plan the last four closed weeks lay, (S,)."""
    held = np.isfinite(table.totals) & np.isfinite(table.plan)
    order = np.argsort(~held, axis=1, kind="stable")
    count = held.sum(axis=1)
    places = count[:, None] + np.arange(-PLAN_WEEKS, 0)
    columns = np.take_along_axis(order, np.maximum(places, 0), axis=1)
    total, plan = (np.nan_to_num(np.take_along_axis(each, columns, axis=1)) for each in (table.totals, table.plan))
    apart = total - plan
    side = (
        np.where(np.abs(apart) <= _EQUAL * np.maximum(1.0, np.abs(plan)), 0.0, np.sign(apart)) * table.better[:, None]
    )
    known = (count >= PLAN_WEEKS) & (table.better != 0)
    ahead, behind = (side > 0).all(axis=1), (side < 0).all(axis=1)
    run = np.where(ahead, PlanRun.AHEAD, np.where(behind, PlanRun.BEHIND, PlanRun.AROUND))
    runs: Integers = np.where(known, run, PlanRun.NONE).astype(np.int8)
    return runs
