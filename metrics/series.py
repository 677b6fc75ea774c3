"""Stored rows to weekly series per product and for the organization, as known on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from metrics.definition import ORGANIZATION, Grain, Kind, Level, Metric, OverProducts
from metrics.observation import Basis, Observation, ObservationBook, Point, Series
from metrics.rollup import Part, days_to_week, part_of, products_to_organization
from metrics.weeks import WeekCalendar

_FIRST_DAY, _LAST_DAY = date(2, 1, 1), date(9998, 12, 30)
"""Days outside have no moment in every time zone."""


class Measurements:
    """Everything received, ready to be asked what was known on a day. `timezone` says when a day ends."""

    def __init__(
        self, book: ObservationBook, metrics: Mapping[str, Metric], calendar: WeekCalendar, timezone: str = "UTC"
    ) -> None:
        self.book = book
        self.metrics = metrics
        self.calendar = calendar
        self.timezone = timezone
        self._products: dict[str, list[str]] = {}
        for product, metric in sorted(book.rows):
            self._products.setdefault(metric, []).append(product)
        self._known: dict[tuple[date, Basis, date], KnownSeries] = {}
        self._periods: dict[tuple[str, str], list[tuple[tuple[date, date], Observation]]] = {}

    def known(self, day: date, basis: Basis = Basis.KNOWN, known_on: date | None = None) -> "KnownSeries":
        """The series as they stood at the end of `day`; with `Basis.TODAY` everything received since included.

        With `known_on` the periods are those of `day`, with all that had been received by the end of that later day.
        """
        key = (day, basis, known_on or day)
        series = self._known.get(key)
        if series is None:
            series = self._known[key] = KnownSeries(self, day, basis, known_on or day)
        return series

    def reported_by(self, metric_id: str) -> list[str]:
        """Every product that ever sent a row of the metric, whether or not it still counts."""
        return self._products.get(metric_id, [])

    def by_period(self, product: str, metric: Metric) -> list[tuple[tuple[date, date], Observation]]:
        """All rows of one product and metric beside the day or calendar week each stands for, oldest upload first."""
        key = (product, metric.id)
        rows = self._periods.get(key)
        if rows is None:
            rows = [(self._period(metric, row), row) for row in self.book.rows.get(key, ())]
            self._periods[key] = rows
        return rows

    def _period(self, metric: Metric, row: Observation) -> tuple[date, date]:
        length = row.period_end - row.period_start
        if metric.grain is Grain.DAY and not length:
            return row.period_start, row.period_end
        # its middle day decides which week a row belongs to, so that one dated by another calendar finds its week too
        end = self.calendar.end_of(row.period_start + length // 2)
        return end - timedelta(days=6), end


class KnownSeries:
    """Weekly series as they were known on one day; asked for again and again, worked out once."""

    def __init__(self, measurements: Measurements, day: date, basis: Basis, known_on: date) -> None:
        self.day = day
        self.basis = basis
        self._measurements = measurements
        self._cutoff = end_of_day(known_on, measurements.timezone) if basis is Basis.KNOWN else None
        self._weeks: dict[tuple[str, str], dict[date, Part]] = {}
        self._series: dict[tuple[str, str | None], Series] = {}

    def products(self, metric_id: str) -> tuple[str, ...]:
        """The products that have reported the metric, in order of their names."""
        metric = self._measurements.metrics.get(metric_id)
        if metric is None or metric.level is Level.ORGANIZATION:
            return ()
        reported = self._measurements.reported_by(metric_id)
        return tuple(product for product in reported if product != ORGANIZATION and self._parts(product, metric))

    def product_series(self, metric_id: str) -> tuple[Series, ...]:
        """One series for each product that has reported the metric."""
        return tuple(self.series(metric_id, product) for product in self.products(metric_id))

    def series(self, metric_id: str, product: str | None) -> Series:
        """Weekly points of one product, or of the organization (`product` None); empty where nothing is known."""
        key = (metric_id, product)
        series = self._series.get(key)
        if series is None:
            metric = self._measurements.metrics.get(metric_id)
            points = () if metric is None else self._points(metric, product)
            series = self._series[key] = Series(metric_id, product, points)
        return series

    def _points(self, metric: Metric, product: str | None) -> tuple[Point, ...]:
        weeks: dict[date, tuple[Part, str | None]]
        if product is not None:
            weeks = {end: (part, None) for end, part in self._parts(product, metric).items()}
        elif metric.level is Level.ORGANIZATION:
            weeks = {end: (part, None) for end, part in self._parts(ORGANIZATION, metric).items()}
        else:
            weeks = self._organization(metric)
        calendar = self._measurements.calendar
        return tuple(
            Point(
                week=calendar.name_of(end),
                period_start=end - timedelta(days=6),
                period_end=end,
                value=part.value,
                numerator=part.numerator,
                denominator=part.denominator,
                partial=partial,
                running=end > self.day,
                last_day=part.last_day,
            )
            for end, (part, partial) in sorted(weeks.items())
            if part.value is not None
        )

    def _organization(self, metric: Metric) -> dict[date, tuple[Part, str | None]]:
        """Weeks of all products together; a week that lacks a product which had reported before says "1 of 2"."""
        reported = {product: self._parts(product, metric) for product in self.products(metric.id)}
        if metric.over_products is OverProducts.NONE and len(reported) != 1:
            return {}
        first_weeks = sorted(min(weeks) for weeks in reported.values())
        together: dict[date, tuple[Part, str | None]] = {}
        for end in sorted({end for weeks in reported.values() for end in weeks}):
            parts = [weeks[end] for weeks in reported.values() if end in weeks]
            expected = sum(first <= end for first in first_weeks)
            partial = f"{len(parts)} of {expected}" if len(parts) < expected else None
            together[end] = (products_to_organization(metric, parts), partial)
        return together

    def _parts(self, product: str, metric: Metric) -> dict[date, Part]:
        """What one product measured in each week, by the week's last day."""
        key = (product, metric.id)
        weeks = self._weeks.get(key)
        if weeks is None:
            weeks = self._weeks[key] = self._roll_up(product, metric)
        return weeks

    def _roll_up(self, product: str, metric: Metric) -> dict[date, Part]:
        counting = self._counting(product, metric)
        calendar = self._measurements.calendar
        days: dict[date, list[Part]] = {}
        weeks: dict[date, Part] = {}
        for (start, end), row in sorted(counting.items()):
            if start == end:
                days.setdefault(calendar.end_of(end), []).append(part_of(metric, row, last_day=end))
            else:
                weeks[end] = part_of(metric, row)
        for end, parts in days.items():
            weeks[end] = days_to_week(metric, parts)
        return weeks

    def _counting(self, product: str, metric: Metric) -> dict[tuple[date, date], Observation]:
        """The row that counts for each period: of the latest upload received and not revoked by then."""
        counting: dict[tuple[date, date], Observation] = {}
        cutoff = self._cutoff
        for period, row in self._measurements.by_period(product, metric):
            if period[0] > self.day:
                continue
            if cutoff is None:
                counts = row.revoked_at is None
            else:
                counts = row.received_at < cutoff and (row.revoked_at is None or row.revoked_at >= cutoff)
            if counts:
                counting[period] = row
        return counting


