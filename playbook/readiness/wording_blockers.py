"""Sentences about what blocks and who must act, a thing at a time."""

from collections.abc import Sequence

from playbook.readiness.wording import late_words, who_words
from playbook.wording import join_words, sentence_case

NAMED = 2
"""Other reasons, and seats, that are named before the rest is counted."""


def named_reason(name: str, reason: str) -> str:
    """`Legal review: sign-off of 4 Nov no longer holds`."""
    return f"{name}: {reason}" if name else sentence_case(reason)


def also(names: Sequence[str]) -> str:
    """The other reasons of one thing, by name as far as there is room."""
    known = [name for name in names if name]
    return f"Also: {_first_few(known)}." if known else ""


def all_who(seats: Sequence[str]) -> str:
    """Everybody who must act on one thing."""
    return _first_few([who_words(seat) for seat in seats])


def _first_few(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return join_words([*names[:NAMED], f"{more:,} more"] if more > 1 else names)


def every_reason(count: int, late_days: int) -> str:
    """The fold with all of what blocks."""
    late = f", the oldest {late_words(late_days)}" if late_days else ""
    return f"Every reason in words: {count:,} in all{late}"
