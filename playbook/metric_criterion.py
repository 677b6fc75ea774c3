"""Metric criteria: the worst of the last closed weeks against its lines, with what the samples prove."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from metrics.definition import Kind, Metric
from metrics.observation import Point, Series
from metrics.proportion import samples_still_needed, settled
from playbook.conditions import AnyOf, Condition, Expression, conditions_of, evaluate, without_relative
from playbook.criteria import Criterion
from playbook.trajectory import baseline_target
from playbook.verdict import Outcome
from playbook.wording import join_words, percent_text, plural, value_text

WORST_FIRST = (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.INCONCLUSIVE, Outcome.WARNING, Outcome.MET)


@dataclass(frozen=True, slots=True)
class MetricJudgement:
    """What a metric criterion came to; numbers are those of the worst week judged, in the metric's unit."""

    outcome: Outcome
    reason: str
    action: str
    value: float | None = None
    n: float | None = None
    week: str | None = None
    distance: float | None = None
    stale: bool = False


def judge_metric(criterion: Criterion, metric: Metric, series: Series, age: int | None) -> MetricJudgement:
    """Outcome of the criterion for one series; `age` is days since its last closed period."""
    expression = criterion.required_line
    closed = {point.period_end: point for point in series.closed}
    if not closed or age is None:
        return MetricJudgement(Outcome.NO_DATA, f"{metric.name}: no closed week yet", f"upload {metric.name}")
    last = max(closed)
    windows = [
        _window(closed, last - timedelta(weeks=back), criterion.pool_weeks, metric) for back in range(criterion.weeks)
    ]
    judged = [window for window in windows if window is not None]
    latest = closed[last]
    stale_reason = ""
    if age > metric.max_age_days:
        limit = plural(metric.max_age_days, "day")
        stale_reason = f"last reported for {latest.week}, {plural(age, 'day')} ago ({limit} is the limit)"
    if len(judged) < criterion.weeks:
        wanted = criterion.weeks + criterion.pool_weeks - 1
        have = sum((last - timedelta(weeks=back)) in closed for back in range(wanted))
        reason = f"{metric.name}: {have} of the last {plural(wanted, 'closed week')} reported"
        return MetricJudgement(Outcome.NO_DATA, reason, f"upload the missing weeks of {metric.name}", week=latest.week)
    oldest_judged = last - timedelta(weeks=criterion.weeks + criterion.pool_weeks - 2)
    baseline = _baseline(criterion, metric, closed, oldest_judged)
    judges = [_judge_of(criterion, metric, window, baseline) for window in judged]
    passes = [evaluate(expression, judge) for judge in judges]
    passed = _all_of(passes)
    warns = [None if criterion.warn_line is None else evaluate(criterion.warn_line, judge) for judge in judges]
    warned = _all_of(warns)
    distances = [_distance(expression, window.value, baseline) for window in judged]
    has_warn = criterion.warn_line is not None
    unknown_baseline = baseline is None and any(condition.relative for condition in conditions_of(expression))
    outcome = _outcome(passed, warned, has_warn=has_warn, no_baseline=unknown_baseline)
    each = [
        _outcome(one, other, has_warn=has_warn, no_baseline=unknown_baseline)
        for one, other in zip(passes, warns, strict=True)
    ]
    worst = min(
        range(len(judged)),
        key=lambda week: (WORST_FIRST.index(each[week]), distances[week] is not None, distances[week] or 0.0),
    )
    window = judged[worst]
    shown = _shown(window, metric, criterion)
    needs = f"needs {_line_words(expression, metric, baseline)}"
    action = f"bring {metric.name} to {_line_words(expression, metric, baseline)}"
    if outcome is Outcome.INCONCLUSIVE:
        doubt, action = _doubt(criterion, metric, window, expression, baseline)
        reason = f"{metric.name} {shown}: {doubt}"
    elif outcome is Outcome.NO_DATA:
        absolute = without_relative(expression)
        good = f" in which {_line_words(absolute, metric, None)} was proven" if absolute is not None else ""
        reason = f"{metric.name} {shown}: no earlier week{good} to compare with, and no baseline"
        action = f"report earlier weeks of {metric.name}, or give it a baseline"
    else:
        words = {Outcome.MET: "held", Outcome.WARNING: "only the warning line holds"}.get(outcome, "missed")
        over = (
            f" in each of {plural(criterion.weeks, 'week')}" if criterion.weeks > 1 and outcome is Outcome.MET else ""
        )
        reason = f"{metric.name} {shown}, {needs}: {words}{over}"
    judgement = MetricJudgement(
        outcome,
        reason,
        action,
        window.value,
        window.denominator,
        window.week,
        distances[worst],
        stale=bool(stale_reason),
    )
    return _made_stale(judgement, metric, stale_reason) if stale_reason else judgement


def _made_stale(judgement: MetricJudgement, metric: Metric, why: str) -> MetricJudgement:
    """A bad outcome stays and says so; anything else is no longer known. Stopping the feed never helps."""
    if judgement.outcome in (Outcome.NOT_MET, Outcome.WARNING):
        return replace(judgement, reason=f"{judgement.reason}; and stale, {why}")
    if judgement.outcome is Outcome.NO_DATA:
        return replace(judgement, reason=f"{judgement.reason}; {why}")
    return replace(
        judgement,
        outcome=Outcome.STALE,
        reason=f"{metric.name} is stale: {why}",
        action=f"upload a newer week of {metric.name}",
    )


