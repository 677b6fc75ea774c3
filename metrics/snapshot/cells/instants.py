"""An instant with its offset from UTC, as programs write them -> the day it is in the charter's time zone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

_OFFSET = r"(?:z|(?:utc|gmt)?(?P<hours>[+-]\d{1,2})(?::?(?P<minutes>\d{2}))?|utc|gmt)"
_PLACE = r"(?: ?\[[\w/+\-]+\])?(?: ?\([^()]*\))?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)? ?(?P<half>am|pm)?"
_ZONED = re.compile(rf"(?P<day>.*?\d)(?:t| |, ){_CLOCK} ?{_OFFSET}{_PLACE}")
_COMPACT = re.compile(rf"(?P<day>\d{{8}})t(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?:\.\d+)?{_OFFSET}")
_YEAR_AFTER = re.compile(rf"(?P<day>[^\W\d_]+ +\d{{1,2}}) {_CLOCK} {_OFFSET} (?P<year>\d{{4}})")
"""What the `date` of Unix and Java's `Date` print: `Nov 1 23:00:00 UTC 2026`."""
_BY_NAME = re.compile(rf"(?P<moment>.*\d(?:t| |, ){_CLOCK}) ?(?P<name>(?!am\b|pm\b)[a-z]{{2,5}})")
_UNIX = {10: ("Unix seconds", 1), 13: ("Unix milliseconds", 1_000), 16: ("Unix microseconds", 1_000_000)}
_UNIX_SECONDS = re.compile(r"(?P<whole>\d{10}|\d{13}|\d{16})(?:\.\d+)?")
_FROM, _TO = 631_152_000, 4_102_444_800
"""1990 and 2100: numbers outside are no moments that anybody measured."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The text of a day, and the time of day there with its offset from UTC."""

    day: str
    clock: time
    late: bool = False
    """True for 24:00, the end of that day."""

    def day_in(self, zone: tzinfo, day: date) -> tuple[date, bool]:
        """The day in `zone` at that time of `day`, and whether it begins in this very moment; raises OverflowError."""
        there = datetime.combine(day, self.clock) + timedelta(days=self.late)
        local = there.astimezone(zone)
        return local.date(), local.time() == time()


def clock_of(text: str) -> Clock | None:
    """The day and the zoned time of a text in lower case; None where it is no instant, or names no offset."""
    match = _ZONED.fullmatch(text) or _COMPACT.fullmatch(text) or _YEAR_AFTER.fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    hour = int(parts["hour"])
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"] == "pm" else 0)
    offset = timedelta(hours=int(parts["hours"] or 0))
    minutes = timedelta(minutes=int(parts["minutes"] or 0))
    offset += -minutes if (parts["hours"] or "").startswith("-") else minutes
    try:
        zone = timezone(offset)
        # a leap second belongs to the second before it
        clock = time(hour % 24, int(parts["minute"]), min(int(parts["second"] or 0), 59), tzinfo=zone)
    except ValueError:
        return None
    if hour > 24 or (hour == 24 and clock != time(0, tzinfo=zone)):
        return None
    year = f" {parts['year']}" if parts.get("year") else ""
    return Clock(parts["day"] + year, clock, late=hour == 24)


@dataclass(frozen=True, slots=True)
class NamedZone:
    """A moment in a zone of which only the name is written: `2026-11-03 18:00 EST`."""

    moment: str
    clock: time
    name: str

    def is_of(self, zone: tzinfo, days: Iterable[date]) -> bool:
        """Whether `zone` goes by that name at that time of each of the days: one name is of several zones elsewhere."""
        return all(
            self.name in {datetime.combine(day, self.clock, zone).replace(fold=fold).tzname() for fold in (0, 1)}
            for day in days
        )


def named_zone_of(text: str) -> NamedZone | None:
    """The moment and the zone's name of a text in lower case; None where there is no such name."""
    match = _BY_NAME.fullmatch(text)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    try:
        return NamedZone(match["moment"], time(hour, int(match["minute"])), match["name"].upper())
    except ValueError:
        return None


def unix_moment(text: str, zone: tzinfo) -> tuple[str, date] | None:
    """What a bare number of 10, 13 or 16 digits counts, and its day in `zone`; None for any other text."""
    match = _UNIX_SECONDS.fullmatch(text)
    if match is None:
        return None
    unit, scale = _UNIX[len(match["whole"])]
    seconds = int(match["whole"]) // scale
    if not _FROM <= seconds < _TO:
        return None
    return unit, datetime.fromtimestamp(seconds, zone).date()


def shifted(clock: Clock, zone: tzinfo, days: tuple[date, ...]) -> tuple[tuple[date, ...], bool] | None:
    """Each of the days an instant may be on, as the day it is in `zone`, and whether it is the first moment there;
    None beyond the calendar."""
    try:
        there = [clock.day_in(zone, day) for day in days]
    except (OverflowError, ValueError):
        return None
    return tuple(day for day, _ in there), any(first for _, first in there)
