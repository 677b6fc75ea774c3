"""What a change of definitions does to verdicts, readiness and debts: two assessments on the same facts and day."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from playbook.json_values import Score
from playbook.readiness.assessment import Assessment
from playbook.readiness.due.items import SeatDue
from playbook.readiness.preview.results import Turn, WouldChange
from playbook.readiness.preview.what_would_change import what_would_change
from playbook.verdict import Verdict


@dataclass(frozen=True, slots=True)
class GateStep:
    """A gate whose verdict or score is another one; scores run 0..100."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    before: Annotated[Verdict, Field(serialization_alias="from")]
    after: Annotated[Verdict, Field(serialization_alias="to")]
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
    earlier = {(gate.product, gate.gate): gate for gate in before.gates}
    steps = []
    for gate in after.gates:
        was = earlier.get((gate.product, gate.gate))
        if was is None:
            continue
        moved = abs((gate.score or 0.0) - (was.score or 0.0)) >= 0.05 or (gate.score is None) != (was.score is None)
        if moved or gate.verdict is not was.verdict:
            steps.append(
                GateStep(
                    gate.product,
                    gate.product_name,
                    gate.gate,
                    gate.gate_name,
                    was.verdict,
                    gate.verdict,
                    was.score,
                    gate.score,
                )
            )
    return steps
