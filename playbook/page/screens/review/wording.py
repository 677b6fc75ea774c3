"""Sentences of the weekly review on the page: what is typed in the meeting, closing it, and the meeting room."""

import shlex
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from playbook.wording import day_text, week_text

if TYPE_CHECKING:
    from playbook.readiness.agenda import Agenda


class Step(StrEnum):
    """The steps of the review, by the name that stands in the address."""

    DECISIONS = "decisions"
    PROMISES = "follow-ups"
    STANDING = "standing"
    METRICS = "metrics"
    GATES = "gates"
    CLOSE = "close"
    CLOSED = "closed"


STEP = "Step"
SHOWN = "Part"
SEEN_VIEW = "seen"
SHOWN_VIEWS = {"said": "What was said and decided", SEEN_VIEW: "What was seen"}
COLUMN_WHAT = "What"
COLUMN_SEEN = "Verdict"
COLUMN_STATE = "State"
COLUMN_OWNER = "Owner"
COLUMN_DUE = "Due"
COLUMN_GATE = "Gate"
COLUMN_WHY = "Why"
COLUMN_FORM = "Form"
PROMISES = "Follow-ups and release conditions"
PROMISE_COLUMNS = ("what", "owner", "due", "done", "kind")
GATE_COLUMNS = ("product", "gate", "verdict", "planned", "why")


def steps(agenda: "Agenda", closed: int) -> dict[str, str]:
    """What each step is called, with how much waits in it."""
    waiting = sum(entry.done is None for entry in agenda.follow_ups) + len(agenda.conditions)
    return {
        Step.DECISIONS: _counted("Decisions", len(agenda.decisions) + len(agenda.signatures)),
        Step.PROMISES: _counted("Follow-ups", waiting),
        Step.STANDING: "Where we stand",
        Step.METRICS: _counted("Metrics", len(agenda.metrics)),
        Step.GATES: _counted("Gates", len(agenda.gates)),
        Step.CLOSE: "Close the week",
        Step.CLOSED: _counted("Closed reviews", closed),
    }


def _counted(name: str, count: int) -> str:
    return f"{name} ({count:,})" if count else name


def sign(name: str) -> str:
    """A sign-off that a gate waits for."""
    return f"Approve or decline: {name}"


def agreed(day: date, today: date) -> str:
    """When a follow-up was agreed."""
    return f"agreed {day_text(day, today)}"


def condition_of(product: str, gate: str) -> str:
    """Which release a condition is tied to."""
    return f"condition of releasing {product} at {gate}"


PRESENT = "Present"
PRESENT_HELP = "One item a screen, for the meeting room; the arrow keys walk it."
LEAVE = "Leave"
BACK = "Back"
NEXT = "Next"
CLOSE_TITLE = "Minutes and closing"
CLOSE_LINE = "Closing freezes what was seen, decided and said. From then on, changes are told from this review."
WEEK = "Week to close"
BY = "Closed by"
MINUTES = "Minutes"
MINUTES_HELP = "What was said and why, a paragraph each. It is shown with the closed review, to the letter."
CLOSE = "Close the review"
CLOSE_AND_COMMIT = "Close the review and commit"
CLOSE_ANYWAY = "Close it all the same"
NOT_YET = "Not closed yet"
NOT_CLOSED = "Not closed"
CLOSED = "Closed"
NOT_COMMITTED = "Not committed"
NOTHING_TO_CLOSE = "Every week that has ended is closed."
ONLY_AS_KNOWN = 'A review freezes what was known on its day; choose "Known then" to close it here.'
NO_BY = "Say who closes it."
SAMPLE = (
    "This is the sample organization, which is never written to. With a playbook of your own the week is closed here."
)
PREPARE_TITLE = "Prepare closing"
PREPARE_LINE = "This page does not write records. Whoever may write closes the week with this command:"
MAIL = "Send it by e-mail"
MAIL_LONG = "The minutes are too long for an e-mail link: copy the command and attach it."
AGREE_TITLE = "Decisions and follow-ups"
AGREE_LINE = "What the meeting agrees on is recorded here, one entry at a time."
AGREE = "What was agreed"
KINDS = {
    "follow-up": "Follow-up",
    "follow-up-done": "Follow-up done",
    "decision": "Release decision",
    "experiment-decision": "Experiment decision",
    "stack-choice": "Stack choice",
    "sign-off": "Sign-off",
}
"""Kinds of record that a meeting agrees on, in its words."""


def closed(week_end: date, place: str, commit: str) -> str:
    """A review was closed."""
    return f"The review of {week_text(week_end)} stands in {place}" + (
        f", commit {commit}." if commit else "; commit it with the rest."
    )


def left(reason: str) -> str:
    """A review was closed and could not be committed."""
    return f"The review is closed, but {reason}."


def command(week: str, by: str, minutes: str, day: str) -> str:
    """The line that closes the week in a shell."""
    said = f" --comment {shlex.quote(minutes)}" if minutes else ""
    return f"playbook review close --week {week} --as-of {day} --by {shlex.quote(by)}{said}"


def mail_subject(week_end: date) -> str:
    """The subject of the e-mail that hands the closing on."""
    return f"Close the weekly review of {week_text(week_end)}"


MAIL_LINES = "Please close the week with this command:"


def step(number: int, of: int) -> str:
    """Where in the agenda a screen stands."""
    return f"{number} of {of}"
