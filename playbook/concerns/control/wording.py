"""Sentences of the metric review: what a chart means, where a metric is heading, what is odd about its numbers."""

from collections.abc import Sequence
from datetime import date

from metrics.definition import Metric, Per
from metrics.statistics.control_chart import Assurance, LimitsState, Signal, Variation
from metrics.statistics.control_limits import FEWEST_POINTS, LOCKED_AT
from metrics.statistics.projection import FEWEST_POINTS as FEWEST_FOR_A_LINE
from metrics.weeks import WeekOff
from playbook.concerns.control.review import Course
from playbook.model.notes import Note
from playbook.wording import day_text, join_words, plural, seat_text, sentence_case, value_text

VARIATION_WORDS: dict[Variation, str] = {
    Variation.COMMON_CAUSE: "Common cause",
    Variation.IMPROVEMENT: "Improvement",
    Variation.CONCERN: "Concern",
    Variation.NEUTRAL: "Signal",
}
ASSURANCE_WORDS: dict[Assurance, str] = {
    Assurance.MEETS: "consistently meets",
    Assurance.HIT_AND_MISS: "hit and miss",
    Assurance.MISSES: "consistently misses",
}
_WILL: dict[Assurance, str] = {
    Assurance.MEETS: "consistently meet",
    Assurance.HIT_AND_MISS: "hit and miss",
    Assurance.MISSES: "consistently miss",
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
}
COURSE_WORDS: dict[Course, str] = {
    Course.REACHED: "reached",
    Course.ON_TIME: "on time",
    Course.LATE: "late",
    Course.NOT_AT_THIS_PACE: "not at this pace",
    Course.SLIPPING: "slipping away",
    Course.NO_TARGET: "no target",
}
NO_WEEK = "No closed week is in yet."
NO_WHOLE_WEEK = "No whole week is in yet; what lacks days or products is not judged."
NO_CASES_KNOWN = "No week came with its number of cases, which its p-chart needs."
NOT_TOGETHER = "Products do not add up to one number; each has a chart of its own."
TOO_LARGE = "Its numbers are too far apart for a line."
NO_SAMPLE = "No sample size, so nothing is proven."
_WEEKS_NAMED = 4


def process_words(variation: Variation | None, assurance: Assurance | None, state: LimitsState | None) -> str:
    """Both icons in words, for a narrow column: `improvement, hit and miss`."""
    if variation is None:
        return "" if state is None else STATE_WORDS[state]
    said = VARIATION_WORDS[variation].lower()
    return said if assurance is None else f"{said}, {ASSURANCE_WORDS[assurance]}"


def written(note: Note) -> str:
    """A note with its author; a restart says so."""
    said = f"limits restart: {note.text}" if note.is_restart else note.text
    return f"{said} ({seat_text(note.by)}, {day_text(note.on)})"


def signal_words(signal: Signal, *, upwards: bool) -> str:
    """What makes the point a signal."""
    return _SIGNAL_WORDS[signal][0 if upwards else 1]


def too_early(weeks: int, restarted: str) -> str:
    """No limits yet, and what they wait for."""
    since = f" since their restart in {restarted}" if restarted else ""
    return f"Too early to tell signal from noise: {weeks} of the {FEWEST_POINTS} weeks that limits need{since}."


def no_variation(weeks: int, value: float, metric: Metric) -> str:
    """Every week was the same."""
    return f"No variation yet: each of {plural(weeks, 'week')} was {value_text(value, metric)}."


def chart_sentence(
    variation: Variation, why: str, assurance: Assurance | None, target: float | None, metric: Metric
) -> str:
    """`Common cause; on today's process it will hit and miss 90%.`"""
    what = VARIATION_WORDS[variation] + (f", {why}" if why else "")
    if assurance is not None and target is not None:
        return f"{what}; on today's process it will {_WILL[assurance]} {_weekly(target, metric)}."
    if metric.per is Per.CHARTER:
        return f"{what}; its target is for the whole charter, not for a week."
    return f"{what}; no target is set."


def on_trial(weeks: int) -> str:
    """How far the limits may be trusted."""
    return f"Its limits may still move: they are on trial, {weeks} of {LOCKED_AT} weeks."


def missing_weeks(weeks: Sequence[str]) -> str:
    """Gaps, and what the chart does with them."""
    return f"{_named(weeks)} {_is(weeks)} missing; the chart goes on with the next reported week."


def weeks_off(weeks: Sequence[WeekOff]) -> str:
    """Weeks in which nothing had to be reported, why and on whose word."""
    first, last = weeks[0], weeks[-1]
    named = first.week if first is last else f"{first.week} to {last.week}"
    return f"Nothing is reported for {named}: {first.reason} ({seat_text(first.by)})."


