"""How much of each entry of the navigation needs attention."""

from playbook.concerns.risks.register import risk_register
from playbook.model.risks import Band
from playbook.page.parts import wording
from playbook.page.parts.context import ScreenContext
from playbook.readiness.due.by_seat import due_by_seat
from playbook.verdict import Outcome

_OFF = (Outcome.NOT_MET, Outcome.WARNING)


def counts_of(context: ScreenContext) -> dict[str, int]:
    """Late items, blocked gates that are due soon, metrics off plan, high risks that are open, problems in files."""
    assessment = context.assessment
    seats = context.workspace.ask(due_by_seat, context.as_of, context.basis)
    risks = context.workspace.ask(risk_register, context.as_of, context.basis).of(context.product).risks
    items = [item for seat in seats for item in seat.items if context.product in (None, item.product)]
    return {
        wording.DECISIONS: sum(item.late_days > 0 for item in items),
        wording.GATES: sum(not gate.quiet and not gate.verdict.holds for gate in assessment.gates),
        wording.METRICS: sum(status.outcome in _OFF for status in assessment.metrics),
        wording.RISK: sum(risk.is_live and risk.band is Band.HIGH and not risk.settled for risk in risks),
        wording.DATA: len(context.state.errors),
    }
