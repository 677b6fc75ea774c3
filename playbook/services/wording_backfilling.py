"""Sentences about uploads that count as known from an earlier day."""

from datetime import date

from playbook.wording import day_text, plural, week_text

RECEIVED_HELP = "Count it as known from an earlier day, as 2026-10-06: a backfill, always shown as one."
WHY_HELP = "Why it comes only now; needed with --received."
ONLY_WITH_A_DAY = "A reason without a day: say with --received from which day the numbers count as known."
NEEDS_WHY = "A backfill needs its reason: add --why 'moved from the old sheet'."


def not_a_day(text: str) -> str:
    """Text where a day was expected."""
    return f"'{text}' is not a day; write it as 2026-10-06"


def not_past(day: date, today: date) -> str:
    """Only earlier days are backfilled."""
    return f"{day} is not before today, {today}; without --received the file counts as known from now"


def why_too_long(most: int) -> str:
    """A reason is a line."""
    return f"The reason is longer than {most} characters."


def before_a_review(day: date, week_end: date, seen: date) -> str:
    """A closed review would have seen other numbers."""
    return (
        f"The review of {week_text(week_end, seen)} was closed as of {day_text(seen)}, and would have seen other "
        f"numbers with a file known from {day}. Use a later day, or have two persons agree: "
        f"playbook record backfill --received {day} --asked-by … --approved-by … --why …"
    )


def counts_from(day: date, why: str) -> str:
    """`Backfilled: counts as known from Oct 6, 2026 (moved from the old sheet).`"""
    return f"Backfilled: counts as known from {day_text(day)} ({why})."


def some_count(counting: int, rows: int) -> str:
    """Later files had brought some of its weeks already."""
    if counting == rows:
        return ""
    return f"{plural(counting, 'row')} of {rows:,} count today; files received later have the other weeks."
