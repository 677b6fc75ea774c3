"""Metric criteria: the worst of the last closed weeks against its lines, with what the samples prove."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from metrics.definition import Kind, Metric
from metrics.observation import Point, Series
from metrics.series.age import aged
from playbook.concerns.gates.metric_weeks import Week, held_back, lacks_baseline
from playbook.concerns.gates.remedies import samples_for_all
from playbook.concerns.gates.settling import doubt_advice, goal_advice
from playbook.concerns.gates.weeks_left import NO_BOUND, Supply, WeeksLeft, supply_of
from playbook.concerns.gates.windows import baseline_of, by_week, weeks_of, window_of
from playbook.concerns.gates.wording_criteria import (
    NOTHING,
    Advice,
    both_words,
    cases_words,
    line_words,
    missing_weeks_words,
    newest_weeks_words,
    shown,
)
from playbook.model.conditions import Expression, is_relative, without_relative
from playbook.model.criteria import Criterion
from playbook.results.gates import JudgeCalibration
from playbook.verdict import Outcome
from playbook.wording import age_text, plural, set_aside_text, week_text


@dataclass(frozen=True, slots=True)
class MetricJudgement:
    """What a metric criterion came to; numbers are those of the worst week judged, in the metric's unit. `to_meet` is
    what it takes to be met, where that is more than the action, which may only settle a doubt; `covers` the weeks that
    the action reports, `counts` the numerator and denominator of the week that would be met."""

    outcome: Outcome
    reason: str
    action: str
    value: float | None = None
    n: float | None = None
    week: str | None = None
    distance: float | None = None
    stale: bool = False
    to_meet: str = ""
    covers: frozenset[str] = frozenset()
    counts: tuple[int, int] | None = None
    calibration: JudgeCalibration | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What the weeks that are there came to; `worst` is the one that speaks for all."""

    outcome: Outcome
    reason: str
    action: Advice
    to_meet: Advice = NOTHING
    worst: Week | None = None


def judge_metric(
    criterion: Criterion,
    metric: Metric,
    series: Series,
    age: int | None,
    beside: Iterable[Criterion] = (),
    weeks_left: WeeksLeft = NO_BOUND,
    *,
    explains: bool = True,
) -> MetricJudgement:
    """Outcome of the criterion for one series; `age` is days since its last closed period. `beside` are all criteria
    on the metric: what the action asks for must leave no hole in the weeks that another one judges. Nor does it ask for
    more than there is `weeks_left` for. The outcome alone is to be had without why and what to do (`explains`)."""
    closed = {point.period_end: point for point in series.closed}
    if not explains and (not closed or age is None):
        return MetricJudgement(Outcome.NO_DATA, "", "")
    if not closed or age is None:
        action = newest_weeks_words(
            criterion, metric, weeks_left, past=_would_lack_baseline(criterion, metric, {}, series)
        )
        why = set_aside_text(series.set_aside) if series.set_aside else "no closed week yet"
        return MetricJudgement(Outcome.NO_DATA, f"{metric.name}: {why}", action.text, covers=action.covers)
    last = max(closed)
    stale = ""
    waited = aged(series, age)
    if waited.is_over(metric.max_age_days):
        limit = plural(metric.max_age_days, "day")
        stale = f"last reported for {week_text(last)}, {age_text(waited.days, waited.off)} ago ({limit} is the limit)"
    last_windows = [
        window_of(closed, series.weeks_to(end, criterion.pool_weeks), metric)
        for end in series.weeks_to(last, criterion.weeks)
    ]
    windows = [window for window in last_windows if window is not None]
    first = series.weeks_to(windows[-1].period_end, criterion.pool_weeks)[-1] if windows else last
    if not explains:
        return _in_short(criterion, metric, closed, windows, first, series, stale=bool(stale))
    if len(windows) < criterion.weeks:
        found = _too_few(criterion, metric, closed, last, windows, series, weeks_left)
    else:
        found = _worst(criterion, metric, closed, windows, first, series, weeks_left)
    if stale:
        newer = _newer(criterion, metric, closed, series, age, beside, found, weeks_left)
        found = _made_stale(found, metric, stale, newer)
    week = found.worst
    return MetricJudgement(
        found.outcome,
        found.reason,
        found.action.text,
        None if week is None else week.window.value,
        None if week is None else week.window.denominator,
        closed[last].week if week is None else week.window.week,
        None if week is None else week.distance,
        stale=bool(stale),
        to_meet=found.to_meet.text,
        covers=found.action.covers,
        counts=(found.to_meet if found.to_meet.words else found.action).counts,
    )


