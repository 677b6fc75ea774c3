"""What one product measured of one metric, day by day or week by week, and how much of a stretch of time it covers."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.calendar_periods import ONE_DAY, Stretch
from metrics.definition import Grain, Metric
from metrics.observation import Observation
from metrics.rollup import Part, part_of
from metrics.weeks import WeekCalendar
from metrics.wording import partial_words


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many days (or weeks) of a stretch are reported, of how many that are expected."""

    reported: int
    expected: int

    @property
    def lacks(self) -> int:
        """How many are missing."""
        return self.expected - self.reported


class Pieces:
    """The rows that count, oldest first; a piece lies where its middle day lies, so that a week is never cut.

    `ended` is the first day on which nobody expects the product's numbers any more."""

    def __init__(
        self,
        metric: Metric,
        counting: Mapping[tuple[date, date], Observation],
        calendar: WeekCalendar,
        ended: date | None = None,
    ) -> None:
        self.metric = metric
        self.ended = ended
        self._calendar = calendar
        by_day = {calendar.end_of(end) for start, end in counting if start == end}
        rows = [
            (start + (end - start) // 2, start, end, row)
            for (start, end), row in counting.items()
            if start == end or end not in by_day  # where both are there, the days say more than their week
        ]
        rows.sort(key=lambda row: row[0])
        self._middles = [middle for middle, *_ in rows]
        self._spans = [Stretch(start, end) for _, start, end, _ in rows]
        self._parts = [part_of(metric, row, last_day=end if start == end else None) for _, start, end, row in rows]

    def __bool__(self) -> bool:
        return bool(self._middles)

    @property
    def first(self) -> date:
        """First day of the first piece; only where there is one."""
        return self._spans[0].first

    def within(self, stretch: Stretch) -> Sequence[Part]:
        """The pieces of a stretch, oldest first."""
        begin, end = self._places(stretch)
        return self._parts[begin:end]

    def weeks(self) -> dict[date, list[Part]]:
        """All pieces by the last day of their week."""
        weeks: dict[date, list[Part]] = {}
        for middle, part in zip(self._middles, self._parts, strict=True):
            weeks.setdefault(self._calendar.end_of(middle), []).append(part)
        return weeks

    def coverage(self, stretch: Stretch) -> Coverage:
        """How much of a stretch is reported: in days of the metric's weekdays where it is measured by the day, else in
        weeks; what lies after the product's end is not expected."""
        begin, end = self._places(stretch)
        if self.metric.grain is Grain.WEEK:
            reported = sum(self._expects_week(span.first) for span in self._spans[begin:end])
            return Coverage(reported, self._expected_weeks(stretch))
        weekdays = self.metric.weekdays
        reported = 0
        for span in self._spans[begin:end]:
            if span.first == span.last:
                reported += self._expects_day(span.first, weekdays)
            else:
                reported += self._cut(span).weekdays(weekdays)
        return Coverage(reported, self._cut(stretch).weekdays(weekdays))

    def _places(self, stretch: Stretch) -> tuple[int, int]:
        return bisect_left(self._middles, stretch.first), bisect_right(self._middles, stretch.last)

    def _expects_day(self, day: date, weekdays: frozenset[int]) -> bool:
        return day.weekday() in weekdays and (self.ended is None or day < self.ended)

    def _expects_week(self, first: date) -> bool:
        return self.ended is None or first < self.ended

    def _expected_weeks(self, stretch: Stretch) -> int:
        expected = self._cut(stretch)
        return -(-expected.days // 7)  # the week in which a product ends still counts

    def _cut(self, stretch: Stretch) -> Stretch:
        if self.ended is None or stretch.last < self.ended:
            return stretch
        return Stretch(stretch.first, max(self.ended - ONE_DAY, stretch.first - ONE_DAY))


def lacking(products: Sequence[Pieces], stretch: Stretch) -> str | None:
    """What a stretch lacks in words: products which had reported before it ended, and days or weeks of the product
    that lacks most. One that began to report later than the first is waited for from its own first day on."""
    reporting = [pieces for pieces in products if pieces]
    begins = min(pieces.first for pieces in reporting)
    there, missing, worst = 0, 0, Coverage(0, 0)
    for pieces in reporting:
        since = stretch if pieces.first == begins else Stretch(max(stretch.first, pieces.first), stretch.last)
        if since.first > since.last:
            continue
        coverage = pieces.coverage(since)
        if pieces.within(stretch):
            there += 1
            worst = max(worst, coverage, key=lambda each: each.lacks)
        elif coverage.expected:
            missing += 1
    return partial_words(there, there + missing, worst.reported, worst.expected, products[0].metric.grain)


def whole_week(end: date) -> Stretch:
    """The week that ends on `end`."""
    return Stretch(end - timedelta(days=6), end)
