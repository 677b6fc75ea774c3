"""How a risk was last assessed, and whether that meets the bar: settled, in date, not contradicted by its numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.concerns.risks import wording
from playbook.concerns.risks.indicators import Alarm, read_indicators
from playbook.model.dated import last_of, when
from playbook.model.risks import RiskAssessment, RiskState
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome
from playbook.wording import day_text


def latest_assessment(
    assessments: Iterable[RiskAssessment], risk: str, product: str | None, day: date
) -> RiskAssessment | None:
    """What was last said by the day: a word about the organization counts for a product, unless the product's own
    last word is that it is open. Of two of one moment the product's own counts."""
    found = [
        record
        for record in assessments
        if record.risk == risk and record.on <= day and record.product in (None, product)
    ]
    if not found:
        return None
    own = [record for record in found if product is not None and record.product == product]
    if own and (last_own := last_of(own)).state is RiskState.OPEN:
        return last_own  # what is open for the product is not treated by a word about the organization
    return last_of(found, lambda record: (when(record), record.product is not None))


@dataclass(frozen=True, slots=True)
class Assessed:
    """How the last assessment of a risk stands: what is said of it, who acts and how; `contradiction` is the reading of
    an indicator that says otherwise."""

    outcome: Outcome
    said: wording.Said
    who: str
    action: str = ""
    contradiction: str = ""


def judge_risk(questions: Questions, risk_id: str, product: str | None) -> Judgement:
    """The bar for a risk: treated, closed or accepted, by an assessment that is in date."""
    risk = next((risk for risk in questions.playbook.definitions.risks.risks if risk.id == risk_id), None)
    name, stands = risk.title if risk else risk_id, assessed(questions, risk_id, product)
    return Judgement(stands.outcome, wording.of_risk(name, stands.said), stands.who, stands.action)


def assessed(questions: Questions, risk_id: str, product: str | None) -> Assessed:
    """What is said to be treated or closed does not hold while an indicator of the risk is raised; what is accepted
    holds, for it says that it may."""
    risk = next((risk for risk in questions.playbook.definitions.risks.risks if risk.id == risk_id), None)
    name = risk.title if risk else risk_id
    owner = questions.playbook.seat_for(risk.owner, product) if risk else ""
    latest = latest_assessment(questions.playbook.records.risks.assessments, risk_id, product, questions.day)
    if latest is None:
        return Assessed(Outcome.NO_DATA, wording.NEVER_ASSESSED, owner, wording.assess(name))
    day, on, action = questions.day, day_text(latest.on, questions.day), wording.treat(name)
    if latest.state is RiskState.OPEN:
        return Assessed(Outcome.NOT_MET, wording.open_since(on), owner or latest.by, action)
    if risk is not None and latest.on + timedelta(days=risk.valid_days) < day:
        return Assessed(Outcome.NOT_MET, wording.assessed_too_long_ago(on), owner, wording.assess_again(name))
    if latest.accepted_until is not None and latest.accepted_until < day:
        until = day_text(latest.accepted_until, day)
        return Assessed(Outcome.NOT_MET, wording.accepted_only_until(until), owner or latest.by, action)
    if risk is not None and latest.state is not RiskState.ACCEPTED:
        readings = read_indicators(questions, risk.indicators, product)
        contradiction = next((reading.reason for reading in readings if reading.alarm is Alarm.RAISED), None)
        if contradiction is not None:
            said = wording.contradicted(latest.state, on, contradiction)
            answer = wording.answer_the_numbers(name)
            return Assessed(Outcome.NOT_MET, said, owner or latest.by, answer, contradiction)
    until = "" if latest.accepted_until is None else day_text(latest.accepted_until, day)
    return Assessed(Outcome.MET, wording.settled(latest.state, on, latest.by, until), owner)