def nothing_since(week: str, missing: int) -> str:
    """The feed has stopped, or is late."""
    return f"Nothing came in for {'the week' if missing == 1 else f'the {missing} weeks'} after {week}."


def no_cases(weeks: Sequence[str]) -> str:
    """Weeks of n = 0."""
    return f"{_named(weeks)} counted no cases, so there is no value."


def partial_weeks(weeks: Sequence[str]) -> str:
    """Weeks that lack a product."""
    return f"{_named(weeks)} {_is(weeks)} partial, so left out of limits and signals."


def no_sizes(weeks: Sequence[str]) -> str:
    """A p-chart needs the number of cases."""
    return f"{_named(weeks)} came without its number of cases, so left out of the p-chart."


def screened(ranges: int) -> str:
    """An outlier among the first weeks."""
    do = "does" if ranges == 1 else "do"
    return f"{plural(ranges, 'extreme jump')} among the first weeks {do} not widen the limits."


def pulled_mean(outside: int, weeks: int) -> str:
    """An outlier among the first weeks that made the mean of nothing."""
    return (
        f"{outside} of {plural(weeks, 'week')} lie outside the limits: an extreme week among the first ones pulls "
        "their mean. Correct its number, or let the limits restart behind it."
    )


def no_width(value: float, metric: Metric) -> str:
    """The weeks that made the limits were all the same."""
    return f"Each of the first weeks was {value_text(value, metric)}, so any other value is a signal."


def target_before_the_first_week(target: float, due: date, metric: Metric, today: date) -> str:
    """Every target is older than the numbers."""
    day = day_text(due, today)
    return f"Its last target, {_weekly(target, metric)}, dates from {day}, before the first week; it holds on."


def restart_without_points(week: str) -> str:
    """A restart waits for its first week."""
    return f"The limits restart with {week}, but no week is in since."


def projection_too_early(weeks: int) -> str:
    """No line yet."""
    return f"Too early to say where it is heading: {weeks} of the {FEWEST_FOR_A_LINE} weeks that takes."


def projection_sentence(
    metric: Metric, on: date, value: float, low: float, high: float, course: str, today: date
) -> str:
    """`At this pace 3.4% on 5 Dec (2% to 5%); 3% is reached on 30 Nov.` Once the day is past, only its second half."""
    if on < today:
        return f"{sentence_case(course)}." if course else ""
    band = f"{value_text(low, metric)} to {value_text(high, metric)}"
    said = f"At this pace {value_text(value, metric)} on {day_text(on, today)} ({band})"
    return f"{said}; {course}." if course else f"{said}."


def course_words(
    course: Course,
    target: float | None,
    reached: date | None,
    metric: Metric,
    today: date,
    *,
    budget: bool,
    there: bool,
    due: date | None = None,
) -> str:
    """What becomes of the last target on this line; `there`: the last week meets it; `due`: a budget's day, where it is
    another than the one the line is read off."""
    if target is None or course is Course.NO_TARGET:
        return ""
    wanted = _weekly(target, metric)
    if budget:
        by = "" if due is None else f" on {day_text(due, today)}"
        return f"within {wanted}{by}" if course is Course.REACHED else f"more than {wanted}{by}"
    if course is Course.SLIPPING:
        return f"{wanted} is met now and lost by then"
    if course is Course.REACHED and reached is not None:
        behind = "" if there else ", but the last week was not there"
        return f"the line reached {wanted} by {day_text(reached, today)}{behind}"
    if reached is None:
        return f"{wanted} is not reached at this pace"
    late = ", after its day" if course is Course.LATE else ""
    return f"{wanted} is reached on {day_text(reached, today)}{late}"


def samples_sentence(needed: int | None, target: float, metric: Metric) -> str:
    """How many more cases would prove what is planned."""
    wanted = value_text(target, metric)
    if needed == 0:
        return f"Proven against {wanted} at 95%."
    if needed is None:
        return f"No number of samples at this rate would prove {wanted}."
    return f"About {needed:,} more at this rate would prove {wanted}."


def _weekly(value: float, metric: Metric) -> str:
    """A target as a weekly point is held against it; one that is set for a month says so."""
    return f"{value_text(value, metric)} a week" if metric.per is Per.MONTH else value_text(value, metric)


def _named(weeks: Sequence[str]) -> str:
    if len(weeks) > _WEEKS_NAMED:
        return f"{len(weeks)} weeks ({', '.join(weeks[:_WEEKS_NAMED])}, …)"
    return join_words(weeks)


def _is(weeks: Sequence[str]) -> str:
    return "is" if len(weeks) == 1 else "are"
