"""What the sample of one week leaves open of a rate, as every face shows it."""

from metrics.definition import Kind, Metric
from metrics.observation import Point
from metrics.proportion import wilson_bounds

CONFIDENCE = 0.95


def sample_interval(metric: Metric, point: Point) -> tuple[float | None, float | None]:
    """Two-sided 95% Wilson interval of a closed week of a rate (Wilson 1927), 0..1; None where there is no sample, and
    while the week still runs."""
    if metric.kind is not Kind.RATE or point.numerator is None or not point.denominator or point.running:
        return None, None
    return wilson_bounds(point.numerator, point.denominator, CONFIDENCE)
