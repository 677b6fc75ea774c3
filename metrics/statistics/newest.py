"""The newest week of many series, held against the weeks before it (SEMANTICS 3)."""

from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.statistics.bends import WEEKS as BEND_WEEKS
from metrics.statistics.bends import Bends, bends
from metrics.statistics.case_limits import p_limits, room_for_few_cases
from metrics.statistics.control_limits import LIMIT_FACTOR, Limits
from metrics.statistics.control_signals import RUN, SHIFT, TREND, TWO_OF_THREE, signals_of
from metrics.statistics.cycles import WEEKS as CYCLE_WEEKS
from metrics.statistics.cycles import Cycles, cycles, season_differences
from metrics.statistics.labels import NO_POINT, Labels, Rule
from metrics.statistics.own_weeks import OwnWeeks, against_own_weeks, sigma_z, turned
from metrics.statistics.packed import Packed, packed
from metrics.statistics.rare_events import UNLIKELY, are_rare, chance_of
from metrics.statistics.shape import FEWEST_BEFORE, Shape, Shapes, shapes_of
from metrics.statistics.small_samples import are_small
from metrics.statistics.table import SeriesTable

CLASSIC_FROM = 12
_RECENT = CYCLE_WEEKS
_SOON = 2.0
"""Weeks within which a line that runs out of its metric's range is no line any more."""
_CLASSIC = {TREND: Rule.TREND, TWO_OF_THREE: Rule.TWO_OF_THREE, SHIFT: Rule.SHIFT}


@dataclass(frozen=True, slots=True)
class Recent:
    """The last twelve points of R series in order, (R, 12): `values` at `times`, which of them are `there`, and which
    are `usual`. A week before the newest one that was a shock itself is not: it says nothing of other weeks."""

    values: Floats
    times: Floats
    there: Booleans
    usual: Booleans


@dataclass(frozen=True, slots=True)
class Newest:
    """All that was worked out of R series: their `points` (of a season, differences from it), the `shapes` of the weeks
    before the newest one, its `labels`, and what else the rules found."""

    points: Packed
    before: Packed
    recent: "Recent"
    shapes: Shapes
    labels: Labels
    sigma: Floats
    own: OwnWeeks
    bends: Bends
    cycles: Cycles


def newest_of(table: SeriesTable) -> Newest:
    """Labels the last point of each series by what the weeks before it let expect."""
    points = packed(_since_start(table), table.weeks)
    seasonal = table.season > 0
    if seasonal.any():
        points = packed(_in_season(table, seasonal), table.weeks)
    before = points.without_newest()
    shapes = shapes_of(before)
    reaches = room_for_few_cases(table, points, shapes.reach(points.last(points.times, _RECENT)[0]))
    recent = _recent(points, shapes, reaches)
    kind = _kinds(table, points, before, shapes)
    time, value = points.newest(points.times), points.newest(points.values)
    expected, reach = shapes.expected(time), reaches[:, -1]
    limited = (kind >= Shape.FLAT) & (kind <= Shape.STEP)
    held = limited | ((kind == Shape.SMALL) & (before.count >= FEWEST_BEFORE))
    expected, reach = _where_lines_end(table, before, shapes, limited & ~seasonal, expected, reach)
    sigma, own = _own_weeks(table, points, recent, shapes, held & ~seasonal)
    plain = limited & ~seasonal
    expected, reach = p_limits(table, points, before, shapes, table.is_p_chart & plain, expected, reach, sigma)
    off = value - expected
    outside = limited & (np.abs(off) > reach + _slack(expected, shapes))
    bent = bends(recent.values[:, -BEND_WEEKS:], recent.times[:, -BEND_WEEKS:], recent.there[:, -BEND_WEEKS:])
    repeated = cycles(recent.values, recent.times, recent.there)
    rule, way = np.zeros(len(kind), dtype=np.int8), np.zeros(len(kind), dtype=np.int8)

    def flag(code: Rule, where: Booleans, turn: Integers | Floats) -> None:
        free = where & (rule == Rule.NONE)
        rule[free] = code
        way[free] = turn[free]

    own_way = turned(own.chance, own.z)
    # a line that has begun to bend leaves its limits by bending, which is the plainer news
    explained = outside & plain & (kind == Shape.LINE) & (own_way * off <= 0) & ~_fell_back(recent, shapes)
    begun = bent.bent & bent.begun & (bent.turn == np.sign(off))
    # what left the line a while ago was not broken by its last week
    kinked = explained & ~begun & (off * table.better < 0) & _goes_on(recent, shapes)
    bent = bent.with_kinks(kinked, np.sign(shapes.slope), np.sign(off))
    flag(Rule.BEND, explained & (begun | bent.kinked), bent.turn)
    flag(Rule.OUTSIDE, outside, np.sign(off))
    # on a line, a week that goes on with it is no news beside the weeks before it
    goes_on = (kind == Shape.LINE) & (own_way == np.sign(shapes.slope))
    flag(Rule.OWN_WEEKS, held & (own_way != 0) & ~goes_on, own_way)
    for code, where, turn in _classic(points, shapes, expected, reach, plain):
        flag(code, where, turn)
    flag(Rule.BEND, plain & (kind != Shape.STEP) & bent.bent, bent.turn)
    slope = np.sign(shapes.slope)
    bad = (kind == Shape.LINE) & (slope * table.better < 0) & (_plan_way(table) * table.better >= 0)
    flag(Rule.DRIFT, plain & bad, slope)
    flag(Rule.STEP, plain & (kind == Shape.STEP), np.sign(shapes.level - shapes.before))
    # no cycle makes a line: what drifts, drifts through its peaks
    quiet = limited & ~seasonal & repeated.cyclic & (rule != Rule.DRIFT)
    rule[quiet], way[quiet] = Rule.NONE, 0
    _bursts(points, before, kind, rule, way)
    if seasonal.any():
        expected = np.where(seasonal, points.newest(points.taken(table.values)) - value + expected, expected)
    labels = Labels(kind, rule, way, np.where(limited, expected, np.nan), np.where(limited, reach, np.nan))
    return Newest(points, before, recent, shapes, labels, sigma, own, bent, repeated)


