"""Gates whose verdict is another than it was on an earlier day, as known then."""

from dataclasses import dataclass
from datetime import date

from playbook.readiness.assessment import Assessment
from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict


@dataclass(frozen=True, slots=True)
class TurnedGate:
    """A gate as it stands, and what it said before."""

    gate: GateStatus
    before: Verdict


@dataclass(frozen=True, slots=True)
class VerdictsThen:
    """The question for every verdict of an earlier day, by product and gate; equal questions have equal answers."""

    day: date

    def __call__(self, questions: Inquiry) -> dict[tuple[str, str], Verdict]:
        """The verdicts, without the ways to better ones; nothing from before the charter's start."""
        start = questions.playbook.records.charter.start
        if start is None or self.day < start:
            return {}
        then = Inquiry(questions.playbook, questions.measurements, self.day, questions.basis, explains=False)
        return {
            (product.id, gate): then.gate(gate, product.id).verdict
            for product in then.playbook.products.values()
            if product.exists_on(self.day)
            for gate in then.playbook.gates
        }


def turned_gates(assessment: Assessment, then: dict[tuple[str, str], Verdict]) -> tuple[TurnedGate, ...]:
    """Gates that say something else now, those that are not due soon left out."""
    return tuple(
        TurnedGate(gate, then[gate.product, gate.gate])
        for gate in assessment.gates
        if not gate.quiet and then.get((gate.product, gate.gate), gate.verdict) is not gate.verdict
    )
