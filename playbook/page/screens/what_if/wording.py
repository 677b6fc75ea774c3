"""Words of the page that asks what if."""

from metrics.definition import Metric
from playbook.model.conditions import Condition
from playbook.wording import plural, signed_text, value_text

TITLE = "What if"
NOTHING_WRITTEN = "nothing here is written"
GATE = "Gate"
NO_GATES = "There is no gate to ask about"
NO_GATES_MISSING = "A product and a launch gate come first."
MOVE_SOMETHING = "Move a line, a score or a weight, or take a line as met. What turns is listed here."
AS_IT_IS, MET, NOT_MET = "as it is", "met", "not met"
LINES = "Lines of the gate"
SCORES = "Scores of the gate"
GO_FROM, CONDITIONS_FROM = "GO from", "GO WITH CONDITIONS from"
WEIGHTS = "What readiness is made of"
MORE = "Any other field"
MORE_HELP = "One a line, such as metrics.hallucination_rate.max_age_days=14"
WHAT_TURNS = "What turns"
STILL_NEEDED = "What would still be needed"
NOTHING_NEEDED = "Nothing: the product may pass."
NO_WAY = "No set of lines is known that turns it."
FOR_A_PULL_REQUEST = "Text for a pull request"
TODAY = "today"
TO_THE_GATE = "See the gate as it is"
SCORE = "Score of the gate"
READINESS = "Readiness"


def delta(step: float) -> str | None:
    """A change in points; none where nothing changes."""
    return None if abs(step) < 0.05 else signed_text(step, 1)


def line_label(line: Condition, metric: Metric) -> str:
    """Label of a slider: what it moves, and where it is today."""
    return f"{metric.name or metric.id}, line to pass: {line.operator} {value_text(line.number, metric)} today"


def outcome_label(name: str) -> str:
    """Label of a choice, for those who hear it."""
    return f"Suppose of {name}"


def met_lines(count: int) -> str:
    """Heading of the lines that are met already."""
    return f"{plural(count, 'line')} met today"


def weight_label(area: str) -> str:
    """Label of a slider of an area's weight."""
    return f"Weight: {area}"
