"""One cell's text to a day or a week, as calendars and spreadsheets write them; where it can be two days, both."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta, tzinfo

from metrics.snapshot.cells.calendar_words import IN_POLAND_AND_CROATIA, MONTHS, WEEKDAY_NAMES, WEEKDAYS
from metrics.snapshot.cells.instants import Clock, clock_of, named_zone_of, shifted, unix_moment
from metrics.snapshot.cells.numbers import INVISIBLE, WIDE
from metrics.snapshot.cells.week_ranges import week_between
from metrics.wording import shortened

_WEEK_WORD = r"(?:w|kw|cw|wk|week|woche|kalenderwoche|s|semaine|semana|settimana|sett|vecka|uge|uke|tydzień|tydz)"
_WEEK = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>\d{{4}})[ \-_/.]*{_WEEK_WORD}[ \-_.]?(?P<week>\d{{1,2}})",
        rf"{_WEEK_WORD}[ \-_.]*(?P<week>\d{{1,2}})[ \-_/,.]+(?:(?:of|van|de|del|di|von) )?(?P<year>\d{{4}})",
        rf"(?P<week>\d{{1,2}})\.? ?{_WEEK_WORD}[ \-_/,.]+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})年 ?第?(?P<week>\d{1,2})(?:週|周)",
        r"第?(?P<week>\d{1,2})(?:週|周)[ ,/]*(?P<year>\d{4})年?",
    )
)
_WEEK_DAY = re.compile(r"(?P<year>\d{4})-?w(?P<week>\d{2})-?(?P<day>[1-7])")
_WEEK_ALONE = re.compile(rf"{_WEEK_WORD}?[ \-_.]*(?P<week>\d{{1,2}})\.?")
_CLOCK = r"(?:(?:[t ]|, )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)? ?(?:am|pm)?)?"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})(?P<sign>[-/.]?)(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){_CLOCK}")
_YEAR_LAST = re.compile(rf"(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<second>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}){_CLOCK}")
_DAY_NAMED = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?[. \-/]*(?:de )?(?P<month>[^\W\d_]+)[., \-/]*(?:(?:de|del) )?"
    rf"(?P<year>\d{{4}}){_CLOCK}"
)
_NAMED_DAY = re.compile(
    rf"(?P<month>[^\W\d_]+)[. \-/]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[, \-/]+(?P<year>\d{{4}}){_CLOCK}"
)
_REIWA = re.compile(r"令和 ?(?P<year>\d{1,2}|元)年")
_BEFORE_REIWA = 2018
_EAST_ASIAN = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_EAST_ASIAN_WEEKDAY = re.compile(r"(?P<rest>.*\d日) ?[(（]?(?P<weekday>[月火水木金土日])(?:曜日?)?[)）]?")
_WEEK_OF = re.compile(
    r"(?:(?P<ends>week (?:ending|ended|to)|w/e|woche bis)|week (?:of|commencing|beginning|starting|from)|w/[cb]"
    r"|woche (?:ab|vom|von)|semaine du|semana del|settimana del|tydzień od)[ :.,]+(?P<rest>.*\d.*)"
)
_PREFIX = re.compile(r"(?P<weekday>[^\W\d_]{2,10})(?:\.,? ?|, ?| )(?P<rest>.*\d.*)")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[^\W\d_]+)[-/. ]\d{2}|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}")
_MONTH_ONLY = re.compile(r"[^\W\d_]+[ .\-]*\d{4}|\d{4}[ -]?q[1-4]|q[1-4][ /-]?\d{4}")
_YEAR_AND_NUMBER = (
    re.compile(r"(?P<year>(?:19|20)\d{2})(?:(?P<sign>[-/. ])(?P<number>\d{1,2})|(?P<joined>\d{2}))"),
    re.compile(r"(?P<number>\d{1,2})(?P<sign>[-/. ])(?P<year>(?:19|20)\d{2})(?P<joined>(?!))?"),
)
"""`2026-45`, `202645`, `45/2026`: a week where no month has that number."""
_MONTHS_OF_A_YEAR = 12
_HALF_OF_A_YEAR = re.compile(r"s[ \-_.]*[12][ \-_/,.]+\d{4}|\d{4}[ \-_/.]*s[ \-_.]?[12]")
"""`S1 2026` is the first half of a year in some languages, and a week in others."""


@dataclass(frozen=True, slots=True)
class PeriodText:
    """What a cell can mean: a week by its name, a day, or either of two days (day first, month first). Where a week is
    written by its two ends, `first` is the first of the seven days and `day` the last. `month` (its first day) is what
    the number after a year could mean as well as the week. `proves` is what the cell leaves no doubt about: the order
    ("day", "month"), or that such numbers are weeks ("week"). `at_midnight` is an instant that is the very first moment
    of its day. `fault` says why it is none of these."""

    week: str = ""
    day: date | None = None
    first: date | None = None
    either: tuple[date, date] | None = None
    month: date | None = None
    proves: str = ""
    at_midnight: bool = False
    fault: str = ""
    remedy: str = ""


WRITE_A_PERIOD = "write a week as 2026-W45 or a day as 2026-11-06"


def read_period(cell: str, zone: tzinfo = UTC) -> PeriodText:
    """Read one cell; never raises. An instant with an offset from UTC is on the day it is in `zone`; one without stays
    as it is written."""
    line = " ".join(cell.translate(INVISIBLE).split())
    shown, text = shortened(line), _REIWA.sub(_common_year, line.translate(WIDE).casefold())
    if _HALF_OF_A_YEAR.fullmatch(text):
        return PeriodText(fault=f"'{shown}' can be half a year or a week", remedy=WRITE_A_PERIOD)
    weekday: int | None = None
    week_of = _WEEK_OF.fullmatch(text)
    if week_of is not None and (days := _possible_days(week_of["rest"])):
        return _week_of(days, shown, ends=bool(week_of["ends"]))
    prefix = _EAST_ASIAN_WEEKDAY.fullmatch(text) or _PREFIX.fullmatch(text)
    if prefix is not None and prefix["weekday"] in WEEKDAYS:
        weekday = WEEKDAYS[prefix["weekday"]]
        text = prefix["rest"].strip()
    clock = clock_of(text)
    named = named_zone_of(text) if clock is None else None
    written = text if named is None else named.moment
    period = _day(clock.day, shown) if clock is not None else _week(written, shown) or _day(written, shown)
    if period is None:
        ends = week_between(text, _possible_days)
        return _unread(text, shown, zone) if ends is None else PeriodText(first=ends[0], day=ends[1])
    if weekday is not None:
        period = _on_weekday(period, weekday, shown)
    if named is not None and not period.fault and not named.is_of(zone, _days_of(period)):
        fault = f"'{shown}' names its time zone, and '{named.name}' is none that {zone} has at that time"
        return PeriodText(fault=fault, remedy="write its offset from UTC, such as 2026-11-06T18:00-05:00")
    return period if clock is None or period.fault else _in_zone(period, clock, zone, shown)


def _common_year(reiwa: re.Match[str]) -> str:
    """Japan's year of the era that began in 2019; its first one is written 元."""
    year = reiwa["year"]
    return f"{_BEFORE_REIWA + (1 if year == '元' else int(year))}年"


