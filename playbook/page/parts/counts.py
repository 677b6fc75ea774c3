"""How much of each entry of the navigation needs attention."""

from playbook.concerns.control.attention import sorted_by_attention
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.north_star.views import of_product
from playbook.concerns.risks.register import risk_register
from playbook.model.risks import Band
from playbook.page.parts import wording
from playbook.page.parts.context import ScreenContext
from playbook.readiness.due import by_seat as due


def counts_of(context: ScreenContext) -> dict[str, int]:
    """Late items, blocked gates that are due soon, metrics that need attention, high risks that are open, problems in
    files: each as the title of its page counts it."""
    assessment = context.assessment
    seats = due.of_product(context.workspace.ask(due.due_by_seat, context.as_of, context.basis), context.product)
    risks = context.workspace.ask(risk_register, context.as_of, context.basis).of(context.product).risks
    whole = context.workspace.assess(context.as_of, context.basis)
    metrics, _ = of_product(tuple(context.playbook.metrics.values()), whole.metrics, context.product)
    controls = context.workspace.ask(metric_controls, context.as_of, context.basis)
    return {
        wording.DECISIONS: sum(seat.late for seat in seats),
        wording.GATES: sum(not gate.quiet and not gate.verdict.holds for gate in assessment.gates),
        wording.METRICS: len(sorted_by_attention(metrics, controls).attention),
        wording.RISK: sum(risk.is_live and risk.band is Band.HIGH and not risk.settled for risk in risks),
        wording.DATA: len(context.state.errors),
    }
