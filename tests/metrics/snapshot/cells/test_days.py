"""Cells to days and weeks, as calendars and spreadsheets write them."""

from datetime import date

import pytest

from metrics.snapshot.cells.days import read_period


@pytest.mark.parametrize(
    "cell",
    [
        "2026-W45",
        "2026W45",
        "2026 w45",
        "KW 45/2026",
        "2026-KW45",
        "W45 2026",
        "Week 45, 2026",
        "CW45-2026",
        " 2026-W45 ",
    ],
)
def test_a_week_is_known_by_its_name(cell: str) -> None:
    assert read_period(cell).week == "2026-W45"


@pytest.mark.parametrize(
    "cell",
    [
        "2020-01-05",
        "2020年1月5日",
        "2020/01/05",
        "20200105",
        "2020-01-05T00:00:00Z",
        "2020-01-05 00:00:00.000",
        "05.01.2020",
        "5.1.2020",
        "Sun, 05-Jan-2020",
        "5 Jan 2020",
        "05-Jan-2020",
        "Jan 5, 2020",
        "January 5th, 2020",
        "5. Januar 2020",
        "So, 05.01.2020",
        "2020-W01-7",
    ],
)
def test_a_day_is_read_however_it_is_written(cell: str) -> None:
    assert read_period(cell).day == date(2020, 1, 5)


def test_slashes_can_mean_two_days() -> None:
    assert read_period("03/04/2026").either == (date(2026, 4, 3), date(2026, 3, 4))
    assert read_period("3-4-2026").either == (date(2026, 4, 3), date(2026, 3, 4))


def test_a_day_beyond_twelve_proves_the_order() -> None:
    assert (read_period("13/04/2026").day, read_period("13/04/2026").proves) == (date(2026, 4, 13), "day")
    assert (read_period("04/13/2026").day, read_period("04/13/2026").proves) == (date(2026, 4, 13), "month")


def test_equal_day_and_month_read_one_way_and_prove_nothing() -> None:
    assert read_period("03/03/2026").day == date(2026, 3, 3)
    assert read_period("03/03/2026").proves == ""


def test_a_weekday_settles_which_of_two_days_is_meant() -> None:
    assert read_period("Fri 03/04/2026").day == date(2026, 4, 3)
    assert read_period("Wed, 03/04/2026").day == date(2026, 3, 4)


def test_a_weekday_that_contradicts_its_date_is_a_fault() -> None:
    assert read_period("Mon, 05-Jan-2020").fault == "'Mon, 05-Jan-2020': 2020-01-05 is a Sunday"


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("2025-W53", "2025 has no week 53"),
        ("9999-W52", "9999 has no week 52"),
        ("2026-02-30", "no day of the calendar"),
        ("99/99/2026", "no day of the calendar"),
        ("05.01.20", "a year of two digits"),
        ("05-Jan-20", "a year of two digits"),
        ("45", "names no year"),
        ("KW45", "names no year"),
        ("2026-11", "longer than a week"),
        ("Nov 2026", "longer than a week"),
        ("Q3 2026", "longer than a week"),
        ("45967", "a bare number (as a spreadsheet counts days, 2025-11-06)"),
        ("#REF!", "an error of the spreadsheet"),
        ("=A2", "a formula without a stored result"),
        ("soon", "neither a week nor a day"),
        ("0000-00-00", "no day of the calendar"),
    ],
)
def test_what_is_no_period_says_why_and_what_to_write(cell: str, fault: str) -> None:
    reading = read_period(cell)
    assert fault in reading.fault
    assert reading.remedy
