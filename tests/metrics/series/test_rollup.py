"""What the value of a row is; how days become weeks, and products the organization."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.definition import Kind, Level, OverTime
from metrics.observation import Basis, ObservationBook
from metrics.series.series import Measurements
from metrics.weeks import WeekCalendar, Weekday
from tests.metrics.one_metric import DAY, FRIDAY, MONDAY, a_book, a_metric, a_row, days_of, moment, points, values

# values of single rows


def test_a_rate_is_its_counts_divided() -> None:
    (point,) = points([a_row(0.0, 12, 120)])
    assert (point.value, point.numerator, point.denominator) == (0.1, 12, 120)


def test_a_rate_with_only_its_n_gets_the_count_that_its_value_says() -> None:
    (point,) = points([a_row(0.05, None, 200)])
    assert point.value == 0.05
    assert point.numerator == pytest.approx(10)


def test_no_cases_at_all_are_no_rate() -> None:
    assert points([a_row(0.0, 0, 0)]) == ()


def test_nps_with_counts_is_a_hundred_times_their_quotient() -> None:
    assert values([a_row(0.0, 40, 100)], a_metric(Kind.NPS)) == [40.0]


def test_what_is_no_number_makes_no_point() -> None:
    assert points([a_row(float("nan"))]) == ()
    assert points([a_row(float("inf"))], a_metric(Kind.AMOUNT)) == ()


# days to weeks


def test_days_of_a_volume_add_up() -> None:
    assert values(days_of([1, 2, 3.5]), a_metric(Kind.AMOUNT, DAY)) == [6.5]


def test_days_of_a_rate_add_counts_before_they_divide() -> None:
    rows = [a_row(0, 1, 10, day=MONDAY), a_row(0, 30, 40, day=MONDAY + timedelta(days=1))]
    (point,) = points(rows, a_metric(Kind.RATE, DAY))
    assert (point.value, point.numerator, point.denominator) == (0.62, 31, 50)


def test_days_of_a_rate_without_counts_are_not_averaged() -> None:
    rows = days_of([0.1, 0.3])
    assert points(rows, a_metric(Kind.RATE, DAY)) == ()
    assert values(rows[:1], a_metric(Kind.RATE, DAY)) == [0.1]


def test_days_of_a_rate_without_counts_are_averaged_only_where_the_metric_says_so() -> None:
    metric = a_metric(Kind.RATE, DAY, OverTime.MEAN)
    assert values(days_of([0.1, 0.3]), metric) == [0.2]
    assert points(days_of([0.1, 0.3], [10, None]), metric) == ()
    assert values(days_of([0.1, 0.3], [30, 10]), metric) == [pytest.approx(0.15)]


def test_days_of_a_mean_weigh_by_n() -> None:
    assert values(days_of([1.0, 4.0], [30, 10]), a_metric(Kind.MEAN, DAY)) == [1.75]
    assert values(days_of([1.0, 4.0]), a_metric(Kind.MEAN, DAY)) == [2.5]
    assert points(days_of([1.0, 4.0], [30, None]), a_metric(Kind.MEAN, DAY)) == ()
    assert values(days_of([1.0, 4.0], [30, 0]), a_metric(Kind.MEAN, DAY)) == [1.0]


def test_days_that_do_not_add_up_keep_the_last_closed_one_where_the_metric_says_so() -> None:
    last = a_metric(Kind.DURATION, DAY, OverTime.LAST)
    assert values(days_of([3, 1, 2]), last) == [2]
    assert values(days_of([3, 1, 2]), last, day=date(2026, 9, 14)) == [2]
    assert values(days_of([3, 1, 2]), last, day=MONDAY, basis=Basis.TODAY) == [3]


def test_days_without_a_roll_up_make_no_weeks() -> None:
    metric = a_metric(Kind.DURATION, DAY, OverTime.NONE)
    assert points(days_of([3, 1, 2]), metric) == ()
    known = Measurements(a_book(days_of([3])), {"m": metric}, WeekCalendar()).known(FRIDAY)
    assert known.products("m") == ("copilot",)


def test_a_correction_of_one_day_replaces_only_that_day() -> None:
    rows = [*days_of([1, 2, 3]), a_row(10, day=MONDAY, received=moment(20), upload="u2")]
    assert values(rows, a_metric(Kind.COUNT, DAY), day=date(2026, 9, 19)) == [6]
    assert values(rows, a_metric(Kind.COUNT, DAY), day=date(2026, 9, 20)) == [15]


def test_a_running_week_of_days_adds_up_so_far() -> None:
    rows = [a_row(1, day=MONDAY + timedelta(days=offset), received=moment(7 + offset)) for offset in range(7)]
    (point,) = points(rows, a_metric(Kind.COUNT, DAY), day=date(2026, 9, 9))
    assert (point.value, point.running, point.last_day) == (3, True, date(2026, 9, 9))


def test_days_add_up_to_the_published_weekly_review() -> None:
    # working-backwards/wbr-app (Apache-2.0), unit test scenario 1: page views, weeks ending on Saturday 25 Sep 2021
    first_week = [70269317, 66943157, 64096406, 63780627, 60948712, 65993907, 68175615]
    second_week = [68560425, 72837125, 66645138, 64994522, 64459594, 67114574, 66147946]
    rows = [
        a_row(views, day=date(2021, 9, 12) + timedelta(days=offset))
        for offset, views in enumerate(first_week + second_week)
    ]
    earlier, later = points(rows, a_metric(Kind.COUNT, DAY), calendar=WeekCalendar(Weekday.SATURDAY))
    assert (earlier.value, later.value, later.period_end) == (460207741, 470759324, date(2021, 9, 25))


# products to the organization


def test_products_add_up_where_the_metric_sums() -> None:
    rows = [a_row(1, product="a"), a_row(2, product="b")]
    assert values(rows, a_metric(Kind.AMOUNT), None) == [3]


def test_pooled_rates_add_counts_before_they_divide() -> None:
    rows = [a_row(0, 1, 10, product="a"), a_row(0, 30, 40, product="b")]
    (point,) = points(rows, None, None)
    assert (point.value, point.numerator, point.denominator) == (0.62, 31, 50)


def test_pooled_means_weigh_by_n() -> None:
    rows = [a_row(1.0, None, 30, product="a"), a_row(4.0, None, 10, product="b")]
    assert values(rows, a_metric(Kind.MEAN), None) == [1.75]


def test_a_rate_that_lacks_its_counts_does_not_roll_up_with_another() -> None:
    rows = [a_row(0.1, product="a"), a_row(0, 30, 40, product="b")]
    assert points(rows, None, None) == ()
    assert values(rows[:1], None, None) == [0.1]


def test_a_product_without_cases_adds_nothing_to_the_pool() -> None:
    rows = [a_row(0, 0, 0, product="a"), a_row(0, 30, 40, product="b")]
    (point,) = points(rows, None, None)
    assert (point.value, point.partial) == (0.75, None)


def test_a_metric_that_does_not_roll_up_speaks_for_the_organization_while_one_product_reports_it() -> None:
    metric = a_metric(Kind.DURATION)
    rows = [a_row(3.0, product="a"), a_row(4.0, product="b", week=1, received=moment(21))]
    assert values(rows, metric, None, date(2026, 9, 20)) == [3.0]
    assert points(rows, metric, None, date(2026, 9, 21)) == ()


def test_rows_of_the_organization_are_read_as_they_are() -> None:
    metric = a_metric(Kind.NPS, level=Level.ORGANIZATION)
    rows = [a_row(30.0, product=""), a_row(50.0, product="a")]
    assert values(rows, metric, None) == [30.0]
    known = Measurements(a_book(rows), {"m": metric}, WeekCalendar()).known(FRIDAY)
    assert known.products("m") == ()


def test_rows_of_the_organization_are_no_product() -> None:
    rows = [a_row(1, product=""), a_row(2, product="a")]
    assert values(rows, a_metric(Kind.COUNT), None) == [2]


finite = st.floats(-1e9, 1e9)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), finite), max_size=20))
def test_the_order_of_products_does_not_matter(entries: list[tuple[str, int, float]]) -> None:
    rows = [
        a_row(value, None, 1 + abs(value), product=product, week=week, received=moment(14) + timedelta(minutes=number))
        for number, (product, week, value) in enumerate(entries)
    ]
    book = a_book(rows)
    backwards = ObservationBook(dict(reversed(list(book.rows.items()))))
    for kind in (Kind.COUNT, Kind.MEAN):
        metrics = {"m": a_metric(kind)}
        one, other = (Measurements(pages, metrics, WeekCalendar()).known(FRIDAY) for pages in (book, backwards))
        assert one.series("m", None) == other.series("m", None)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=12))
def test_a_pooled_rate_lies_between_the_rates_it_is_made_of(cases: list[tuple[int, int]]) -> None:
    rows = [a_row(0, min(k, n), n, product=f"p{number}", received=moment(14)) for number, (k, n) in enumerate(cases)]
    rates = [min(k, n) / n for k, n in cases]
    (point,) = points(rows, None, None)
    assert min(rates) - 1e-12 <= point.value <= max(rates) + 1e-12
