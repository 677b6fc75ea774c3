"""The one sentence of a metric on every face: where it stands today, what changed, and where it is heading."""

import math
from datetime import date

from metrics.definition import Direction, Kind, Metric, Per
from metrics.statistics.control_chart import Assurance, Variation
from playbook.concerns.control.chart import ControlledChart
from playbook.concerns.control.review import MetricOutlook, MetricSignal, OutlookState, ShapeName, Signal, Standing
from playbook.concerns.control.wording import too_few
from playbook.concerns.north_star.wording_reasons import NO_PLAN_OF_ITS_OWN
from playbook.verdict import Outcome
from playbook.wording import Measured, day_text, number_text, plural, range_text, value_text, week_text

STANDINGS: dict[Outcome, Standing] = {
    Outcome.MET: Standing.ON_PLAN,
    Outcome.NOT_MET: Standing.OFF_PLAN,
    Outcome.INCONCLUSIVE: Standing.NOT_ENOUGH_DATA,
    Outcome.STALE: Standing.STALE,
    Outcome.NO_DATA: Standing.NOT_REPORTED,
}
STANDING_WORDS: dict[Standing | None, str] = {
    Standing.ON_PLAN: "on plan",
    Standing.OFF_PLAN: "off plan",
    Standing.NOT_ENOUGH_DATA: "not enough data",
    Standing.STALE: "stale",
    Standing.NOT_REPORTED: "not reported",
    None: "no target",
}
EFFECT_WORDS: dict[Variation, str] = {
    Variation.CONCERN: "concern",
    Variation.IMPROVEMENT: "improvement",
    Variation.NEUTRAL: "change",
    Variation.COMMON_CAUSE: "as expected",
}
BROKEN = "the last week broke the trend, no forecast"
LEVELS_OFF = "it cannot go on at this pace, no forecast"
RARE = "rare events, no forecast"
UNCOUNTED = "no sample size, no forecast"
TOO_EARLY = "too early for a forecast"
INCOMPLETE = "no forecast while a week is missing"
_COURSES = {
    OutlookState.ON_COURSE: "on course",
    OutlookState.IN_DOUBT: "in doubt",
    OutlookState.OFF_COURSE: "off course",
}
_ASSURED = {
    Assurance.MEETS: "consistently meets",
    Assurance.HIT_AND_MISS: "hit and miss on",
    Assurance.MISSES: "consistently misses",
}


def verdict_sentence(
    metric: Metric,
    value: float | None,
    standing: Standing | None,
    *,
    signal: MetricSignal | None = None,
    outlook: MetricOutlook | None = None,
    assured: str = "",
    is_old: bool = False,
    planned_in_sum: bool = False,
) -> str:
    """`Weekly active users: 437, on plan; speeding up; on course for 600 by Dec 5 (745 to 792).` `is_old`: the value is
    past its age limit, whatever else it is. `planned_in_sum`: only the sum over products has a plan."""
    if value is None:
        return f"{metric.name}: {STANDING_WORDS[Standing.NOT_REPORTED]}."
    heading = assured if outlook is None or outlook.state is OutlookState.PAST else outlook.reason
    if outlook is not None and assured and outlook.state is not OutlookState.PAST:
        heading = f"{outlook.reason}; {assured}" if outlook.reason else assured
    stale = " and stale" if is_old and standing is Standing.OFF_PLAN else ""
    stands = NO_PLAN_OF_ITS_OWN if planned_in_sum and standing is None else STANDING_WORDS[standing]
    parts = [f"{metric.name}: {value_text(value, metric)}, {stands}{stale}"]
    parts += [part for part in ("" if signal is None else signal.text, heading) if part]
    return f"{'; '.join(parts)}."


def signal_text(signal: MetricSignal, metric: Metric) -> str:
    """The signal in words, as part of the sentence; where that tells a total, what is said of a week says so."""
    effect = EFFECT_WORDS[signal.effect]
    weekly = ""
    if metric.per is Per.CHARTER:
        weekly = f"weekly {'amount' if metric.kind is Kind.AMOUNT else 'number'} "
        effect = f"{effect} in the {weekly.strip()}"
    match signal.signal:
        case Signal.BEND:
            return f"{weekly}{'speeding up' if signal.forward else 'slowing down'}"
        case Signal.DRIFT:
            way = "up" if signal.upwards else "down"
            step = "" if signal.per_week is None else f" by {_change(abs(signal.per_week), metric)} a week"
            return f"{effect}: drifting {way}{step}"
        case Signal.STEP:
            return f"{effect}: {step_text(signal, metric)}"
        case Signal.OWN_WEEKS | Signal.OUTSIDE if signal.cases:
            rate = (signal.hits or 0) / signal.cases
            way = "up" if signal.upwards else "down"
            return f"{effect}: {way} from {value_text(rate, metric)} of {signal.cases:,.0f} {_before(signal)}"
        case Signal.OWN_WEEKS:
            return f"{effect}: {'up' if signal.upwards else 'down'} against the weeks before"
        case Signal.BURST:
            return f"{effect}: more in one week than chance explains"
        case Signal.OUTSIDE:
            way = "above" if signal.upwards else "below"
            return f"{effect}: {way} the {_expected(signal, metric)}"
        case Signal.TREND:
            return f"{effect}: seven weeks {'rising' if signal.upwards else 'falling'} without a break"
        case Signal.TWO_OF_THREE:
            return f"{effect}: two of three weeks close to the {'upper' if signal.upwards else 'lower'} limit"
        case Signal.SHIFT:
            return f"{effect}: seven weeks {'above' if signal.upwards else 'below'} the mean"


