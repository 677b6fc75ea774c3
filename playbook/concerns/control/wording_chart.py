"""Words on and around control charts: what each point is, what the limits are, what the picture shows."""

from collections.abc import Iterable, Sequence

from metrics.definition import Metric
from metrics.observation import Point
from metrics.statistics.control_chart import Variation
from playbook.concerns.control.review import ControlPoint, MetricControl, MetricOutlook
from playbook.concerns.control.wording import signal_words, written
from playbook.model.reviews.notes import Note
from playbook.wording import day_text, plural, range_text, value_text, week_text

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
PROJECTION = "outlook"
RESTART = "limits restart"
CLOSED = "closed week"
BROKEN = "concern"
BROKE = "broke its own trend"
NO_FORECAST = "no forecast"
INTERVAL = "95% interval"
STATE = "state"
ADDED_UP = "added up since the start"
DAYS_BETWEEN = "days between"
NOTHING = "–"
_EFFECTS = {
    Variation.IMPROVEMENT: IMPROVEMENT,
    Variation.CONCERN: CONCERN,
    Variation.NEUTRAL: NEUTRAL,
}


def target_label(target: float, metric: Metric) -> str:
    """At the end of the dashed line."""
    return f"target\n{value_text(target, metric)}"


def outlook_label(outlook: MetricOutlook, metric: Metric) -> str:
    """At the outlook's day: what is expected there."""
    low, high = value_text(outlook.low, metric), value_text(outlook.high, metric)
    return f"outlook\n{low}" if low == high else f"outlook\n{low}\nto {high}"


def outlook_tip(outlook: MetricOutlook, metric: Metric) -> str:
    """The outlook as its tooltip says it."""
    band = range_text(outlook.low, outlook.high, metric)
    return f"{value_text(outlook.value, metric)} on {day_text(outlook.on, outlook.on)}, {band} at 80%"


def limits_label(lower: float, upper: float, metric: Metric) -> str:
    """At the right end of the limits."""
    low, high = value_text(lower, metric), value_text(upper, metric)
    return f"expected\n{low}" if low == high else f"expected\n{low}\nto {high}"


def step_label(step: str) -> str:
    """At the week a step begins with; limits start anew only by a record."""
    return f"{step}\nproposed: new limits from here"


def planned_words(point: Point, mark: str) -> str:
    """What one week is, in the tooltip of the picture against the plan."""
    if mark == EXCLUDED:
        return f"{EXCLUDED}, its cause is known"
    return _state(point) or mark


def events(count: float) -> str:
    """How many events a week had."""
    return plural(round(count), "event")


def days_between(days: int) -> str:
    """From one event to the next."""
    return plural(days, "day")


def days_since(days: int, *, any_event: bool) -> str:
    """From the last event to today, or all the time there was none."""
    return f"{plural(days, 'day')} since the last one" if any_event else f"none in {plural(days, 'day')}"


def point_words(point: ControlPoint) -> str:
    """What one week says: `concern: above the upper limit`."""
    state = f"{EXCLUDED}, its cause is known" if point.excluded else _state(point.point)
    if state:
        return state
    if point.signal is None or point.effect is None:
        return USUAL if point.mean is not None else NOTHING
    effect = _EFFECTS.get(point.effect, USUAL)
    return f"{effect}: {signal_words(point.signal, upwards=bool(point.upwards))}"


def _state(point: Point) -> str:
    if point.running:
        return f"{RUNNING}, not judged"
    return f"{PARTIAL} ({point.partial}), not judged" if point.partial else ""


def limits_words(point: ControlPoint, metric: Metric) -> str:
    """Natural process limits of one week, as far as the metric's range lets them be."""
    if point.lower is None or point.upper is None:
        return NOTHING
    return range_text(within_range(point.lower, metric), within_range(point.upper, metric), metric)


def within_range(value: float, metric: Metric) -> float:
    """Limits and bands are stated and drawn where the metric can be; rules use them as they are."""
    low, high = metric.valid_range
    return min(max(value, value if low is None else low), value if high is None else high)


def sample_words(point: ControlPoint, metric: Metric) -> str:
    """How many cases, and what they leave open."""
    if point.point.denominator is None:
        return NOTHING
    cases = f"n {point.point.denominator:,.0f}"
    if point.low is None or point.high is None:
        return cases
    return f"{cases}, {range_text(point.low, point.high, metric)} at 95%"


def notes_line(notes: Iterable[Note]) -> str:
    """What was written, with its authors."""
    return "; ".join(written(note) for note in notes) or NOTHING


def chart_alt(metric: Metric, review: MetricControl, sentence: str) -> str:
    """The chart for those who hear it: first and last week, signals, and what it all means."""
    if not review.points:
        return f"{metric.name}: no week is in yet."
    first, last = review.points[0].point, review.points[-1].point
    signals = [week_text(point.point.period_end) for point in review.points if point.signal is not None]
    text = f"signals in {', '.join(signals)}" if signals else "no signal"
    running = f" ({RUNNING})" if last.running else ""
    return (
        f"Control chart of {metric.name}, {plural(len(review.points), 'week')}: "
        f"{value_text(first.value, metric)} in {week_text(first.period_end)}, "
        f"{value_text(last.value, metric)} in {week_text(last.period_end)}{running}; {text}. {sentence}"
    )


def plan_alt(metric: Metric, review: MetricControl, planned: Sequence[Point]) -> str:
    """The picture against the plan for those who hear it: from where to where, and the one verdict."""
    if not planned:
        return f"{metric.name}: no week is in yet."
    first, last = planned[0], planned[-1]
    running = f" ({RUNNING})" if last.running else ""
    return (
        f"{metric.name} by week against its plan, from {value_text(first.value, metric)} in "
        f"{week_text(first.period_end)} to {value_text(last.value, metric)} in {week_text(last.period_end)}{running}. "
        f"{review.sentence}"
    )
