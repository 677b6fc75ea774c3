"""What would settle or mend a metric criterion: how many more samples, or what the metric has to come to."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from metrics.definition import Kind, Metric
from metrics.observation import Point
from metrics.statistics.proportion import samples_still_needed
from playbook.concerns.gates.weeks_left import Supply
from playbook.concerns.gates.windows import judge_of
from playbook.model.conditions import AnyOf, Condition, Expression, conditions_of, evaluate, without_relative
from playbook.model.criteria import Criterion


@dataclass(frozen=True, slots=True)
class Goal:
    """What a metric has to come to: `count` good (or, where fewer are better, bad) of `cases` would prove the line;
    without a count more cases are needed than the sample has, without cases nothing is counted. `past`: it also takes
    earlier good weeks to compare with."""

    line: Expression
    cases: int | None = None
    count: int | None = None
    wants_high: bool = True
    past: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why samples leave lines open. `needed` more of them would prove the line in place `settles`; None where no number
    would, or (`too_many`) more than can come, as far as the cases a week `so_far` tell. Without a sample size
    (`sampled` False) nothing can be proven."""

    sampled: bool = True
    needed: int | None = None
    settles: int = 0
    too_many: bool = False
    so_far: float | None = None
    labelled: bool = False
    """More labels by people would settle it: the rate was corrected by those there are."""


def goal_of(criterion: Criterion, metric: Metric, window: Point, baseline: float | None, line: Expression) -> Goal:
    """The line, or the count that would prove it on a sample of this size."""
    absolute = without_relative(line)
    if baseline is None and absolute is not None and absolute != line:
        # no count proves what has nothing to be compared with: the rest is a number, the past is a matter of reporting
        return replace(goal_of(criterion, metric, window, baseline, absolute), past=True)
    directions = {condition.operator.wants_high for condition in conditions_of(line)}
    plain = metric.kind is not Kind.RATE or criterion.confidence == "none" or len(directions) > 1
    if plain or not window.denominator or window.stderr is not None:
        return Goal(line)
    cases = int(window.denominator)
    wants_high = directions == {True}

    def proves(good: int) -> bool:
        counted = replace(window, numerator=float(good if wants_high else cases - good), denominator=float(cases))
        return evaluate(line, judge_of(criterion, metric, counted, baseline)) is True

    # more good cases never prove less, so the fewest that do are found by halving
    fewest = bisect_left(range(cases + 1), True, key=proves)
    if fewest > cases:
        return Goal(line, cases)
    return Goal(line, cases, fewest if wants_high else cases - fewest, wants_high)


def doubt_of(
    criterion: Criterion,
    metric: Metric,
    window: Point,
    baseline: float | None,
    undecided: Iterable[Expression],
    supply: Supply | None = None,
) -> Doubt:
    """What would settle the lines that the samples leave open: the first that more samples would prove, where so many
    can still come (`supply`)."""
    if window.numerator is None or not window.denominator or criterion.confidence == "none":
        return Doubt(sampled=False)
    if window.stderr is not None:
        return Doubt(labelled=True)
    too_many = False
    for place, line in enumerate(undecided):
        needed = samples_needed(criterion, metric, window, line, baseline)
        if needed is not None and (supply is None or needed <= supply.cases):
            return Doubt(needed=needed, settles=place, too_many=too_many)
        too_many = too_many or (place == 0 and needed is not None)
    return Doubt(too_many=too_many, so_far=supply.so_far if supply and too_many else None)


def samples_for_all(
    criterion: Criterion, metric: Metric, short: Iterable[Point], baseline: float | None, line: Expression
) -> int | None:
    """How many more samples at their own rates would make every window pass; None where a better rate is needed."""
    needed = [samples_needed(criterion, metric, window, line, baseline) for window in short]
    known = [more for more in needed if more is not None]
    return max(known) if len(known) == len(needed) else None


def samples_needed(
    criterion: Criterion, metric: Metric, window: Point, expression: Expression, baseline: float | None
) -> int | None:
    """How many more samples at the observed rate would prove the expression; None where no number would."""
    if isinstance(expression, Condition):
        line = expression.line(baseline)
        if line is None or judge_of(criterion, metric, window, baseline)(expression) is False:
            return None
        if window.numerator is None or not window.denominator or criterion.confidence == "none":
            return None
        return samples_still_needed(
            window.numerator, window.denominator, line, expression.operator, criterion.confidence
        )
    parts = [samples_needed(criterion, metric, window, part, baseline) for part in expression.parts]
    possible = [part for part in parts if part is not None]
    if isinstance(expression, AnyOf):
        return min(possible, default=None)
    return max(possible) if len(possible) == len(parts) else None
