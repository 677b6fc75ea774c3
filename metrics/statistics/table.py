"""Many series on their way into judging: values by series and week, and what is known of each series."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.arrays import Booleans, Floats, Integers

LARGEST = 1e120
"""Beyond it a value is this: its square can still be added up, and no one tells the two apart."""


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """S series over W weeks in order.

    By series and week, (S, W): `values` in the metric's unit, NaN where a week is missing, still runs, is partial or is
    taken out of limits; `hits` and `cases` of rates; `plan`, where the trajectory is on each week's last day; `totals`,
    what is held against the plan where that is not the value (spend since the start). By week, (W,): `weeks`, the
    week's number, one more for the next week.

    By series, (S,): `better` is +1, -1 or 0; `is_count` and `is_rate` say the kind, `is_p_chart` whether limits follow
    each week's cases, `season` the weeks of a declared cycle (0: none), `first` the column its limits start anew with.
    `due` is the target's day as a week number (a week's last day is the week's own number), `goal` the target, `lowest`
    and `highest` what a value can be; NaN or infinite where there is none. `is_total`: the goal is for the total."""

    values: Floats
    weeks: Floats
    better: Integers
    is_count: Booleans
    is_rate: Booleans
    is_p_chart: Booleans
    season: Integers
    first: Integers
    hits: Floats
    cases: Floats
    plan: Floats
    totals: Floats
    is_total: Booleans
    due: Floats
    goal: Floats
    lowest: Floats
    highest: Floats

    def rows(self, chosen: Integers | slice) -> "SeriesTable":
        """Some of the series."""
        return SeriesTable(
            weeks=self.weeks,
            **{each.name: _some(getattr(self, each.name), chosen) for each in fields(self) if each.name != "weeks"},
        )


def series_table(
    values: Floats,
    better: Integers,
    *,
    weeks: Floats | None = None,
    is_count: Booleans | None = None,
    is_rate: Booleans | None = None,
    is_p_chart: Booleans | None = None,
    season: Integers | None = None,
    first: Integers | None = None,
    hits: Floats | None = None,
    cases: Floats | None = None,
    plan: Floats | None = None,
    totals: Floats | None = None,
    is_total: Booleans | None = None,
    due: Floats | None = None,
    goal: Floats | None = None,
    lowest: Floats | None = None,
    highest: Floats | None = None,
    closed: Booleans | None = None,
    excluded: Booleans | None = None,
) -> SeriesTable:
    """A table with everything left out filled in. Weeks that are not `closed`, or `excluded` with a known cause, both
    (S, W), have no value in it. Raises ValueError where the shapes do not fit."""
    if values.ndim != 2:
        raise ValueError("values are series by weeks")
    if not values.shape[1]:
        raise ValueError("there is no week to judge")
    rows, width = values.shape
    no_number = np.broadcast_to(np.nan, values.shape)
    judged = np.isfinite(values)
    for mask, kept in ((closed, True), (excluded, False)):
        if mask is not None:
            judged = judged & (mask == kept)
    table = SeriesTable(
        values=_held(values if bool(judged.all()) else np.where(judged, values, np.nan)),
        weeks=np.arange(float(width)) if weeks is None else weeks,
        better=better,
        is_count=_flags(is_count, rows),
        is_rate=_flags(is_rate, rows),
        is_p_chart=_flags(is_p_chart, rows),
        season=np.zeros(rows, dtype=np.int64) if season is None else season,
        first=np.zeros(rows, dtype=np.int64) if first is None else first,
        hits=no_number if hits is None else hits,
        cases=no_number if cases is None else cases,
        plan=no_number if plan is None else plan,
        totals=_held(values if totals is None else totals),
        is_total=_flags(is_total, rows),
        due=np.full(rows, np.nan) if due is None else due,
        goal=np.full(rows, np.nan) if goal is None else goal,
        lowest=np.full(rows, -np.inf) if lowest is None else lowest,
        highest=np.full(rows, np.inf) if highest is None else highest,
    )
    for each in fields(table):
        wanted = (width,) if each.name == "weeks" else values.shape[: getattr(table, each.name).ndim]
        if getattr(table, each.name).shape != wanted:
            raise ValueError(f"{each.name} does not fit {rows} series of {width} weeks")
    return table


def _held(values: Floats) -> Floats:
    peak = np.abs(values).max(where=np.isfinite(values), initial=0.0)
    return np.clip(values, -LARGEST, LARGEST) if peak > LARGEST else values


def _some(column: NDArray[Any], chosen: Integers | slice) -> NDArray[Any]:
    """Rows of a column; what is one number throughout takes no room."""
    if column.ndim == 2 and not any(column.strides):
        many = len(range(*chosen.indices(len(column)))) if isinstance(chosen, slice) else len(chosen)
        return np.broadcast_to(column[:1, :1], (many, column.shape[1]))
    some: NDArray[Any] = column[chosen]
    return some


def _flags(flags: Booleans | None, rows: int) -> Booleans:
    return np.zeros(rows, dtype=np.bool_) if flags is None else flags
