"""Sentences of the metric review: what a chart means, where a metric is heading, what is odd about its numbers."""

from collections.abc import Mapping, Sequence
from datetime import date

from metrics.definition import Metric, Per
from metrics.statistics.control_chart import Assurance, LimitsState, Variation
from metrics.statistics.rare_events import RareEvents
from metrics.statistics.shape import FEWEST_BEFORE
from metrics.statistics.small_samples import PooledWeeks
from metrics.weeks import WeekOff
from playbook.concerns.control.review import MetricControl, ShapeName, Signal
from playbook.model.reviews.notes import Note
from playbook.wording import (
    day_text,
    join_words,
    number_text,
    plural,
    seat_text,
    sentence_case,
    value_text,
    week_text,
)

VARIATION_WORDS: dict[Variation, str] = {
    Variation.COMMON_CAUSE: "Normal variation",
    Variation.IMPROVEMENT: "Improvement",
    Variation.CONCERN: "Concern",
    Variation.NEUTRAL: "Signal",
}
ASSURANCE_WORDS: dict[Assurance, str] = {
    Assurance.MEETS: "consistently meets",
    Assurance.HIT_AND_MISS: "hit and miss",
    Assurance.MISSES: "consistently misses",
}
STATE_WORDS: dict[LimitsState, str] = {
    LimitsState.TOO_EARLY: "too early for limits",
    LimitsState.TRIAL: "trial limits",
    LimitsState.LOCKED: "locked limits",
    LimitsState.NO_VARIATION: "no variation yet",
}
_SIGNAL_WORDS: dict[Signal, tuple[str, str]] = {
    Signal.OUTSIDE: ("above the upper limit", "below the lower limit"),
    Signal.TREND: ("seven weeks or more rising without a break", "seven weeks or more falling without a break"),
    Signal.TWO_OF_THREE: ("two of three weeks close to the upper limit", "two of three weeks close to the lower limit"),
    Signal.SHIFT: ("seven weeks or more above the mean", "seven weeks or more below the mean"),
    Signal.OWN_WEEKS: ("up against its own weeks before", "down against its own weeks before"),
    Signal.BURST: ("more than chance explains", "fewer than chance explains"),
}
NO_WEEK = "No closed week is in yet."
NO_WHOLE_WEEK = "No whole week is in yet; what lacks days or products is not judged."
NO_CASES_KNOWN = "No week came with its number of cases, which its p-chart needs."
NOT_TOGETHER = "Products do not add up to one number; each has a chart of its own."
NO_SAMPLE = "No sample size, so nothing is proven."
_WEEKS_NAMED = 4
_MANY_CASES = 400
_NEAR_THE_END = 0.05


def process_words(variation: Variation | None, assurance: Assurance | None, state: LimitsState | None) -> str:
    """Both icons in words, for a narrow column: `improvement, hit and miss`."""
    if variation is None:
        return "" if state is None else STATE_WORDS[state]
    said = VARIATION_WORDS[variation].lower()
    return said if assurance is None else f"{said}, {ASSURANCE_WORDS[assurance]}"


def written(note: Note) -> str:
    """A note with its author; a restart says so."""
    said = note.text
    if note.is_restart:
        said = f"limits restart: {said}"
    elif note.is_exclusion:
        said = f"left out of limits: {said}"
    return f"{said} ({seat_text(note.by)}, {day_text(note.on)})"


def signal_words(signal: Signal, *, upwards: bool) -> str:
    """What makes the point a signal."""
    return _SIGNAL_WORDS[signal][0 if upwards else 1]


def too_early(weeks: int, restarted: date | None) -> str:
    """No limits yet, and what they wait for; `weeks` came before the newest one."""
    since = "" if restarted is None else f" since the limits restarted in {week_text(restarted)}"
    missing = plural(FEWEST_BEFORE - weeks, "more week")
    return f"Too early to tell signal from noise{since}: {missing} needed."


def no_variation(weeks: int, value: float, metric: Metric) -> str:
    """Every week was the same."""
    return f"No variation yet: each of {plural(weeks, 'week')} was {value_text(value, metric)}."


def missing_weeks(weeks: Sequence[date]) -> str:
    """Gaps, and what the chart does with them."""
    return f"{_named(weeks)} {_is(weeks)} missing; the chart goes on with the next reported week."


def backfilled(weeks: Sequence[date]) -> str:
    """Numbers that were sent later than the day from which they count as known."""
    return f"{_named(weeks)} {_is(weeks)} backfilled: sent later than the day from which the numbers count as known."


def backfilled_lines(
    found: Sequence[MetricControl], metrics: Mapping[str, str], products: Mapping[str, str]
) -> tuple[str, ...]:
    """A line for each metric with backfilled weeks, by the names of metrics and products."""
    named = ((one, products.get(one.product or "", one.product or "")) for one in found)
    return tuple(
        f"{metrics.get(one.metric, one.metric)}{f' ({product})' if product else ''}: {one.backfilled_words}"
        for one, product in named
    )


def weeks_off(weeks: Sequence[WeekOff]) -> str:
    """Weeks in which nothing had to be reported, why and on whose word."""
    first, last = weeks[0], weeks[-1]
    named = week_text(first.end) if first is last else f"{week_text(first.end)} to {week_text(last.end)}"
    return f"Nothing is reported for {named}: {first.reason} ({seat_text(first.by)})."


def nothing_since(week: date, missing: int) -> str:
    """The feed has stopped, or is late."""
    return f"Nothing came in for {'the week' if missing == 1 else f'the {missing} weeks'} after {week_text(week)}."


def no_cases(weeks: Sequence[date]) -> str:
    """Weeks of n = 0."""
    return f"{_named(weeks)} counted no cases, so there is no value."


