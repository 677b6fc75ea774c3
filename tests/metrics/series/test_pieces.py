"""What a closed week lacks: days, weekdays that the metric names, products that had reported and have not ended."""

from datetime import date, timedelta

from metrics.definition import Day, Kind
from metrics.observation import Basis
from tests.metrics.one_metric import DAY, MONDAY, SUNDAY, a_metric, a_row, days_of, moment, points


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
