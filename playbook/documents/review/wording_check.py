"""Sentences about closed reviews that were judged anew."""

from collections.abc import Sequence
from datetime import date

from playbook.verdict import Outcome, Verdict
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, join_words, plural, week_text

NOT_COMMITTED = "The review is not committed, so it was judged by today's definitions and records."
JUDGES_OTHERWISE = "Definitions, records and uploads are the same: this version of the program judges otherwise."
NOT_THERE = "not asked"


def by_todays(reason: str) -> str:
    """What stood at the commit is not to be had."""
    return f"It was judged by today's definitions and records: {reason}."


def same(end: date, gates: int, commit: str) -> str:
    """A review that comes out as it was closed."""
    return f"{week_text(end)}: {plural(gates, 'verdict')} as closed{_at(commit)}"


def differs(end: date, count: int, commit: str) -> str:
    """A review that does not."""
    return f"{week_text(end)}: {plural(count, 'difference')}{_at(commit)}"


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"


def _at(commit: str) -> str:
    return f", judged anew at commit {commit[:7]}" if commit else ", judged anew by today's files"


def gate_gone(name: str) -> str:
    """A gate of the review that is not judged anew."""
    return f"{name}: was judged, is not there"


def gate_new(name: str) -> str:
    """A gate that the review did not judge."""
    return f"{name}: was not judged, is there"


def verdict_differs(name: str, was: tuple[str, float | None], now: tuple[str, float | None]) -> str:
    """A verdict or its score that comes out otherwise; slugs come in."""
    words = [f"{VERDICT_WORDS[Verdict(verdict)]} {_score(score)}".strip() for verdict, score in (was, now)]
    return f"{name}: was {words[0]}, is {words[1]}"


def outcome_differs(name: str, criterion: str, was: str | None, now: str | None) -> str:
    """A criterion that comes out otherwise."""
    words = [NOT_THERE if outcome is None else OUTCOME_WORDS[Outcome(outcome)] for outcome in (was, now)]
    return f"{name}, {criterion}: was {words[0]}, is {words[1]}"


def score_differs(was: float, now: float) -> str:
    """Readiness that comes out otherwise."""
    return f"Readiness: was {was:.1f}, is {now:.1f}"


def definitions_differ(files: Sequence[str]) -> str:
    """The review was closed by other definitions than those that were committed with it."""
    return f"It was closed by other definitions than the commit holds: {join_words(files)}."


def records_differ(files: Sequence[str]) -> str:
    """The same of records."""
    return f"It was closed on other records than the commit holds: {join_words(files)}."


def uploads_differ(gone: Sequence[str], more: int) -> str:
    """Other numbers count for that day than counted then."""
    parts = [f"{join_words(gone)} no longer {'counts' if len(gone) == 1 else 'count'}"] if gone else []
    parts += [f"{plural(more, 'other file')} {'counts' if more == 1 else 'count'} now"] if more else []
    return f"Of the files that counted then, {' and '.join(parts)}." if gone else f"For that day {parts[0]}."
