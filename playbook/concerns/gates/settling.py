"""What would settle or mend a metric criterion, as advice: more cases, or what the metric has to come to."""

from metrics.definition import Metric
from metrics.observation import Point
from playbook.concerns.gates.remedies import doubt_of, goal_of
from playbook.concerns.gates.weeks_left import Supply
from playbook.concerns.gates.windows import by_week
from playbook.concerns.gates.wording_criteria import Advice, cases_words, doubt_words, goal_words, settled_words
from playbook.model.conditions import Expression
from playbook.model.criteria import Criterion


def goal_advice(criterion: Criterion, metric: Metric, window: Point, baseline: float | None) -> Advice:
    """What the metric has to come to."""
    goal = goal_of(criterion, metric, window, baseline, by_week(criterion.required_line, metric))
    return goal_words(criterion, metric, goal, baseline)


def doubt_advice(
    criterion: Criterion,
    metric: Metric,
    window: Point,
    baseline: float | None,
    undecided: list[tuple[str, Expression]],
    supply: Supply | None,
) -> tuple[str, Advice]:
    """Why nothing is proven, and what would settle it."""
    doubt = doubt_of(criterion, metric, window, baseline, [line for _, line in undecided], supply)
    if not doubt.sampled:
        action = Advice(f"report numerator and denominator of {metric.name}")
    elif doubt.needed is None:
        goal = goal_of(criterion, metric, window, baseline, undecided[0][1])
        action = goal_words(criterion, metric, goal, baseline)
    else:
        action = cases_words(criterion, metric, doubt.needed)
        if doubt.settles:
            line = settled_words(metric, baseline, undecided[doubt.settles])
            action = Advice(f"{action.words}, which would settle {line}")
    sure = 0.0 if criterion.confidence == "none" else criterion.confidence
    return doubt_words(sure, metric, baseline, undecided, doubt), action
