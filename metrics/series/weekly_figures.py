"""The weekly figures of one series: its last weeks, months and periods to date beside what they are compared with."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from metrics.change import Change, change_of
from metrics.definition import Grain, Kind, Metric, OverTime
from metrics.observation import Series
from metrics.series.calendar_periods import (
    WEEKS_A_YEAR,
    Calendar,
    Span,
    Stretch,
    calendar_of,
    last_whole_month,
    months_before,
    period_name,
)
from metrics.series.pieces import whole_week
from metrics.series.series import KnownSeries

WEEKS = 6
FOUR_WEEKS = timedelta(weeks=4)
MONTHS = 12
_LAST_DAY = date(9998, 12, 30)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and the days it is for. `name` is `2026-W45`, `2026-10`, `2026-Q4` or `2026`, '' for other stretches;
    `value` is None where nothing (or nothing that rolls up) is reported; `partial` says what it lacks."""

    stretch: Stretch
    name: str = ""
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    partial: str | None = None

    @property
    def is_whole(self) -> bool:
        """True where it is known and lacks nothing."""
        return self.value is not None and self.partial is None


@dataclass(frozen=True, slots=True)
class Move:
    """From an earlier number to a later one; `comparable` is False where one of them lacks days, weeks or products, or
    is a sum over another number of weeks."""

    earlier: float
    later: float
    change: Change
    comparable: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A figure beside the stretch right before it and the same stretch a year before; moves are None where either
    number is unknown."""

    figure: Figure
    before: Figure
    move: Move | None
    year_before: Figure
    year_on_year: Move | None


@dataclass(frozen=True, slots=True)
class WeeklyFigures:
    """One metric of one product, or of the organization (`product` None), after the last closed week.

    `through` is that week's last day. `weeks` (six) and `months` (twelve, closed ones only) run from old to new; a
    period without a number is there with the value None. `known_weeks` counts from the first reported week to the last
    closed one that is reported, both included: there is no year on year before 52. `against_plan` and
    `against_baseline` go from the plan or baseline to the last closed week."""

    metric: str
    product: str | None
    week: str
    through: date
    known_weeks: int
    weeks: tuple[Line, ...]
    four_weeks: Line
    month_to_date: Line
    quarter_to_date: Line
    year_to_date: Line
    months: tuple[Line, ...]
    against_baseline: Move | None = None
    against_plan: Move | None = None

    @property
    def last(self) -> Line:
        """The last closed week."""
        return self.weeks[-1]

    @property
    def week_on_week(self) -> Move | None:
        """The last closed week against the one before."""
        return self.last.move

    @property
    def year_on_year(self) -> Move | None:
        """The last closed week against the same week a year (52 weeks) before."""
        return self.last.year_on_year


def move_between(metric: Metric, earlier: float | None, later: Figure, *, comparable: bool = True) -> Move | None:
    """How a figure moved against an earlier number; None where either is unknown."""
    if earlier is None or later.value is None:
        return None
    return Move(earlier, later.value, change_of(metric, earlier, later.value), comparable and later.is_whole)


_KEPT: WeakKeyDictionary[KnownSeries, dict[tuple[str, str | None], WeeklyFigures | None]] = WeakKeyDictionary()
"""Figures worked out so far; each goes with the series it was made of."""


def weekly_figures(known: KnownSeries, metric: Metric, product: str | None) -> WeeklyFigures | None:
    """The figures as known on the day of `known`, worked out once for it; None for a series without a single point."""
    kept = _KEPT.setdefault(known, {})
    key = (metric.id, product)
    if key not in kept:
        series = known.series(metric.id, product)
        kept[key] = _Figures(known, metric, series).whole() if series.points else None
    return kept[key]


class _Figures:
    """Works out the figures of one series; every stretch is rolled up once."""

    def __init__(self, known: KnownSeries, metric: Metric, series: Series) -> None:
        self._known = known
        self._metric = metric
        self._series = series
        self._points = {point.period_end: point for point in series.points}
        self._calendar: Calendar = calendar_of(metric, known.calendar)
        adds_up = metric.over_time is OverTime.SUM and metric.kind not in (Kind.RATE, Kind.NPS)
        self._adds_up_weeks = adds_up and metric.grain is Grain.WEEK
        self._figures: dict[Stretch, Figure] = {}

    def whole(self) -> WeeklyFigures:
        through = self._known.calendar.last_closed(min(self._known.day, _LAST_DAY))
        closed = self._series.closed
        ends = [through - timedelta(weeks=back) for back in range(WEEKS)]
        four_weeks = Stretch(through - FOUR_WEEKS + timedelta(days=1), through)
        month = last_whole_month(self._calendar, through)
        return WeeklyFigures(
            metric=self._metric.id,
            product=self._series.product,
            week=self._known.calendar.name_of(through),
            through=through,
            known_weeks=(closed[-1].period_end - closed[0].period_end).days // 7 + 1 if closed else 0,
            weeks=tuple(
                self._line(self._week(end), self._week(end - timedelta(weeks=1)), self._week(end - WEEKS_A_YEAR))
                for end in reversed(ends)
            ),
            four_weeks=self._line(
                *(self._figure(four_weeks.moved(-by)) for by in (timedelta(0), FOUR_WEEKS, WEEKS_A_YEAR))
            ),
            month_to_date=self._to_date(through, Span.MONTH),
            quarter_to_date=self._to_date(through, Span.QUARTER),
            year_to_date=self._to_date(through, Span.YEAR),
            months=tuple(self._month(months_before(month, back)) for back in reversed(range(MONTHS))),
        )

    def _week(self, end: date) -> Figure:
        week = Figure(whole_week(end), self._known.calendar.name_of(end))
        point = self._points.get(end)
        if point is None:
            return week
        return replace(
            week,
            value=point.value,
            numerator=point.numerator,
            denominator=point.denominator,
            partial=point.partial,
        )

    def _month(self, first: date) -> Line:
        firsts = (months_before(first, back) for back in (0, Span.MONTH, Span.YEAR))
        return self._line(*(self._period(self._calendar.whole(day, Span.MONTH), Span.MONTH) for day in firsts))

    def _to_date(self, through: date, span: Span) -> Line:
        so_far = self._calendar.to_date(through, span)
        before, year_before = (self._calendar.as_far(so_far, span, months) for months in (span, Span.YEAR))
        return self._line(*(self._period(stretch, span) for stretch in (so_far, before, year_before)))

    def _period(self, stretch: Stretch, span: Span) -> Figure:
        return replace(self._figure(stretch), name=period_name(self._calendar.holds(stretch.last), span))

    def _figure(self, stretch: Stretch) -> Figure:
        figure = self._figures.get(stretch)
        if figure is None:
            rolled = self._known.rolled_up(self._metric, self._series.product, stretch)
            figure = Figure(stretch)
            if rolled is not None and rolled[0].value is not None:
                part, partial = rolled
                figure = replace(
                    figure,
                    value=part.value,
                    numerator=part.numerator,
                    denominator=part.denominator,
                    partial=partial,
                )
            self._figures[stretch] = figure
        return figure

    def _line(self, figure: Figure, before: Figure, year_before: Figure) -> Line:
        move, year_on_year = (
            move_between(
                self._metric,
                earlier.value,
                figure,
                comparable=earlier.is_whole and self._as_long(figure.stretch, earlier.stretch),
            )
            for earlier in (before, year_before)
        )
        return Line(figure, before, move, year_before, year_on_year)

    def _as_long(self, one: Stretch, other: Stretch) -> bool:
        """A month is a month, of 28 days or of 31; but four weeks and five do not add up to the same."""
        return not self._adds_up_weeks or one.weeks == other.weeks
