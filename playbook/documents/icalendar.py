"""Days as an iCalendar file that calendar programs subscribe to or open: RFC 5545, with the names of RFC 7986."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from metrics.visible import visible
from playbook.documents import wording_icalendar as wording
from playbook.readiness.due.calendar import CalendarEvent

TYPE = "text/calendar; charset=utf-8"
_LONGEST_LINE = 75
"""Octets without the line's end (RFC 5545, 3.1)."""
_NO_DAYLIGHT_SAVING = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def icalendar(events: Iterable[CalendarEvent], name: str, day: date, timezone: str, address: str = "") -> bytes:
    """The whole file, the same on the same day for the same events. They last whole days, which begin and end where
    the reader is; `timezone` says where the playbook's days end. With the `address` people open the app at, each event
    leads to its page."""
    found = tuple(events)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_text(wording.PRODUCT)}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{_text(timezone)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        # a calendar without any component is none (RFC 5545, 3.6)
        *(() if found else _NO_DAYLIGHT_SAVING),
    ]
    for event in found:
        lines += _event(event, day, address)
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line)).encode()


def _event(event: CalendarEvent, day: date, address: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    yield f"CATEGORIES:{_text(wording.CATEGORIES[event.kind])}"
    if address:
        yield f"URL:{address}/{event.page}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11); no line of a record begins a line of the file."""
    plain = visible("\n".join(text.splitlines()), keep="\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; a character stays whole, and each further part begins with a space."""
    part, size = "", 0
    for character in line:
        length = len(character.encode())
        if size + length > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part += character
        size += length
    yield part
