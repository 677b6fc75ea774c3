"""Months, quarters and years in days and in whole weeks: leap days, short months, new years, week 53."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.series.calendar_periods import (
    InDays,
    InWeeks,
    Span,
    Stretch,
    last_whole_month,
    months_before,
    period_name,
    span_of,
)
from metrics.weeks import WeekCalendar, Weekday

ISO = InWeeks(WeekCalendar())
SATURDAYS = InWeeks(WeekCalendar(Weekday.SATURDAY))
DAYS = st.dates(date(1999, 1, 1), date(2060, 12, 31))
SPANS = st.sampled_from(Span)
CALENDARS = st.sampled_from([InWeeks(WeekCalendar(last_day)) for last_day in Weekday])


def a_stretch(first: str, last: str) -> Stretch:
    return Stretch(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "span", "first", "last"),
    [
        ("2024-02-29", Span.MONTH, "2024-02-01", "2024-02-29"),
        ("2023-02-01", Span.MONTH, "2023-02-01", "2023-02-28"),
        ("2026-12-31", Span.MONTH, "2026-12-01", "2026-12-31"),
        ("2026-03-31", Span.QUARTER, "2026-01-01", "2026-03-31"),
        ("2026-04-01", Span.QUARTER, "2026-04-01", "2026-06-30"),
        ("2026-11-30", Span.QUARTER, "2026-10-01", "2026-12-31"),
        ("2024-07-07", Span.YEAR, "2024-01-01", "2024-12-31"),
    ],
)
def test_calendar_periods_are_those_of_the_calendar(day: str, span: Span, first: str, last: str) -> None:
    assert span_of(date.fromisoformat(day), span) == a_stretch(first, last)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-02-28", 12, "2024-02-28"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-05-31", 3, "2026-02-28"),
        ("2026-07-31", 0, "2026-07-31"),
    ],
)
def test_months_earlier_end_with_the_month(day: str, months: int, earlier: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(earlier)


def test_the_same_part_of_an_earlier_period_ends_on_the_same_day() -> None:
    calendar = InDays()
    leap_day = date(2024, 2, 29)
    so_far = calendar.to_date(leap_day, Span.MONTH)
    assert calendar.as_far(so_far, Span.MONTH, 12) == a_stretch("2023-02-01", "2023-02-28")
    assert calendar.as_far(so_far, Span.MONTH, 1) == a_stretch("2024-01-01", "2024-01-29")
    so_far = calendar.to_date(date(2026, 1, 2), Span.QUARTER)
    assert calendar.as_far(so_far, Span.QUARTER, 3) == a_stretch("2025-10-01", "2025-10-02")
    assert calendar.as_far(calendar.to_date(leap_day, Span.YEAR), Span.YEAR, 12) == a_stretch(
        "2023-01-01", "2023-02-28"
    )


def test_a_week_belongs_to_the_month_of_its_fourth_day() -> None:
    # 28 September to 4 October 2026: its Thursday is the first of October
    assert ISO.whole(date(2026, 9, 15), Span.MONTH) == a_stretch("2026-08-31", "2026-09-27")
    assert ISO.whole(date(2026, 10, 15), Span.MONTH) == a_stretch("2026-09-28", "2026-11-01")
    # weeks ending on Saturday: 29 August to 4 September 2021 has its Wednesday in September
    assert SATURDAYS.whole(date(2021, 9, 10), Span.MONTH) == a_stretch("2021-08-29", "2021-10-02")


def test_the_year_in_weeks_is_the_iso_year() -> None:
    assert ISO.whole(date(2020, 6, 1), Span.YEAR) == a_stretch("2019-12-30", "2021-01-03")
    assert ISO.whole(date(2020, 6, 1), Span.YEAR).weeks == 53
    assert ISO.whole(date(2021, 6, 1), Span.YEAR).weeks == 52
    # the week that ends on 3 January 2021 is week 53 of 2020, also for what has run so far
    assert ISO.to_date(date(2021, 1, 3), Span.YEAR) == a_stretch("2019-12-30", "2021-01-03")
    assert ISO.to_date(date(2021, 1, 10), Span.YEAR) == a_stretch("2021-01-04", "2021-01-10")


def test_weeks_so_far_are_held_against_as_many_weeks() -> None:
    october = ISO.to_date(date(2026, 11, 1), Span.MONTH)
    assert october.weeks == 5
    assert ISO.as_far(october, Span.MONTH, 1) == a_stretch("2026-08-31", "2026-09-27")  # September has but four
    two_weeks = ISO.to_date(date(2026, 10, 11), Span.MONTH)
    assert ISO.as_far(two_weeks, Span.MONTH, 1) == a_stretch("2026-08-31", "2026-09-13")
    assert ISO.as_far(two_weeks, Span.MONTH, 12) == a_stretch("2025-09-29", "2025-10-12")


@pytest.mark.parametrize(
    ("through", "in_days", "in_weeks"),
    [
        ("2026-10-31", "2026-10-01", "2026-09-01"),  # the week to 1 November is still October's
        ("2026-11-01", "2026-10-01", "2026-10-01"),
        ("2026-09-27", "2026-08-01", "2026-09-01"),
        ("2021-01-03", "2020-12-01", "2020-12-01"),
    ],
)
def test_the_last_whole_month_has_ended(through: str, in_days: str, in_weeks: str) -> None:
    day = date.fromisoformat(through)
    assert last_whole_month(InDays(), day) == date.fromisoformat(in_days)
    assert last_whole_month(ISO, WeekCalendar().last_closed(day)) == date.fromisoformat(in_weeks)


def test_periods_have_names() -> None:
    names = [period_name(date(2026, 9, 30), span) for span in Span]
    assert names == ["2026-09", "2026-Q3", "2026"]


@given(DAYS, SPANS, CALENDARS)
def test_periods_in_weeks_follow_each_other_without_gap_or_overlap(day: date, span: Span, calendar: InWeeks) -> None:
    period = calendar.whole(day, span)
    following = calendar.whole(span_of(day, span).last + timedelta(days=1), span)
    assert following.first == period.last + timedelta(days=1)
    assert period.days % 7 == 0


@given(DAYS, SPANS, CALENDARS)
def test_a_week_lies_in_the_period_of_its_fourth_day(day: date, span: Span, calendar: InWeeks) -> None:
    end = calendar.weeks.end_of(day)
    period = calendar.whole(calendar.holds(end), span)
    assert end in period
    assert end - timedelta(days=6) in period


@given(DAYS, SPANS, st.integers(0, 1))
def test_the_same_part_of_an_earlier_period_begins_with_it_and_is_as_long(day: date, span: Span, year: int) -> None:
    months = 12 if year else span
    for calendar in (InDays(), ISO):
        through = day if isinstance(calendar, InDays) else ISO.weeks.last_closed(day)
        so_far = calendar.to_date(through, span)
        earlier = calendar.as_far(so_far, span, months)
        assert so_far.last == through
        assert earlier.last < so_far.first or months == 12
        assert calendar.whole(calendar.holds(earlier.last), span).first == earlier.first
        assert earlier.days <= so_far.days + 3  # 1 October to 1 December beside 1 January to 1 March


@given(DAYS, st.integers(0, 800), st.frozensets(st.integers(0, 6)))
def test_weekdays_are_counted(first: date, length: int, wanted: frozenset[int]) -> None:
    stretch = Stretch(first, first + timedelta(days=length))
    days = [first + timedelta(days=offset) for offset in range(length + 1)]
    assert stretch.weekdays(wanted) == sum(day.weekday() in wanted for day in days)
