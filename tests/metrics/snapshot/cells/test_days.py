"""Cells to days and weeks, as calendars and spreadsheets write them."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

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
        ("2026-99", "2026 has no week 99, and no month 99"),
        ("1762560000", "counts Unix seconds, and stands for 2025-11-08"),
        ("1762560000.123", "counts Unix seconds, and stands for 2025-11-08"),
        ("1793574000000", "counts Unix milliseconds, and stands for 2026-11-01"),
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


@pytest.mark.parametrize("cell", ["202645", "2026-45", "2026/45", "2026 45", "45/2026", "45-2026"])
def test_a_number_behind_a_year_that_no_month_has_is_a_week(cell: str) -> None:
    assert (read_period(cell).week, read_period(cell).month) == ("2026-W45", None)


@pytest.mark.parametrize("cell", ["202611", "2026-11", "11/2026", "2026 11"])
def test_a_number_behind_a_year_up_to_twelve_may_be_a_month(cell: str) -> None:
    assert (read_period(cell).week, read_period(cell).month) == ("2026-W11", date(2026, 11, 1))


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-01T23:00:00.000Z",
        "2026-11-01T23:00:00Z",
        "2026-11-01 23:00:00 UTC",
        "2026-11-01 23:00:00+00:00",
        "2026-11-01T23:00:00.123456789Z",
        "2026-11-01T23:00Z",
        "20261101T230000Z",
        "2026-11-01T18:00:00-05:00",
        "2026-11-01 18:00:00-05",
        "2026-11-01T18:00:00-0500",
        "2026-11-02T04:30:00+05:30",
        "2026-11-02T00:00:00+01:00[Europe/Berlin]",
        "Sun, 01 Nov 2026 23:00:00 GMT",
        "Mon Nov 02 2026 00:00:00 GMT+0100 (Central European Standard Time)",
        "Sun Nov 1 23:00:00 UTC 2026",
        "11/1/2026, 11:00:00 PM UTC",
        "01.11.2026 23:00 UTC",
        "2026-11-01T24:00:00Z",
    ],
)
def test_an_instant_is_on_the_day_that_it_is_in_the_given_zone(cell: str) -> None:
    reading = read_period(cell, ZoneInfo("Europe/Berlin"))
    days = reading.either or (reading.day,)
    assert date(2026, 11, 2) in days, reading


def test_the_zone_decides_which_day_an_instant_is_on() -> None:
    instant = "2026-11-02T03:30:00Z"
    assert read_period(instant, UTC).day == date(2026, 11, 2)
    assert read_period(instant, ZoneInfo("America/New_York")).day == date(2026, 11, 1)
    assert read_period("2026-11-01T15:00:00Z", ZoneInfo("Asia/Tokyo")).day == date(2026, 11, 2)


@pytest.mark.parametrize(
    "cell", ["2026-11-01T23:00:00", "2026-11-01 23:00", "01.11.2026 23:00:00", "Nov 1, 2026, 11:00 PM"]
)
def test_a_time_without_an_offset_stays_on_the_day_it_is_written(cell: str) -> None:
    assert read_period(cell, ZoneInfo("Asia/Tokyo")).day == date(2026, 11, 1)


def test_a_weekday_is_that_of_the_day_as_it_is_written() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert read_period("Sun, 01 Nov 2026 23:00:00 GMT", berlin).day == date(2026, 11, 2)
    assert "is a Sunday" in read_period("Mon, 01 Nov 2026 23:00:00 GMT", berlin).fault


def test_an_instant_beyond_the_calendar_is_a_fault() -> None:
    assert "beyond the calendar" in read_period("9999-12-31T23:00:00-11:00", ZoneInfo("Asia/Tokyo")).fault
