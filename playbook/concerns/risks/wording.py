"""Sentences about risks, their indicators and incidents, as the concerns give them for reasons."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from metrics.definition import Metric
from metrics.observation import Point
from metrics.series.age import Age
from playbook.wording import age_text, day_text, join_words, plural, seat_text, value_text, week_text

NEVER_CHECKED = "nobody has said yet that the incident register is complete; silence is not zero"
CHECK_THE_REGISTER = "go through the sources and record that every incident is listed"


class Said(NamedTuple):
    """How a risk stands, as the sentence about it goes on: `is`, `open since Nov 3`."""

    verb: str
    words: str


def of_risk(name: str, said: Said) -> str:
    """How a risk stands, with its name."""
    return f"risk '{name}' {said.verb} {said.words}"


NEVER_ASSESSED = Said("was", "never assessed")


def assess(name: str) -> str:
    """What to do where nobody has."""
    return f"assess the risk '{name}'"


def assess_again(name: str) -> str:
    """What to do where the last assessment expired."""
    return f"assess the risk '{name}' again"


def treat(name: str) -> str:
    """What to do about an open risk."""
    return f"treat the risk '{name}' and record the assessment"


def answer_the_numbers(name: str) -> str:
    """What to do where an indicator contradicts the assessment."""
    return f"bring the indicator of '{name}' back, or accept the risk until a day"


def open_since(on: str) -> Said:
    """The last word is that it is open."""
    return Said("has been", f"open since {on}")


def assessed_too_long_ago(on: str) -> Said:
    """The last word expired."""
    return Said("was", f"last assessed on {on}, too long ago")


def accepted_only_until(until: str) -> Said:
    """The acceptance is over."""
    return Said("was", f"accepted only until {until}")


def settled(state: str, on: str, by: str, until: str = "") -> Said:
    """It meets the bar; `until` is the last day of an acceptance."""
    return Said("was", f"{state} on {on} by {seat_text(by)}" + (f", until {until}" if until else ""))


def contradicted(state: str, on: str, reading: str) -> Said:
    """A number says otherwise than the assessment."""
    return Said("was", f"{state} on {on}, but its indicator is raised: {reading}")


def raised_by(readings: Sequence[str]) -> str:
    """Indicators raise the risk."""
    return f"escalated by live metrics: {'; '.join(readings)}"


def silent_indicators(silent: int, total: int) -> str:
    """Indicators that nobody can read warn of nothing, and comfort nobody."""
    return f"{silent} of {plural(total, 'indicator')} cannot be read"


def antidote_missing(names: Sequence[str]) -> str:
    """The risk is said to be settled while its antidote is not in place."""
    return f"its antidote is not in place: {join_words(names)}"


def proven_words(*, proven: bool, claimed: bool, reasons: Iterable[str]) -> str:
    """How a deliverable stands that holds an antidote."""
    if proven:
        return "done and proven"
    listed = "; ".join(reasons)
    return f"{'said to be done, not proven' if claimed else 'not done'}{': ' if listed else ''}{listed}"


def gate_words(passed: Sequence[str], required: Sequence[str]) -> str:
    """How a gate stands that holds an antidote."""
    if not required:
        return "no product is listed"
    return f"holds for {len(passed)} of {plural(len(required), 'product')}" + (
        f": {join_words(passed)}" if passed else ""
    )


def unknown_metric(metric: str) -> str:
    """The indicator names a metric that is not defined."""
    return f"metric '{metric}' is not defined"


def not_reported(name: str) -> str:
    """Nothing to read."""
    return f"{name}: no closed week is reported yet"


def line_reading(metric: Metric, line: str, weeks: int, last: Point, product: str | None) -> str:
    """What a line of an indicator is held against."""
    lasting = f" for {plural(weeks, 'week')}" if weeks > 1 else ""
    where = f" ({product})" if product else ""
    said = f"{metric.name} {value_text(last.value, metric)} in {week_text(last.period_end)}"
    return f"{said}{where}; raised at {line}{lasting}"


def plan_reading(name: str, reason: str, *, in_sum: bool) -> str:
    """How the metric stands against its plan; `in_sum`: that of all products together."""
    return f"{name}{' (all products)' if in_sum else ''}: {reason}"


def chart_reading(name: str, signal: str, product: str | None) -> str:
    """What the metric's signal says."""
    return f"{name}{f' ({product})' if product else ''}: {signal or 'no signal'}"


def too_few_weeks(said: str) -> str:
    """There are fewer closed weeks than it asks for."""
    return f"{said}; too few closed weeks to tell"


def too_old(said: str, age: Age | None) -> str:
    """The feed stopped."""
    ago = plural(0, "day") if age is None else age_text(age.days, age.off)
    return f"{said}; last reported {ago} ago, too old to tell"


def incident_bar(counted: int, severity: str, opened: int, overdue: int) -> str:
    """How the incidents stand that a bar counts."""
    grave = severity if severity == "critical" else f"{severity} or graver"
    listed = plural(counted, f"incident of severity {grave}", f"incidents of severity {grave}")
    return f"{listed}, {opened} open, {plural(overdue, 'postmortem or action', 'postmortems or actions')} overdue"


def settle_incident(title: str) -> str:
    """What to do about the first incident that stands in the way."""
    return f"settle the incident '{title}'"


def checked_long_ago(on: date, day: date) -> str:
    """The last word about the register expired."""
    return f"the incident register was last said to be complete on {day_text(on, day)}, too long ago"


def complete_on(reason: str, on: date, day: date) -> str:
    """The bar is met, and the register is vouched for."""
    return f"{reason}; the register was complete on {day_text(on, day)}"
