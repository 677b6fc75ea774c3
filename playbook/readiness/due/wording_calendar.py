"""Sentences of the days in a calendar."""

from datetime import date

from playbook.readiness.due.items import DueItem
from playbook.results.gates import GateStatus
from playbook.wording import day_text, owner_text, week_text


def event_title(item: DueItem) -> str:
    """Something that is owed, in a calendar."""
    return f"{'Late: ' if item.late_days else ''}{item.what} ({owner_text(item.seat)})"


def gate_event(gate: GateStatus) -> str:
    """A gate on its planned day, in a calendar."""
    return f"Launch gate: {gate.product_name}, {gate.gate_name}"


def gate_stands(gate: GateStatus, day: date) -> str:
    """What a gate said on the day the calendar was made, which stays beside it."""
    return f"As of {day_text(day)}: {gate.words}"


def review_event(last_day: date, today: date) -> str:
    """The review of a week, in a calendar."""
    return f"Weekly review: {week_text(last_day, today)}"