def _in_short(
    criterion: Criterion,
    metric: Metric,
    closed: dict[date, Point],
    windows: list[Point],
    first: date,
    series: Series,
    *,
    stale: bool,
) -> MetricJudgement:
    if len(windows) < criterion.weeks:
        return MetricJudgement(Outcome.NO_DATA, "", "", stale=stale)
    worst, _, _ = held_back(criterion, metric, closed, windows, first, series)
    kept = not stale or worst.outcome in (Outcome.NOT_MET, Outcome.WARNING, Outcome.NO_DATA)
    return MetricJudgement(worst.outcome if kept else Outcome.STALE, "", "", stale=stale)


def _newer(
    criterion: Criterion,
    metric: Metric,
    closed: dict[date, Point],
    series: Series,
    age: int,
    beside: Iterable[Criterion],
    found: _Found,
    weeks_left: WeeksLeft,
) -> Advice:
    """Which weeks to upload where the feed stopped, and what they have to come to."""
    required = max(weeks_of(one) for one in (criterion, *beside))
    first = series.weeks_to(_last_week_closed(series, max(closed), age), required)[-1]
    earlier = {end: point for end, point in closed.items() if end < first}
    past = _would_lack_baseline(criterion, metric, earlier, series)
    newer = newest_weeks_words(criterion, metric, weeks_left, past=past, weeks=required)
    if found.worst is None or found.outcome not in (Outcome.NOT_MET, Outcome.WARNING):
        return newer
    # the old weeks are then part of what the newer ones are compared with
    baseline = baseline_of(criterion, metric, earlier, first, series)
    return both_words(newer, goal_advice(criterion, metric, found.worst.window, baseline))


