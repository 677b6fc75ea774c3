"""Moments with an offset belong to the charter's day, in every format and for daily metrics as for weekly ones."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from pyarrow import parquet

from metrics.problems import Problems
from metrics.snapshot.cells.days import read_period
from metrics.snapshot.context import IntakeContext
from tests.metrics.readings import a_context, read, rows_of

BERLIN = replace(a_context(), timezone="Europe/Berlin")
MONDAY_IN_BERLIN = "2026-11-01T23:00:00.000Z"


def weeks_of(content: str | bytes, context: IntakeContext = BERLIN) -> tuple[str, ...]:
    """The weeks of a file."""
    return read(content, context).weeks


def a_parquet_file(moment: datetime, zone: str) -> bytes:
    """One row whose day is a moment with a zone."""
    buffer = io.BytesIO()
    moments = pa.array([moment], pa.timestamp("us", zone))
    columns = {"date": moments, "product": ["support-copilot"], "metric": ["token_spend_usd"], "value": [11_000.0]}
    parquet.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def test_what_javascript_writes_of_a_monday_is_in_the_week_of_that_monday() -> None:
    row = f"{MONDAY_IN_BERLIN},support-copilot,token_spend_usd,11000"
    assert weeks_of(f"date,product,metric,value\n{row}\n") == ("2026-W45",)
    record = f'{{"date":"{MONDAY_IN_BERLIN}","product":"support-copilot","metric":"token_spend_usd","value":11000}}'
    assert weeks_of(f"[{record}]") == ("2026-W45",)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York", "+05:30"])
def test_a_parquet_moment_is_the_same_day_whatever_zone_it_was_written_in(zone: str) -> None:
    assert weeks_of(a_parquet_file(datetime(2026, 11, 1, 23, tzinfo=UTC), zone)) == ("2026-W45",)


def test_a_parquet_moment_follows_the_charter_into_its_zone() -> None:
    content = a_parquet_file(datetime(2026, 11, 2, 3, tzinfo=UTC), "UTC")
    assert weeks_of(content) == ("2026-W45",)
    assert weeks_of(content, replace(BERLIN, timezone="America/New_York")) == ("2026-W44",)


def test_days_of_a_daily_metric_are_the_charters_days() -> None:
    rows = [f"2026-11-0{day}T23:00:00.000Z,support-copilot,daily_visits,{day}00" for day in range(1, 8)]
    context = replace(BERLIN, today=date(2026, 11, 10))
    found = rows_of("date,product,metric,value\n" + "\n".join(rows), context)
    assert [row[2] for row in found] == [date(2026, 11, day) for day in range(2, 9)]


def test_the_end_of_a_week_at_midnight_is_asked_for() -> None:
    # 8 Nov 23:00 UTC is where the week of 2 Nov ends and the next begins in Berlin
    with pytest.raises(Problems, match="the first moment of a Monday here; expected the last day of a week"):
        read("week ending,product,metric,value\n2026-11-08T23:00:00Z,support-copilot,token_spend_usd,1\n", BERLIN)


def test_a_year_with_a_number_is_a_week_where_the_column_proves_it() -> None:
    rows = "{},support-copilot,token_spend_usd,1\n{},support-copilot,token_spend_usd,2\n"
    assert weeks_of("period,product,metric,value\n" + rows.format("2026-45", "2026-11")) == ("2026-W11", "2026-W45")
    with pytest.raises(Problems, match="'2026-11' can be the month November 2026 or the week 2026-W11"):
        read("period,product,metric,value\n" + rows.format("2026-10", "2026-11"), BERLIN)
    assert weeks_of("yearweek,product,metric,value\n" + rows.format("202610", "202611")) == ("2026-W10", "2026-W11")


IN_BERLIN, IN_NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("cell", "zone", "day"),
    [
        ("2026-11-03 23:30 CET", IN_BERLIN, date(2026, 11, 3)),
        ("2026-07-03T23:30:00 cest", IN_BERLIN, date(2026, 7, 3)),
        ("2026-11-03 11:30 PM EST", IN_NEW_YORK, date(2026, 11, 3)),
        ("Nov 3, 2026, 23:30:12 EST", IN_NEW_YORK, date(2026, 11, 3)),
        ("2026-10-25 02:30 CET", IN_BERLIN, date(2026, 10, 25)),
        ("2026-10-25 02:30 CEST", IN_BERLIN, date(2026, 10, 25)),
    ],
)
def test_a_zone_by_its_name_is_the_one_that_goes_by_it_that_day(cell: str, zone: ZoneInfo, day: date) -> None:
    assert read_period(cell, zone).day == day


@pytest.mark.parametrize(
    ("cell", "zone", "name"),
    [
        ("2026-11-03 18:00 EST", IN_BERLIN, "EST"),
        ("2026-07-03 18:00 CET", IN_BERLIN, "CET"),
        ("2026-11-03 6:00 pm IST", IN_NEW_YORK, "IST"),
        ("2026-11-03T18:00:00 CST", IN_NEW_YORK, "CST"),
        ("03/11/2026 18:00 EST", IN_BERLIN, "EST"),
    ],
)
def test_a_zone_by_its_name_that_may_be_another_is_refused_with_the_reason(
    cell: str, zone: ZoneInfo, name: str
) -> None:
    reading = read_period(cell, zone)
    assert (reading.day, reading.either) == (None, None)
    assert f"names its time zone, and '{name}' is none that {zone} has at that time" in reading.fault
    assert "offset from UTC" in reading.remedy
