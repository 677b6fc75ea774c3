"""Words of rates that people's labels correct."""

from metrics.definition import Metric
from metrics.observation import Point
from playbook.model.workflow_records import CalibrationRecord
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


def by_judge(metric: Metric, week: Point, record: CalibrationRecord) -> str:
    """What the judge alone says of the week, and how often people agreed with it."""
    labels = record.labels
    alone = value_text((week.numerator or 0.0) / (week.denominator or 1.0), metric)
    share, low, high = labels.agreement(0.95)
    return (
        f"corrected by {plural(labels.cases, 'label')} of {day_text(record.on, record.on)}; "
        f"the judge alone says {alone}, "
        f"and agrees with people on {percent_text(share)} ({percent_text(low)} to {percent_text(high)})"
    )
