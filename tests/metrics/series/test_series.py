"""What counts, as known on a day: corrections, revocations, running weeks; the age of a series, and its gaps."""

from datetime import date, datetime, timedelta

import pytest

from metrics.definition import Kind
from metrics.observation import Basis, Series
from metrics.series.age import age_days, gaps
from metrics.series.moments import end_of_day
from metrics.series.series import Measurements
from metrics.weeks import WeekCalendar, Weekday
from tests.metrics.one_metric import DAY, FRIDAY, SUNDAY, a_book, a_metric, a_row, moment, points, values

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


def test_each_product_has_a_series_of_its_own() -> None:
    rows = [a_row(1, product="b"), a_row(2, product="a")]
    known = Measurements(a_book(rows), {"m": a_metric(Kind.COUNT)}, WeekCalendar()).known(FRIDAY)
    assert [(series.product, series.points[0].value) for series in known.product_series("m")] == [("a", 2), ("b", 1)]


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
