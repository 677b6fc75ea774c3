"""A week written by its two ends, `7-13 Sep 2026`: read where one way of completing the first end makes seven days."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

_BETWEEN = re.compile(r"\s*(?:[-\u2013\u2014/~]|\b(?:to|till|until|through|bis|au|al)\b)\s*")
_YEAR = re.compile(r"\d{4}")
_MONTH_WORD = re.compile(r"[^\W\d_]{3,}\.?")
_MONTH_NUMBER = re.compile(r"\d{1,2}\.(\d{1,2}\.\d{4})")
_SIX_DAYS = timedelta(days=6)
_LONGEST = 60


def week_between(text: str, days_of: Callable[[str], tuple[date, ...]]) -> tuple[date, date] | None:
    """First and last day of a range of seven days; None where the text is none, or can be two. `days_of` reads one
    day: none, one, or two of them where the order of its numbers is open."""
    if len(text) > _LONGEST:
        return None
    found = {
        (last - _SIX_DAYS, last)
        for match in _BETWEEN.finditer(text)
        for first_text, last_text in _completed(text[: match.start()], text[match.end() :])
        for last in days_of(last_text)
        if last - _SIX_DAYS in days_of(first_text)
    }
    return found.pop() if len(found) == 1 else None


def _completed(first: str, last: str) -> Iterator[tuple[str, str]]:
    """Both ends as they stand, and with what the other one says for both: year, month, or both."""
    if not first.strip() or not last.strip():
        return
    yield first, last
    month_before = _MONTH_WORD.search(first)
    if month_before is not None:  # Sep 7-13, 2026
        last = last if _MONTH_WORD.search(last) else f"{month_before[0]} {last}"
    year = _YEAR.search(last)
    if year is None:
        return
    month, numbers = _MONTH_WORD.search(last), _MONTH_NUMBER.search(last)
    for beginning in (year[0], str(int(year[0]) - 1)):
        yield f"{first} {beginning}", last
        yield f"{first.rstrip('.')}.{beginning}", last
        yield f"{first}, {beginning}", last
    if month is not None:
        yield f"{first.rstrip('.')} {month[0]} {year[0]}", last
    if numbers is not None:
        yield f"{first.rstrip('.')}.{numbers[1]}", last