def partial_weeks(weeks: Sequence[date]) -> str:
    """Weeks that lack a product."""
    return f"{_named(weeks)} {_is(weeks)} partial, so left out of limits and signals."


def no_sizes(weeks: Sequence[date]) -> str:
    """A p-chart needs the number of cases."""
    return f"{_named(weeks)} came without its number of cases, so left out of the p-chart."


def screened(ranges: int) -> str:
    """An outlier among the first weeks."""
    do = "does" if ranges == 1 else "do"
    return f"{plural(ranges, 'extreme jump')} among the weeks before {do} not widen the limits."


def no_width(value: float, metric: Metric, shape: ShapeName | None) -> str:
    """The weeks that made the limits leave no room: they lie on their line, or are all the same."""
    said = value_text(value, metric)
    if shape is ShapeName.LINE:
        return f"The weeks before lie on one straight line, so any value but {said} is a signal."
    which = "since the step" if shape is ShapeName.STEP else "before"
    return f"Each of the weeks {which} was {said}, so any other value is a signal."


def rare(known: RareEvents, aside: int = 0) -> str:
    """How often rare events come; `aside` of them came in weeks that are left out."""
    weeks, events, with_any = int(known.weeks[0]), int(known.events[0]), int(known.weeks_with[0])
    rate = f"{number_text(float(known.rate[0]), 2)} a week"
    low, high = (number_text(float(side[0]), 2) for side in (known.low, known.high))
    if not events:
        left_out = f" that count, {aside:,} in weeks left out" if aside else ""
        return f"None in {plural(weeks, 'week')}{left_out}; at most {high} a week at 95%."
    since = int(known.weeks_since[0])
    last = "the last one this week" if not since else f"the last one {plural(since, 'week')} ago"
    batches = " They come in batches." if bool(known.in_batches[0]) else ""
    left_out = f" {aside:,} more in weeks left out." if aside else ""
    how_often = f"{rate} ({low} to {high} at 95%)"
    return f"{events} in {with_any} of {plural(weeks, 'week')}, {last}; {how_often}.{batches}{left_out}"


def pooled(known: PooledWeeks, metric: Metric) -> str:
    """What the last weeks of few cases come to together."""
    rate, low, high = (value_text(float(each[0]), metric) for each in (known.rate, known.low, known.high))
    weeks = plural(int(known.weeks[0]), "week")
    sample = f"{known.hits[0]:,.0f} of {known.cases[0]:,.0f}"
    few = sentence_case(too_few(known))
    return f"{few} for weekly limits. Last {weeks} together: {rate} ({sample}; {low} to {high} at 95%)."


def too_few(known: PooledWeeks) -> str:
    """Why a rate has no weekly limits and no forecast: few cases, or many of which nearly all are alike."""
    rate = float(known.rate[0])
    if known.cases[0] < _MANY_CASES or min(rate, 1 - rate) >= _NEAR_THE_END:
        return "too few cases"
    return f"too near {'0%' if rate < 0.5 else '100%'}"


def cycle(weeks_ago: int, high: bool, every: int) -> str:
    """Weeks that repeat."""
    which = "this one among them" if not weeks_ago else f"the last one {plural(weeks_ago, 'week')} ago"
    return (
        f"Every {'second' if every == 2 else 'fourth'} week is {'high' if high else 'low'}, {which}, so no signal is "
        f"read from it. `season: {every}` compares each week with the one {plural(every, 'week')} before."
    )


def step_proposed(week: date) -> str:
    """A step is named, and a restart proposed, never made."""
    named = week_text(week)
    return f"If the step in {named} is here to stay, record a note of kind restart, so that limits start anew there."


def excluded(weeks: Sequence[date]) -> str:
    """Weeks with a known cause."""
    return f"{_named(weeks)} {_is(weeks)} left out of limits and forecasts: the cause is known."


def there_since(target: float, day: date, metric: Metric, today: date) -> str:
    """A target that was reached, as a fact with its date."""
    return f"{_weekly(target, metric)} reached with the week to {day_text(day, today)}."


def target_before_the_first_week(target: float, due: date, metric: Metric, today: date) -> str:
    """Every target is older than the numbers."""
    day = day_text(due, today)
    return f"Its last target, {_weekly(target, metric)}, dates from {day}, before the first week; it holds on."


def restart_without_points(week: date) -> str:
    """A restart waits for its first week."""
    return f"The limits restart with {week_text(week)}, but no week is in since."


def samples_sentence(
    needed: int | None, target: float, metric: Metric, *, missed: bool, on_line: bool, most: float
) -> str:
    """How many more cases would prove what is planned; where none would, whether a miss is proven."""
    wanted = value_text(target, metric)
    if needed == 0:
        return f"Proven against {wanted} at 95%."
    if missed:
        return f"{wanted} is missed at 95%; more cases at this rate will not change that."
    if on_line:
        return f"No number of samples at this rate would settle {wanted}."
    if needed is None:
        return f"More cases at this rate would prove that {wanted} is missed."
    if needed > most:
        return f"{wanted} is not proven; at this rate more cases do not settle it within the charter."
    return f"About {needed:,} more at this rate would prove {wanted}."


def _weekly(value: float, metric: Metric) -> str:
    """A target as a weekly point is held against it; one that is set for a month says so."""
    return f"{value_text(value, metric)} a week" if metric.per is Per.MONTH else value_text(value, metric)


def _named(weeks: Sequence[date]) -> str:
    named = [week_text(week) for week in weeks[:_WEEKS_NAMED]]
    return join_words(named) if len(weeks) <= _WEEKS_NAMED else f"{len(weeks)} weeks ({', '.join(named)}, …)"


def _is(weeks: Sequence[date]) -> str:
    return "is" if len(weeks) == 1 else "are"
