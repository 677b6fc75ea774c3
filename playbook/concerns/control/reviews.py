"""Judges every metric of a day: all series judged in one call, each with its sentence, samples and remarks."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from metrics.definition import Direction, Kind
from metrics.lines import beyond
from metrics.series.age import gaps, stretches_off
from metrics.statistics.control_chart import Assurance
from metrics.statistics.proportion import CONFIDENCE, samples_still_needed, settled
from playbook.concerns.control import wording
from playbook.concerns.control.chart import ControlledChart, charts_of
from playbook.concerns.control.review import MetricControl, MetricControls, OutlookState, ShapeName, Signal
from playbook.concerns.control.series import ControlledSeries, controlled_series
from playbook.concerns.control.wording_verdict import (
    STANDINGS,
    assurance_text,
    outlook_text,
    signal_text,
    verdict_sentence,
)
from playbook.concerns.north_star.status import MetricStatus, has_ended, metric_status
from playbook.results.questions import Questions

_SAYS = {
    OutlookState.ON_COURSE: Assurance.MEETS,
    OutlookState.IN_DOUBT: Assurance.HIT_AND_MISS,
    OutlookState.OFF_COURSE: Assurance.MISSES,
    OutlookState.WITHHELD: None,
}
"""What may be said of a process beside its outlook, so that the two are one statement."""


def metric_controls(questions: Questions) -> MetricControls:
    """Every metric of the organization in the order of the file, each followed by its products."""
    playbook, today = questions.playbook, questions.day
    lines = [
        controlled_series(questions, metric, product)
        for metric in playbook.metrics.values()
        for product in (None, *questions.known.products(metric.id))
        if product is None or not has_ended(questions, product)
    ]
    chart = charts_of(lines, playbook.calendar, today, playbook.last_day)
    return MetricControls(
        [(line.metric.id, line.series.product) for line in lines],
        lambda place: _review(questions, lines[place], chart(place)),
    )


def _review(questions: Questions, line: ControlledSeries, chart: ControlledChart) -> MetricControl:
    today, metric, product = questions.day, line.metric, line.series.product
    missing = gaps(line.series, questions.playbook.calendar, today)
    last = next((point for point in reversed(chart.points) if point.judged), None)
    needed, said = _samples(line, questions)
    goal = line.goal if line.better else None
    found = with_words(chart, line, today)
    status = metric_status(questions, metric, product)
    return MetricControl(
        metric=metric.id,
        product=product,
        points=chart.points,
        stretches=chart.stretches,
        value=status.value,
        standing=STANDINGS.get(status.outcome),
        shape=chart.shape,
        signal=found.signal,
        outlook=found.outlook,
        plan_run=chart.plan_run,
        variation=chart.variation,
        assurance=found.assurance,
        target=None if goal is None else goal[1],
        target_on=None if goal is None else goal[0],
        sentence=_sentence(questions, line, found, status),
        remarks=_remarks(line, chart, missing, questions),
        n=None if last is None else last.point.denominator,
        low=None if last is None else last.low,
        high=None if last is None else last.high,
        samples_needed=needed,
        samples_sentence=said,
        notes=line.notes,
        missing=missing,
        no_cases=line.series.no_cases,
        off=line.series.off,
        backfilled=line.series.backfilled,
        backfilled_words=_backfilled(line, questions),
    )


def with_words(chart: ControlledChart, line: ControlledSeries, today: date) -> ControlledChart:
    """The chart with the words of its signal and its outlook."""
    signal, outlook, metric = chart.signal, chart.outlook, line.metric
    if signal is not None:
        signal = replace(signal, text=signal_text(signal, metric))
    if outlook is not None:
        target = None if line.goal is None else line.goal[1]
        outlook = replace(outlook, reason=outlook_text(outlook, target, metric, today, chart, kept=line.is_kept))
    agrees = outlook is None or outlook.state not in _SAYS or _SAYS[outlook.state] is chart.assurance
    return replace(chart, signal=signal, outlook=outlook, assurance=chart.assurance if agrees else None)


def _sentence(questions: Questions, line: ControlledSeries, chart: ControlledChart, status: MetricStatus) -> str:
    metric = line.metric
    if not line.series.closed:
        products = questions.known.products(metric.id) if line.series.product is None else ()
        apart = any(questions.known.series(metric.id, product).closed for product in products)
        return wording.NOT_TOGETHER if apart else wording.NO_WEEK
    if not line.judged:
        return wording.NO_WHOLE_WEEK
    if chart.shape is None:
        return wording.NO_CASES_KNOWN
    target = None if line.goal is None else line.goal[1]
    return verdict_sentence(
        metric,
        status.value,
        STANDINGS.get(status.outcome),
        signal=chart.signal,
        outlook=chart.outlook,
        assured=assurance_text(chart.assurance, target, metric),
        is_old=status.days_waited is not None and status.days_waited > metric.max_age_days,
        planned_in_sum=status.planned_in_sum,
    )


def _samples(line: ControlledSeries, questions: Questions) -> tuple[int | None, str]:
    """How many more cases would prove what the trajectory wants of the last whole week."""
    if line.metric.kind is not Kind.RATE or not line.judged:
        return None, ""
    last = line.judged[-1]
    if last.numerator is None or not last.denominator:
        return None, wording.NO_SAMPLE
    target = line.weekly_target(last.period_end)
    if target is None or not line.better:
        return None, ""
    operator = ">=" if line.metric.better is Direction.HIGHER else "<="
    needed = samples_still_needed(last.numerator, last.denominator, target, operator, CONFIDENCE)
    missed = settled(last.numerator, last.denominator, target, operator, CONFIDENCE) is False
    on_line = beyond(last.value, target, wants_high=line.better > 0) == 0
    most = _most_cases(line, questions)
    said = wording.samples_sentence(needed, target, line.metric, missed=missed, on_line=on_line, most=most)
    return needed, said


def _most_cases(line: ControlledSeries, questions: Questions) -> float:
    """How many cases can come until the charter's last day, by its largest week or the usual one; no bound without a
    charter, and once it is over."""
    last_day = questions.playbook.last_day
    if last_day is None or last_day <= questions.day:
        return math.inf
    weeks = -(-(last_day - questions.day).days // 7)
    largest = max((point.denominator or 0.0 for point in line.judged), default=0.0)
    return weeks * max(largest, line.metric.usual_n or 0.0)


def _remarks(
    line: ControlledSeries, chart: ControlledChart, missing: Sequence[str], questions: Questions
) -> tuple[str, ...]:
    """What is odd about the numbers, a sentence each."""
    series, metric, today = line.series, line.metric, questions.day
    end_of = questions.playbook.calendar.week_named
    said: list[str] = []
    nobody = set(series.no_cases)
    silent = [week for week in missing if week not in nobody]
    last = series.points[-1].week if series.points else ""
    between = [week for week in silent if week < last]
    if between:
        said.append(wording.missing_weeks([end_of(week) for week in between]))
    if len(silent) > len(between):
        said.append(wording.nothing_since(end_of(last), len(silent) - len(between)))
    if series.backfilled:
        said.append(_backfilled(line, questions))
    said += [wording.weeks_off(weeks) for weeks in stretches_off(series.off)]
    if series.no_cases:
        said.append(wording.no_cases([end_of(week) for week in series.no_cases]))
    partial = [point.period_end for point in series.closed if point.partial]
    if partial:
        said.append(wording.partial_weeks(partial))
    if chart.without_size:
        said.append(wording.no_sizes([end_of(week) for week in chart.without_size]))
    left_out = [point.period_end for point in series.closed if point.week in line.excluded]
    if left_out:
        said.append(wording.excluded(left_out))
    said += _of_the_shape(line, chart, end_of)
    if chart.there_since is not None and line.goal is not None and _holds(chart):
        said.append(wording.there_since(line.goal[1], chart.there_since, metric, today))
    if line.goal is not None and line.judged and line.goal[0] < line.judged[0].period_start:
        said.append(wording.target_before_the_first_week(line.goal[1], line.goal[0], metric, today))
    said += [wording.restart_without_points(end_of(note.week)) for note in chart.waiting]
    return tuple(said)


def _holds(chart: ControlledChart) -> bool:
    """False where a target that is met is not reached for good: the week comes round again, or leads elsewhere."""
    off_course = chart.outlook is not None and chart.outlook.state is OutlookState.OFF_COURSE
    return chart.cycle is None and not off_course


def _backfilled(line: ControlledSeries, questions: Questions) -> str:
    ends = [questions.playbook.calendar.week_named(week) for week in line.series.backfilled]
    return wording.backfilled(ends) if ends else ""


def _of_the_shape(line: ControlledSeries, chart: ControlledChart, end_of: Callable[[str], date]) -> Iterator[str]:
    """The facts that belong to its shape."""
    limits, metric = chart.stretches[-1] if chart.stretches else None, line.metric
    if chart.rare is not None:
        aside = [point.value for point in line.series.closed if point.partial or point.week in line.excluded]
        yield wording.rare(chart.rare, round(sum(aside)))
    if chart.pooled is not None:
        yield wording.pooled(chart.pooled, metric)
    if chart.shape is ShapeName.TOO_EARLY and limits is not None:
        yield wording.too_early(chart.before, None if limits.restart is None else end_of(limits.restart.week))
    if limits is not None and chart.constant:
        yield wording.no_variation(limits.weeks, line.judged[-1].value, metric)
    if chart.cycle is not None:
        yield wording.cycle(*chart.cycle)
    if chart.signal is not None and chart.signal.signal is Signal.STEP and chart.signal.since is not None:
        yield wording.step_proposed(chart.signal.since)
    if limits is not None and limits.screened:
        yield wording.screened(limits.screened)
    if limits is not None and limits.mean is not None and limits.lower == limits.mean == limits.upper:
        yield wording.no_width(limits.mean, metric, chart.shape)
