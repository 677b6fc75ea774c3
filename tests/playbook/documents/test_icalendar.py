"""The calendar file is what calendar programs read: escaped, folded, whole days, whatever stands in the records."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from metrics.observation import Basis
from playbook.documents.icalendar import icalendar
from playbook.readiness.due.calendar import CalendarEvent, EventKind
from playbook.services import calendar as calendars
from tests.worlds import World

DAY = date(2026, 11, 6)


def event(title: str, text: str = "", day: date = DAY) -> CalendarEvent:
    return CalendarEvent("one", day, EventKind.DUE, "seat", None, title, text, "due?seat=seat")


def read(content: bytes) -> tuple[Any, list[Any]]:
    """The calendar and its events, as another program reads them; raises where they are damaged."""
    calendar = Calendar.from_ical(content)
    found = [part for part in calendar.walk("VEVENT") if not part.errors]
    assert len(found) == content.count(b"BEGIN:VEVENT\r\n")
    return calendar, found


def test_an_event_lasts_its_whole_day_and_keeps_nobody_busy() -> None:
    calendar, (found,) = read(icalendar([event("Sign", "why", date(2026, 12, 31))], "Ours", DAY, "Europe/Berlin"))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert found["TRANSP"] == "TRANSPARENT"
    assert (calendar["VERSION"], calendar["X-WR-TIMEZONE"]) == ("2.0", "Europe/Berlin")
    assert {"PRODID", "METHOD", "NAME"} <= set(calendar)


def test_an_event_leads_to_its_page_where_the_address_is_known() -> None:
    _, (found,) = read(icalendar([event("Sign")], "Ours", DAY, "UTC", "https://playbook.example.org"))
    assert found["URL"] == "https://playbook.example.org/due?seat=seat"
    _, (found,) = read(icalendar([event("Sign")], "Ours", DAY, "UTC"))
    assert "URL" not in found


def test_a_calendar_without_events_is_one_all_the_same() -> None:
    content = icalendar([], "Ours", DAY, "UTC")
    calendar, found = read(content)
    assert found == []
    assert calendar.subcomponents, "RFC 5545 asks for at least one component"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("a,b;c\\d", "a,b;c\\d"),
        ("one\r\nBEGIN:VEVENT\nUID:mine", "one\nBEGIN:VEVENT\nUID:mine"),
        ("a\x00b\x1b[31m\u202e", "a\\x00b\\x1b[31m\\u202e"),
        ("a\u2028b\x85c", "a\nb\nc"),
        ('"quoted": =HYPERLINK', '"quoted": =HYPERLINK'),
    ],
)
def test_text_of_records_stays_text(title: str, shown: str) -> None:
    content = icalendar([event(title)], "Ours", DAY, "UTC")
    _, (found,) = read(content)
    assert found["SUMMARY"] == shown
    assert content.count(b"\r\nUID:") == 1


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_text_comes_through_in_lines_of_75_octets(title: str, text: str) -> None:
    content = icalendar([event(title, text)], title, DAY, "UTC")
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode() for line in lines[:-1]), "no character is cut in two"
    _, (found,) = read(content)
    assert set(found) <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_every_world_gives_a_calendar(name: str, world: Callable[[str], World]) -> None:
    found = world(name)
    with found.workspace() as workspace:
        events = calendars.events_of(workspace, None, found.today, Basis.KNOWN)
        content = calendars.file_of(workspace, events, None, found.today)
        again = calendars.file_of(workspace, events, None, found.today)
    assert content == again, "the same on the same day"
    _, read_back = read(content)
    assert [str(one["UID"]) for one in read_back] == [one.uid for one in events]
    assert [one["DTSTART"].dt for one in read_back] == [one.day for one in events]
    assert all(one["DTEND"].dt - one["DTSTART"].dt == timedelta(days=1) for one in read_back)
