"""Stored rows to weekly series per product and for the organization, as known on a day."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from metrics.definition import ORGANIZATION, Grain, Level, Metric, OverProducts
from metrics.observation import Basis, ObservationBook, Point, Series
from metrics.series.calendar_periods import Stretch
from metrics.series.moments import counts, end_of_day
from metrics.series.older_numbers import SetAside
from metrics.series.pieces import Pieces, lacking, whole_week
from metrics.series.placed import PlacedRow, PlacedRows, point_of
from metrics.series.rollup import Part, products_to_organization
from metrics.weeks import WeekCalendar, WeekOff
from metrics.wording import partial_words

_Week = tuple[date, Part, Point | None]
"""A week by its last day, what was measured in it, and its point where that has a value."""


class Measurements:
    """Everything received, ready to be asked what was known on a day. `timezone` says when a day ends, `ended` from
    which day on a product's numbers are no longer waited for, `off` in which weeks nothing is reported."""

    def __init__(
        self,
        book: ObservationBook,
        metrics: Mapping[str, Metric],
        calendar: WeekCalendar,
        timezone: str = "UTC",
        ended: Mapping[str, date] | None = None,
        off: Sequence[WeekOff] = (),
        set_aside: Sequence[SetAside] = (),
    ) -> None:
        self.book = book
        self.metrics = metrics
        self.calendar = calendar
        self.timezone = timezone
        self.ended = ended or {}
        self.set_aside = set_aside
        self.off = tuple(sorted(off, key=lambda week: week.end))
        self._products: dict[str, list[str]] = {}
        for product, metric in sorted(book.rows):
            self._products.setdefault(metric, []).append(product)
        self._known: dict[tuple[date, Basis, date], KnownSeries] = {}
        self.placed = PlacedRows(book, calendar)

    def known(self, day: date, basis: Basis = Basis.KNOWN, known_on: date | None = None) -> "KnownSeries":
        """The series as they stood at the end of `day`; with `Basis.TODAY` everything received since included.

        With `known_on` the periods are those of `day`, with all that had been received by the end of that later day.
        """
        key = (day, basis, known_on or day)
        series = self._known.get(key)
        if series is None:
            series = self._known[key] = KnownSeries(self, day, basis, known_on or day)
        return series

    def waiting(self, metric_id: str, product: str | None) -> int:
        """How many weeks of a series are set aside: of the organization, those of its products."""
        found = (
            aside.periods
            for aside in self.set_aside
            if aside.metric == metric_id and (product is None or product == aside.product)
        )
        return max(found, default=0)

    @cached_property
    def backfilled(self) -> frozenset[tuple[str, str]]:
        """Products and metrics of rows that count as known from a day before they were sent."""
        return frozenset(key for key, rows in self.book.rows.items() if any(row.sent_at is not None for row in rows))

    @cached_property
    def _sent(self) -> frozenset[tuple[datetime, datetime, datetime | None]]:
        """Every upload: the moments it was sent, counts from, and was withdrawn."""
        rows = (row for each in self.book.rows.values() for row in each)
        return frozenset((row.sent_at or row.received_at, row.received_at, row.revoked_at) for row in rows)

    def counted(self, day: date, basis: Basis = Basis.KNOWN) -> Hashable:
        """Names what counted at the end of `day`: the same name, the same numbers, as long as definitions stay."""
        cutoff = end_of_day(day, self.timezone) if basis is Basis.KNOWN else None
        return frozenset(sent for sent in self._sent if counts(sent[1], sent[2], cutoff)), tuple(self.set_aside)

    def reported_by(self, metric_id: str) -> list[str]:
        """Every product that ever sent a row of the metric, whether or not it still counts."""
        return self._products.get(metric_id, [])


