"""A week written by its two ends is that week, or a problem; never another one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.snapshot.cells.days import read_period
from tests.metrics.readings import messages_of, problems_of, rows_of

WEEK = (date(2026, 9, 7), date(2026, 9, 13))


@pytest.mark.parametrize(
    "cell",
    [
        "7-13 Sep 2026",
        "7 – 13 September 2026",
        "7 Sep - 13 Sep 2026",
        "Sep 7-13, 2026",
        "Sep 7 - Sep 13, 2026",
        "2026-09-07 to 2026-09-13",
        "2026-09-07/2026-09-13",
        "07.09.2026 - 13.09.2026",
        "07.09.-13.09.2026",
        "07.-13.09.2026",
        "7. bis 13. September 2026",
        "9/7/2026 - 9/13/2026",
        "07/09/2026 - 13/09/2026",
    ],
)
def test_two_ends_of_a_week_are_that_week(cell: str) -> None:
    reading = read_period(cell)
    assert (reading.first, reading.day, reading.fault) == (*WEEK, "")
    ((_, _, first, last, *_),) = rows_of(f'week;product;nps\n"{cell}";support-copilot;5\n')
    assert (first, last) == WEEK


def test_a_week_that_begins_in_the_year_before_is_read() -> None:
    assert read_period("29 Dec - 4 Jan 2026").first == date(2025, 12, 29)


@pytest.mark.parametrize(
    "cell",
    ["7-14 Sep 2026", "7-12 Sep 2026", "13-7 Sep 2026", "7-13 2026", "7-13 Sep", "1-7", "Q3 - Q4 2026", "- 2026"],
)
def test_what_is_not_seven_days_is_no_week(cell: str) -> None:
    assert read_period(cell).fault


def test_seven_days_of_two_weeks_are_a_problem() -> None:
    (message,) = messages_of("week,product,nps\n6-12 Sep 2026,support-copilot,5\n")
    assert "'6-12 Sep 2026' begins on a Sunday; expected the first day of a week, a Monday" in message


def test_a_week_is_no_day_of_a_daily_metric() -> None:
    by_range = problems_of("week,product,daily_visits\n7-13 Sep 2026,support-copilot,5\n")
    by_name = problems_of("week,product,daily_visits\n2026-W37,support-copilot,5\n")
    assert [problem.expected for problem in by_range] == [problem.expected for problem in by_name] != []


@given(st.dates(date(2000, 1, 10), date(2100, 1, 1)))
def test_every_week_by_its_two_days_is_read_as_itself(first: date) -> None:
    last = first + timedelta(days=6)
    for cell in (f"{first} - {last}", f"{first:%d.%m.%Y} - {last:%d.%m.%Y}", f"{first:%d %b} - {last:%d %b %Y}"):
        assert (read_period(cell).first, read_period(cell).day) == (first, last)
