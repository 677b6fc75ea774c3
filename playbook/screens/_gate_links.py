"""From a criterion to the screen where its reason stands."""

from playbook import wording_gates as wording
from playbook.criterion_status import CriterionStatus
from playbook.gate_status import GateStatus
from playbook.screens._context import ScreenContext
from playbook.screens._links import Screen, link_to


def link_to_reason(line: CriterionStatus, gate: GateStatus, context: ScreenContext) -> None:
    """A link where another screen says more; sign-offs and evidence are told on the gate's own page."""
    definition = next((known for known in context.playbook.gates[gate.gate].criteria if known.id == line.id), None)
    if line.metric is not None:
        link_to(Screen.NORTH_STAR, wording.SEE_METRIC, subject=line.metric, product=gate.product)
    elif line.kind == "gate":
        other = definition.gate if definition is not None else line.id.removeprefix("after-")
        link_to(Screen.GATES, wording.SEE_GATE, subject=f"{gate.product}/{other}", product=gate.product)
    elif line.kind == "experiments":
        link_to(Screen.EXPERIMENTS, wording.SEE_EXPERIMENTS, product=gate.product)
    elif definition is not None and definition.risk is not None:
        link_to(Screen.RISKS, wording.SEE_RISK, subject=f"{definition.risk}/{gate.product}", product=gate.product)
    elif line.kind == "vendors":
        link_to(Screen.VENDORS, wording.SEE_VENDORS, product=gate.product)
    elif line.kind == "incidents":
        link_to(Screen.RISKS, wording.SEE_INCIDENTS, product=gate.product)
    elif definition is not None and definition.deliverable is not None:
        link_to(Screen.CHARTER, wording.SEE_DELIVERABLE, subject=definition.deliverable)
    elif definition is not None and definition.stack is not None:
        link_to(Screen.STACK, wording.SEE_LAYER, subject=definition.stack)
