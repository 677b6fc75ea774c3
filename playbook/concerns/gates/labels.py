"""A rate that a model judged, corrected by people's labels before a criterion judges it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from metrics.definition import Metric
from metrics.observation import Point, Series
from metrics.statistics.judged import corrected
from metrics.statistics.proportion import CONFIDENCE
from playbook.concerns.gates.metric_criterion import MetricJudgement
from playbook.concerns.gates.wording_labels import by_judge, more_labels, no_labels, old_labels
from playbook.model.criteria import Criterion
from playbook.model.dated import last_of
from playbook.model.evidence import Review
from playbook.model.workflow_records import CalibrationRecord
from playbook.results.gates import JudgeCalibration
from playbook.results.questions import Questions
from playbook.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Labelled:
    """The newest labels of a product's metric; `is_old` where the criterion asks for newer ones."""

    record: CalibrationRecord
    is_old: bool


def labels_of(questions: Questions, criterion: Criterion, metric: Metric, product: str) -> Labelled | None:
    """The labels that correct the criterion's rate on the day; None where there are none."""
    days = criterion.labels_within_days
    if days is None:
        return None
    found = [
        one
        for one in questions.playbook.records.workflow.calibrations
        if (one.product, one.metric) == (product, metric.id)
        and one.on <= questions.day
        and one.review is not Review.OBJECTIONS
    ]
    if not found:
        return None
    newest = last_of(found)
    return Labelled(newest, newest.on + timedelta(days=days) < questions.day)


def corrected_series(series: Series, labelled: Labelled) -> Series:
    """Every closed week with its counts as what people's labels make of it."""
    return replace(series, points=tuple(_corrected(point, labelled) for point in series.points))


def _corrected(point: Point, labelled: Labelled) -> Point:
    if point.numerator is None or not point.denominator:
        return point
    found = corrected(point.numerator, point.denominator, labelled.record.labels)
    return replace(point, value=found.rate, stderr=found.stderr)


def without_labels(metric: Metric, days: int) -> MetricJudgement:
    """Nobody labelled a case."""
    return MetricJudgement(Outcome.NO_DATA, no_labels(metric, days), more_labels(metric))


def with_labels(judged: MetricJudgement, metric: Metric, labelled: Labelled, series: Series) -> MetricJudgement:
    """The judgement with what the judge alone says. Old labels prove nothing good; what they showed missed stays."""
    week = next((point for point in series.closed if point.week == judged.week), None)
    calibration = _calibration(labelled, week)
    judged = replace(judged, calibration=calibration)
    reason = judged.reason if calibration.by_judge is None else f"{judged.reason}; {by_judge(metric, calibration)}"
    if labelled.is_old:
        stays = judged.outcome in (Outcome.NOT_MET, Outcome.WARNING, Outcome.NO_DATA)
        outcome = judged.outcome if stays else Outcome.STALE
        return replace(
            judged,
            outcome=outcome,
            reason=f"{reason}; {old_labels(labelled.record)}",
            action=more_labels(metric),
            to_meet="",
            stale=True,
        )
    if judged.outcome is Outcome.INCONCLUSIVE:
        return replace(judged, reason=reason, action=more_labels(metric), to_meet="")
    return replace(judged, reason=reason)


def _calibration(labelled: Labelled, week: Point | None) -> JudgeCalibration:
    """What people's labels make of the judge, and of its rate in the week that speaks for all."""
    record = labelled.record
    found = JudgeCalibration(
        record.on, record.judge, record.labels.cases, *record.labels.agreement(CONFIDENCE), labelled.is_old
    )
    if week is None or week.numerator is None or not week.denominator:
        return found
    right = corrected(week.numerator, week.denominator, record.labels)
    low, high = right.bounds(CONFIDENCE)
    return replace(found, by_judge=week.numerator / week.denominator, rate=right.rate, low=low, high=high)
