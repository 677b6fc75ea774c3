"""Stored rows where they belong: each beside the day or week it stands for, and the closed week it makes by itself."""

from datetime import date, timedelta
from typing import NamedTuple

from metrics.definition import Grain, Metric
from metrics.observation import Observation, ObservationBook, Point
from metrics.series.rollup import Part, part_of
from metrics.weeks import WeekCalendar


class PlacedRow(NamedTuple):
    """A row, the day or calendar week it stands for, and what it says of it."""

    period: tuple[date, date]
    row: Observation
    part: Part


class PlacedRows:
    """What never depends on the day asked about, worked out once for all of them."""

    def __init__(self, book: ObservationBook, calendar: WeekCalendar) -> None:
        self._book = book
        self._calendar = calendar
        self._rows: dict[tuple[str, str], list[PlacedRow]] = {}
        self._weeks: dict[tuple[str, str, date], tuple[Part, Point]] = {}

    def of(self, product: str, metric: Metric) -> list[PlacedRow]:
        """All rows of one product and metric, oldest upload first."""
        key = (product, metric.id)
        rows = self._rows.get(key)
        if rows is None:
            rows = self._rows[key] = [self._placed(metric, row) for row in self._book.rows.get(key, ())]
        return rows

    def closed_week(self, product: str, metric: Metric, end: date, part: Part, value: float) -> Point:
        """The week that one product reported as a whole, once it has ended."""
        key = (product, metric.id, end)
        kept = self._weeks.get(key)
        if kept is None or kept[0] is not part:
            kept = self._weeks[key] = part, point_of(self._calendar.name_of(end), end, part, value)
        return kept[1]

    def _placed(self, metric: Metric, row: Observation) -> PlacedRow:
        start, end = period = self._period(metric, row)
        by_day = metric.grain is Grain.DAY and start == end
        return PlacedRow(period, row, part_of(metric, row, end if by_day else None))

    def _period(self, metric: Metric, row: Observation) -> tuple[date, date]:
        length = row.period_end - row.period_start
        if metric.grain is Grain.DAY and not length:
            return row.period_start, row.period_end
        # its middle day decides which week a row belongs to, so that one dated by another calendar finds its week too
        end = self._calendar.end_of(row.period_start + length // 2)
        return end - timedelta(days=6), end


def point_of(
    week: str, end: date, part: Part, value: float, partial: str | None = None, *, running: bool = False
) -> Point:
    """A week of a series; `value` is that of the part, which has one."""
    return Point(
        week=week,
        period_start=end - timedelta(days=6),
        period_end=end,
        value=value,
        numerator=part.numerator,
        denominator=part.denominator,
        partial=partial,
        running=running,
        last_day=part.last_day,
    )