def _since_start(table: SeriesTable) -> Floats:
    if not table.first.any():
        return table.values
    return np.where(np.arange(len(table.weeks)) >= table.first[:, None], table.values, np.nan)


def _where_lines_end(
    table: SeriesTable, before: Packed, shapes: Shapes, plain: Booleans, expected: Floats, reach: Floats
) -> tuple[Floats, Floats]:
    """A line that would be past what its metric can be within two weeks has to end. Expected is then all from where it
    was going to where it was: the last week, and as far off as two weeks of one level lie apart (the variance of a
    difference is twice that of one)."""
    going = expected + _SOON * shapes.slope
    ends = plain & (shapes.kind == Shape.LINE) & ((going < table.lowest) | (going > table.highest))
    if not ends.any():
        return expected, reach
    last, apart = before.newest(before.values), LIMIT_FACTOR * np.sqrt(2) * shapes.average
    low = np.maximum(np.minimum(expected - reach, last - apart), table.lowest)
    high = np.minimum(np.maximum(expected + reach, last + apart), table.highest)
    return np.where(ends, (low + high) / 2, expected), np.where(ends, (high - low) / 2, reach)


def _in_season(table: SeriesTable, seasonal: Booleans) -> Floats:
    values = _since_start(table).copy()
    for season in np.unique(table.season[seasonal]).tolist():
        rows = np.flatnonzero(table.season == season)
        values[rows] = season_differences(values[rows], table.weeks, season)
    return values


def _slack(expected: Floats, shapes: Shapes) -> Floats:
    """What arithmetic may leave of a week that lies on its limit."""
    return 1e-12 * np.abs(expected) + 1e-9 * shapes.average


def _fell_back(recent: Recent, shapes: Shapes) -> Booleans:
    """Whether the newest week went back by more than two usual ranges: no bend does that."""
    change = recent.values[:, -1] - recent.values[:, -2]
    back: Booleans = change * np.sign(shapes.slope) < -2 * shapes.average
    return back


def _goes_on(recent: Recent, shapes: Shapes) -> Booleans:
    """Whether the newest week goes on with the four before it, within two usual ranges of the line through them: then
    it was not that week which left the line of all weeks."""
    values, times = recent.values[:, -5:-1], recent.times[:, -5:-1]
    mean, mean_time = values.mean(axis=1), times.mean(axis=1)
    ahead = times - mean_time[:, None]
    slope = (ahead * values).sum(axis=1) / np.maximum((ahead**2).sum(axis=1), 1.0)
    off = recent.values[:, -1] - mean - slope * (recent.times[:, -1] - mean_time)
    near: Booleans = recent.there[:, -5] & (np.abs(off) <= 2 * shapes.average)
    return near


def _recent(points: Packed, shapes: Shapes, reaches: Floats) -> Recent:
    values, there = points.last(points.values, _RECENT)
    times, _ = points.last(points.times, _RECENT)
    places = points.count[:, None] + np.arange(-_RECENT, 0)
    off = np.abs(values - shapes.fitted(times, places))
    shock = (shapes.dropped > 0)[:, None] & (off > reaches)
    shock[:, -1] = False
    return Recent(values, times, there, there & ~shock)


