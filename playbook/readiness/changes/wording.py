"""Sentences about what is different since a review was closed: rules, late data, records dated back."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from playbook.wording import day_text, join_words, plural, week_text, weeks_text

if TYPE_CHECKING:
    from playbook.readiness.changes.results import SinceReview

MOST_LISTED = 12
Words = Callable[[str, str, str, str], str]
"""Of an item's title, its id, its state before and after."""

WEIGHTS_CHANGED = "The weights of the areas changed"
_SHOWN_RULES = 3


def rule_change(file: str, entry: str, key: str, was: str | None, now: str | None) -> str:
    """A rule that was changed, by its file and name, with what it was and what it is."""
    name = f"{file}: {entry}" if entry else file
    if not key:
        return f"{name} is new" if was is None else f"{name} is gone"
    return f"{name}, {key}: {_said(was)} → {_said(now)}"


def _said(value: str | None) -> str:
    if value is None:
        return "not set"
    return value if len(value) <= 80 else f"{value[:79]}…"


def by_rule(title: str, before: str, after: str, rules: Sequence[str]) -> str:
    """An item that stands differently because a rule was changed."""
    named = "; ".join(rules[:_SHOWN_RULES]) + (f"; and {len(rules) - _SHOWN_RULES} more" if len(rules) > 3 else "")
    return f"{_moved(title, before, after)} under a changed rule ({named})"


def same_day(title: str, _: str, before: str, after: str) -> str:
    """An item that stands differently by what came in on the review's own day, after it was closed."""
    return f"{_moved(title, before, after)} by what came in later on the day of the review"


def by_records_dated_back(title: str, _: str, before: str, after: str) -> str:
    """An item that stands differently because of records that were not there when the review was closed."""
    return f"{_moved(title, before, after)} by records dated back since the review"


def by_record_that_differs(title: str, _: str, before: str, after: str) -> str:
    """An item that stands differently because a record reads differently than it did."""
    return f"{_moved(title, before, after)} by a record that reads differently now"


def dated_back(file: str, words: str, closed_on: date) -> str:
    """A record that a review should have seen, with its own day and the day after which it was written."""
    return f"{file}: {words}; written after {day_text(closed_on)}"


def reads_differently(file: str, words: str, field: str, was: str | None, now: str | None) -> str:
    """A field without a date of its own that was changed."""
    name = f"{file}: {words}" if words else file
    return f"{name}, {field}: {_said(was)} → {_said(now)}"


def by_late_data(title: str, _: str, before: str, after: str) -> str:
    """An item that stands differently because of data about a day that came later."""
    del before
    return f"{title}: {after}, with data that arrived since"


def _moved(title: str, before: str, after: str) -> str:
    return f"{title}: from {before} to {after}" if before != after else f"{title}: still {after}, another value"


def late_upload(upload: str, received: date, rows: int, metrics: Sequence[str], weeks: Sequence[date]) -> str:
    """An upload that came after the review and holds numbers it should have seen."""
    span = weeks_text(weeks)
    named = join_words(metrics) if len(metrics) <= 3 else f"{', '.join(metrics[:3])} and {len(metrics) - 3} more"
    return f"{plural(rows, 'row')} of {span} ({named}), received {day_text(received)}, upload {upload[:12]}"


def compared_with(week_end: date, as_of: date, today: date) -> str:
    """What the page compares with."""
    named = week_text(week_end, today)
    return f"Compared with the review of {named}, closed as it was seen on {day_text(as_of, today)}."


def as_reviewed(week_end: date, before: float, now: float) -> str:
    """The day of a closed review, asked again: what it saw, and what the files say of that day now."""
    same = f"{before:.1f}" == f"{now:.1f}"
    saw = f"The review of {week_text(week_end)} was closed as of this day; it saw a readiness of {before:.1f}"
    return f"{saw}, and so do today's files." if same else f"{saw}, today's files say {now:.1f}."


RULES_TITLE = "Rules changed since"
LATE_TITLE = "Data that arrived late"
DATED_BACK_TITLE = "Records dated back since"
TAKEN_AWAY_TITLE = "Records gone or different since"
GROUND_TITLE = "What the review stood on, and what is different about it"


def and_more(count: int) -> str:
    """A list is longer than shown."""
    return f"{count:,} more."


def ground(since: "SinceReview") -> list[tuple[str, tuple[str, ...]]]:
    """What happened to the ground of the last review, by title; nothing where it stands as it stood."""
    found = (
        (RULES_TITLE, since.rules),
        (LATE_TITLE, since.late_data),
        (DATED_BACK_TITLE, since.dated_back),
        (TAKEN_AWAY_TITLE, since.taken_away),
    )
    return [(title, entries) for title, entries in found if entries]