class KnownSeries:
    """Weekly series as they were known on one day; asked for again and again, worked out once."""

    def __init__(self, measurements: Measurements, day: date, basis: Basis, known_on: date) -> None:
        self.day = day
        self.basis = basis
        self._measurements = measurements
        self._off = tuple(week for week in measurements.off if week.declared <= known_on)
        self._cutoff = end_of_day(known_on, measurements.timezone) if basis is Basis.KNOWN else None
        self._pieces: dict[tuple[str, str], Pieces] = {}
        self._weeks: dict[tuple[str, str], dict[date, Part]] = {}
        self._backfilled: dict[tuple[str, str], set[date]] = {}
        self._series: dict[tuple[str, str | None], Series] = {}
        self._reporting: dict[str, tuple[str, ...]] = {}

    def products(self, metric_id: str) -> tuple[str, ...]:
        """The products that have reported the metric, in order of their names."""
        reporting = self._reporting.get(metric_id)
        if reporting is None:
            metric = self._measurements.metrics.get(metric_id)
            ever = () if metric is None else self._measurements.reported_by(metric_id)
            reporting = self._reporting[metric_id] = tuple(
                product
                for product in ever
                if metric is not None
                and metric.level is not Level.ORGANIZATION
                and product != ORGANIZATION
                and self._parts(product, metric)
            )
        return reporting

    def product_series(self, metric_id: str) -> tuple[Series, ...]:
        """One series for each product that has reported the metric."""
        return tuple(self.series(metric_id, product) for product in self.products(metric_id))

    def series(self, metric_id: str, product: str | None) -> Series:
        """Weekly points of one product, or of the organization (`product` None); empty where nothing is known."""
        key = (metric_id, product)
        series = self._series.get(key)
        if series is None:
            metric = self._measurements.metrics.get(metric_id)
            series = Series(metric_id, product) if metric is None else self._weekly(metric, product)
            if self._measurements.set_aside:
                series = replace(series, set_aside=self._measurements.waiting(metric_id, product))
            self._series[key] = series
        return series

    def has_days_without_weeks(self, metric: Metric, product: str | None) -> bool:
        """True where days are reported and no week has a value, because they do not roll up."""
        if metric.grain is not Grain.DAY or self.series(metric.id, product).points:
            return False
        return any(self._pieces_of(name, metric) for name in self._names(metric, product))

    @property
    def book(self) -> ObservationBook:
        """Everything received, whether or not it counts."""
        return self._measurements.book

    @property
    def calendar(self) -> WeekCalendar:
        """The weeks in which numbers are reported."""
        return self._measurements.calendar

    def rolled_up(self, metric: Metric, product: str | None, stretch: Stretch) -> tuple[Part, str | None] | None:
        """Whole days or weeks as one number, rolled up by the metric's own rules, and what they lack ("27 of 31 days",
        "1 of 2"); None where nothing of the stretch is reported."""
        pieces = [self._pieces_of(name, metric) for name in self._names(metric, product)]
        parts = [part for each in pieces if (part := each.rolled_up(stretch)) is not None]
        return (products_to_organization(metric, parts), lacking(pieces, stretch)) if parts else None

    def _names(self, metric: Metric, product: str | None) -> tuple[str, ...]:
        """Whose rows a series is made of; nobody's where products do not roll up."""
        if product is not None or metric.level is Level.ORGANIZATION:
            return (product or ORGANIZATION,)
        names = self.products(metric.id)
        return names if metric.over_products is not OverProducts.NONE or len(names) == 1 else ()

    def _weekly(self, metric: Metric, product: str | None) -> Series:
        reported = {name: weeks for name in self._names(metric, product) if (weeks := self._parts(name, metric))}
        calendar = self._measurements.calendar
        points: list[Point] = []
        no_cases: list[str] = []
        weeks_found = self._weeks_of_one if len(reported) == 1 and metric.grain is Grain.WEEK else self._weeks_of_all
        for end, part, point in weeks_found(metric, reported):
            if point is not None:
                points.append(point)
            elif part.denominator == 0 and end <= self.day:
                no_cases.append(calendar.name_of(end))
        sent_later = {end for name in reported for end in self._backfilled.get((name, metric.id), ())}
        backfilled = tuple(calendar.name_of(end) for end in sorted(sent_later))
        return Series(
            metric.id, product, tuple(points), tuple(no_cases), self._weeks_off(reported), backfilled=backfilled
        )

    def _weeks_of_all(self, metric: Metric, reported: Mapping[str, Mapping[date, Part]]) -> Iterator[_Week]:
        partial = self._partial_weeks(metric, reported)
        for end in sorted({end for weeks in reported.values() for end in weeks}):
            parts = [weeks[end] for weeks in reported.values() if end in weeks]
            part = products_to_organization(metric, parts)
            point = None
            if part.value is not None:
                week, lacks = self._measurements.calendar.name_of(end), partial(end, len(parts))
                point = point_of(week, end, part, part.value, lacks, running=end > self.day)
            yield end, part, point

    def _weeks_of_one(self, metric: Metric, reported: Mapping[str, Mapping[date, Part]]) -> Iterator[_Week]:
        """The same of one product that reports whole weeks, in which nothing can be missing."""
        placed, calendar = self._measurements.placed, self._measurements.calendar
        ((name, weeks),) = reported.items()
        for end in sorted(weeks):
            part = weeks[end]
            if part.value is None:
                yield end, part, None
            elif end <= self.day:
                yield end, part, placed.closed_week(name, metric, end, part, part.value)
            else:
                yield end, part, point_of(calendar.name_of(end), end, part, part.value, running=True)

    def _weeks_off(self, reported: Mapping[str, Mapping[date, Part]]) -> tuple[WeekOff, ...]:
        """Weeks begun by the day in which none of those who had reported before had to, and none did."""
        if not self._off or not reported:
            return ()
        there = {end for weeks in reported.values() for end in weeks}
        first = {name: min(weeks) for name, weeks in reported.items()}
        found: dict[date, WeekOff] = {}
        for end in sorted({week.end for week in self._off} - there):
            waited_for = [name for name, begun in first.items() if begun < end and not self._has_ended(name, end)]
            declared = [week for week in self._off if week.end == end]
            if (
                waited_for
                and end - timedelta(days=6) <= self.day
                and all(any(week.covers(name) for week in declared) for name in waited_for)
            ):
                found[end] = declared[0]
        return tuple(found.values())

    def _has_ended(self, product: str, end: date) -> bool:
        last = self._measurements.ended.get(product)
        return last is not None and last <= end - timedelta(days=6)

    def _partial_weeks(
        self, metric: Metric, reported: Mapping[str, Mapping[date, Part]]
    ) -> Callable[[date, int], str | None]:
        """Answers what a week lacks in which so many products are there: days, once it has closed, and products which
        had reported before."""
        pieces = [self._pieces_of(name, metric) for name in reported]
        first_weeks = sorted(
            min(weeks) for weeks, each in zip(reported.values(), pieces, strict=True) if not each.ended
        )
        ended = [(each.ended, weeks) for weeks, each in zip(reported.values(), pieces, strict=True) if each.ended]
        by_day = metric.grain is Grain.DAY
        # a sum that lacks a product is less than the whole, whatever the reason; a pooled share is none the worse
        pooled = metric.over_products is OverProducts.POOL

        def is_off(product: str, end: date) -> bool:
            weeks = reported[product]
            off = any(week.end == end and week.covers(product) for week in self._off)
            return off and end not in weeks and min(weeks) < end

        def partial(end: date, there: int) -> str | None:
            expected = bisect_right(first_weeks, end)
            if ended:
                expected += sum(end in weeks or min(weeks) <= end < last + timedelta(days=6) for last, weeks in ended)
            waited_for = pieces
            if pooled and self._off:
                waited_for = [each for name, each in zip(reported, pieces, strict=True) if not is_off(name, end)]
                expected -= len(pieces) - len(waited_for)
            if by_day and end <= self.day:
                full = there == expected and all(end in each.full_weeks for each in waited_for)
                return None if full else lacking(waited_for, whole_week(end))
            return partial_words(there, expected) if there < expected else None

        return partial

    def _parts(self, product: str, metric: Metric) -> dict[date, Part]:
        """What one product measured in each week, by the week's last day."""
        key = (product, metric.id)
        weeks = self._weeks.get(key)
        if weeks is None:
            weeks = self._weeks[key] = self._pieces_of(product, metric).weeks()
        return weeks

    def _pieces_of(self, product: str, metric: Metric) -> Pieces:
        key = (product, metric.id)
        pieces = self._pieces.get(key)
        if pieces is None:
            measurements, counting = self._measurements, self.counting(product, metric)
            calendar = measurements.calendar
            pieces = self._pieces[key] = Pieces(metric, counting, calendar, measurements.ended.get(product))
            self._backfilled[key] = {
                calendar.end_of(end) for (_, end), placed in counting.items() if placed.row.sent_at is not None
            }
        return pieces

    def counting(self, product: str, metric: Metric) -> dict[tuple[date, date], PlacedRow]:
        """The row that counts for each period: of the latest upload received and not revoked by then."""
        cutoff, day = self._cutoff, self.day
        return {
            placed.period: placed
            for placed in self._measurements.placed.of(product, metric)
            if placed.period[0] <= day and counts(placed.row.received_at, placed.row.revoked_at, cutoff)
        }
