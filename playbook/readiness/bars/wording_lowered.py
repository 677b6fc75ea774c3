"""Bars that were lowered, in sentences."""

from datetime import date

from playbook.model.bar_changes import BarChange
from playbook.readiness.bars.lowered import LoweredBar
from playbook.readiness.bars.wording import from_to
from playbook.wording import VERDICT_WORDS, day_text, seat_text

TITLE = "Bars that were lowered"
BADGE = "bar lowered"


def lowered_alarm(one: LoweredBar) -> str:
    """A verdict that stands on a lowered bar, in one sentence without its full stop."""
    return (
        f"{one.product_name}, {one.gate_name} is {VERDICT_WORDS[one.verdict]} only because its bar was lowered on "
        f"{day_text(one.on, one.on)} by {seat_text(one.by)}: before, it would be {VERDICT_WORDS[one.without]}"
    )


def change_words(change: BarChange, day: date) -> str:
    """One recorded change: its day, values, who and why."""
    return f"{day_text(change.on, day)}, {seat_text(change.by)}: {from_to(change.from_, change.to)}. {change.why}"
