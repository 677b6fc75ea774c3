"""Which weaker bars have the record that says why."""

from collections.abc import Iterable
from datetime import date

from playbook.model.corrections.bar_changes import BarChange
from playbook.readiness.bars.results import BarMove, Effect


def record_of(move: BarMove, records: Iterable[BarChange], today: date) -> BarChange | None:
    """The record of a weaker bar: one that leads to its value of now, while one for the same field, the same or an
    earlier, begins at its value before. A record of a day to come is none yet."""
    own = [one for one in records if one.what == move.what and one.on <= today]
    begun = [one.on for one in own if one.from_ == move.before]
    return next((one for one in reversed(own) if one.to == move.after and begun and min(begun) <= one.on), None)


def is_recorded(move: BarMove, records: Iterable[BarChange], today: date) -> bool:
    """Whether it is on record why a bar is weaker; a week without reporting says itself why, who and when."""
    return move.file == "calendar" or record_of(move, records, today) is not None


def unrecorded(moves: Iterable[BarMove], records: Iterable[BarChange], today: date) -> tuple[BarMove, ...]:
    """The weaker ones of which it is not."""
    known = tuple(records)
    return tuple(move for move in moves if move.effect is Effect.WEAKER and not is_recorded(move, known, today))
