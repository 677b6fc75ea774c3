"""What one product measured of one metric, day by day or week by week, and how much of a stretch of time it covers."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.definition import Grain, Metric
from metrics.series.calendar_periods import ONE_DAY, Stretch
from metrics.series.placed import PlacedRow
from metrics.series.rollup import Part, over_time
from metrics.weeks import WeekCalendar
from metrics.wording import partial_words

_TO_THE_MIDDLE = timedelta(days=3)


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
        counting: Mapping[tuple[date, date], PlacedRow],
        calendar: WeekCalendar,
        ended: date | None = None,
    ) -> None:
        self.metric = metric
        self.ended = ended
        self._calendar = calendar
        self.full_weeks: set[date] = set()
        """Last days of weeks of which every day is there, as far as `weeks` has been asked."""
        self._spans = sorted(counting)
        by_day = {calendar.end_of(end) for start, end in counting if start == end} if metric.grain is Grain.DAY else ()
        if by_day:  # where a week is there and its days too, the days say more
            self._spans = [span for span in self._spans if span[0] == span[1] or span[1] not in by_day]
        self._parts = [counting[span].part for span in self._spans]
        self._middles: list[date] = []
        self._rolled: dict[Stretch, Part | None] = {}

    def __bool__(self) -> bool:
        return bool(self._spans)

    @property
    def first(self) -> date:
        """First day of the first piece; only where there is one."""
        return self._spans[0][0]

    def within(self, stretch: Stretch) -> Sequence[Part]:
        """The pieces of a stretch, oldest first."""
        begin, end = self._places(stretch)
        return self._parts[begin:end]

    def rolled_up(self, stretch: Stretch) -> Part | None:
        """A stretch as one number by the metric's own rule; None where nothing of it is reported."""
        if stretch not in self._rolled:
            found = self.within(stretch)
            self._rolled[stretch] = over_time(self.metric, found) if found else None
        return self._rolled[stretch]

    def weeks(self) -> dict[date, Part]:
        """What was measured in each week, by the week's last day; a week that was reported as one stays as it is."""
        if self.metric.grain is Grain.WEEK:
            return {end: part for (_, end), part in zip(self._spans, self._parts, strict=True)}
        weeks: dict[date, Part] = {}
        days: dict[date, list[Part]] = {}
        for (start, end), part in zip(self._spans, self._parts, strict=True):
            if start == end:
                days.setdefault(self._calendar.end_of(end), []).append(part)
            else:
                weeks[end] = part
        for end, parts in days.items():
            weeks[end] = over_time(self.metric, parts)
            if len(parts) == 7 and self.ended is None:
                self.full_weeks.add(end)
        return weeks

    def coverage(self, stretch: Stretch) -> Coverage:
        """How much of a stretch is reported: in days of the metric's weekdays where it is measured by the day, else in
        weeks; what lies after the product's end is not expected."""
        begin, end = self._places(stretch)
        if self.metric.grain is Grain.WEEK:
            reported = sum(self._expects(start) for start, _ in self._spans[begin:end])
            return Coverage(reported, self._expected_weeks(stretch))
        reported, weekdays = 0, self.metric.weekdays
        for start, last in self._spans[begin:end]:
            if start == last:
                reported += start.weekday() in weekdays and self._expects(start)
            else:
                reported += self._cut(Stretch(start, last)).weekdays(weekdays)
        return Coverage(reported, self._cut(stretch).weekdays(weekdays))

    def _places(self, stretch: Stretch) -> tuple[int, int]:
        if not self._middles:  # series without a review never ask
            self._middles = [start if start == end else start + _TO_THE_MIDDLE for start, end in self._spans]
        return bisect_left(self._middles, stretch.first), bisect_right(self._middles, stretch.last)

    def _expects(self, first: date) -> bool:
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