def _last_week_closed(series: Series, last: date, age: int) -> date:
    """Last day of the last week that has closed by the day, reported or not; `last` is that of the last reported."""
    ends = [point.last_day or point.period_end for point in series.points if point.last_day or not point.running]
    day = max(ends) + timedelta(days=age)
    return last + timedelta(weeks=(day - last).days // 7)


def _too_few(
    criterion: Criterion,
    metric: Metric,
    closed: dict[date, Point],
    last: date,
    windows: list[Point],
    series: Series,
    weeks_left: WeeksLeft,
) -> _Found:
    """No data, whatever the weeks that are there come to; the action asks for what is missing and mends the rest."""
    wanted = weeks_of(criterion)
    ends = series.weeks_to(last, wanted)
    missing = [end for end in reversed(ends) if end not in closed]
    reason = f"{metric.name}: {wanted - len(missing)} of the last {plural(wanted, 'closed week')} reported"
    before = {end: closed[end] for end in closed if end < ends[-1]}
    past = _would_lack_baseline(criterion, metric, before, series)
    action = missing_weeks_words(metric, missing, min(closed), weeks_left, past=past)
    there = _worst(criterion, metric, closed, windows, ends[-1], series, weeks_left) if windows else None
    if there is not None and (
        there.outcome in (Outcome.NOT_MET, Outcome.WARNING, Outcome.INCONCLUSIVE) or there.to_meet.words
    ):
        action = both_words(action, there.to_meet if there.to_meet.words else there.action)
    return _Found(Outcome.NO_DATA, reason, action)


def _would_lack_baseline(criterion: Criterion, metric: Metric, earlier: dict[date, Point], series: Series) -> bool:
    """Whether a line held against the past would have nothing to be compared with once the weeks judged are there."""
    return is_relative(criterion.required_line) and baseline_of(criterion, metric, earlier, date.max, series) is None


def _worst(
    criterion: Criterion,
    metric: Metric,
    closed: dict[date, Point],
    windows: list[Point],
    first: date,
    series: Series,
    weeks_left: WeeksLeft,
) -> _Found:
    """The window that holds the outcome back speaks for all; what is before `first` is what they are compared with."""
    worst, weeks, baseline = held_back(criterion, metric, closed, windows, first, series)
    supply = supply_of(criterion, metric, closed.values(), weeks_left)
    reason, action = _reason(criterion, metric, worst, baseline, supply)
    return _Found(worst.outcome, reason, action, _to_meet(criterion, metric, weeks, worst, baseline, supply), worst)


def _to_meet(
    criterion: Criterion, metric: Metric, weeks: list[Week], worst: Week, baseline: float | None, supply: Supply | None
) -> Advice:
    """What it takes for every week to pass: as many more cases as the neediest lacks, where they would prove all.
    Where a line is missed, the action says it already."""
    if worst.outcome in (Outcome.MET, Outcome.NOT_MET):
        return NOTHING
    counted = metric.kind is Kind.RATE and criterion.confidence != "none" and bool(worst.window.denominator)
    short = [week.window for week in weeks if week.passed is not True]
    if not counted or not short or any(week.window.partial or week.window.stderr is not None for week in weeks):
        return NOTHING
    more = samples_for_all(criterion, metric, short, baseline, by_week(criterion.required_line, metric))
    if more is None or (supply is not None and more > supply.cases):
        return goal_advice(criterion, metric, worst.window, baseline)
    return cases_words(criterion, metric, more)


def _reason(
    criterion: Criterion, metric: Metric, week: Week, baseline: float | None, supply: Supply | None
) -> tuple[str, Advice]:
    """Why the week came to its outcome, and what would help."""
    line = by_week(criterion.required_line, metric)
    said = f"{metric.name} {shown(week.window, metric, criterion)}"
    if week.outcome is Outcome.INCONCLUSIVE:
        if week.window.partial and True in (week.passed, week.warned):
            reason = f"{said} is partial ({week.window.partial}), so it cannot count as met"
            return reason, Advice(f"upload the missing {metric.grain}s of {metric.name}")
        doubt, action = doubt_advice(
            criterion, metric, week.window, baseline, _undecided(criterion, metric, week), supply
        )
        missed = f"misses {line_words(line, metric, baseline)}; " if week.passed is False else ""
        return f"{said}: {missed}{doubt}", action
    if week.outcome is Outcome.NO_DATA:
        absolute = without_relative(line)
        good = f" in which {line_words(absolute, metric, None)} was proven" if absolute is not None else ""
        reason = f"{said}: no earlier week{good} to compare with, and no baseline"
        return reason, Advice(f"report earlier good weeks of {metric.name}, or give it a baseline")
    needs = line_words(line, metric, baseline)
    if week.outcome is Outcome.WARNING and week.passed is None and not lacks_baseline(line, baseline):
        doubt, action = doubt_advice(criterion, metric, week.window, baseline, [("", line)], supply)
        return f"{said}: only the warning line is proven; {doubt}", action
    goal = NOTHING if week.outcome is Outcome.MET else goal_advice(criterion, metric, week.window, baseline)
    words = {Outcome.MET: "held", Outcome.WARNING: "only the warning line holds"}.get(week.outcome, "missed")
    over = f" in each of {plural(criterion.weeks, 'week')}" if criterion.weeks > 1 and words == "held" else ""
    return f"{said}, needs {needs}: {words}{over}", goal


def _undecided(criterion: Criterion, metric: Metric, week: Week) -> list[tuple[str, Expression]]:
    """The lines nobody knows to hold or to be missed, the one to pass first, each with what it is called."""
    lines: list[tuple[str, Expression]] = []
    if week.passed is None:
        lines.append(("", by_week(criterion.required_line, metric)))
    if criterion.warn_line is not None and week.warned is None:
        lines.append(("the warning line ", by_week(criterion.warn_line, metric)))
    return lines


def _made_stale(found: _Found, metric: Metric, why: str, newer: Advice) -> _Found:
    """A bad outcome stays and says so; anything else is no longer known. Stopping the feed never helps."""
    found = replace(found, action=newer, to_meet=NOTHING)
    if found.outcome in (Outcome.NOT_MET, Outcome.WARNING):
        return replace(found, reason=f"{found.reason}; and stale, {why}")
    if found.outcome is Outcome.NO_DATA:
        return replace(found, reason=f"{found.reason}; {why}")
    return replace(found, outcome=Outcome.STALE, reason=f"{metric.name} is stale: {why}")
