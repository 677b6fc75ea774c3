"""How a risk was last assessed, and whether that meets the bar: settled, in date, not contradicted by its numbers."""

from collections.abc import Iterable
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


def judge_risk(questions: Questions, risk_id: str, product: str | None) -> Judgement:
    """The bar for a risk: treated, closed or accepted, by an assessment that is in date. What is said to be treated or
    closed does not hold while an indicator of the risk is raised; what is accepted holds, for it says that it may."""
    risk = next((risk for risk in questions.playbook.definitions.risks.risks if risk.id == risk_id), None)
    name = risk.title if risk else risk_id
    owner = questions.playbook.seat_for(risk.owner, product) if risk else ""
    latest = latest_assessment(questions.playbook.records.risks.assessments, risk_id, product, questions.day)
    if latest is None:
        return Judgement(Outcome.NO_DATA, wording.never_assessed(name), owner, wording.assess(name))
    day, on, action = questions.day, day_text(latest.on, questions.day), wording.treat(name)
    if latest.state is RiskState.OPEN:
        return Judgement(Outcome.NOT_MET, wording.open_since(name, on), owner or latest.by, action)
    if risk is not None and latest.on + timedelta(days=risk.valid_days) < day:
        return Judgement(Outcome.NOT_MET, wording.assessed_too_long_ago(name, on), owner, wording.assess_again(name))
    if latest.accepted_until is not None and latest.accepted_until < day:
        until = day_text(latest.accepted_until, day)
        return Judgement(Outcome.NOT_MET, wording.accepted_only_until(name, until), owner or latest.by, action)
    if risk is not None and latest.state is not RiskState.ACCEPTED:
        readings = read_indicators(questions, risk.indicators, product)
        raised = next((reading for reading in readings if reading.alarm is Alarm.RAISED), None)
        if raised is not None:
            reason = wording.contradicted(name, latest.state, on, raised.reason)
            return Judgement(Outcome.NOT_MET, reason, owner or latest.by, wording.answer_the_numbers(name))
    return Judgement(Outcome.MET, wording.settled(name, latest.state, on, latest.by), owner)
