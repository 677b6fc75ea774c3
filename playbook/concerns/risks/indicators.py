"""Leading indicators: a metric that goes the wrong way raises a risk by itself, and says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from metrics.definition import Level, Metric
from metrics.observation import Series
from metrics.series.age import age_of
from metrics.statistics.control_chart import Variation
from metrics.sums import mean
from playbook.concerns.control.chart import signals_in
from playbook.concerns.control.review import MetricSignal, ShapeName
from playbook.concerns.control.series import ControlledSeries, controlled_series
from playbook.concerns.control.wording_verdict import signal_text
from playbook.concerns.north_star.status import metric_status, organization_status
from playbook.concerns.risks import wording
from playbook.model.conditions import ReopenCondition
from playbook.model.indicators import Indicator, Watched, parse_indicator
from playbook.results.questions import Questions
from playbook.verdict import Outcome


class Alarm(StrEnum):
    """What an indicator says; silent where its metric is missing, old or too small a sample to tell."""

    RAISED = "raised"
    QUIET = "quiet"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """One indicator on one day for one product (None: the organization)."""

    text: Annotated[str, Field(serialization_alias="indicator")]
    metric: str
    alarm: Alarm
    reason: str
    week_end: date | None = None


def read_indicators(questions: Questions, texts: tuple[str, ...], product: str | None) -> tuple[IndicatorReading, ...]:
    """Every indicator of a risk for a product, or for the organization (any product of it may raise it)."""
    return tuple(_read(questions, parse_indicator(text), product) for text in texts)


def _read(questions: Questions, indicator: Indicator, product: str | None) -> IndicatorReading:
    metric = questions.playbook.metrics.get(indicator.metric)
    if metric is None:
        return IndicatorReading(
            indicator.text, indicator.metric, Alarm.SILENT, wording.unknown_metric(indicator.metric)
        )
    where = None if metric.level is Level.ORGANIZATION else product
    if indicator.watched is Watched.SIGNALS:
        return _on_the_chart(questions, indicator, metric, where)
    if indicator.condition is None:
        return _against_plan(questions, indicator, metric, where)
    return _against_line(questions, indicator, indicator.condition, metric, where)


def _against_plan(questions: Questions, indicator: Indicator, metric: Metric, product: str | None) -> IndicatorReading:
    """A product without a plan of its own is read by the plan of the sum that it is part of."""
    own = None if product is None else metric_status(questions, metric, product)
    in_sum = own is not None and own.planned_in_sum
    status = organization_status(questions, metric) if own is None or in_sum else own
    alarm = {Outcome.NOT_MET: Alarm.RAISED, Outcome.MET: Alarm.QUIET}.get(status.outcome, Alarm.SILENT)
    reason = wording.plan_reading(status.name, status.reason, in_sum=in_sum)
    return IndicatorReading(indicator.text, metric.id, alarm, reason, status.period_end)


def _on_the_chart(questions: Questions, indicator: Indicator, metric: Metric, product: str | None) -> IndicatorReading:
    """Whether the metric's signal is a concern; any product's may be, where none is named."""
    read = questions.once(("signals of", metric.id), lambda: _signals(questions, metric))
    every = product is None and metric.level is not Level.ORGANIZATION
    readings = [
        _read_signal(questions, indicator, each)
        for each in read
        if each.line.series.closed and (every or each.line.series.product == product)
    ]
    return _gravest(readings, indicator, metric)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one series."""

    line: ControlledSeries
    shape: ShapeName | None
    signal: MetricSignal | None


def _signals(questions: Questions, metric: Metric) -> tuple[_Read, ...]:
    """The signals of the organization and of every product, worked out together."""
    playbook = questions.playbook
    products = () if metric.level is Level.ORGANIZATION else questions.known.products(metric.id)
    lines = [controlled_series(questions, metric, product) for product in (None, *products)]
    found = signals_in(lines, playbook.calendar, questions.day, playbook.last_day)
    return tuple(_Read(line, *read) for line, read in zip(lines, found, strict=True))


def _read_signal(questions: Questions, indicator: Indicator, read: _Read) -> IndicatorReading:
    """A signal that was there stays when the feed stops; calm is known only while the numbers are in date."""
    line, signal = read.line, read.signal
    age = age_of(line.series, questions.day)
    words = "" if signal is None else signal_text(signal, line.metric)
    said = wording.chart_reading(line.metric.name, words, _title(questions, line.series.product))
    alarm = Alarm.QUIET
    if signal is not None and signal.effect is Variation.CONCERN:
        alarm = Alarm.RAISED
    elif read.shape in (None, ShapeName.TOO_EARLY):
        alarm = Alarm.SILENT
    elif age is None or age.is_over(line.metric.max_age_days):
        alarm, said = Alarm.SILENT, wording.too_old(said, age)
    last = line.judged[-1].period_end if line.judged else None
    return IndicatorReading(indicator.text, line.metric.id, alarm, said, last)


def _title(questions: Questions, product: str | None) -> str | None:
    return None if product is None else questions.playbook.product_title(product)


def _gravest(readings: list[IndicatorReading], indicator: Indicator, metric: Metric) -> IndicatorReading:
    """Raised before silent before quiet; silent where there is nothing to read."""
    order = (Alarm.RAISED, Alarm.SILENT, Alarm.QUIET)
    silent = IndicatorReading(indicator.text, metric.id, Alarm.SILENT, wording.not_reported(metric.name))
    return min(readings, key=lambda reading: order.index(reading.alarm), default=silent)


def _against_line(
    questions: Questions, indicator: Indicator, condition: ReopenCondition, metric: Metric, product: str | None
) -> IndicatorReading:
    known = questions.known
    every = [known.series(metric.id, product)]
    if product is None:
        every += known.product_series(metric.id)
    readings = [_line_on(questions, indicator, condition, metric, series) for series in every if series.closed]
    return _gravest(readings, indicator, metric)


def _line_on(
    questions: Questions, indicator: Indicator, condition: ReopenCondition, metric: Metric, series: Series
) -> IndicatorReading:
    """A stopped feed leaves a raised indicator raised, and makes a quiet one silent."""
    points = list(series.closed)
    judged, earlier = points[-condition.weeks :], [point.value for point in points[: -condition.weeks][-4:]]
    line = condition.condition.line(mean(earlier) if earlier else None)
    age = age_of(series, questions.day)
    last = judged[-1]
    said = wording.line_reading(
        metric, condition.condition.text, condition.weeks, last, _title(questions, series.product)
    )

    def reading(alarm: Alarm, reason: str) -> IndicatorReading:
        return IndicatorReading(indicator.text, metric.id, alarm, reason, last.period_end)

    if line is None or len(judged) < condition.weeks:
        return reading(Alarm.SILENT, wording.too_few_weeks(said))
    if all(condition.condition.operator.holds(point.value, line) for point in judged):
        return reading(Alarm.RAISED, said)
    if age is None or age.is_over(metric.max_age_days):
        return reading(Alarm.SILENT, wording.too_old(said, age))
    return reading(Alarm.QUIET, said)