def _window(closed: dict[date, Point], end: date, pool_weeks: int, metric: Metric) -> Point | None:
    """The week ending on `end`, pooled with the weeks before it; None where one of them is missing."""
    points = [closed.get(end - timedelta(weeks=back)) for back in range(pool_weeks)]
    there = [point for point in points if point is not None]
    if len(there) < pool_weeks:
        return None
    if pool_weeks == 1:
        return there[0]
    counted = [
        (point.numerator, point.denominator) for point in there if point.numerator is not None and point.denominator
    ]
    if len(counted) < pool_weeks:
        value = sum(point.value for point in there) / pool_weeks
        return replace(there[0], value=value, numerator=None, denominator=None)
    numerator = sum(numerator or 0.0 for numerator, _ in counted)
    denominator = sum(denominator or 0.0 for _, denominator in counted)
    scale = 100.0 if metric.kind is Kind.NPS else 1.0
    return replace(there[0], value=scale * numerator / denominator, numerator=numerator, denominator=denominator)


def _judge_of(
    criterion: Criterion, metric: Metric, window: Point, baseline: float | None
) -> Callable[[Condition], bool | None]:
    """Says whether a condition is known to hold in the window."""

    def judge(condition: Condition) -> bool | None:
        line = condition.line(baseline)
        if line is None:
            return None
        if metric.kind is not Kind.RATE or criterion.confidence == "none":
            return condition.operator.holds(window.value, line)
        if window.numerator is None or not window.denominator:
            return None
        return settled(window.numerator, window.denominator, line, condition.operator, criterion.confidence)

    return judge


def _baseline(criterion: Criterion, metric: Metric, closed: dict[date, Point], before: date) -> float | None:
    """Mean of the last good weeks before those judged; else the metric's own baseline; else nothing to compare with."""
    lines = [line for line in (criterion.pass_line, criterion.warn_line) if line is not None]
    if not any(condition.relative for line in lines for condition in conditions_of(line)):
        return None
    absolute = without_relative(criterion.required_line)
    good: list[float] = []
    for end in sorted((end for end in closed if end < before), reverse=True):
        window = _window(closed, end, criterion.pool_weeks, metric)
        if window is None:
            continue
        if absolute is None or evaluate(absolute, _judge_of(criterion, metric, window, None)) is True:
            good.append(closed[end].value)
        if len(good) == criterion.baseline_weeks:
            break
    if good:
        return sum(good) / len(good)
    start = baseline_target(metric)
    return start.value if start else None


def _all_of(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _outcome(passed: bool | None, warned: bool | None, *, has_warn: bool, no_baseline: bool) -> Outcome:
    if passed is True:
        return Outcome.MET
    if has_warn and warned is True:
        return Outcome.WARNING
    if (warned if has_warn else passed) is False:
        return Outcome.NOT_MET
    return Outcome.NO_DATA if no_baseline else Outcome.INCONCLUSIVE


def _distance(expression: Expression, value: float, baseline: float | None) -> float | None:
    """How far the value lies on the good side; the nearest line of an AND, the farthest of an OR."""
    if isinstance(expression, Condition):
        line = expression.line(baseline)
        if line is None:
            return None
        return value - line if expression.operator.wants_high else line - value
    parts = [_distance(part, value, baseline) for part in expression.parts]
    known = [part for part in parts if part is not None]
    if not known:
        return None
    return max(known) if isinstance(expression, AnyOf) else min(known)


def _shown(window: Point, metric: Metric, criterion: Criterion) -> str:
    words = value_text(window.value, metric)
    if window.denominator and metric.kind is Kind.RATE:
        words += f" of {window.denominator:,.0f}"
    return (
        f"{words} in {plural(criterion.pool_weeks, 'week')} to {window.week}"
        if criterion.pool_weeks > 1
        else f"{words} in {window.week}"
    )


def _line_words(expression: Expression, metric: Metric, baseline: float | None) -> str:
    """The lines in the metric's unit, a relative one with the value it comes to."""
    words = []
    for condition in conditions_of(expression):
        line = condition.line(baseline)
        if condition.relative:
            comes_to = "" if line is None else f" ({value_text(line, metric)})"
            words.append(f"{condition.text} of the baseline{comes_to}")
        else:
            words.append(f"{condition.operator} {value_text(condition.number, metric)}")
    return join_words(words) if not isinstance(expression, AnyOf) else join_words(words, "or")


def _doubt(
    criterion: Criterion, metric: Metric, window: Point, expression: Expression, baseline: float | None
) -> tuple[str, str]:
    """Why nothing is proven, and what would settle it."""
    lines = _line_words(expression, metric, baseline)
    if window.numerator is None or not window.denominator or criterion.confidence == "none":
        return f"no sample size, so {lines} is not proven", f"report numerator and denominator of {metric.name}"
    judge = _judge_of(criterion, metric, window, baseline)
    needed: list[int | None] = []
    for condition in conditions_of(expression):
        line = condition.line(baseline)
        if line is not None and judge(condition) is None:
            needed.append(
                samples_still_needed(
                    window.numerator, window.denominator, line, condition.operator, criterion.confidence
                )
            )
    confidence = percent_text(criterion.confidence)
    cases = metric.denominator or "cases"
    known = [samples for samples in needed if samples is not None]
    if not known or len(known) < len(needed):
        reason = f"too close to {lines} to prove at {confidence}; no number of samples at this rate would"
        return reason, f"improve {metric.name}; at this rate more samples prove nothing"
    more = f"about {max(known):,} more {cases}"
    return f"{lines} is not proven at {confidence}; {more} at this rate would settle it", f"collect {more}"
