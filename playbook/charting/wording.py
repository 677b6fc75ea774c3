"""Words that stand inside charts: labels of marks, rings, lines and tooltips."""

from datetime import date

from playbook.model.stack import Ring
from playbook.wording import week_text

PROVEN = "proven"
CLAIMED_ONLY = "done, unverified"
OPEN = "open"
TODAY = "today"
CLEAN = "clean"
WITH_FINDINGS = "open findings"
STOPPED = "stopped"

WEEKLY_USERS = "Weekly users"
WEIGHTED_SCORE = "Weighted score, 1 to 5"
STATE = "State"
EXPERIMENT = "Experiment"
FINDINGS = "Findings"
PHASE = "Phase"
PART = "Part"
OPTION = "Option"
LAYER = "Layer"
RING = "Ring"
SINCE = "Since"
MOVED_FROM = "Moved from"

RING_WORDS: dict[Ring, str] = {
    Ring.ADOPT: "adopt",
    Ring.TRIAL: "trial",
    Ring.ASSESS: "assess",
    Ring.HOLD: "hold",
}


def phase_numbers(proven: float | None, claimed: float | None, plan: float | None) -> str:
    """`38% proven, 62% claimed, 66% due by today`."""
    if proven is None or claimed is None:
        return "nothing counts in this phase"
    due = "nothing due yet" if not plan else f"{plan:.0%} due by today"
    return f"{proven:.0%} proven, {claimed:.0%} claimed, {due}"


WEEKS_OFF = "Without reporting"
NOTHING = "–"


def closed_week(reason: str) -> str:
    """Written along a week in which nothing had to be reported."""
    return f"closed: {reason}"


def weeks_off(first: date, last: date, reason: str) -> str:
    """`Dec 21-27 to Dec 28-Jan 3: Company shutdown`."""
    return f"{week_text(first) if first == last else f'{week_text(first)} to {week_text(last)}'}: {reason}"


def cost_axis(currency: str) -> str:
    """Title of the cost axis."""
    return f"Cost a month, {currency}"


def limit_label(limit: str) -> str:
    """Label of the line of cost for each weekly user."""
    return f"limit: {limit} a user"


def phase_lines(proven: float | None, claimed: float | None) -> tuple[str, ...]:
    """Below the name of a phase, solid and pale parts of its bar in words: `38% proven`, `62% claimed`."""
    if proven is None or claimed is None:
        return ("nothing counts",)
    return f"{proven:.0%} proven", f"{claimed:.0%} claimed"


def experiment_label(name: str, state: str) -> str:
    """Beside a dot: its name, and its state where it is not clean."""
    return name if state == CLEAN else f"{name}: {state}"
