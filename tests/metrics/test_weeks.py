"""Weeks have ISO names, and names of their own calendar lead back to them."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.weeks import WeekCalendar, Weekday

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
calendars = st.builds(WeekCalendar, st.sampled_from(Weekday))


@given(days)
def test_weeks_that_end_on_sunday_bear_their_iso_names(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert WeekCalendar().name_of(day) == f"{year}-W{week:02d}"


@given(calendars, days)
def test_the_name_of_a_week_leads_back_to_it(calendar: WeekCalendar, day: date) -> None:
    assert calendar.week_named(calendar.name_of(day)) == calendar.end_of(day)


@given(calendars, days)
def test_a_week_is_the_seven_days_up_to_its_last_day(calendar: WeekCalendar, day: date) -> None:
    start, end = calendar.start_of(day), calendar.end_of(day)
    assert start <= day <= end
    assert end - start == timedelta(days=6)
    assert end.weekday() == calendar.last_day


@given(calendars, days)
def test_neighbouring_weeks_have_different_names_in_order(calendar: WeekCalendar, day: date) -> None:
    assert calendar.name_of(day) < calendar.name_of(day + timedelta(days=7))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "2026-W01"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2026, 11, 6), "2026-W45"),
    ],
)
def test_the_turn_of_the_year_follows_iso_8601(day: date, name: str) -> None:
    assert WeekCalendar().name_of(day) == name


@pytest.mark.parametrize("name", ["2026-W45", "2026W45", " 2026-w45 "])
def test_a_week_is_found_however_its_name_is_written(name: str) -> None:
    assert WeekCalendar().week_named(name) == date(2026, 11, 8)


@pytest.mark.parametrize("name", ["2026-W54", "2025-W53", "2026-W00", "W45", "2026-45", "next week", ""])
def test_a_week_that_does_not_exist_is_no_week(name: str) -> None:
    with pytest.raises(ValueError, match="week|Week|^" + re.escape(name) + "$"):
        WeekCalendar().week_named(name)