def _week_of(days: tuple[date, ...], shown: str, *, ends: bool) -> PeriodText:
    """`week of 2 Nov 2026` and `week ending 8 Nov 2026`."""
    if len(days) > 1:
        fault = f"'{shown}' can be of {days[0].isoformat()} or of {days[1].isoformat()}"
        return PeriodText(fault=fault, remedy=WRITE_A_PERIOD)
    try:
        first = days[0] - timedelta(days=6) if ends else days[0]
        return PeriodText(first=first, day=first + timedelta(days=6))
    except OverflowError:
        return PeriodText(fault=f"'{shown}' is beyond the calendar", remedy=WRITE_A_PERIOD)


def _days_of(period: PeriodText) -> tuple[date, ...]:
    return period.either or (() if period.day is None else (period.day,))


def _in_zone(period: PeriodText, clock: Clock, zone: tzinfo, shown: str) -> PeriodText:
    there = shifted(clock, zone, _days_of(period))
    if there is None:
        return PeriodText(fault=f"'{shown}' is beyond the calendar", remedy=WRITE_A_PERIOD)
    days, at_midnight = there
    if len(days) == 2:
        return replace(period, either=(days[0], days[1]), at_midnight=at_midnight)
    return replace(period, day=days[0], at_midnight=at_midnight)