def _kinds(table: SeriesTable, points: Packed, before: Packed, shapes: Shapes) -> Integers:
    """Rare before small before too early before a shape; what is rare stays so in the week of a burst."""
    kind = np.where(before.count < FEWEST_BEFORE, Shape.TOO_EARLY, shapes.kind).astype(np.int8)
    plain = table.season == 0
    rates = np.flatnonzero(table.is_rate & plain)
    if len(rates):
        some = points.rows(rates)
        small = are_small(some.taken(table.hits[rates]), some.taken(table.cases[rates]), some.inside)
        kind[rates[small]] = Shape.SMALL
    counts = np.flatnonzero(table.is_count & plain)
    if len(counts):
        some, earlier = points.rows(counts), before.rows(counts)
        rare_now, rare_before = (are_rare(each.values, each.inside) for each in (some, earlier))
        kind[counts[np.where(earlier.count < FEWEST_BEFORE, rare_now, rare_before)]] = Shape.RARE
    kind[points.count == 0] = NO_POINT
    return kind


def _own_weeks(
    table: SeriesTable, points: Packed, recent: Recent, shapes: Shapes, shaped: Booleans
) -> tuple[Floats, OwnWeeks]:
    every = len(shaped)
    sigma = np.zeros(every)
    own = OwnWeeks(np.zeros(every), np.zeros(every), np.zeros(every), np.ones(every))
    rows = np.flatnonzero(table.is_rate & shaped)
    if not len(rows):
        return sigma, own
    some, shape = points.rows(rows), shapes.rows(rows)
    hits = np.nan_to_num(some.taken(table.hits[rows]))
    cases = np.nan_to_num(some.taken(table.cases[rows]))
    cases = np.where((hits >= 0) & (hits <= cases), cases, 0.0)
    places = np.arange(hits.shape[1])
    earlier = places < some.count[:, None] - 1
    sigma[rows] = sigma_z(hits, cases, shape.fitted(some.times, places), earlier)
    last_hits, last_cases = (some.last(each, _RECENT)[0] for each in (hits, cases))
    usable = recent.usual[rows] & (last_cases > 0)
    usable[:, -1] = False
    found = against_own_weeks(last_hits[:, -1], last_cases[:, -1], last_hits, last_cases, usable, sigma[rows])
    for name in OwnWeeks.__slots__:
        getattr(own, name)[rows] = getattr(found, name)
    return sigma, own


def _classic(
    points: Packed, shapes: Shapes, expected: Floats, reach: Floats, plain: Booleans
) -> list[tuple[Rule, Booleans, Integers]]:
    """The rules of NHS "Making Data Count" for flat series once there are twelve weeks."""
    rows = np.flatnonzero(plain & (shapes.kind == Shape.FLAT) & (points.count >= CLASSIC_FROM) & (reach > 0))
    if not len(rows):
        return []
    recent, _ = points.rows(rows).last(points.values[rows], RUN)
    limits = Limits(expected[rows], reach[rows, None], _slack(expected[rows], shapes.rows(rows)))
    signal, direction = signals_of(recent, limits)
    found: list[tuple[Rule, Booleans, Integers]] = []
    for code, rule in _CLASSIC.items():
        where, way = np.zeros(len(plain), dtype=np.bool_), np.zeros(len(plain), dtype=np.int8)
        where[rows], way[rows] = signal[:, -1] == code, direction[:, -1]
        found.append((rule, where, way))
    return found


def _bursts(points: Packed, before: Packed, kind: Integers, rule: Integers, way: Integers) -> None:
    rows = np.flatnonzero(kind == Shape.RARE)
    if not len(rows):
        return
    newest = points.newest(points.values)[rows]
    chance = chance_of(newest, before.values[rows], before.inside[rows])
    burst = rows[chance < UNLIKELY]
    rule[burst], way[burst] = Rule.BURST, 1


def _plan_way(table: SeriesTable) -> Integers:
    """Which way the plan of a week goes over the last eight; 0 where it is flat, or there is none for a week."""
    known = np.isfinite(table.plan)
    if not known.any():
        return np.zeros(len(table.plan), dtype=np.int8)
    plan = np.where(known, table.plan, 0.0)
    last = plan.shape[1] - 1 - np.argmax(np.isfinite(table.values)[:, ::-1], axis=1)
    rows = np.arange(len(plan))
    newest, earlier = plan[rows, last], plan[rows, np.maximum(last - BEND_WEEKS + 1, 0)]
    apart = newest - earlier
    goes = (np.abs(apart) > 1e-9 * np.maximum(1.0, np.abs(newest))) & ~table.is_total
    way: Integers = np.where(goes, np.sign(apart), 0).astype(np.int8)
    return way