def _before(signal: MetricSignal) -> str:
    """Which weeks it is held against: those before the first week that was off."""
    return "in the weeks before" if signal.since is None else f"before {week_text(signal.since)}"


def step_text(signal: MetricSignal, metric: Metric) -> str:
    """A step with its week and both levels."""
    before, level = value_text(signal.before, metric), value_text(signal.level, metric)
    week = "" if signal.since is None else f" with the week to {day_text(signal.since, signal.since)}"
    return f"stepped from {before} to {level}{week}"


def _expected(signal: MetricSignal, metric: Metric) -> str:
    if signal.lower is None or signal.upper is None:
        return "other weeks"
    low, high = metric.valid_range
    lower, upper = (
        min(max(side, side if low is None else low), math.inf if high is None else high)
        for side in (signal.lower, signal.upper)
    )
    return f"expected {range_text(lower, upper, metric)}"


def outlook_text(
    outlook: MetricOutlook, target: float | None, metric: Metric, today: date, chart: ControlledChart, *, kept: bool
) -> str:
    """Where it is heading, in the sentence; blank once the day is past. `kept`: the target is met, and there to be
    kept."""
    match outlook.state:
        case OutlookState.PAST:
            return ""
        case OutlookState.WITHHELD if chart.pooled is not None:
            return f"{too_few(chart.pooled)} for a forecast"
        case OutlookState.WITHHELD:
            if chart.shape is ShapeName.RARE:
                return RARE
            return UNCOUNTED if _is_uncounted(chart, metric) else _no_forecast(chart.signal)
        case OutlookState.TOO_EARLY:
            shaped = chart.shape in (ShapeName.FLAT, ShapeName.LINE, ShapeName.STEP)
            moved = chart.signal is not None and chart.signal.signal is Signal.OUTSIDE
            return INCOMPLETE if shaped and (metric.per is Per.CHARTER or not moved) else TOO_EARLY
        case OutlookState.OPEN:
            day, band = day_text(outlook.on, today), range_text(outlook.low, outlook.high, metric)
            return f"{value_text(outlook.value, metric)} expected by {day} ({band})"
        case state:
            wanted = value_text(target, metric)
            day = day_text(outlook.on, today)
            aim = f"to {_stay(metric)} {wanted} until {day}" if kept else f"for {wanted} by {day}"
            # a straight line says little of what speeds up, so it is told what it was drawn from
            straight = _speeds_up(chart.signal) and (state is not OutlookState.ON_COURSE or _is_concern(chart.signal))
            pace = f" at the pace of the last {plural(outlook.weeks, 'week')}" if straight else ""
            return f"{_COURSES[state]} {aim}{pace} ({_band(outlook, target, metric)})"


def _is_uncounted(chart: ControlledChart, metric: Metric) -> bool:
    newest = next((one.point for one in reversed(chart.points) if one.judged), None)
    return metric.kind is Kind.RATE and newest is not None and not newest.denominator


def _no_forecast(signal: MetricSignal | None) -> str:
    """Why there is none where the shape of the weeks does not hold."""
    if signal is not None and signal.signal is Signal.BEND:
        return LEVELS_OFF
    since = None if signal is None else signal.since
    return BROKEN if since is None else f"the trend broke in {week_text(since)}, no forecast"


_MOST_DECIMALS = 6


def _band(outlook: MetricOutlook, target: float | None, metric: Metric) -> str:
    """Both ends, with as many digits as it takes to read that they are not the target, or apart."""
    shown: Measured = metric
    for decimals in range(2, _MOST_DECIMALS):
        low, high, wanted = (value_text(value, shown) for value in (outlook.low, outlook.high, target))
        if wanted not in (low, high) if outlook.state is OutlookState.OFF_COURSE else low != high:
            return range_text(outlook.low, outlook.high, shown)
        shown = metric.model_copy(update={"decimals": decimals})
    return range_text(outlook.low, outlook.high, metric)


def assurance_text(assurance: Assurance | None, target: float | None, metric: Metric) -> str:
    """Whether the process can be relied upon, once that may be said."""
    return "" if assurance is None else f"{_ASSURED[assurance]} {value_text(target, metric)}"


def _is_concern(signal: MetricSignal | None) -> bool:
    return signal is not None and signal.effect is Variation.CONCERN


def _speeds_up(signal: MetricSignal | None) -> bool:
    return signal is not None and signal.signal is Signal.BEND and signal.forward


def _stay(metric: Metric) -> str:
    return "stay at or above" if metric.better is Direction.HIGHER else "stay at or below"


def _change(change: float, metric: Metric) -> str:
    """A difference a week: points for rates."""
    if metric.is_proportion:
        return f"{number_text(100 * change, 2)} points"
    return value_text(change, metric)
