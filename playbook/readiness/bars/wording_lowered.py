"""Bars that were lowered, in sentences."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from metrics.definition import Metric
from playbook.concerns.gates.wording_criteria import rule_words
from playbook.model.conditions import parse_expression
from playbook.model.corrections.bar_changes import BarChange
from playbook.readiness.bars.lowered import LoweredBar
from playbook.readiness.bars.results import BarMove, Effect
from playbook.readiness.bars.wording import NO_RECORD, from_to
from playbook.wording import VERDICT_WORDS, day_text, join_words, plural, seat_text, sentence_case

BAR_TITLE = "How the bar moved"
STEP_DAY, STEP_EFFECT, STEP_FIELD, STEP_WHY = "Since", "Bar", "What moved", "Why"
NEVER_MOVED = "Git shows no change of this gate's bar."
ONLY_ON_RECORD = "Git shows no change of this gate's bar. On record:"
READING_HISTORY = "Reading the history of this gate's bar"
NOT_COMMITTED = "not committed"
BADGE = "bar lowered"
LOWERED_SINCE = "Bars lowered since"
MOST_LISTED = 8
_LISTS = frozenset(["criteria", "deliverables"])
_FIELDS = {
    "pass": "line to pass",
    "warn": "warning line",
    "go": "score for GO",
    "conditions": "score for GO WITH CONDITIONS",
}


def lowered_alarm(one: LoweredBar) -> str:
    """A verdict that stands on a lowered bar, in one sentence without its full stop."""
    return (
        f"{one.product_name}, {one.gate_name} is {VERDICT_WORDS[one.verdict]} only because its bar was lowered on "
        f"{day_text(one.on, one.on)} by {seat_text(one.by)}: before, it would be {VERDICT_WORDS[one.without]}"
    )


def change_words(change: BarChange, metric: Metric | None, day: date) -> str:
    """One recorded change: its day, values, who and why."""
    values = values_words(change.from_, change.to, metric)
    return f"{day_text(change.on, day)}, {seat_text(change.by)}: {values}. {change.why}"


def lowered_bar(change: BarChange, metric: Metric | None, day: date) -> str:
    """A recorded change with the field it moved: `Limited release, grounded answers, line to pass, lowered on …`."""
    who = f"lowered on {day_text(change.on, day)} by {seat_text(change.by)}"
    return f"{place_words(change.what)}, {who}: {values_words(change.from_, change.to, metric)}. {change.why}"


def lowered_since(changes: Sequence[BarChange], metrics: Mapping[str, Metric], day: date) -> list[str]:
    """The bars lowered since the day everything is compared with, a sentence each; `metrics` are what they hold."""
    said = [lowered_bar(change, metrics.get(change.what), day) for change in changes[:MOST_LISTED]]
    more = len(changes) - MOST_LISTED
    return [*said, f"{plural(more, 'earlier change')}."] if more > 0 else said


def lowered_in_short(changes: Sequence[BarChange], since: date, day: date) -> str:
    """The bars lowered since a day, by name alone."""
    return f"{LOWERED_SINCE} {day_text(since, day)}: {named(changes)}"


def named(changes: Sequence[BarChange]) -> str:
    """The bars alone, each once, where there is little room."""
    places = list(dict.fromkeys(place_words(change.what) for change in changes))
    rest = len(places) - 2
    return "; ".join([*places[:2], f"{rest} more"] if rest > 0 else places)


def place_words(what: str) -> str:
    """An address as people read it: `Limited release, grounded answers, line to pass`."""
    _, *parts = what.split(".")
    return _place_words(parts) or what


def _place_words(parts: Sequence[str]) -> str:
    named = (_FIELDS.get(part) or part.replace("-", " ").replace("_", " ") for part in parts if part not in _LISTS)
    return sentence_case(", ".join(named))


def values_words(before: str, after: str, metric: Metric | None) -> str:
    """What a bar was and is, in the unit of the metric it holds: `<= 4% → <= 5%`."""
    return from_to(*(_in_unit(value, metric) for value in (before, after)))


def _in_unit(value: str, metric: Metric | None) -> str:
    """A line to reach as people read it; whatever else a field holds is as it is written."""
    if metric is None or not value:
        return value
    try:
        return rule_words(parse_expression(json.loads(value) if value[0] in "[{" else value), metric)
    except ValueError:
        return value


def bar_label(gate: str) -> str:
    """What the table is called for those who do not see it."""
    return f"How the bar of {gate} moved"


def commit_words(commit: str) -> str:
    """The commit of a step."""
    return commit or NOT_COMMITTED


def field_words(move: BarMove) -> str:
    """The field within its gate: `Grounded answers, line to pass`."""
    return _place_words(move.what.split(".")[2:]) or "The gate itself"


def why_words(record: BarChange | None, subject: str) -> str:
    """The reason on record, else what the commit says of itself."""
    return record.why if record is not None else sentence_case(subject) or NOT_COMMITTED


def by_words(record: BarChange | None, effect: Effect) -> str:
    """Who decided a weaker bar."""
    return seat_text(record.by) if record is not None else NO_RECORD if effect is Effect.WEAKER else ""


def gaps(missing: str, unread: Sequence[str], older: int) -> list[str]:
    """What git does not tell of a bar, a sentence each."""
    said = [f"{sentence_case(missing)}."] if missing else []
    if unread:
        said.append(f"This version cannot read the definitions of {join_words(unread)}.")
    if older:
        said.append(f"{plural(older, 'older revision')} not looked at.")
    return said
