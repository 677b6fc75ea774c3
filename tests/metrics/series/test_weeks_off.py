"""Weeks in which nothing is reported: not missing, not stale, passed over, and never a number."""

from datetime import date, timedelta

from metrics.definition import Kind, Level, OverProducts
from metrics.observation import Series
from metrics.series.age import Age, age_of, gaps, stretches_off
from metrics.series.series import Measurements
from metrics.weeks import WeekCalendar, WeekOff
from tests.metrics.one_metric import MONDAY, a_book, a_metric, a_row

DECLARED = date(2026, 9, 1)


def sunday(week: int) -> date:
    return MONDAY + timedelta(weeks=week, days=6)


def off(week: int, *products: str, declared: date = DECLARED) -> WeekOff:
    return WeekOff(sunday(week), "Shutdown", "vp-engineering", declared, frozenset(products))


def series_of(
    weeks_off: list[WeekOff],
    *rows: tuple[str, int],
    day: date,
    product: str | None = "copilot",
    kind: Kind = Kind.AMOUNT,
    over_products: OverProducts | None = None,
    level: Level = Level.PRODUCT,
) -> Series:
    """The series of 1s of these products and weeks as known on a day."""
    metric = a_metric(kind, over_products=over_products, level=level)
    book = a_book(a_row(1.0, 1, 1, product=name, week=week) for name, week in rows)
    return Measurements(book, {"m": metric}, WeekCalendar(), off=weeks_off).known(day).series("m", product)


def test_a_week_off_is_no_gap_and_adds_no_age() -> None:
    series = series_of([off(2), off(3)], ("copilot", 0), ("copilot", 1), ("copilot", 4), day=sunday(6))
    assert gaps(series, WeekCalendar(), sunday(6)) == ("2026-W42", "2026-W43")
    assert [week.week for week in series.off] == ["2026-W39", "2026-W40"]
    assert series.weeks_to(sunday(4), 3) == (sunday(4), sunday(1), sunday(0))
    waiting = series_of([off(2), off(3)], ("copilot", 0), ("copilot", 1), day=sunday(4))
    assert age_of(waiting, sunday(2)) == Age(7, 7)
    assert age_of(waiting, sunday(4)) == Age(21, 14)
    assert not Age(21, 14).is_over(10)
    assert Age(21, 7).is_over(10)


def test_a_week_off_that_still_runs_adds_no_age_for_its_days_so_far() -> None:
    thursday = sunday(1) + timedelta(days=4)
    series = series_of([off(2)], ("copilot", 1), day=thursday)
    assert age_of(series, thursday) == Age(4, 4)


def test_a_day_before_the_declaration_does_not_know_it() -> None:
    later = [off(2, declared=sunday(4))]
    assert series_of(later, ("copilot", 1), day=sunday(3)).off == ()
    assert [week.end for week in series_of(later, ("copilot", 1), day=sunday(4)).off] == [sunday(2)]


def test_a_number_that_arrived_counts_whatever_was_declared() -> None:
    series = series_of([off(1)], ("copilot", 0), ("copilot", 1), day=sunday(2))
    assert series.off == ()
    assert [point.week for point in series.points] == ["2026-W37", "2026-W38"]


def test_a_closure_of_one_product_is_not_the_organizations() -> None:
    rows = [("copilot", 0), ("bot", 0), ("bot", 1)]
    assert [week.end for week in series_of([off(1, "copilot")], *rows, day=sunday(2)).off] == [sunday(1)]
    assert series_of([off(1, "copilot")], *rows, day=sunday(2), product="bot").off == ()
    assert series_of([off(1, "copilot")], *rows, day=sunday(2), product=None).off == ()
    alone = [("copilot", 0), ("copilot", 2), ("bot", 2)]
    assert [week.end for week in series_of([off(1, "copilot")], *alone, day=sunday(2), product=None).off] == [sunday(1)]


def test_a_sum_that_lacks_a_closed_product_stays_partial_and_a_pool_does_not() -> None:
    """A sum would be better for what nobody reported."""
    rows = [("copilot", 0), ("bot", 0), ("bot", 1)]
    closed = [off(1, "copilot")]
    summed = series_of(closed, *rows, day=sunday(2), product=None)
    pooled = series_of(closed, *rows, day=sunday(2), product=None, kind=Kind.RATE, over_products=OverProducts.POOL)
    assert [point.partial for point in summed.points] == [None, "1 of 2"]
    assert [point.partial for point in pooled.points] == [None, None]


def test_what_is_measured_once_for_all_is_off_only_where_all_are() -> None:
    rows = [("", 0)]
    for_all = series_of([off(1)], *rows, day=sunday(2), product=None, level=Level.ORGANIZATION)
    for_one = series_of([off(1, "copilot")], *rows, day=sunday(2), product=None, level=Level.ORGANIZATION)
    assert ([week.end for week in for_all.off], for_one.off) == ([sunday(1)], ())


def test_weeks_of_one_reason_stand_together() -> None:
    moved = WeekOff(sunday(5), "Office move")
    weeks = (off(2), off(3), moved, off(7))
    assert stretches_off(weeks) == ((off(2), off(3)), (moved,), (off(7),))
