"""Sentences for what is doubtful about a file: a number far from the others of its series, a rate without its cases."""

from metrics.doubtful import Doubt, period_text
from metrics.problems import Problem, Severity, TablePlace
from metrics.wording import number

REMEDY = "correct it, or publish it if it is right"
_MANY_TIMES = 10


def far_from_its_series(file_name: str, doubt: Doubt) -> Problem:
    """What it is held against, and what speaks for a slip."""
    row = doubt.incoming.observation
    what = " of ".join(part for part in (row.metric, row.product) if part)
    period = period_text(row.period_start, row.period_end)
    other = f"the {number(doubt.near.value)} " + ("that counts now" if doubt.replaces else f"of {doubt.week}")
    found = f"{number(row.value)} for {what} in {period} {_compared(doubt)} {other}"
    if doubt.incoming.named_day is not None:
        found += f"; the row names one day, {doubt.incoming.named_day.isoformat()}, for a whole week"
    return Problem(TablePlace(file_name, doubt.incoming.row), found, "", REMEDY, Severity.WARNING)


def without_cases(file_name: str, metric: str, rows: int) -> Problem:
    """A rate alone: how sure it is depends on the cases that it was counted from."""
    where = "in one row" if rows == 1 else f"in {rows:,} rows"
    found = f"{metric} comes without its number of cases {where}, so nothing can be proven of it"
    return Problem(TablePlace(file_name), found, "", "send its numerator and denominator too", Severity.WARNING)


def _compared(doubt: Doubt) -> str:
    value, other = doubt.incoming.observation.value, doubt.near.value
    if doubt.times is None:
        return "is far outside what its series does, beside"
    if value == 0 or other == 0 or value * other < 0:
        return "stands against"
    times = f"{doubt.times:,.0f}" if doubt.times >= _MANY_TIMES else f"{doubt.times:.1f}"
    return f"is {times} times" if abs(value) > abs(other) else f"is 1/{times} of"
