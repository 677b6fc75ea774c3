"""Words of rates that people's labels correct."""

from metrics.definition import Metric
from playbook.model.workflow_records import CalibrationRecord
from playbook.results.gates import JudgeCalibration
from playbook.wording import day_text, percent_text, plural, value_text


def no_labels(metric: Metric, days: int) -> str:
    """Nobody labelled a case of what a model judges."""
    return (
        f"{metric.name} is judged by a model, and no labels by people are recorded (at most {plural(days, 'day')} old)"
    )


def more_labels(metric: Metric) -> str:
    """What settles it."""
    return f"have people label more cases of {metric.name}, and record the calibration"


def old_labels(record: CalibrationRecord) -> str:
    """Labels that are too old."""
    return f"the labels of {day_text(record.on, record.on)} are too old to prove it"


def by_judge(metric: Metric, found: JudgeCalibration) -> str:
    """What the judge alone says of the week, and how often people agreed with it."""
    low, high = percent_text(found.agreement_low), percent_text(found.agreement_high)
    return (
        f"corrected by {plural(found.labels, 'label')} of {day_text(found.on, found.on)}; "
        f"the judge alone says {value_text(found.by_judge, metric)}, "
        f"and agrees with people on {percent_text(found.agreement)} ({low} to {high})"
    )
