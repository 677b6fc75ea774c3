"""The weekly review of one series: six weeks, months and periods to date, each beside what it is compared with."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.definition import Day, Direction, Grain, Kind, Metric, OverProducts, OverTime, Pillar
from metrics.observation import Basis, Observation, ObservationBook
from metrics.series.calendar_periods import Span, Stretch, span_of
from metrics.series.series import Measurements
from metrics.series.weekly_figures import Line, WeeklyFigures, weekly_figures
from metrics.weeks import WeekCalendar, Weekday

RECEIVED = datetime(2030, 1, 1)  # moments are naive UTC


def a_metric(kind: Kind = Kind.COUNT, grain: Grain = Grain.DAY, **named: Any) -> Metric:
    return Metric(id="m", pillar=Pillar.QUALITY, kind=kind, better=Direction.LOWER, grain=grain, **named)


def a_row(
    first: date, value: float, *, product: str = "a", days: int = 1, k: float | None = None, n: float | None = None
) -> Observation:
    return Observation(product, "m", first, first + timedelta(days=days - 1), value, k, n, "u1", RECEIVED)


def each_day(first: date, last: date, value: float = 1.0, product: str = "a") -> list[Observation]:
    return [a_row(first + timedelta(days=day), value, product=product) for day in range((last - first).days + 1)]


def each_week(first: date, values: Iterable[float], product: str = "a") -> list[Observation]:
    return [a_row(first + timedelta(weeks=week), value, product=product, days=7) for week, value in enumerate(values)]


def review(
    rows: Iterable[Observation],
    day: date,
    metric: Metric | None = None,
    product: str | None = "a",
    *,
    last_day: Weekday = Weekday.SUNDAY,
    ended: Mapping[str, date] | None = None,
) -> WeeklyFigures:
    book: dict[tuple[str, str], list[Observation]] = {}
    for row in rows:
        book.setdefault((row.product, row.metric), []).append(row)
    metric = metric or a_metric()
    measurements = Measurements(
        ObservationBook({key: tuple(found) for key, found in book.items()}),
        {"m": metric},
        WeekCalendar(last_day),
        ended=ended,
    )
    found = weekly_figures(measurements.known(day, Basis.TODAY), metric, product)
    assert found is not None
    return found


def numbers(lines: Iterable[Line]) -> list[float | None]:
    return [line.figure.value for line in lines]


# weeks


def test_the_last_six_closed_weeks_are_there_whatever_is_reported() -> None:
    rows = each_week(date(2026, 9, 7), [1, 2, 3, 4])
    found = review(rows, date(2026, 10, 21), a_metric(grain=Grain.WEEK))
    assert [line.figure.name for line in found.weeks] == [f"2026-W{week}" for week in range(37, 43)]
    assert numbers(found.weeks) == [1, 2, 3, 4, None, None]
    assert (found.week, found.through) == ("2026-W42", date(2026, 10, 18))
    assert found.week_on_week is None
    assert [line.move and line.move.change.percent for line in found.weeks[1:4]] == [100, 50, pytest.approx(100 / 3)]


def test_the_running_week_is_not_reviewed() -> None:
    rows = each_week(date(2026, 9, 7), [1, 2, 3])
    found = review(rows, date(2026, 9, 26), a_metric(grain=Grain.WEEK))  # the third week ends on the 27th
    assert numbers(found.weeks)[-2:] == [1, 2]
    assert found.month_to_date.figure.value == 3
    assert review(rows, date(2026, 9, 27), a_metric(grain=Grain.WEEK)).last.figure.value == 3


def test_a_series_without_a_point_has_no_review() -> None:
    metric = a_metric(grain=Grain.WEEK)
    measurements = Measurements(ObservationBook({}), {"m": metric}, WeekCalendar())
    assert weekly_figures(measurements.known(date(2026, 9, 27)), metric, "a") is None
    assert weekly_figures(measurements.known(date.min), metric, None) is None


def test_the_last_day_of_the_calendar_can_be_asked() -> None:
    found = review(each_week(date(2026, 9, 7), [1]), date.max, a_metric(grain=Grain.WEEK))
    assert set(numbers(found.weeks)) == {None}


def test_a_review_is_worked_out_once() -> None:
    metric = a_metric(grain=Grain.WEEK)
    rows = tuple(each_week(date(2026, 9, 7), [1, 2]))
    known = Measurements(ObservationBook({("a", "m"): rows}), {"m": metric}, WeekCalendar()).known(
        date(2026, 9, 27), Basis.TODAY
    )
    assert weekly_figures(known, metric, "a") is weekly_figures(known, metric, "a")


def test_a_partial_week_is_compared_and_said_not_to_be_like_for_like() -> None:
    rows = each_day(date(2026, 9, 7), date(2026, 9, 17))
    found = review(rows, date(2026, 9, 20))
    assert found.last.figure.partial == "4 of 7 days"
    assert found.week_on_week is not None
    assert found.week_on_week.change.percent == pytest.approx(-300 / 7)
    assert not found.week_on_week.comparable


def test_four_weeks_are_held_against_the_four_before() -> None:
    rows = each_week(date(2026, 8, 3), [1, 2, 3, 4, 10, 20, 30, 40])
    found = review(rows, date(2026, 9, 27), a_metric(grain=Grain.WEEK)).four_weeks
    assert (found.figure.value, found.before.value) == (100, 10)
    assert found.figure.stretch == Stretch(date(2026, 8, 31), date(2026, 9, 27))
    assert found.move is not None
    assert found.move.change.percent == 900
    assert found.move.comparable


# a year before


@pytest.mark.parametrize(("weeks", "known"), [(52, False), (53, True)])
def test_there_is_no_year_on_year_before_52_weeks_lie_between(weeks: int, known: bool) -> None:
    rows = each_week(date(2025, 1, 6), [100.0] * (weeks - 1) + [150.0])
    last = date(2025, 1, 6) + timedelta(weeks=weeks, days=-1)
    found = review(rows, last, a_metric(grain=Grain.WEEK))
    assert found.known_weeks == weeks
    assert (found.year_on_year is not None) is known
    assert (found.year_to_date.year_on_year is not None) is known
    if found.year_on_year is not None:
        assert found.year_on_year.change.percent == 50


def test_a_week_is_held_against_the_week_364_days_before() -> None:
    found = review(each_day(date(2019, 12, 1), date(2021, 1, 10)), date(2021, 1, 10))
    assert [line.figure.name for line in found.weeks[-2:]] == ["2020-W53", "2021-W01"]
    assert [line.year_before.name for line in found.weeks[-2:]] == ["2020-W01", "2020-W02"]
    assert found.last.year_before.stretch == Stretch(date(2020, 1, 6), date(2020, 1, 12))


# months and periods to date, by the day


def test_months_are_made_of_their_days_even_where_weeks_cross_them() -> None:
    found = review(each_day(date(2025, 1, 1), date(2026, 3, 31)), date(2026, 4, 1))
    assert found.through == date(2026, 3, 29)
    assert [line.figure.name for line in found.months][-2:] == ["2026-01", "2026-02"]
    assert numbers(found.months) == [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28]
    assert found.month_to_date.figure.value == 29
    assert found.month_to_date.before.value == 28  # February has no 29th
    assert found.quarter_to_date.figure.value == 31 + 28 + 29
    assert found.year_to_date.year_before.value == 31 + 28 + 29


def test_a_leap_day_counts_in_its_month_and_has_none_beside_it() -> None:
    found = review(each_day(date(2023, 1, 1), date(2024, 3, 3)), date(2024, 3, 3))
    february = found.months[-1]
    assert (february.figure.value, february.year_before.value) == (29, 28)
    assert found.month_to_date.year_before.stretch == Stretch(date(2023, 3, 1), date(2023, 3, 3))
    on_leap_day = review(each_day(date(2023, 1, 1), date(2024, 2, 29)), date(2024, 2, 29), last_day=Weekday.THURSDAY)
    assert on_leap_day.month_to_date.year_before.stretch == Stretch(date(2023, 2, 1), date(2023, 2, 28))
    assert on_leap_day.months[-1].figure.name == "2024-02"


def test_a_month_that_lacks_days_says_how_many() -> None:
    rows = each_day(date(2026, 1, 10), date(2026, 3, 29))
    found = review([row for row in rows if row.period_start.day != 15], date(2026, 3, 29))
    january, february = found.months[-2:]
    assert (january.figure.value, january.figure.partial) == (21, "21 of 31 days")
    assert (february.figure.value, february.figure.partial) == (27, "27 of 28 days")
    assert found.months[-3].figure.value is None
    assert found.months[-3].figure.partial is None
    assert february.move is not None
    assert not february.move.comparable
    assert found.month_to_date.figure.partial == "28 of 29 days"


def test_months_wait_only_for_the_weekdays_a_metric_is_reported_on() -> None:
    workdays = [row for row in each_day(date(2026, 1, 1), date(2026, 2, 28)) if row.period_start.weekday() < 5]
    metric = a_metric(reported_on=tuple(Day)[:5])
    found = review(workdays, date(2026, 3, 1), metric)
    assert [(line.figure.value, line.figure.partial) for line in found.months[-2:]] == [(22, None), (20, None)]
    found = review(workdays[1:], date(2026, 3, 1), metric)
    assert found.months[-2].figure.partial == "21 of 22 days"


# months, by the week


def test_weeks_make_months_by_their_fourth_day() -> None:
    rows = each_week(date(2026, 8, 31), [1, 2, 4, 8, 16, 32, 64])  # the fifth week: 28 September to 4 October
    found = review(rows, date(2026, 10, 18), a_metric(grain=Grain.WEEK))
    assert found.months[-1].figure.name == "2026-09"
    assert (found.months[-1].figure.value, found.months[-1].figure.partial) == (1 + 2 + 4 + 8, None)
    assert found.months[-1].figure.stretch == Stretch(date(2026, 8, 31), date(2026, 9, 27))
    assert (found.month_to_date.figure.value, found.month_to_date.before.value) == (16 + 32 + 64, 1 + 2 + 4)


def test_sums_over_four_weeks_and_over_five_are_not_like_for_like() -> None:
    rows = each_week(date(2026, 8, 31), [10.0] * 9)  # September has four weeks, October five
    october = review(rows, date(2026, 11, 1), a_metric(grain=Grain.WEEK)).months[-1].move
    assert october is not None
    assert (october.change.percent, october.comparable) == (25, False)
    mean = review(rows, date(2026, 11, 1), a_metric(Kind.MEAN, Grain.WEEK)).months[-1].move
    assert mean is not None
    assert (mean.change.percent, mean.comparable) == (0, True)


def test_a_month_that_lacks_weeks_says_how_many() -> None:
    rows = each_week(date(2026, 8, 31), [1, 2, 4, 8, 16])
    found = review([*rows[:1], *rows[2:]], date(2026, 10, 4), a_metric(grain=Grain.WEEK))
    assert (found.months[-1].figure.value, found.months[-1].figure.partial) == (13, "3 of 4 weeks")


# the metric's own roll-up


def test_rates_add_their_counts_before_they_divide() -> None:
    rows = [a_row(date(2026, 9, day), 0, k=day, n=100 * day) for day in range(1, 31)]
    rows[0] = a_row(date(2026, 9, 1), 0, k=100, n=100)
    found = review(rows, date(2026, 10, 4), a_metric(Kind.RATE)).months[-1].figure
    assert (found.numerator, found.denominator) == (sum(range(2, 31)) + 100, 100 * sum(range(1, 31)))
    assert found.value == pytest.approx(564 / 46500)


def test_rates_move_by_points_and_basis_points() -> None:
    rows = [a_row(date(2026, 9, 7), 0, days=7, k=5, n=100), a_row(date(2026, 9, 14), 0, days=7, k=41, n=1000)]
    move = review(rows, date(2026, 9, 20), a_metric(Kind.RATE, Grain.WEEK)).week_on_week
    assert move is not None
    assert move.change.percent is None
    assert move.change.points == pytest.approx(-0.9)
    assert move.change.basis_points == pytest.approx(-90)


def test_means_and_last_values_roll_up_as_the_metric_says() -> None:
    rows = [a_row(date(2026, 9, day), float(day), n=day) for day in range(1, 31)]
    weighed = review(rows, date(2026, 10, 4), a_metric(Kind.MEAN)).months[-1].figure
    assert weighed.value == pytest.approx(sum(day * day for day in range(1, 31)) / sum(range(1, 31)))
    last = review(rows, date(2026, 10, 4), a_metric(Kind.SCORE, over_time=OverTime.LAST)).months[-1].figure
    assert (last.value, last.partial) == (30, None)


def test_what_does_not_roll_up_has_weeks_and_no_months() -> None:
    rows = each_week(date(2026, 8, 3), [3.0] * 7 + [4.0])
    found = review(rows, date(2026, 9, 27), a_metric(Kind.DURATION, Grain.WEEK))
    assert found.week_on_week is not None
    assert found.week_on_week.change.difference == 1
    assert (found.four_weeks.figure.value, found.months[-1].figure.value) == (None, None)
    assert (found.four_weeks.move, found.four_weeks.figure.partial) == (None, None)


# the organization


def test_products_roll_up_after_their_own_days() -> None:
    rows = each_day(date(2026, 8, 1), date(2026, 9, 30), 1, "a") + each_day(
        date(2026, 9, 11), date(2026, 9, 30), 2, "b"
    )
    found = review(rows, date(2026, 10, 4), product=None)
    assert [(line.figure.value, line.figure.partial) for line in found.months[-2:]] == [(31, None), (30 + 40, None)]
    own = review(rows, date(2026, 10, 4), product="b").months[-1].figure
    assert (own.value, own.partial) == (40, "20 of 30 days")


def test_a_month_without_a_product_that_had_reported_lacks_it_until_it_ends() -> None:
    rows = each_day(date(2026, 7, 1), date(2026, 9, 30), 1, "a") + each_day(date(2026, 7, 1), date(2026, 8, 9), 1, "b")
    waiting = review(rows, date(2026, 10, 4), product=None)
    assert [line.figure.partial for line in waiting.months[-3:]] == [None, "9 of 31 days", "1 of 2"]
    ended = review(rows, date(2026, 10, 4), product=None, ended={"b": date(2026, 8, 10)})
    assert [line.figure.partial for line in ended.months[-3:]] == [None, None, None]
    assert numbers(ended.months[-3:]) == [62, 40, 30]


def test_products_that_do_not_roll_up_have_no_review_together() -> None:
    metric = a_metric(Kind.DURATION, Grain.WEEK)
    rows = {(product, "m"): tuple(each_week(date(2026, 9, 7), [1], product)) for product in "ab"}
    known = Measurements(ObservationBook(rows), {"m": metric}, WeekCalendar()).known(date(2026, 9, 27), Basis.TODAY)
    assert metric.over_products is OverProducts.NONE
    assert weekly_figures(known, metric, None) is None
    assert weekly_figures(known, metric, "a") is not None


# against the plainest way to work it out


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2018, 1, 1), date(2024, 12, 31)),
    st.lists(st.one_of(st.none(), st.integers(0, 1000)), min_size=1, max_size=500),
    st.sampled_from(Weekday),
    st.sampled_from([OverTime.SUM, OverTime.MEAN, OverTime.LAST]),
    st.integers(0, 20),
)
def test_every_figure_is_what_its_days_roll_up_to(
    first: date, days: list[int | None], last_day: Weekday, over_time: OverTime, later: int
) -> None:
    measured = {first + timedelta(days=place): value for place, value in enumerate(days) if value is not None}
    if not measured:
        return
    metric = a_metric(Kind.AMOUNT, over_time=over_time)
    rows = [a_row(day, value) for day, value in measured.items()]
    found = review(rows, first + timedelta(days=len(days) - 1 + later), metric, last_day=last_day)
    assert found.through.weekday() == last_day
    lines = [
        *found.weeks,
        *found.months,
        found.four_weeks,
        found.month_to_date,
        found.quarter_to_date,
        found.year_to_date,
    ]
    for figure in [figure for line in lines for figure in (line.figure, line.before, line.year_before)]:
        inside = {day: value for day, value in measured.items() if day in figure.stretch}
        if not inside:
            assert (figure.value, figure.partial) == (None, None)
            continue
        values = list(inside.values())
        rolled = {OverTime.SUM: sum(values), OverTime.MEAN: fmean(values), OverTime.LAST: values[-1]}[over_time]
        assert figure.value == pytest.approx(rolled)
        whole = len(inside) == figure.stretch.days
        assert figure.partial == (None if whole else f"{len(inside)} of {figure.stretch.days} days")
    for line in found.months:
        assert line.figure.stretch == span_of(line.figure.stretch.first, Span.MONTH)
        assert line.figure.stretch.last <= found.through


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2018, 1, 1), date(2024, 12, 31)),
    st.dictionaries(
        st.sampled_from("ab"), st.dictionaries(st.integers(0, 60), st.integers(0, 99), min_size=1), min_size=1
    ),
    st.sampled_from(Weekday),
)
def test_months_of_the_organization_are_the_weeks_of_their_fourth_days(
    day: date, measured: dict[str, dict[int, int]], last_day: Weekday
) -> None:
    first = WeekCalendar(last_day).start_of(day)
    weeks = {
        (product, first + timedelta(weeks=week)): value
        for product, of in measured.items()
        for week, value in of.items()
    }
    rows = [a_row(start, value, product=product, days=7) for (product, start), value in weeks.items()]
    requested = max(start for _, start in weeks) + timedelta(days=20)
    found = review(rows, requested, a_metric(grain=Grain.WEEK), None, last_day=last_day)
    for line in found.months:
        fourths = {key: key[1] + timedelta(days=3) for key in weeks}
        inside = [key for key, fourth in fourths.items() if f"{fourth:%Y-%m}" == line.figure.name]
        assert line.figure.value == (sum(weeks[key] for key in inside) if inside else None)
        assert all(start in line.figure.stretch for _, start in inside)
