"""Reviews every metric of a day: charts and lines of all series in one call each, with their samples and remarks."""

from collections.abc import Sequence
from datetime import date

from metrics.definition import Direction, Kind
from metrics.series.age import gaps, stretches_off
from metrics.statistics.control_chart import LimitsState, Signal
from metrics.statistics.proportion import CONFIDENCE, samples_still_needed
from metrics.weeks import WeekCalendar
from playbook.concerns.control import wording
from playbook.concerns.control.chart import ReviewedChart, review_charts
from playbook.concerns.control.projection import review_projections
from playbook.concerns.control.review import ChartStretch, MetricReview, MetricReviews, Projection
from playbook.concerns.control.series import ReviewedSeries, reviewed_series
from playbook.concerns.north_star.status import has_ended
from playbook.results.questions import Questions


def metric_reviews(questions: Questions) -> MetricReviews:
    """Every metric of the organization in the order of the file, each followed by its products."""
    playbook, today = questions.playbook, questions.day
    lines = [
        reviewed_series(questions, metric, product)
        for metric in playbook.metrics.values()
        for product in (None, *questions.known.products(metric.id))
        if product is None or not has_ended(questions, product)
    ]
    last_day = playbook.last_day
    charts = review_charts(lines, playbook.calendar)
    projections = review_projections(lines, last_day, today)
    reviews = tuple(
        _review(
            line,
            chart,
            projection,
            playbook.calendar,
            today,
            reported=bool(questions.known.products(line.metric.id)),
        )
        for line, chart, projection in zip(lines, charts, projections, strict=True)
    )
    return MetricReviews(reviews, {(review.metric, review.product): review for review in reviews})


def _review(
    line: ReviewedSeries,
    chart: ReviewedChart,
    projection: Projection | None,
    calendar: WeekCalendar,
    today: date,
    *,
    reported: bool,
) -> MetricReview:
    """`reported`: some product has reported the metric."""
    missing = gaps(line.series, calendar, today)
    last = next((point for point in reversed(chart.points) if point.judged), None)
    needed, said = _samples(line)
    goal = line.goal if line.better else None
    apart = not line.series.points and line.series.product is None and reported
    return MetricReview(
        metric=line.metric.id,
        product=line.series.product,
        points=chart.points,
        stretches=chart.stretches,
        variation=chart.variation,
        assurance=chart.assurance,
        target=None if goal is None else goal[1],
        target_on=None if goal is None else goal[0],
        sentence=wording.NOT_TOGETHER if apart else chart.sentence,
        remarks=_remarks(line, chart, missing, today),
        projection=projection,
        n=None if last is None else last.point.denominator,
        low=None if last is None else last.low,
        high=None if last is None else last.high,
        samples_needed=needed,
        samples_sentence=said,
        notes=line.notes,
        missing=missing,
        no_cases=line.series.no_cases,
        off=line.series.off,
    )


def _samples(line: ReviewedSeries) -> tuple[int | None, str]:
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
    return needed, wording.samples_sentence(needed, target, line.metric)


def _remarks(line: ReviewedSeries, chart: ReviewedChart, missing: Sequence[str], today: date) -> tuple[str, ...]:
    """What is odd about the numbers, a sentence each."""
    series, metric = line.series, line.metric
    said: list[str] = []
    nobody = set(series.no_cases)
    silent = [week for week in missing if week not in nobody]
    last = series.points[-1].week if series.points else ""
    between = [week for week in silent if week < last]
    if between:
        said.append(wording.missing_weeks(between))
    if len(silent) > len(between):
        said.append(wording.nothing_since(last, len(silent) - len(between)))
    said += [wording.weeks_off(weeks) for weeks in stretches_off(series.off)]
    if series.no_cases:
        said.append(wording.no_cases(series.no_cases))
    partial = [point.week for point in series.closed if point.partial]
    if partial:
        said.append(wording.partial_weeks(partial))
    if chart.without_size:
        said.append(wording.no_sizes(chart.without_size))
    limits = chart.stretches[-1] if chart.stretches else None
    if limits is not None and limits.screened and limits.state in (LimitsState.TRIAL, LimitsState.LOCKED):
        said.append(wording.screened(limits.screened))
        outside = _outside(chart, limits)
        if 2 * outside > limits.weeks:
            said.append(wording.pulled_mean(outside, limits.weeks))
    if limits is not None and limits.mean is not None and limits.lower == limits.mean == limits.upper:
        said.append(wording.no_width(limits.mean, metric))
    if line.goal is not None and line.judged and line.goal[0] < line.judged[0].period_start:
        said.append(wording.target_before_the_first_week(line.goal[1], line.goal[0], metric, today))
    said += [wording.restart_without_points(note.week) for note in chart.waiting]
    return tuple(said)


def _outside(chart: ReviewedChart, limits: ChartStretch) -> int:
    """How many weeks of the last stretch lie beyond its limits."""
    return sum(
        point.signal is Signal.OUTSIDE and limits.first <= point.point.period_end <= limits.last
        for point in chart.points
    )
