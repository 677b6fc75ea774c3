"""The words of metric criteria: what was measured, against which line, and what would settle a doubt."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from metrics.definition import Kind, Metric, Per
from metrics.observation import Point
from metrics.statistics.proportion import samples_still_needed
from metrics.weeks import week_name
from playbook.concerns.gates.windows import judge_of
from playbook.model.conditions import AnyOf, Condition, Expression, conditions_of, evaluate, without_relative
from playbook.model.criteria import Criterion
from playbook.model.trajectory import WEEKS_PER_MONTH
from playbook.wording import bar_text, join_words, percent_text, plural, value_text


def shown(window: Point, metric: Metric, criterion: Criterion) -> str:
    """`4.1% of 1,700 in 2026-W44`."""
    words = value_text(window.value, metric)
    if window.denominator and metric.kind is Kind.RATE:
        words += f" of {window.denominator:,.0f}"
    if metric.per is Per.CHARTER:
        return f"{words} since the start, to {window.week}"
    if criterion.pool_weeks > 1:
        return f"{words} in {plural(criterion.pool_weeks, 'week')} to {window.week}"
    return f"{words} in {window.week}"


def line_words(expression: Expression, metric: Metric, baseline: float | None) -> str:
    """The lines in the metric's unit, a relative one with the value it comes to; lines are by the week here."""

    def comes_to(relative: Condition) -> str:
        line = relative.line(baseline)
        if line is None:
            return " (not known yet)"
        return f" ({bar_text(line, metric, wants_high=relative.operator.wants_high)})"

    return _line_words(expression, metric, comes_to)


def rule_words(expression: Expression, metric: Metric) -> str:
    """The lines in the metric's unit as they are written, whatever a relative one comes to."""
    return _line_words(expression, metric, lambda _: "")


def _line_words(expression: Expression, metric: Metric, comes_to: Callable[[Condition], str]) -> str:
    if not isinstance(expression, Condition):
        words = [_line_words(part, metric, comes_to) for part in expression.parts]
        if isinstance(expression, AnyOf):
            return join_words(words, "or")
        pairs = zip(words, expression.parts, strict=True)
        return join_words(f"({word})" if isinstance(part, AnyOf) else word for word, part in pairs)
    if expression.relative:
        return f"{expression.text} of the baseline{comes_to(expression)}"
    high = expression.operator.wants_high
    words_of_line = f"{expression.operator} {bar_text(expression.number, metric, wants_high=high)}"
    if metric.per is Per.MONTH:
        by_month = bar_text(expression.number * WEEKS_PER_MONTH, metric, wants_high=high)
        return f"{words_of_line} a week ({by_month} a month)"
    return words_of_line


def _each_week(criterion: Criterion) -> str:
    """One good week is not enough where the worst of several counts."""
    return f" in each of {plural(criterion.weeks, 'week')}" if criterion.weeks > 1 else ""


def weeks_of(criterion: Criterion) -> int:
    """How many closed weeks in a row it takes to judge the criterion."""
    return criterion.weeks + criterion.pool_weeks - 1


def newest_weeks_words(criterion: Criterion, metric: Metric, *, lacks_baseline: bool, weeks: int | None = None) -> str:
    """What to upload where nothing in date is there to judge; `weeks` where another criterion judges more of them."""
    own = weeks_of(criterion)
    weeks = weeks or own
    asked = "the last closed week" if weeks == 1 else f"the last {weeks} closed weeks"
    others = f", {weeks} for another criterion" if weeks > own else ""
    return f"upload {asked} of {metric.name}{others}{_to_compare_with(lacks_baseline)}"


def both_words(report: str, action: str) -> str:
    """What would help where weeks have to be reported, and what is known is not good enough either."""
    return f"{report.removesuffix(_PAST) if action.endswith(_PAST) else report}, and {action}"


def missing_weeks_words(metric: Metric, missing: list[date], first: date, *, lacks_baseline: bool) -> str:
    """Which weeks to upload (`missing` are the last days of those that are not there); where nothing was reported
    before them, the weeks ahead will do as well."""
    names = join_words(week_name(end) for end in missing)
    begun = f", or {plural(len(missing), 'more week')} in a row" if missing[-1] < first else ""
    return f"upload {names} of {metric.name}{begun}{_to_compare_with(lacks_baseline)}"