def end_of_day(day: date, timezone: str) -> datetime:
    """The first moment after `day` in `timezone`, as naive UTC; what is received before it is known on `day`."""
    within = min(max(day, _FIRST_DAY), _LAST_DAY)
    midnight = datetime.combine(within + timedelta(days=1), time.min, ZoneInfo(timezone))
    return midnight.astimezone(UTC).replace(tzinfo=None)


def age_days(series: Series, day: date) -> int | None:
    """Days from the end of the last closed period to `day`; None where none has closed.

    The period of a metric measured by the day is the day, also in a week that is still running.
    """
    by_day = [point.last_day for point in series.points if point.last_day is not None]
    closed = [point.period_end for point in series.closed if point.last_day is None]
    ends = [end for end in by_day + closed if end <= day]
    return (day - max(ends)).days if ends else None


def gaps(series: Series, calendar: WeekCalendar, day: date) -> tuple[str, ...]:
    """Names of the closed weeks without a point, from the series' first week to the last one that ended by `day`."""
    if not series.points:
        return ()
    present = {point.period_end for point in series.points}
    end = series.points[0].period_end
    missing: list[str] = []
    while end <= day:
        if end not in present:
            missing.append(calendar.name_of(end))
        end += timedelta(days=7)
    return tuple(missing)


@dataclass(frozen=True, slots=True)
class Change:
    """From one point to another: `percent` for volumes and money, `points` (percentage points) for rates and NPS."""

    difference: float
    percent: float | None = None
    points: float | None = None

    @property
    def basis_points(self) -> float | None:
        """Hundredths of a percentage point, for tables of rates."""
        return None if self.points is None else self.points * 100


def change(metric: Metric, earlier: Point, later: Point) -> Change:
    """How much a metric moved between two points; no percent of a value that was 0."""
    difference = later.value - earlier.value
    if metric.kind is Kind.RATE:
        return Change(difference, points=difference * 100)
    if metric.kind is Kind.NPS:
        return Change(difference, points=difference)
    return Change(difference, percent=100 * difference / abs(earlier.value) if earlier.value else None)
