"""Words of the badge that shows a gate's verdict."""

from playbook.results.gates import GateStatus
from playbook.wording import VERDICT_WORDS

NOT_DUE = "not due"
UNKNOWN = {
    "broken": ("launch gate", "unknown", "Unknown: the playbook's definitions or records are broken"),
    "out_of_reach": ("launch gate", "unknown", "Unknown: the measurements cannot be read at the moment"),
    "no_product": ("launch gate", "unknown product", "There is no product {name}"),
    "no_gate": ("launch gate", "unknown gate", "There is no launch gate {name}"),
}
"""Left, right, and the sentence, by why nothing is known."""


def word(gate: GateStatus) -> str:
    """The verdict, or that the gate is not due soon."""
    return NOT_DUE if gate.quiet else VERDICT_WORDS[gate.verdict]


def title(gate: GateStatus, said: str) -> str:
    """The badge in a sentence."""
    return f"{gate.gate_name} of {gate.product_name}: {said}"
