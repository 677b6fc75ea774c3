"""Risks of the register that are not held: open, never assessed, or assessed too long ago; the gravest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model.evidence import Scope
from playbook.model.products import STAGE_ORDER
from playbook.results.questions import Questions
from playbook.verdict import Outcome

_GRAVEST_FIRST = (Outcome.NOT_MET, Outcome.STALE, Outcome.NO_DATA)


@dataclass(frozen=True, slots=True)
class OpenRisk:
    """A risk without its antidote in place; `product` None is the organization."""

    risk: str
    name: str
    product: str | None
    product_name: str
    outcome: Outcome
    reason: str
    who: str
    antidote: str


def open_risks(questions: Questions) -> tuple[OpenRisk, ...]:
    """Risks that are not met on the day: what was found open before what nobody has looked at, products that have come
    far before those that have not."""
    if questions.playbook.records.charter.start is None:
        return ()
    found = sorted(_open(questions), key=lambda entry: (_GRAVEST_FIRST.index(entry[1].outcome), -entry[0]))
    return tuple(risk for _, risk in found)


def _open(questions: Questions) -> Iterator[tuple[int, OpenRisk]]:
    products = [product for product in questions.playbook.products.values() if product.exists_on(questions.day)]
    for risk in questions.playbook.definitions.risks.risks:
        for product in products if risk.scope is Scope.PRODUCT else [None]:
            judged = questions.risk(risk.id, None if product is None else product.id)
            if judged.outcome is Outcome.MET:
                continue
            outcome = judged.outcome if judged.outcome in _GRAVEST_FIRST else Outcome.NOT_MET
            stage = product.stage_on(questions.day) if product is not None else None
            yield (
                len(STAGE_ORDER) if product is None else -1 if stage is None else STAGE_ORDER.index(stage),
                OpenRisk(
                    risk=risk.id,
                    name=risk.title,
                    product=None if product is None else product.id,
                    product_name="" if product is None else product.title,
                    outcome=outcome,
                    reason=judged.reason,
                    who=judged.who,
                    antidote=risk.antidote,
                ),
            )
