"""Stored numbers by today's names and definitions: renamed, converted, left out, or set aside until somebody says."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from metrics.definition import Kind, Level, Metric
from metrics.meaning import Meaning, StoredMeaning, meaning_of
from metrics.observation import Observation, ObservationBook
from metrics.series.older_numbers import Names, OlderRule, as_they_mean_today, under_todays_names
from metrics.weeks import WeekCalendar, Weekday
from tests.metrics.one_metric import MONDAY, a_book, a_metric, a_row

METRIC = a_metric(Kind.AMOUNT)
TODAY = meaning_of(METRIC, WeekCalendar())
DOLLARS = replace(TODAY, unit="USD")
SENT, LATER = datetime(2026, 10, 1, 9), datetime(2026, 11, 1, 9)


def sunday(week: int) -> date:
    return MONDAY + timedelta(weeks=week, days=6)


def meant(*meanings: tuple[datetime, Meaning]) -> list[StoredMeaning]:
    return [StoredMeaning("m", moment, meaning) for moment, meaning in meanings]


def read(
    rows: list[Observation],
    meanings: list[StoredMeaning],
    *rules: OlderRule,
    metric: Metric = METRIC,
    products: tuple[str, ...] = ("copilot",),
) -> tuple[dict[tuple[str, str], list[float]], list[tuple[str, int]]]:
    """Values by product and metric, and how many periods of which product are set aside."""
    book, aside = as_they_mean_today(a_book(rows), {"m": metric}, WeekCalendar(), meanings, rules, products)
    values = {key: [row.value for row in found] for key, found in book.rows.items()}
    return values, [(one.product, one.periods) for one in aside]


OLD = [a_row(100.0, 200.0, 2.0, week=0, received=SENT), a_row(110.0, week=1, received=SENT)]
NEW = a_row(90.0, week=8, received=LATER)


def test_numbers_of_todays_meaning_stay_as_they_are() -> None:
    book = a_book([*OLD, NEW])
    found, aside = as_they_mean_today(book, {"m": METRIC}, WeekCalendar(), meant((SENT, TODAY)), ())
    assert (found is book, aside) == (True, ())


def test_numbers_of_another_meaning_wait_until_somebody_says() -> None:
    values, aside = read([*OLD, NEW], meant((SENT, DOLLARS), (LATER, TODAY)))
    assert (values, aside) == ({("copilot", "m"): [90.0]}, [("copilot", 2)])


def test_they_mean_the_same_are_converted_or_start_anew() -> None:
    meanings = meant((SENT, DOLLARS), (LATER, TODAY))
    assert read([*OLD, NEW], meanings, OlderRule("m", sunday(5)))[0] == {("copilot", "m"): [100.0, 110.0, 90.0]}
    assert read([*OLD, NEW], meanings, OlderRule("m", sunday(5), 0.9)) == ({("copilot", "m"): [90.0, 99.0, 90.0]}, [])
    assert read([*OLD, NEW], meanings, OlderRule("m", sunday(5), None)) == ({("copilot", "m"): [90.0]}, [])


def test_totals_are_converted_with_their_values() -> None:
    rule = OlderRule("m", sunday(5), 0.5)
    book, _ = as_they_mean_today(a_book(OLD), {"m": METRIC}, WeekCalendar(), meant((SENT, DOLLARS)), [rule])
    row = book.rows["copilot", "m"][0]
    assert (row.value, row.numerator, row.denominator) == (50.0, 100.0, 2.0)


def test_a_word_about_earlier_periods_says_nothing_of_later_ones() -> None:
    values, aside = read(OLD, meant((SENT, DOLLARS)), OlderRule("m", sunday(1), 2.0))
    assert (values, aside) == ({("copilot", "m"): [200.0]}, [("copilot", 1)])


def test_two_changes_are_applied_one_after_the_other() -> None:
    first, second = OlderRule("m", sunday(1), 2.0), OlderRule("m", sunday(5), 10.0)
    for rules in ((first, second), (second, first)):
        assert read(OLD, meant((SENT, DOLLARS)), *rules)[0] == {("copilot", "m"): [2000.0, 1100.0]}


def test_a_correction_sent_in_todays_meaning_is_not_converted() -> None:
    corrected = a_row(93.0, week=0, received=LATER)
    values, _ = read([OLD[0], corrected], meant((SENT, DOLLARS), (LATER, TODAY)), OlderRule("m", sunday(5), 0.9))
    assert values == {("copilot", "m"): [90.0, 93.0]}


def test_a_backfill_meant_what_its_metric_meant_when_it_was_sent() -> None:
    moved = replace(a_row(70.0, week=0, received=SENT - timedelta(days=9)), sent_at=LATER)
    assert read([moved], meant((SENT, DOLLARS), (LATER, TODAY))) == ({("copilot", "m"): [70.0]}, [])


def test_what_was_sent_before_anybody_wrote_it_down_meant_what_was_written_first() -> None:
    before = a_row(50.0, week=0, received=SENT - timedelta(days=30))
    assert read([before], meant((SENT, TODAY)))[1] == []
    assert read([before], meant((SENT, DOLLARS)))[1] == [("copilot", 1)]
    assert read([before], [])[1] == []


@pytest.mark.parametrize("named", ["m", None])
def test_another_last_day_of_the_week_may_be_reported_for_all_metrics_at_once(named: str | None) -> None:
    then = meaning_of(METRIC, WeekCalendar(Weekday.SATURDAY))
    assert read(OLD, meant((SENT, then)), OlderRule(named, sunday(5)))[1] == []
    both = replace(then, unit="USD")
    assert read(OLD, meant((SENT, both)), OlderRule(named, sunday(5)))[1] == ([] if named else [("copilot", 2)])


def test_a_change_of_level_finds_its_heir_or_waits() -> None:
    of_all = a_metric(Kind.AMOUNT, level=Level.ORGANIZATION)
    of_each = replace(meaning_of(of_all, WeekCalendar()), level="product")
    rule = OlderRule("m", sunday(5))
    alone, several = [a_row(1.0, received=SENT)], [a_row(1.0, received=SENT), a_row(2.0, product="bot", received=SENT)]
    assert read(alone, meant((SENT, of_each)), rule, metric=of_all) == ({("", "m"): [1.0]}, [])
    assert read(several, meant((SENT, of_each)), rule, metric=of_all) == ({}, [("copilot", 1), ("bot", 1)])
    assert read(several, meant((SENT, of_each)), replace(rule, factor=None), metric=of_all) == ({}, [])
    was_of_all = replace(TODAY, level="organization")
    theirs = [a_row(3.0, product="", received=SENT)]
    assert read(theirs, meant((SENT, was_of_all)), rule)[0] == {("copilot", "m"): [3.0]}
    assert read(theirs, meant((SENT, was_of_all)), rule, products=("copilot", "bot"))[1] == [("", 1)]


def test_what_was_stored_under_a_former_id_counts_under_the_new_one() -> None:
    early, late = a_row(1.0, week=0, received=SENT), replace(a_row(2.0, week=0, received=LATER), metric="new")
    renamed = replace(a_row(3.0, week=1, product="old-bot", received=SENT), metric="new")
    rows = {("copilot", "m"): (early,), ("copilot", "new"): (late,), ("old-bot", "new"): (renamed,)}
    names = Names({"m": "new"}, {"old-bot": "bot"})
    book, meanings = under_todays_names(ObservationBook(rows), meant((SENT, TODAY)), names)
    assert {key: [row.value for row in found] for key, found in book.rows.items()} == {
        ("bot", "new"): [3.0],
        ("copilot", "new"): [1.0, 2.0],
    }
    assert [one.metric for one in meanings] == ["new"]
    assert all((row.product, row.metric) == key for key, found in book.rows.items() for row in found)
    untouched = ObservationBook({("copilot", "new"): (late,)})
    assert under_todays_names(untouched, (), names)[0] is untouched
