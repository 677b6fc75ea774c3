"""What an upload would change, in sentences; the command and the page say the same."""

from playbook.verdict import Outcome
from playbook.what_would_change import BecomesKnown, OutcomeFlip, VerdictFlip, WouldChange
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, percent_text, score_text, value_text

NOTHING_TURNS = "Nothing would turn: no metric becomes known, no outcome and no verdict changes."
TOO_LONG = "The file is too long to work out beforehand what it would change; its rows are fine."
ALL_PRODUCTS = "all products"


def lines(change: WouldChange | None) -> list[str]:
    """Everything that turns, the verdicts first."""
    if change is None:
        return [TOO_LONG]
    told = [
        *(verdict(flip) for flip in change.verdicts),
        *(outcome(flip) for flip in change.outcomes),
        *(known(entry) for entry in change.known),
    ]
    return [*(told or [NOTHING_TURNS]), totals(change)]


def verdict(flip: VerdictFlip) -> str:
    """A verdict that turns."""
    return f"verdict: {flip.product_name}, {flip.gate_name}: {VERDICT_WORDS[flip.before]} → {flip.words}"


def outcome(flip: OutcomeFlip) -> str:
    """An outcome that turns."""
    where = ", ".join(part for part in (flip.product or ALL_PRODUCTS, flip.gate) if part)
    return f"outcome: {flip.name} ({where}): {arrow(flip.before, flip.after)}: {flip.reason}"


def arrow(before: Outcome, after: Outcome) -> str:
    """`no data → met`."""
    return f"{OUTCOME_WORDS[before]} → {OUTCOME_WORDS[after]}"


def known(entry: BecomesKnown) -> str:
    """A metric that becomes known, or gets a newer week."""
    value = value_text(entry.value, kind=entry.kind, unit=entry.unit)
    before = "not known before" if entry.before_week is None else f"{entry.before_week} before"
    return f"known: {entry.name} ({entry.product or ALL_PRODUCTS}): {value} in {entry.week}, {before}"


def totals(change: WouldChange) -> str:
    """Coverage and score, from and to."""
    return (
        f"coverage {_share(change.coverage_before)} → {_share(change.coverage_after)}, "
        f"readiness {score_text(change.score_before)} → {score_text(change.score_after)}"
    )


def _share(share: float | None) -> str:
    return "nothing due" if share is None else percent_text(share, 0)
