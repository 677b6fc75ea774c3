"""Sentences of messages: the weekly digest and what one seat owes."""

from collections.abc import Iterable, Sequence
from datetime import date

from playbook.concerns.control.review import MetricControl, OutlookState
from playbook.readiness import wording as overview
from playbook.readiness import wording_notices
from playbook.readiness.advice import Blocker
from playbook.readiness.alerts.turned import TurnedGate
from playbook.readiness.due import wording as due_wording
from playbook.readiness.due.items import DueItem, SeatDue
from playbook.readiness.notices import Notice
from playbook.wording import VERDICT_WORDS, day_text, plural, score_text, sentence_case

WHERE_WE_STAND = "Where we stand"
TURNED = "What turned"
BLOCKS = "What blocks, and who must act"
DUE = "Due this week"
OUTLOOK = "Outlook"
LATE, THIS_WEEK, LATER = "Late", "Due this week", "Later"
NOTHING_TURNED = "No verdict turned and no trend broke."
NOTHING_DUE = "Nothing is late or due this week."


def bullet(line: str) -> str:
    """One line of a list."""
    return f"• {line}"


def and_more(count: int) -> str:
    """What a list has no room for."""
    return f"and {count:,} more on the page"


PICTURE_READINESS, PICTURE_GATES = "Readiness", "Launch gates"
PICTURE_LEGEND = "The bar is the score from 0 to 100, the black mark is the plan for today."
PICTURE_NAME = "overview.png"


def picture_score(score: float | None, plan: float | None) -> str:
    """Beside a bar: `59, plan 64`."""
    return score_text(score) if plan is None else f"{score_text(score)}, plan {score_text(plan)}"


def digest_title(organization: str, day: date) -> str:
    """Heading of the weekly digest."""
    return " · ".join(part for part in (organization, f"AI readiness on {day_text(day, day)}") if part)


def turned(one: TurnedGate) -> str:
    """A verdict that is another than it was."""
    gate = one.gate
    because = f": {gate.because}" if gate.because else ""
    stands = f"{VERDICT_WORDS[gate.verdict]}, was {VERDICT_WORDS[one.before]}"
    return f"{gate.product_name}, {gate.gate_name}: {stands}{because}"


def blocks(one: Blocker) -> str:
    """What is kept back, why, and who must act."""
    late = f"{overview.late_words(one.late_days)}; " if one.late_days else ""
    return f"{one.title}: {one.reason} ({late}{due_wording.seat_name(one.who)})"


def notice(one: Notice, day: date) -> str:
    """An incident, or what ends soon."""
    return f"{wording_notices.name(one)}: {wording_notices.after_name(one, day)}"


def owed(seat: str, items: Sequence[DueItem], day: date) -> str:
    """What a seat owes this week, in one line."""
    first, rest = items[0], len(items) - 1
    more = f"; {plural(rest, 'more', 'more')}" if rest else ""
    return f"{due_wording.seat_name(seat)}: {first.what}, {due_wording.when(first, day)}{more}"


def outlook_counts(controls: Iterable[MetricControl]) -> str:
    """How many metrics are heading where."""
    states = [one.outlook.state for one in controls if one.outlook is not None]
    words = ((OutlookState.ON_COURSE, "on course"), (OutlookState.IN_DOUBT, "in doubt"))
    counts = [(states.count(state), said) for state, said in (*words, (OutlookState.OFF_COURSE, "off course"))]
    said = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    return f"Metrics with a forecast: {said}." if said else ""


def personal_title(seat: SeatDue, soon: int, day: date) -> str:
    """How much one seat owes."""
    who = due_wording.seat_name(seat.seat)
    late = f", {overview.count_word(seat.late)} late" if seat.late else ""
    return f"{who}, you owe {overview.count_word(soon)} by {day_text(day, day)}{late}"


def personal_line(item: DueItem, day: date) -> str:
    """One debt of the seat that reads it."""
    reason = f". {sentence_case(item.reason)}" if item.reason else ""
    return f"{item.what}, {due_wording.when(item, day)}{reason}"
