"""Words on and around control charts: what each point is, what the limits are, what the picture shows."""

from collections.abc import Iterable

from metrics.definition import Metric
from metrics.observation import Point
from metrics.statistics.control_chart import Variation
from playbook.concerns.control.review import MetricReview, ReviewPoint
from playbook.concerns.control.wording import signal_words, written
from playbook.model.notes import Note
from playbook.wording import plural, value_text

USUAL = "varies as usual"
IMPROVEMENT = "improvement"
CONCERN = "concern"
NEUTRAL = "signal"
PARTIAL = "partial"
EXCLUDED = "left out"
RUNNING = "so far"
WEEK = "week"
VALUE = "value"
SIGNAL = "what it says"
LIMITS = "limits"
TARGET = "target"
SAMPLE = "sample"
NOTES = "notes"
PROJECTION = "projection"
RESTART = "limits restart"
_NOTHING = "–"
_EFFECTS = {
    Variation.IMPROVEMENT: IMPROVEMENT,
    Variation.CONCERN: CONCERN,
    Variation.NEUTRAL: NEUTRAL,
}


def plan_label(value: str) -> str:
    """At the end of the dashed line."""
    return f"target\n{value}"


def today_label(day: str) -> str:
    """At the line of the as-of day."""
    return f"today, {day}"


def point_words(point: ReviewPoint) -> str:
    """What one week says: `concern: above the upper limit`."""
    state = f"{EXCLUDED}, its cause is known" if point.excluded else _state(point.point)
    if state:
        return state
    if point.signal is None or point.effect is None:
        return USUAL if point.mean is not None else _NOTHING
    effect = _EFFECTS.get(point.effect, USUAL)
    return f"{effect}: {signal_words(point.signal, upwards=bool(point.upwards))}"


def _state(point: Point) -> str:
    if point.running:
        return f"{RUNNING}, not judged"
    return f"{PARTIAL} ({point.partial}), not judged" if point.partial else ""


def limits_words(point: ReviewPoint, metric: Metric) -> str:
    """Natural process limits of one week, as far as the metric's range lets them be."""
    if point.lower is None or point.upper is None:
        return _NOTHING
    low, high = metric.valid_range
    lower = point.lower if low is None else max(point.lower, low)
    upper = point.upper if high is None else min(point.upper, high)
    return f"{value_text(lower, metric)} to {value_text(upper, metric)}"


def sample_words(point: ReviewPoint, metric: Metric) -> str:
    """How many cases, and what they leave open."""
    if point.point.denominator is None:
        return _NOTHING
    cases = f"n {point.point.denominator:,.0f}"
    if point.low is None or point.high is None:
        return cases
    return f"{cases}, {value_text(point.low, metric)} to {value_text(point.high, metric)} at 95%"


def notes_line(notes: Iterable[Note]) -> str:
    """What was written, with its authors."""
    return "; ".join(written(note) for note in notes) or _NOTHING


def chart_alt(metric: Metric, review: MetricReview, sentence: str) -> str:
    """The chart for those who hear it: first and last week, signals, and what it all means."""
    if not review.points:
        return f"{metric.name}: no week is in yet."
    first, last = review.points[0].point, review.points[-1].point
    signals = [point.point.week for point in review.points if point.signal is not None]
    told = f"signals in {', '.join(signals)}" if signals else "no signal"
    running = f" ({RUNNING})" if last.running else ""
    return (
        f"Control chart of {metric.name}, {plural(len(review.points), 'week')}: "
        f"{value_text(first.value, metric)} in {first.week}, "
        f"{value_text(last.value, metric)} in {last.week}{running}; {told}. {sentence}"
    )
