"""What a change of definitions does to verdicts, readiness and debts: two assessments on the same facts and day."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from playbook.json_values import Score
from playbook.readiness.assessment import Assessment
from playbook.readiness.due.items import SeatDue
from playbook.readiness.preview.results import Turn, WouldChange
from playbook.readiness.preview.what_would_change import what_would_change
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict


@dataclass(frozen=True, slots=True)
class GateStep:
    """A gate whose verdict or score is another one; None where it is not asked on that side. Scores run 0..100."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    before: Annotated[Verdict | None, Field(serialization_alias="from")]
    after: Annotated[Verdict | None, Field(serialization_alias="to")]
    score_before: Score | None
    score_after: Score | None


@dataclass(frozen=True, slots=True)
class Impact:
    """What turns, by one cause alone. `debts` counts what is owed within the charter's notice."""

    gates: tuple[GateStep, ...]
    changes: WouldChange
    debts: Turn

    @property
    def moves_something(self) -> bool:
        """Whether anybody would see a difference."""
        change = self.changes
        other = change.outcomes or change.turns or self.debts.before != self.debts.after
        return bool(self.gates or other or abs(change.score_after - change.score_before) >= 0.05)


def impact_of(
    before: Assessment, after: Assessment, due_before: tuple[SeatDue, ...], due_after: tuple[SeatDue, ...]
) -> Impact:
    """Compares two assessments of one day."""
    debts = Turn(*(float(sum(len(seat.items) for seat in due)) for due in (due_before, due_after)))
    return Impact(tuple(_steps(before, after)), what_would_change(before, after), debts)


def _steps(before: Assessment, after: Assessment) -> list[GateStep]:
    """Gates that stand otherwise, in the order of the newer ones; those that are gone come last."""
    earlier, later = ({(gate.product, gate.gate): gate for gate in one.gates} for one in (before, after))
    pairs = [(earlier.get(key), later.get(key)) for key in dict.fromkeys((*later, *earlier))]
    return [_step(was, now) for was, now in pairs if _stands_otherwise(was, now)]


def _stands_otherwise(was: GateStatus | None, now: GateStatus | None) -> bool:
    if was is None or now is None:
        return True
    moved = abs((now.score or 0.0) - (was.score or 0.0)) >= 0.05 or (now.score is None) != (was.score is None)
    return moved or now.verdict is not was.verdict


def _step(was: GateStatus | None, now: GateStatus | None) -> GateStep:
    named = now or was
    assert named is not None
    return GateStep(
        product=named.product,
        product_name=named.product_name,
        gate=named.gate,
        gate_name=named.gate_name,
        before=None if was is None else was.verdict,
        after=None if now is None else now.verdict,
        score_before=None if was is None else was.score,
        score_after=None if now is None else now.score,
    )
