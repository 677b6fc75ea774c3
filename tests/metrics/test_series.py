"""What counts, as known on a day: corrections, revocations, roll-ups, running and partial weeks."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.definition import Day, Direction, Grain, Kind, Level, Metric, OverProducts, OverTime, Pillar
from metrics.observation import Basis, Observation, ObservationBook, Point, Series
from metrics.series import Measurements, age_days, end_of_day, gaps
from metrics.weeks import WeekCalendar, Weekday

MONDAY = date(2026, 9, 7)
SUNDAY = MONDAY + timedelta(days=6)
FRIDAY = date(2026, 11, 6)
DAY = Grain.DAY


def a_metric(
    kind: Kind = Kind.RATE,
    grain: Grain = Grain.WEEK,
    over_time: OverTime | None = None,
    over_products: OverProducts | None = None,
    level: Level = Level.PRODUCT,
    reported_on: tuple[Day, ...] = (),
) -> Metric:
    return Metric(
        id="m",
        pillar=Pillar.QUALITY,
        kind=kind,
        better=Direction.LOWER,
        grain=grain,
        over_time=over_time,
        over_products=over_products,
        level=level,
        reported_on=reported_on,
    )


def a_row(
    value: float,
    numerator: float | None = None,
    denominator: float | None = None,
    *,
    product: str = "copilot",
    week: int = 0,
    day: date | None = None,
    received: datetime = datetime(2026, 9, 14, 9),  # moments are naive UTC
    revoked: datetime | None = None,
    upload: str = "u1",
) -> Observation:
    start = MONDAY + timedelta(weeks=week) if day is None else day
    end = start + timedelta(days=6) if day is None else day
    return Observation(product, "m", start, end, value, numerator, denominator, upload, received, revoked)


def a_book(rows: Iterable[Observation]) -> ObservationBook:
    by_key: dict[tuple[str, str], list[Observation]] = {}
    for row in sorted(rows, key=lambda row: row.received_at):
        by_key.setdefault((row.product, row.metric), []).append(row)
    return ObservationBook({key: tuple(rows) for key, rows in by_key.items()})


def points(
    rows: Iterable[Observation],
    metric: Metric | None = None,
    product: str | None = "copilot",
    day: date = FRIDAY,
    basis: Basis = Basis.KNOWN,
    timezone: str = "UTC",
    calendar: WeekCalendar | None = None,
    ended: Mapping[str, date] | None = None,
) -> tuple[Point, ...]:
    metric = metric or a_metric()
    measurements = Measurements(a_book(rows), {"m": metric}, calendar or WeekCalendar(), timezone, ended)
    return measurements.known(day, basis).series("m", product).points


def values(*arguments: Any, **named: Any) -> list[float]:
    return [point.value for point in points(*arguments, **named)]


def moment(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute)  # moments are naive UTC


# which row counts


def test_a_correction_counts_from_the_moment_it_was_received() -> None:
    rows = [a_row(0.1, received=moment(14)), a_row(0.2, received=moment(16), upload="u2")]
    assert values(rows, day=date(2026, 9, 15)) == [0.1]
    assert values(rows, day=date(2026, 9, 16)) == [0.2]


def test_known_today_knows_what_was_received_later() -> None:
    rows = [a_row(0.1, received=moment(14)), a_row(0.2, received=moment(30), upload="u2")]
    assert values(rows, day=date(2026, 9, 15), basis=Basis.TODAY) == [0.2]
    assert values(rows, day=date(2026, 9, 15), basis=Basis.KNOWN) == [0.1]


def test_what_a_revoked_upload_had_replaced_counts_again() -> None:
    rows = [a_row(0.1, received=moment(14)), a_row(0.2, received=moment(15), revoked=moment(17), upload="u2")]
    assert values(rows, day=date(2026, 9, 16)) == [0.2]
    assert values(rows, day=date(2026, 9, 17)) == [0.1]
    assert values(rows, day=date(2026, 9, 16), basis=Basis.TODAY) == [0.1]


def test_a_week_whose_only_upload_is_revoked_is_unknown() -> None:
    rows = [a_row(0.1, received=moment(14), revoked=moment(15))]
    assert values(rows, day=date(2026, 9, 14)) == [0.1]
    assert points(rows) == ()


def test_nothing_is_known_before_it_was_received() -> None:
    assert points([a_row(0.1, received=moment(14))], day=date(2026, 9, 13)) == ()


@pytest.mark.parametrize(
    ("timezone", "received", "known"),
    [
        ("UTC", moment(14, 23, 59), True),
        ("UTC", moment(15, 0, 0), False),
        ("Europe/Berlin", moment(14, 21, 59), True),
        ("Europe/Berlin", moment(14, 22, 0), False),
        ("America/Los_Angeles", moment(15, 6, 59), True),
        ("America/Los_Angeles", moment(15, 7, 0), False),
    ],
)
def test_a_day_ends_at_midnight_of_the_charters_time_zone(timezone: str, received: datetime, known: bool) -> None:
    assert bool(points([a_row(0.1, received=received)], day=date(2026, 9, 14), timezone=timezone)) is known


def test_a_day_ends_an_hour_later_once_summer_time_is_over() -> None:
    assert end_of_day(date(2026, 10, 24), "Europe/Berlin").hour == 22
    assert end_of_day(date(2026, 10, 25), "Europe/Berlin").hour == 23


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_days_like_any_other(day: date) -> None:
    assert len(points([a_row(0.1)], day=day)) == (1 if day == date.max else 0)


def test_a_week_that_lies_ahead_is_not_shown() -> None:
    rows = [a_row(0.1, received=moment(1))]
    assert points(rows, day=date(2026, 9, 6), basis=Basis.TODAY) == ()
    assert len(points(rows, day=date(2026, 9, 7), basis=Basis.TODAY)) == 1


def test_a_correction_dated_on_another_weekday_replaces_its_week() -> None:
    rows = [
        a_row(0.1, received=moment(14)),
        a_row(0.2, day=date(2026, 9, 9), received=moment(15), upload="u2"),
    ]
    (point,) = points(rows)
    assert (point.week, point.period_end, point.value) == ("2026-W37", SUNDAY, 0.2)


def test_a_week_that_is_still_running_says_so() -> None:
    rows = [a_row(0.1, received=moment(9))]
    assert [point.running for point in points(rows, day=date(2026, 9, 12))] == [True]
    assert [point.running for point in points(rows, day=SUNDAY)] == [False]


def test_the_weeks_of_another_calendar_find_the_week_that_holds_most_of_them() -> None:
    saturdays = WeekCalendar(Weekday.SATURDAY)
    (point,) = points([a_row(0.1)], calendar=saturdays)
    assert (point.week, point.period_end) == ("2026-W37", SUNDAY - timedelta(days=1))


def test_points_come_in_order_whatever_the_order_of_uploads() -> None:
    rows = [a_row(value, week=week, received=moment(30 - week)) for week, value in enumerate([0.1, 0.2, 0.3])]
    assert values(rows) == [0.1, 0.2, 0.3]


def test_a_metric_that_nobody_defined_has_no_series() -> None:
    known = Measurements(a_book([a_row(0.1)]), {}, WeekCalendar()).known(FRIDAY)
    assert known.series("m", None) == Series("m", None)
    assert known.products("m") == ()


def test_the_same_question_is_worked_out_once() -> None:
    measurements = Measurements(a_book([a_row(0.1)]), {"m": a_metric()}, WeekCalendar())
    assert measurements.known(FRIDAY) is measurements.known(FRIDAY)
    assert measurements.known(FRIDAY).series("m", None) is measurements.known(FRIDAY).series("m", None)


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


def days_of(numbers: Iterable[float], denominators: Iterable[float | None] | None = None) -> list[Observation]:
    numbers = list(numbers)
    cases = list(denominators) if denominators is not None else [None] * len(numbers)
    return [
        a_row(number, None, n, day=MONDAY + timedelta(days=offset))
        for offset, (number, n) in enumerate(zip(numbers, cases, strict=True))
    ]


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


def test_a_closed_week_that_lacks_days_is_partial() -> None:
    count = a_metric(Kind.COUNT, DAY)
    assert [point.partial for point in points(days_of([1, 2, 3]), count)] == ["3 of 7 days"]
    assert [point.partial for point in points(days_of([0] * 7), count)] == [None]
    running = points(days_of([1, 2, 3]), count, day=date(2026, 9, 10), basis=Basis.TODAY)
    assert [(point.running, point.partial) for point in running] == [(True, None)]


def test_a_metric_that_names_its_weekdays_waits_for_no_others() -> None:
    on_workdays = a_metric(Kind.COUNT, DAY, reported_on=tuple(Day)[:5])
    assert [point.partial for point in points(days_of([1] * 5), on_workdays)] == [None]
    assert [point.partial for point in points(days_of([1] * 4), on_workdays)] == ["4 of 5 days"]
    # a Saturday counts where it is reported, and stands in for no other day
    saturday = a_row(10, day=MONDAY + timedelta(days=5))
    (point,) = points([*days_of([1] * 4), saturday], on_workdays)
    assert (point.value, point.partial) == (14, "4 of 5 days")


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


def test_a_week_that_lacks_a_product_which_had_reported_is_partial() -> None:
    rows = [
        a_row(0, 1, 10, product="a"),
        a_row(0, 2, 10, product="a", week=1),
        a_row(0, 2, 10, product="b", week=1),
        a_row(0, 3, 10, product="a", week=2),
        a_row(0, 3, 10, product="a", week=3),
        a_row(0, 3, 10, product="b", week=3),
        a_row(0, 3, 10, product="c", week=3),
    ]
    assert [point.partial for point in points(rows, None, None)] == [None, None, "1 of 2", None]


def test_weeks_after_a_product_has_ended_do_not_wait_for_it() -> None:
    both = [a_row(1, product=product, week=week) for product in "ab" for week in (0, 1)]
    rows = [*both, a_row(1, product="a", week=2), a_row(1, product="a", week=3)]
    count, week_3_begins = a_metric(Kind.COUNT), MONDAY + timedelta(weeks=2)

    def partial(ended: date | None) -> list[str | None]:
        return [point.partial for point in points(rows, count, None, ended={} if ended is None else {"b": ended})]

    assert partial(None) == [None, None, "1 of 2", "1 of 2"]
    assert partial(week_3_begins) == [None, None, None, None]
    assert partial(week_3_begins + timedelta(days=1)) == [None, None, "1 of 2", None]  # it was there for one day
    assert partial(MONDAY) == [None, None, None, None]


def test_a_product_that_reports_after_its_end_does_not_stand_in_for_another() -> None:
    rows = [a_row(1, product=product) for product in "ab"]
    rows.append(a_row(1, product="b", week=1, received=moment(21)))
    found = points(rows, a_metric(Kind.COUNT), None, ended={"b": SUNDAY})
    assert [point.partial for point in found] == [None, "1 of 2"]


def test_days_after_a_product_has_ended_are_not_waited_for() -> None:
    rows = [
        *[a_row(1, product="a", day=MONDAY + timedelta(days=offset)) for offset in range(7)],
        *[a_row(1, product="b", day=MONDAY + timedelta(days=offset)) for offset in range(3)],
    ]
    count = a_metric(Kind.COUNT, DAY)
    assert [point.partial for point in points(rows, count, None)] == ["3 of 7 days"]
    thursday = {"b": MONDAY + timedelta(days=3)}
    assert [point.partial for point in points(rows, count, None, ended=thursday)] == [None]
    assert [point.partial for point in points(rows, count, "b", ended=thursday)] == [None]


def test_a_product_that_begins_in_mid_week_lacks_no_days_of_the_organization() -> None:
    rows = [a_row(1, product="a", day=MONDAY + timedelta(days=offset)) for offset in range(14)]
    rows += [a_row(1, product="b", day=MONDAY + timedelta(days=offset)) for offset in range(9, 14)]
    count = a_metric(Kind.COUNT, DAY)
    assert [point.partial for point in points(rows, count, None)] == [None, None]
    assert [point.partial for point in points(rows, count, "b")] == ["5 of 7 days"]


def test_a_week_can_lack_a_product_and_days_of_another() -> None:
    rows = [a_row(1, product="a", day=MONDAY + timedelta(days=offset)) for offset in range(10)]
    rows += [a_row(1, product="b", day=MONDAY + timedelta(days=offset)) for offset in range(7)]
    found = points(rows, a_metric(Kind.COUNT, DAY), None)
    assert [point.partial for point in found] == [None, "1 of 2, 3 of 7 days"]


def test_a_product_that_was_taken_back_is_not_missed() -> None:
    rows = [
        a_row(1, product="a"),
        a_row(1, product="b", revoked=moment(20)),
        a_row(1, product="a", week=1, received=moment(21)),
    ]
    assert [point.partial for point in points(rows, a_metric(Kind.COUNT), None)] == [None, None]


def test_rows_of_the_organization_are_read_as_they_are() -> None:
    metric = a_metric(Kind.NPS, level=Level.ORGANIZATION)
    rows = [a_row(30.0, product=""), a_row(50.0, product="a")]
    assert values(rows, metric, None) == [30.0]
    known = Measurements(a_book(rows), {"m": metric}, WeekCalendar()).known(FRIDAY)
    assert known.products("m") == ()


def test_rows_of_the_organization_are_no_product() -> None:
    rows = [a_row(1, product=""), a_row(2, product="a")]
    assert values(rows, a_metric(Kind.COUNT), None) == [2]


def test_each_product_has_a_series_of_its_own() -> None:
    rows = [a_row(1, product="b"), a_row(2, product="a")]
    known = Measurements(a_book(rows), {"m": a_metric(Kind.COUNT)}, WeekCalendar()).known(FRIDAY)
    assert [(series.product, series.points[0].value) for series in known.product_series("m")] == [("a", 2), ("b", 1)]


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


# age, gaps, changes


def test_age_counts_from_the_end_of_the_last_closed_week() -> None:
    rows = [a_row(0.1), a_row(0.2, week=1)]
    series = Series("m", "copilot", points(rows, day=date(2026, 9, 18)))
    assert age_days(series, date(2026, 9, 18)) == 5
    assert age_days(Series("m", None), FRIDAY) is None


def test_age_of_a_running_week_of_days_counts_from_the_last_day_reported() -> None:
    rows = [a_row(1, day=date(2026, 9, 15), received=moment(16))]
    series = Series("m", "copilot", points(rows, a_metric(Kind.COUNT, DAY), day=date(2026, 9, 18)))
    assert age_days(series, date(2026, 9, 18)) == 3


def test_gaps_are_the_closed_weeks_without_a_point() -> None:
    rows = [a_row(0.1), a_row(0.2, week=3)]
    series = Series("m", "copilot", points(rows))
    assert gaps(series, WeekCalendar(), date(2026, 10, 4)) == ("2026-W38", "2026-W39")
    assert gaps(series, WeekCalendar(), date(2026, 10, 18)) == ("2026-W38", "2026-W39", "2026-W41", "2026-W42")
    assert gaps(Series("m", None), WeekCalendar(), FRIDAY) == ()