_PAST = ", and earlier good weeks to compare with, or give it a baseline"


def _to_compare_with(lacks_baseline: bool) -> str:
    return _PAST if lacks_baseline else ""


def goal_words(criterion: Criterion, metric: Metric, window: Point, baseline: float | None, line: Expression) -> str:
    """What the metric has to come to: the line, or the count that would prove it on a sample of this size."""
    absolute = without_relative(line)
    if baseline is None and absolute is not None and absolute != line:
        # no count proves what has nothing to be compared with: the rest is a number, the past is a matter of reporting
        return goal_words(criterion, metric, window, baseline, absolute) + _to_compare_with(True)
    words = line_words(line, metric, baseline) + _each_week(criterion)
    directions = {condition.operator.wants_high for condition in conditions_of(line)}
    if metric.kind is not Kind.RATE or not window.denominator or criterion.confidence == "none" or len(directions) > 1:
        return f"bring {metric.name} to {words}"
    cases = int(window.denominator)
    wants_high = directions == {True}

    def proves(good: int) -> bool:
        counted = replace(window, numerator=float(good if wants_high else cases - good), denominator=float(cases))
        return evaluate(line, judge_of(criterion, metric, counted, baseline)) is True

    # more good cases never prove less, so the fewest that do are found by halving
    fewest = bisect_left(range(cases + 1), True, key=proves)
    if fewest > cases:
        return f"bring {metric.name} to {words}, with more than {cases:,} {metric.denominator or 'cases'}"
    count, side = (fewest, "least") if wants_high else (cases - fewest, "most")
    return f"bring {metric.name} to at {side} {count:,} of {cases:,}, which proves {words}"


def doubt_words(
    criterion: Criterion,
    metric: Metric,
    window: Point,
    baseline: float | None,
    undecided: tuple[tuple[str, Expression], ...],
) -> tuple[str, str]:
    """Why nothing is proven, and what would settle it. `undecided` are the lines that the samples leave open, each
    with what it is called; the first that more samples would prove is the one to collect them for."""
    name, expression = undecided[0]
    lines = f"{name}{line_words(expression, metric, baseline)}"
    if window.numerator is None or not window.denominator or criterion.confidence == "none":
        return f"no sample size, so {lines} is not proven", f"report numerator and denominator of {metric.name}"
    confidence, cases = percent_text(criterion.confidence), metric.denominator or "cases"
    for place, (called, one) in enumerate(undecided):
        needed = _needed(criterion, metric, window, one, baseline)
        if needed is None:
            continue
        more = f"about {needed:,} more {cases}"
        asked = more + _each_week(criterion)
        if place == 0:
            return f"{lines} is not proven at {confidence}; {more} at this rate would settle it", f"collect {asked}"
        looser = f"{called}{line_words(one, metric, baseline)}"
        reason = (
            f"too close to {lines} to prove at {confidence}, no number of samples at this rate would; "
            f"{more} would settle {looser}"
        )
        return reason, f"collect {asked}, which would settle {looser}"
    reason = f"too close to {lines} to prove at {confidence}; no number of samples at this rate would"
    return reason, goal_words(criterion, metric, window, baseline, expression)


def cases_or_goal_words(
    criterion: Criterion,
    metric: Metric,
    short: list[Point],
    worst: Point,
    baseline: float | None,
    line: Expression,
) -> str:
    """What would make the windows that fall short pass: more cases at their rates, or else a better rate."""
    needed = [_needed(criterion, metric, window, line, baseline) for window in short]
    known = [more for more in needed if more is not None]
    if len(known) < len(needed):
        return goal_words(criterion, metric, worst, baseline, line)
    return f"collect about {max(known):,} more {metric.denominator or 'cases'}{_each_week(criterion)}"


def _needed(
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
    parts = [_needed(criterion, metric, window, part, baseline) for part in expression.parts]
    possible = [part for part in parts if part is not None]
    if isinstance(expression, AnyOf):
        return min(possible, default=None)
    return max(possible) if len(possible) == len(parts) else None