def _week(text: str, shown: str) -> PeriodText | None:
    match = _WEEK_DAY.fullmatch(text)
    if match is not None:
        try:
            return PeriodText(day=date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"])))
        except ValueError:
            return PeriodText(fault=f"'{shown}' is no week of that year", remedy=WRITE_A_PERIOD)
    for pattern in _WEEK:
        match = pattern.fullmatch(text)
        if match is not None:
            try:
                # the last week of the last year that a date can have reaches beyond it
                date.fromisocalendar(int(match["year"]), int(match["week"]), 1) + timedelta(days=13)
            except (ValueError, OverflowError):
                fault = f"{match['year']} has no week {int(match['week'])}"
                return PeriodText(fault=f"'{shown}': {fault}", remedy=WRITE_A_PERIOD)
            return PeriodText(week=f"{match['year']}-W{int(match['week']):02d}")
    return _year_and_number(text, shown)


def _year_and_number(text: str, shown: str) -> PeriodText | None:
    for pattern in _YEAR_AND_NUMBER:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        year, number = int(match["year"]), int(match["number"] or match["joined"])
        month = date(year, number, 1) if 1 <= number <= _MONTHS_OF_A_YEAR else None
        try:
            date.fromisocalendar(year, number, 1)
        except ValueError:
            fault = f"'{shown}': {year} has no week {number}, and no month {number}"
            return PeriodText(fault=fault, remedy=WRITE_A_PERIOD)
        return PeriodText(week=f"{year}-W{number:02d}", month=month, proves="" if month else "week")
    return None


def _day(text: str, shown: str) -> PeriodText | None:
    match = _EAST_ASIAN.fullmatch(text)
    if match is not None:
        return _one_day(match["year"], match["month"], match["day"], shown)
    match = _YEAR_FIRST.fullmatch(text)
    if match is not None and (match["sign"] or len(match["month"]) == len(match["day"]) == 2):
        return _one_day(match["year"], match["month"], match["day"], shown)
    match = _YEAR_LAST.fullmatch(text)
    if match is not None:
        return _two_ways(match, shown)
    for pattern in (_DAY_NAMED, _NAMED_DAY):
        match = pattern.fullmatch(text)
        if match is not None and match["month"] in IN_POLAND_AND_CROATIA:
            fault = f"'{shown}' is in November in Polish and in October in Croatian"
            return PeriodText(fault=fault, remedy=WRITE_A_PERIOD)
        if match is not None and match["month"] in MONTHS:
            return _one_day(match["year"], str(MONTHS[match["month"]]), match["day"], shown)
    return None


def _possible_days(text: str) -> tuple[date, ...]:
    period = _day(text.strip(), text)
    if period is None:
        return ()
    return period.either or (() if period.day is None else (period.day,))


def _one_day(year: str, month: str, day: str, shown: str) -> PeriodText:
    found = _date(year, month, day)
    if found is None:
        return PeriodText(fault=f"'{shown}' is no day of the calendar", remedy=WRITE_A_PERIOD)
    return PeriodText(day=found)


def _two_ways(match: re.Match[str], shown: str) -> PeriodText:
    """`05.01.2020` is written with the day first everywhere; slashes and dashes are used both ways."""
    day_first = _date(match["year"], match["second"], match["first"])
    month_first = _date(match["year"], match["first"], match["second"])
    if match["sign"] == ".":
        month_first = None
    if day_first is None and month_first is None:
        return PeriodText(fault=f"'{shown}' is no day of the calendar", remedy=WRITE_A_PERIOD)
    if day_first is None or month_first is None:
        order = "day" if day_first else "month"
        return PeriodText(day=day_first or month_first, proves="" if match["sign"] == "." else order)
    if day_first == month_first:
        return PeriodText(day=day_first)
    return PeriodText(either=(day_first, month_first))


def _on_weekday(period: PeriodText, weekday: int, shown: str) -> PeriodText:
    """The name of the weekday settles which of two days is meant, or shows that the date is wrong."""
    if period.either is not None:
        fitting = [day for day in period.either if day.weekday() == weekday]
        if len(fitting) == 1:
            return PeriodText(day=fitting[0], proves="day" if fitting[0] == period.either[0] else "month")
        return period
    if period.day is not None and period.day.weekday() != weekday:
        fault = f"'{shown}': {period.day.isoformat()} is a {WEEKDAY_NAMES[period.day.weekday()]}"
        return PeriodText(fault=fault, remedy="correct the day or leave the weekday out")
    return period


def _unread(text: str, shown: str, zone: tzinfo) -> PeriodText:
    if text.startswith("#"):
        return PeriodText(fault=f"'{shown}' is an error of the spreadsheet", remedy="mend the formula behind it")
    if text.startswith("="):
        return PeriodText(fault=f"'{shown}' is a formula without a stored result", remedy="paste it as a value")
    unix = unix_moment(text, zone)
    if unix is not None:
        fault = f"'{shown}' counts {unix[0]}, and stands for {unix[1].isoformat()}"
        return PeriodText(fault=fault, remedy=f"write the day as {unix[1].isoformat()}")
    if _WEEK_ALONE.fullmatch(text):
        remedy = "write the week as 2026-W45, or add a column 'year'"
        return PeriodText(fault=f"'{shown}' names no year", remedy=remedy)
    if _SHORT_YEAR.fullmatch(text):
        return PeriodText(fault=f"'{shown}' has a year of two digits", remedy=WRITE_A_PERIOD)
    if _MONTH_ONLY.fullmatch(text):
        return PeriodText(fault=f"'{shown}' is longer than a week", remedy=WRITE_A_PERIOD)
    if re.fullmatch(r"[34]\d{4}(?:\.\d+)?", text):
        serial = date.fromordinal(date(1899, 12, 30).toordinal() + int(float(text)))
        fault = f"'{shown}' is a bare number (as a spreadsheet counts days, {serial.isoformat()})"
        return PeriodText(fault=fault, remedy="format the column as a date")
    return PeriodText(fault=f"'{shown}' is neither a week nor a day", remedy=WRITE_A_PERIOD)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
