"""Risks of the register that are not held, wherever they came from; the highest first."""

from dataclasses import dataclass

from playbook.concerns.risks.register import RiskStatus, risk_register
from playbook.model.risks import Band
from playbook.results.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import Worded


@dataclass(frozen=True, slots=True)
class OpenRisk(Worded):
    """A risk without its antidote in place; `product` None is the organization, `level` None where nobody rated it."""

    risk: str
    name: str
    product: str | None
    product_name: str
    level: int | None
    band: Band | None
    outcome: Outcome
    reason: str
    who: str
    antidote: str


def open_risks(questions: Questions) -> tuple[OpenRisk, ...]:
    """Risks that are not settled on the day, in the order of the register: the highest level first, then what its own
    numbers raise."""
    if questions.playbook.records.charter.start is None:
        return ()
    return tuple(
        OpenRisk(
            risk=risk.risk,
            name=risk.name,
            product=risk.product,
            product_name=risk.product_name,
            level=risk.level,
            band=risk.band,
            outcome=_outcome(questions, risk),
            reason=risk.reasons[0],
            who=risk.owner or risk.assessed_by,
            antidote=risk.antidote,
        )
        for risk in risk_register(questions).risks
        if not risk.settled
    )


def _outcome(questions: Questions, risk: RiskStatus) -> Outcome:
    return Outcome.NOT_MET if risk.derived else questions.risk(risk.risk, risk.product).outcome
