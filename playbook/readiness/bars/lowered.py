"""Gates whose verdict stands on a bar that was lowered: what the verdict would be had the bar stayed where it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from playbook.model.bar_changes import BarChange
from playbook.model.dated import when
from playbook.model.playbook import Definitions
from playbook.readiness.bars.edit import Edit, NotSet, with_edits
from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict


@dataclass(frozen=True, slots=True)
class LoweredBar:
    """A verdict that is better by the recorded changes alone. `on`, `by` and `why` are those of the latest of them,
    `what` are the addresses of all; `without` is the verdict with the bar where it was."""

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
            if without.rank < gate.verdict.rank:
                found[key] = _lowered(gate, without, together)
    return tuple(found.values())


def changes_of(gate: str, changes: Sequence[BarChange], day: date) -> tuple[BarChange, ...]:
    """The recorded changes of a gate's own bar by the day, the latest first."""
    own = [change for change in changes if change.what.startswith(f"gates.{gate}.") and change.on <= day]
    return tuple(sorted(own, key=when, reverse=True))


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
