"""One series in a table of its own, as tests judge it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from metrics.statistics.labels import Labels, Rule
from metrics.statistics.table import SeriesTable, series_table
from metrics.statistics.verdicts import labels_by_week

NAN = float("nan")
LAST_CLOSED = date(2026, 11, 15).toordinal()
"""Last day of 2026-W46, the newest week of the cases; day 70 of a charter that starts on 2026-09-07."""


def week_of(day: date, weeks: int) -> float:
    """A day as the number of a week, where the first of so many weeks is 0 and the last one is 2026-W46."""
    return weeks - 1 + (day.toordinal() - LAST_CLOSED) / 7


def one_series(
    values: Sequence[float],
    *,
    better: int = 1,
    kind: str = "amount",
    chart: str = "xmr",
    goal: float = NAN,
    plan: Sequence[tuple[date, float]] = (),
    season: int = 0,
    excluded: Sequence[int] = (),
    first: int = 0,
) -> SeriesTable:
    """Its last week is 2026-W46; the target is due on day 90, 2026-12-05."""
    weeks = len(values)
    ends = LAST_CLOSED - 7 * np.arange(weeks - 1, -1, -1)
    planned = np.full(weeks, np.nan)
    if plan:
        planned = np.interp(ends, [day.toordinal() for day, _ in plan], [value for _, value in plan])
    left_out = np.isin(np.arange(weeks), list(excluded))
    return series_table(
        np.array([values], dtype=np.float64),
        np.array([better]),
        is_count=np.array([kind == "count"]),
        is_rate=np.array([kind == "rate"]),
        season=np.array([season]),
        first=np.array([first]),
        plan=planned[None],
        due=np.array([week_of(date(2026, 12, 5), weeks)]),
        goal=np.array([goal]),
        excluded=left_out[None],
        is_p_chart=np.array([chart == "p"]),
    )


def one_rate(hits: Sequence[float], cases: Sequence[float], **known: Any) -> SeriesTable:
    """A rate with its cases; 0 cases make a missing week."""
    k, n = np.array([hits], dtype=np.float64), np.array([cases], dtype=np.float64)
    values = np.divide(k, n, out=np.full(k.shape, np.nan), where=n > 0)
    table = one_series([float(value) for value in values[0]], kind="rate", **known)
    return SeriesTable(**{name: getattr(table, name) for name in SeriesTable.__slots__} | {"hits": k, "cases": n})


def flagged(table: SeriesTable) -> list[tuple[int, Rule]]:
    """Weeks that got a signal of their own when they closed, and the rule that found it."""
    labels: Labels = labels_by_week(table)
    return [
        (week, Rule(int(labels.rule[0, week])))
        for week in np.flatnonzero(labels.rule[0]).tolist()
        if labels.rule[0, week] not in (Rule.BEND, Rule.DRIFT, Rule.STEP)
    ]
