"""Sentences of the first screen: the headline, what to decide, gates, metrics and what moved, each in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.change import is_improvement
from playbook.concerns.control.review import MetricControl, OutlookState, ShapeName, Signal
from playbook.concerns.north_star.status import MetricStatus
from playbook.readiness.assessment import Assessment
from playbook.readiness.burn_up import BurnUp
from playbook.readiness.changes.between import Change
from playbook.readiness.score import AreaScore
from playbook.readiness.selection import calm
from playbook.readiness.wording import change_of_score, due_words, effect_words, headline
from playbook.readiness.wording_known import NOT_STARTED
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome, Verdict
from playbook.wording import (
    AREA_WORDS,
    VERDICT_WORDS,
    change_text,
    day_text,
    in_days,
    owner_text,
    plural,
    score_text,
    sentence_case,
    value_text,
)

AREAS_TITLE = "Areas: score, gap to plan"
DECIDE_TITLE = "Decide this week"
DECIDE_WHAT, DECIDE_OWNER, DECIDE_DUE, DECIDE_POINTS = "Decision", "Owner", "Due", "Points"
NOTHING_TO_DECIDE = "Nothing needs a decision this week."
COMPARE = "Compare"
METRIC_COLUMNS = ("Metric", "Actual", "Plan", "vs plan", "Trend", "Target", "Forecast")
NO_PLAN = "no plan"
NO_DAY_PLANNED = "No gate has a day yet."
NOT_PLANNED = "not planned"
WHOLE_SCORE = "score of the whole organization"
_UNKNOWN = (Outcome.NO_DATA, Outcome.STALE, Outcome.INCONCLUSIVE)
_COURSES = {
    OutlookState.ON_COURSE: ("green", "✓"),
    OutlookState.IN_DOUBT: ("orange", "?"),
    OutlookState.OFF_COURSE: ("red", "✕"),
}
_NO_FORECAST = {
    OutlookState.WITHHELD: "trend broke",
    OutlookState.TOO_EARLY: "too early",
}
_NEVER_FORECAST: dict[ShapeName | None, str] = {ShapeName.RARE: "rare events", ShapeName.SMALL: "few cases"}


def title(assessment: Assessment) -> str:
    """The page's title: one sentence to read aloud."""
    if assessment.start is None or assessment.day is None or assessment.day < 1:
        return headline(assessment)
    if calm(assessment):
        words = due_words(assessment.due)
        return sentence_case(words)
    score, plan = round(assessment.readiness.score), round(assessment.readiness.plan)
    points = plural(abs(score - plan), "point")
    stand = "on plan" if score == plan else f"{points} behind plan" if score < plan else f"{points} ahead of plan"
    change = 0.0 if assessment.score_before is None else assessment.readiness.score - assessment.score_before
    trend = " and falling" if change <= -1 else " and rising" if change >= 1 else ""
    return f"Readiness is {score} of 100, {stand}{trend}"


def facts(assessment: Assessment) -> str:
    """The line below the title: the clock, how much is known, exemptions."""
    if assessment.day is None:
        return NOT_STARTED
    readiness, left = assessment.readiness, assessment.days - assessment.day
    parts = [
        f"Day {assessment.day}, charter ended" if left < 0 else f"Day {assessment.day} of {assessment.days}",
        "" if readiness.coverage is None else f"{100 * readiness.coverage:.0f}% of expected data is in",
    ]
    exempt = sum(line.outcome is Outcome.EXEMPT for gate in assessment.gates for line in gate.criteria)
    if exempt:
        active = "the 1 active exemption" if exempt == 1 else f"the {exempt:,} active exemptions"
        parts.append(f"{score_text(readiness.without_exemptions)} without {active}")
    return " · ".join(part for part in parts if part)


def change_since_last(assessment: Assessment, today: date) -> str:
    """`4.5 since Nov 6`, its direction shown by the arrow beside it and in words; '' where nothing can be compared."""
    if assessment.score_before is None or assessment.changed_since is None:
        return ""
    change = change_of_score(assessment.readiness.score, assessment.score_before)
    return f"{effect_words(change)} since {day_text(assessment.changed_since, today)}" if abs(change) >= 0.05 else ""


def plan_today(plan: float) -> str:
    """Beside the score."""
    return f"Plan today {score_text(plan)}"


def area_alt(area: AreaScore) -> str:
    """Alternative text of an area's bar."""
    stands = score_text(area.score) if area.known else "unknown"
    return f"{AREA_WORDS[area.area]}: {stands} of 100, plan today {score_text(area.plan)}"


def gap_words(area: AreaScore) -> tuple[str, str]:
    """An area's gap to its plan, in points, after its color."""
    gap = round(area.score) - round(area.plan)
    if not area.known and not area.plan:
        return "gray", "–"
    if gap >= 0:
        return ("green", f"+{gap}") if gap else ("gray", "0")
    return "red" if gap <= -20 else "orange", f"−{-gap}"


def burn_up_alt(picture: BurnUp, today: date) -> str:
    """Alternative text of the line."""
    last = picture.points[-1]
    said = f"Readiness {score_text(last.score)}, plan {score_text(last.plan)} on {day_text(last.day, today)}"
    if picture.outlook is None or picture.last_day is None:
        return said
    return f"{said}; at the pace of the last weeks {score_text(picture.outlook)} on {day_text(picture.last_day, today)}"


def all_open(count: int, late: int) -> str:
    """The way to everything that is owed; what is late is said."""
    return f"All {plural(count, 'open item')}" + (f", {late:,} late" if late else "")


