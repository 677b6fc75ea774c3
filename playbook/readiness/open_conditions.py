"""What decisions to release or to hold still depend on."""

from dataclasses import dataclass
from datetime import date

from playbook.model.dated import when
from playbook.model.gates import Ruling
from playbook.model.reviews.follow_ups import promise
from playbook.results.questions import Questions


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A condition of a release decision that is not done; `late_days` above 0 where its due day passed."""

    product: str
    gate: str
    what: str
    owner: str
    due: date
    late_days: int
    product_name: str
    gate_name: str


def open_conditions_of(questions: Questions) -> tuple[OpenCondition, ...]:
    """Conditions of decisions to release or to hold that were not done by the day, the earliest due first. A later
    decision to stop at the same gate ends them; one that repeats a condition says from then on who owes it and when."""
    day = questions.day
    products, gates = questions.playbook.products, questions.playbook.gates
    taken = sorted(questions.playbook.decided(day), key=when)
    stopped = {(one.product, one.gate): one.on for one in taken if one.decided is Ruling.STOP}
    found = {
        (decision.gate, promise(condition.what, decision.product)): OpenCondition(
            decision.product,
            decision.gate,
            condition.what,
            condition.owner,
            condition.due,
            max(0, (day - condition.due).days),
            products[decision.product].title if decision.product in products else decision.product,
            gates[decision.gate].title if decision.gate in gates else decision.gate,
        )
        for decision in taken
        if stopped.get((decision.product, decision.gate), date.min) < decision.on
        for condition in decision.conditions
        if condition.done is None or condition.done > day
    }
    return tuple(sorted(found.values(), key=lambda condition: condition.due))
