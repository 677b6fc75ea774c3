"""Numbers far from the others of their series, named before they are published; nothing is refused for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf, sqrt
from statistics import median

from metrics.definition import Kind, Metric
from metrics.observation import Observation
from metrics.replaced import Key, Period
from metrics.weeks import week_text

TIMES = 3.0
_NEAREST = 2
_LOOKED_BACK = 12
_FEWEST_FOR_LIMITS = 6
_LIMIT = 3.145
"""Times the median moving range: natural process limits that a few odd weeks do not move (Wheeler, 1993)."""
_BY_FAR = 3.0
_LEAST_SHARE = 0.05
_IN_PROPORTION = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.DURATION, Kind.MEAN, Kind.RATE})


@dataclass(frozen=True, slots=True)
class Incoming:
    """One number of a file; `row` is the row of the file, `named_day` the one day that it gives for a whole week."""

    observation: Observation
    row: int
    named_day: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number, the nearest others of its series, and how many times it is the one most like it (None where it is
    far outside the limits of its series instead)."""

    incoming: Incoming
    near: Observation
    times: float | None
    replaces: bool

    @property
    def week(self) -> str:
        """The week (or day) of the number that it was held against."""
        return period_text(self.near.period_start, self.near.period_end)


def period_text(start: date, end: date) -> str:
    """A week by its dates, a day by its date."""
    return start.isoformat() if start == end else week_text(end)


def doubts_of(
    incoming: Sequence[Incoming], counting: Mapping[Key, Mapping[Period, Observation]], metrics: Mapping[str, Metric]
) -> Iterator[Doubt]:
    """Each number that is more than three times, or less than a third of, whatever is nearest to it in its series, or
    that jumps beyond three times the limits of its series; the number it replaces is the nearest of all."""
    series: dict[Key, dict[Period, Observation]] = {}
    for one in incoming:
        row = one.observation
        key = row.product, row.metric
        if key not in series:
            series[key] = dict(counting.get(key, {}))
        series[key][row.period_start, row.period_end] = row
    ordered = {key: sorted(rows.values(), key=lambda row: row.period_end) for key, rows in series.items()}
    places = {
        key: {(row.period_start, row.period_end): place for place, row in enumerate(rows)}
        for key, rows in ordered.items()
    }
    for one in incoming:
        row = one.observation
        key, period = (row.product, row.metric), (row.period_start, row.period_end)
        metric = metrics.get(row.metric)
        if metric is None or row.value is None:
            continue
        rows, place = ordered[key], places[key][period]
        before = counting.get(key, {}).get(period)
        if before is not None and before.value == row.value:
            continue
        near = [*([] if before is None else [before]), *_nearest(rows, place)]
        doubt = _doubt(one, near, metric, before) or _beyond_limits(one, near, rows, place, metric, before)
        if doubt is not None:
            yield doubt


def _nearest(rows: Sequence[Observation], place: int) -> list[Observation]:
    """The others that lie nearest in time, at most two of them."""
    around = [*rows[max(0, place - _NEAREST) : place], *rows[place + 1 : place + 1 + _NEAREST]]
    here = rows[place].period_end
    return sorted(around, key=lambda row: (abs((row.period_end - here).days), row.period_end))[:_NEAREST]


def _doubt(one: Incoming, near: Sequence[Observation], metric: Metric, before: Observation | None) -> Doubt | None:
    if not near or metric.kind not in _IN_PROPORTION:
        return None
    value = one.observation
    if not all(_times(value.value, other.value) > TIMES and _is_no_noise(value, other, metric) for other in near):
        return None
    return Doubt(one, near[0], _times(value.value, near[0].value), replaces=near[0] is before)


def _times(value: float, other: float) -> float:
    """How many times the greater of two numbers is the smaller; numbers of different signs are never alike."""
    low, high = sorted((abs(value), abs(other)))
    if high == 0:
        return 1.0
    return inf if low == 0 or value * other < 0 else high / low


def _is_no_noise(value: Observation, other: Observation, metric: Metric) -> bool:
    """Whether two numbers differ by more than chance makes of few cases."""
    difference = abs(value.value - other.value)
    if metric.kind is Kind.COUNT:
        return difference > 3 * sqrt(max(value.value, other.value, 1.0))
    if metric.kind is not Kind.RATE:
        return True
    cases = min((row.denominator for row in (value, other) if row.denominator), default=None)
    if cases is None:
        return difference >= _LEAST_SHARE
    share = min(max((value.value + other.value) / 2, 0.0), 1.0)
    return difference > 3 * sqrt(2 * share * (1 - share) / cases)


def _beyond_limits(
    one: Incoming,
    near: Sequence[Observation],
    rows: Sequence[Observation],
    place: int,
    metric: Metric,
    before: Observation | None,
) -> Doubt | None:
    others = [row.value for row in (*rows[max(0, place - _LOOKED_BACK) : place], *rows[place + 1 :])][:_LOOKED_BACK]
    if len(others) < _FEWEST_FOR_LIMITS or not near:
        return None
    usual = median(abs(later - earlier) for earlier, later in pairwise(others))
    value = one.observation
    jumps = [abs(value.value - other.value) for other in near]
    if usual <= 0 or min(jumps) <= _BY_FAR * _LIMIT * usual:
        return None
    if not all(_is_no_noise(value, other, metric) for other in near):
        return None
    return Doubt(one, near[0], None, replaces=near[0] is before)
