"""What an upload would change, in sentences; the command and the page say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.definition import words_of
from playbook.wording import (
    AREA_WORDS,
    OUTCOME_WORDS,
    VERDICT_WORDS,
    day_text,
    percent_text,
    plural,
    score_text,
    seat_text,
    value_text,
    week_text,
)

if TYPE_CHECKING:
    from datetime import date

    from playbook.readiness.follow_ups import FollowUpStatus
    from playbook.readiness.preview.results import BecomesKnown, OutcomeFlip, StateTurn, VerdictFlip, WouldChange
    from playbook.results.charter import DeliverableStatus
    from playbook.results.experiments import ExperimentStatus
    from playbook.results.stack import LayerStatus
    from playbook.verdict import Outcome

NOTHING_TURNS = "Nothing would turn: no metric becomes known, no outcome, state or verdict changes."
TOO_LONG = "The file is too long to work out beforehand what it would change; its rows are fine."
ALL_PRODUCTS = "all products"
NOT_DECIDED = "no decision in date"
ALARM = "Alarm"
RAISED = "raised"
OVER = "over"
DONE = "done"
FOLLOW_UP = "Follow-up"


def lines(change: WouldChange | None) -> list[str]:
    """Everything that turns, the verdicts first."""
    if change is None:
        return [TOO_LONG]
    parts = [
        *(verdict(flip) for flip in change.verdicts),
        *(outcome(flip) for flip in change.outcomes),
        *(turn(entry) for entry in change.turns),
        *(known(entry) for entry in change.known),
    ]
    return [*(parts or [NOTHING_TURNS]), totals(change)]


def verdict(flip: VerdictFlip) -> str:
    """A verdict that turns."""
    before, after = VERDICT_WORDS[flip.before], VERDICT_WORDS[flip.after]
    return f"verdict: {flip.product_name}, {flip.gate_name}: {before} → {after}: {flip.because}"


def outcome(flip: OutcomeFlip) -> str:
    """An outcome that turns."""
    where = ", ".join(part for part in (flip.product_name or ALL_PRODUCTS, flip.gate_name) if part)
    return f"outcome: {flip.name} ({where}): {arrow(flip.before, flip.after)}: {flip.reason}"


def turn(entry: StateTurn) -> str:
    """A deliverable, layer, experiment or promise that stands otherwise."""
    before = f"{entry.before} → " if entry.before else ""
    reason = f": {entry.reason}" if entry.reason else ""
    return f"{area_of(entry).casefold()}: {entry.name}: {before}{entry.after}{reason}"


def area_of(entry: StateTurn) -> str:
    """The area it belongs to, or what it is."""
    return FOLLOW_UP if entry.area is None else AREA_WORDS[entry.area]


def follow_up_words(status: FollowUpStatus) -> str:
    """Where a follow-up stands."""
    return DONE if status.done is not None else open_words(status.due)


def open_words(due: date) -> str:
    """`open, due Nov 12, 2026`."""
    return f"open, due {day_text(due)}"


def acts(seat: str) -> str:
    """Who must act."""
    return f"{seat_text(seat)} acts"


def deliverable_words(status: DeliverableStatus) -> str:
    """Where a deliverable stands: what is said of it, and whether that is proven."""
    words = words_of(status.state)
    if status.dropped or not status.claimed:
        return f"{words}, proven" if status.proven else words
    return f"{words}, proven" if status.proven else f"{words}, not proven"


def layer_words(status: LayerStatus) -> str:
    """Where a layer stands, with its option."""
    words = words_of(status.state)
    return f"{status.option_name} ({words})" if status.option_name else words


def experiment_words(status: ExperimentStatus) -> str:
    """What was decided about an experiment, and how many findings are open."""
    words = str(status.decision) if status.decision is not None and status.decision_in_date else NOT_DECIDED
    count = len(status.findings)
    return f"{words}, {plural(count, 'finding')}" if count else words


def arrow(before: Outcome, after: Outcome) -> str:
    """`no data → met`."""
    return f"{OUTCOME_WORDS[before]} → {OUTCOME_WORDS[after]}"


def known(entry: BecomesKnown) -> str:
    """A metric that becomes known, or gets a newer week."""
    value = value_text(entry.value, entry)
    before = "not known before" if entry.before_end is None else f"{week_text(entry.before_end)} before"
    return (
        f"known: {entry.name} ({entry.product_name or ALL_PRODUCTS}): {value} in {week_text(entry.week_end)}, {before}"
    )


def totals(change: WouldChange) -> str:
    """Coverage and score, from and to."""
    return (
        f"coverage {_share(change.coverage_before)} → {_share(change.coverage_after)}, "
        f"readiness {score_text(change.score_before)} → {score_text(change.score_after)}"
    )


def _share(share: float | None) -> str:
    return "nothing due" if share is None else percent_text(share, 0)
