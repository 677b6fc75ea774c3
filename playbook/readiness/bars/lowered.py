"""Gates whose verdict stands on a bar that was lowered: what the verdict would be had the bar stayed where it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.definition import Metric
from playbook.model.corrections.bar_changes import BarChange
from playbook.model.dated import when
from playbook.model.playbook import Definitions, Playbook
from playbook.readiness.bars.edit import Edit, NotSet, with_edits
from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict

BEFORE_ITS_VERDICT = timedelta(days=14)
"""A bar that was lowered so shortly before it turned a verdict is said beside that verdict."""


@dataclass(frozen=True, slots=True)
class LoweredBar:
    """A verdict that is better by the recorded changes alone, and came at most 14 days after one of them. `on`, `by`
    and `why` are those of the latest of them, `what` are the addresses of all; `without` is the verdict with the bar
    where it was."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    verdict: Verdict
    without: Verdict
    what: tuple[str, ...]
    on: date
    by: str
    why: str


def lowered_bars(questions: Inquiry, gates: Sequence[GateStatus]) -> tuple[LoweredBar, ...]:
    """Verdicts of the day that a recorded change of a bar turned, as long as they stand."""
    recorded = questions.playbook.records.bar_changes.changes
    changes = sorted((change for change in recorded if change.on <= questions.day), key=when)
    if not changes:
        return ()
    each = [(change,) for change in changes]
    suspected = [*each, tuple(changes)] if len(changes) > 1 else each
    found: dict[tuple[str, str], LoweredBar] = {}
    lowered = questions.under(questions.playbook.definitions)
    for together in suspected:
        definitions = _undone(questions.playbook.definitions, together)
        if definitions is None:
            continue
        before = questions.under(definitions)
        for gate in gates:
            key = (gate.product, gate.gate)
            if key in found or gate.gate not in before.playbook.gates:
                continue
            without = before.gate(gate.gate, gate.product).verdict
            if without.rank < gate.verdict.rank and _came_soon(gate, together, lowered, before):
                found[key] = _lowered(gate, without, together)
    return tuple(found.values())


def _came_soon(gate: GateStatus, changes: Sequence[BarChange], lowered: Inquiry, before: Inquiry) -> bool:
    """Whether the changes turned the verdict within 14 days after one of them, and it never fell back since. Between
    those days and today the last days of weeks are looked at."""
    today, product = lowered.day, lowered.playbook.products[gate.product]
    if any(today <= change.on + BEFORE_ITS_VERDICT for change in changes):
        return True
    shortly_after = sorted({day for change in changes for day in _days(change.on) if product.exists_on(day)})
    for day in shortly_after:
        now, then = (inquiry.at(day).gate(gate.gate, gate.product).verdict for inquiry in (lowered, before))
        if then.rank < now.rank:
            return all(
                lowered.at(end).gate(gate.gate, gate.product).verdict.rank >= now.rank
                for end in _week_ends(day, today, lowered)
            )
    return False


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=more) for more in range(BEFORE_ITS_VERDICT.days + 1))


def _week_ends(after: date, today: date, questions: Inquiry) -> Iterator[date]:
    end = questions.playbook.calendar.end_of(after)
    while end < today:
        yield end
        end += timedelta(days=7)


def changes_of(gate: str, changes: Sequence[BarChange], day: date) -> tuple[BarChange, ...]:
    """The recorded changes of a gate's own bar by the day, the latest first."""
    own = [change for change in changes if change.what.startswith(f"gates.{gate}.") and change.on <= day]
    return tuple(sorted(own, key=when, reverse=True))


def changes_since(changes: Sequence[BarChange], since: date, day: date) -> tuple[BarChange, ...]:
    """The changes recorded after one day, up to another, the latest first."""
    return tuple(sorted((change for change in changes if since < change.on <= day), key=when, reverse=True))


def metrics_of_bars(changes: Sequence[BarChange], playbook: Playbook) -> dict[str, Metric]:
    """By the address of each bar the metric that it holds, of those that hold one."""
    found = ((change.what, metric_of_bar(change.what, playbook)) for change in changes)
    return {what: metric for what, metric in found if metric is not None}


def metric_of_bar(what: str, playbook: Playbook) -> Metric | None:
    """The metric of the criterion that an address of a bar leads into; None where there is none."""
    match what.split("."):
        case ["gates", gate, "criteria", name, *_] if gate in playbook.gates:
            criteria = playbook.gates[gate].criteria
            return next((playbook.metrics.get(one.metric or "") for one in criteria if one.id == name), None)
    return None


def _lowered(gate: GateStatus, without: Verdict, changes: Sequence[BarChange]) -> LoweredBar:
    last = changes[-1]
    return LoweredBar(
        gate.product,
        gate.product_name,
        gate.gate,
        gate.gate_name,
        gate.verdict,
        without,
        tuple(dict.fromkeys(change.what for change in changes)),
        last.on,
        last.by,
        last.why,
    )


def _undone(definitions: Definitions, changes: Sequence[BarChange]) -> Definitions | None:
    """The definitions with these changes taken back, the latest first; None where none of them can be: what was taken
    out whole is no longer known."""
    back = definitions
    for change in reversed(changes):
        try:
            back = with_edits(back, [Edit(change.what, change.from_)])
        except NotSet:
            continue
    return None if back == definitions else back