def owners_short(who: str) -> str:
    """The seats that must act, as an action lists them: the first, and how many more."""
    first, *others = who.split(", ")
    return sentence_case(owner_text(first)) + (f" +{len(others)}" if others else "")


def decide_due(due: date | None, late_days: int, day: date) -> tuple[str, str]:
    """When something is due, after its color: late and today stand out."""
    if late_days:
        return "red", f"{plural(late_days, 'day')} late"
    if due is None:
        return "orange", ""
    return ("red", "Today") if due == day else ("orange", day_text(due, day))


def all_gates(products: int) -> str:
    """The way to every gate."""
    return f"All {plural(products, 'product')}" if products else "All gates"


@dataclass(frozen=True, slots=True)
class GateCell:
    """A gate in one cell: its verdict in words, and its score and day."""

    verdict: str
    day: str


_SHORT = {Verdict.GO_WITH_CONDITIONS: "COND. GO", Verdict.INCONCLUSIVE: "INCONCL.", Verdict.NOT_EVALUATED: "NOT EVAL."}


def gate_cell(gate: GateStatus, today: date) -> GateCell:
    """`NO-GO`, `55 · 7 days late`; a gate that is not due soon says only its day."""
    if gate.quiet:
        return GateCell("", NOT_PLANNED if gate.planned is None else f"planned {day_text(gate.planned, today)}")
    verdict = _SHORT.get(gate.verdict, VERDICT_WORDS[gate.verdict])
    day = ""
    if gate.planned is not None and gate.days_to_planned is not None:
        passed_by = gate.days_to_planned < 0 and gate.verdict.holds
        day = day_text(gate.planned, today) if passed_by else in_days(gate.days_to_planned)
        if gate.days_to_planned < 0 and gate.released is not None and not passed_by:
            day = f"released {day_text(gate.released, today)}"
    return GateCell(verdict, " · ".join(part for part in (score_text(gate.score), day) if part))


def metrics_title(metrics: Sequence[MetricStatus]) -> str:
    """`Metrics: 2 off plan, 2 unknown, 9 on plan`."""
    counts = metrics_counts(metrics)
    return f"Metrics: {counts}" if counts else "Metrics"


def metrics_counts(metrics: Sequence[MetricStatus]) -> str:
    """`2 off plan, 2 unknown, 9 on plan`; blank where there are none."""
    off = sum(status.outcome in (Outcome.NOT_MET, Outcome.WARNING) for status in metrics)
    unknown = sum(status.outcome in _UNKNOWN for status in metrics)
    met = sum(status.outcome is Outcome.MET for status in metrics)
    parts = [f"{count} {word}" for count, word in ((off, "off plan"), (unknown, "unknown"), (met, "on plan")) if count]
    return ", ".join(parts)


def metrics_facts(attention: Sequence[MetricStatus], routine: Sequence[MetricStatus]) -> str:
    """The same counts, and how many of those on plan need attention all the same."""
    counts = metrics_counts([*attention, *routine])
    watched = sum(status.outcome is Outcome.MET for status in attention)
    return f"{counts}, {watched} of these with a concern or off course" if watched else counts


def all_metrics(count: int) -> str:
    """The way to every metric."""
    return f"All {plural(count, 'metric')}"


def metric_gap_words(status: MetricStatus, shown: MetricStatus) -> tuple[str, str]:
    """How far the latest value is from today's plan, or why that is not known, after its color ('' for none)."""
    if status.outcome is Outcome.STALE and shown.age_days is not None:
        return "orange", f"{plural(shown.age_days, 'day')} old"
    if status.outcome is Outcome.NO_DATA or shown.value is None:
        return "gray", "no data"
    if shown.target is None:
        return "gray", NO_PLAN
    if shown.partial and status.outcome is Outcome.INCONCLUSIVE:
        return "gray", "partial"
    gap = shown.value - shown.target
    words = change_text(gap, shown.target, shown)
    words = "on plan" if words == "no change" else words
    if status.outcome is Outcome.NOT_MET:
        return "red", words
    return "orange" if is_improvement(gap, shown.better) is False else "", words


def trend_alt(status: MetricStatus, values: Sequence[float], sentence: str) -> str:
    """Alternative text of a metric's line, with its one sentence."""
    first, last = (value_text(value, status) for value in (values[0], values[-1]))
    return f"From {first} to {last} in {plural(len(values) - 1, 'week')}. {sentence}"


def outlook_words(review: MetricControl, forecast: str) -> tuple[str, str]:
    """Where a metric is heading: its `forecast` value with a sign of its course, or why there is none, after its
    color."""
    outlook = review.outlook
    if outlook is None or outlook.state not in _COURSES:
        bends = review.signal is not None and review.signal.signal is Signal.BEND
        why = "–" if outlook is None else _NO_FORECAST.get(outlook.state, "–")
        why = "levels off" if bends and outlook is not None and outlook.state is OutlookState.WITHHELD else why
        return "gray", _NEVER_FORECAST.get(review.shape, why) if outlook is not None else why
    color, course = _COURSES[outlook.state]
    return color, f"{course} {forecast}"


def moved_title(since: date | None, today: date) -> str:
    """Heading of the causes."""
    return "What moved the score" if since is None else f"What moved the score since {day_text(since, today)}"


def effect_color(effect: float) -> str:
    """The color of an effect in points, by its direction."""
    if not round(effect, 1):
        return "gray"
    return "red" if effect < 0 else "green"


def short_cause(change: Change) -> str:
    """A cause in a few words, whole: what moved and where it stands now; why is told where it leads to."""
    if not change.subject:
        return change.text
    late = ", from late data" if change.late else ""
    return f"{change.subject}: now {change.state}{late}"
