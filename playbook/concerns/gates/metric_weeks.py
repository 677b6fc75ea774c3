"""Weeks of a metric against the lines of a criterion: each by itself, and the one that holds the outcome back."""

from datetime import date
from typing import NamedTuple

from metrics.definition import Metric
from metrics.observation import Point, Series
from playbook.concerns.gates.windows import baseline_of, by_week, distance_of, judge_of
from playbook.model.conditions import Expression, evaluate, is_relative
from playbook.model.criteria import Criterion
from playbook.verdict import Outcome

WORST_FIRST = (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.INCONCLUSIVE, Outcome.WARNING, Outcome.MET)


class Week(NamedTuple):
    """One window with what its lines came to: True, False or None, where nobody knows."""

    window: Point
    passed: bool | None
    warned: bool | None
    outcome: Outcome
    distance: float | None


def held_back(
    criterion: Criterion,
    metric: Metric,
    closed: dict[date, Point],
    windows: list[Point],
    first: date,
    series: Series,
) -> tuple[Week, list[Week], float | None]:
    """The worst window, all of them, and the baseline they are compared with."""
    baseline = baseline_of(criterion, metric, closed, first, series)
    weeks = [judge_week(criterion, metric, window, baseline) for window in windows]
    if len(weeks) == 1:
        return weeks[0], weeks, baseline
    worst = min(
        weeks, key=lambda week: (WORST_FIRST.index(week.outcome), week.distance is not None, week.distance or 0.0)
    )
    return worst, weeks, baseline


def judge_week(criterion: Criterion, metric: Metric, window: Point, baseline: float | None) -> Week:
    judge = judge_of(criterion, metric, window, baseline)
    line = by_week(criterion.required_line, metric)
    passed = evaluate(line, judge)
    warned = None if criterion.warn_line is None else evaluate(by_week(criterion.warn_line, metric), judge)
    if passed is True:
        outcome = Outcome.MET
    elif warned is True:
        outcome = Outcome.WARNING
    elif (passed if criterion.warn_line is None else warned) is False:
        outcome = Outcome.NOT_MET
    else:
        # what samples would settle is inconclusive; without anything to compare with they settle nothing
        undecided = line if passed is None or criterion.warn_line is None else criterion.warn_line
        outcome = Outcome.NO_DATA if lacks_baseline(undecided, baseline) else Outcome.INCONCLUSIVE
    if window.partial and outcome in (Outcome.MET, Outcome.WARNING):
        outcome = Outcome.INCONCLUSIVE
    return Week(window, passed, warned, outcome, distance_of(line, window.value, baseline))


def lacks_baseline(expression: Expression, baseline: float | None) -> bool:
    return baseline is None and is_relative(expression)
