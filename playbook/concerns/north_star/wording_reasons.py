"""Why a week of a metric came to its outcome against the plan."""

from metrics.definition import Direction, Kind, Metric
from metrics.lines import Operator, towards
from metrics.observation import Point
from metrics.statistics.proportion import CONFIDENCE, samples_still_needed
from playbook.verdict import Outcome
from playbook.wording import bar_text, day_text, value_text, week_text

NO_PLAN_OF_ITS_OWN = "no plan of its own"
"""Said of a product where products add up and only their sum has a plan."""


def unplanned(last: Point, value: str) -> str:
    """The number of a product that is shown and not judged."""
    return f"{value} in {week_text(last.period_end)}; {NO_PLAN_OF_ITS_OWN}"


def against_plan(metric: Metric, last: Point, target: float, value: str, outcome: Outcome) -> str:
    """Why the week came to its outcome; `value` is its own in words."""
    operator, higher = towards(metric.better), metric.better is Direction.HIGHER
    # short of the line by no more than is rounded away: said strictly, the sentence does not contradict itself
    line = value_text(target, metric)
    if value == line and not operator.holds(last.value, target):
        line = bar_text(target, metric, wants_high=higher)
    wanted = f"{'at least' if higher else 'at most'} {line}"
    if metric.kind is not Kind.RATE:
        return f"{value}, {wanted} {_planned_by(last)}"
    if last.numerator is None or not last.denominator:
        return f"{value}, but no sample size, so nothing is proven; {wanted} is planned"
    sample = f"{value} of {last.denominator:,.0f}"
    if outcome is Outcome.INCONCLUSIVE:
        return f"{sample} is too close to the plan ({wanted}) to tell; {_settling(last, target, operator)}"
    words = "proven at 95%" if outcome is Outcome.MET else "missed at 95%"
    return f"{sample}, {wanted} {_planned_by(last)}: {words}"


def _settling(last: Point, target: float, operator: Operator) -> str:
    """How many more cases at this rate would prove the plan, or that it is missed."""
    for wanted, proves in ((operator, "settle it"), (operator.opposite, "prove a miss")):
        more = samples_still_needed(last.numerator or 0.0, last.denominator or 0.0, target, wanted, CONFIDENCE)
        if more is not None:
            return f"about {more:,} more at this rate would {proves}"
    return "at this rate, which is the plan's own, no number of samples would settle it"


def _planned_by(last: Point) -> str:
    """The plan of the week that is judged, which is that of its last day."""
    return f"planned by {day_text(last.period_end, last.period_end)}"
