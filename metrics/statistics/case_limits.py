"""Limits of rates that follow the cases of their weeks (SEMANTICS 3): p', and weeks of far fewer cases than usual."""

import numpy as np

from metrics.arrays import Booleans, Floats
from metrics.statistics.own_weeks import few_cases_reach, p_prime_reach
from metrics.statistics.packed import Packed
from metrics.statistics.shape import Shape, Shapes
from metrics.statistics.table import SeriesTable


def room_for_few_cases(table: SeriesTable, points: Packed, reach: Floats) -> Floats:
    """Limits of the last weeks of R series, (R, K), with room for weeks of far fewer cases than usual."""
    chosen = np.flatnonzero(table.is_rate & ~table.is_p_chart & (table.season == 0) & (points.count > 1))
    if not len(chosen):
        return reach
    some = points.rows(chosen)
    hits, cases = (some.last(some.taken(each[chosen]), reach.shape[1])[0] for each in (table.hits, table.cases))
    known = (cases > 0) & (hits >= 0) & (hits <= cases)
    cases, total = np.where(known, cases, np.nan), np.where(known, cases, 0.0).sum(axis=1)
    share = np.where(known, hits, 0.0).sum(axis=1) / np.maximum(total, 1.0)
    reach = reach.copy()
    reach[chosen] = few_cases_reach(reach[chosen], share, cases)
    return reach


def p_limits(
    table: SeriesTable,
    points: Packed,
    before: Packed,
    shapes: Shapes,
    rows: Booleans,
    expected: Floats,
    reach: Floats,
    sigma: Floats,
) -> tuple[Floats, Floats]:
    """Limits of rates whose chart is to follow each week's cases (p')."""
    chosen = np.flatnonzero(rows)
    if not len(chosen):
        return expected, reach
    earlier = before.rows(chosen)
    cases = np.nan_to_num(earlier.taken(table.cases[chosen]))
    hits = np.nan_to_num(earlier.taken(table.hits[chosen]))
    total = cases.sum(axis=1)
    pooled = np.divide(hits.sum(axis=1), total, out=expected[chosen].copy(), where=total > 0)
    steady = (shapes.kind[chosen] == Shape.FLAT) & (shapes.dropped[chosen] == 0)
    middle = np.where(steady, pooled, expected[chosen])
    newest = points.rows(chosen)
    sizes = np.nan_to_num(newest.newest(newest.taken(table.cases[chosen])))
    expected, reach = expected.copy(), reach.copy()
    expected[chosen] = middle
    with_cases = sizes > 0
    reach[chosen] = np.where(with_cases, p_prime_reach(middle, sizes, sigma[chosen]), reach[chosen])
    return expected, reach
