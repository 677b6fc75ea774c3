"""How each risk stands on a day: rated, raised by its numbers, treated or not, due for review, antidote in place."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, computed_field

from playbook.concerns.risks import wording
from playbook.concerns.risks.incidents import IncidentsStatus, incidents_status
from playbook.concerns.risks.indicators import Alarm, IndicatorReading, read_indicators
from playbook.concerns.risks.status import assessed, latest_assessment
from playbook.concerns.vendors import wording as wording_governance
from playbook.concerns.vendors.status import vendors_status
from playbook.json_values import OrNull
from playbook.model.dated import when
from playbook.model.evidence import Scope
from playbook.model.risks import HIGHEST, Band, Risk, RiskState
from playbook.results.questions import Questions
from playbook.verdict import Outcome


@dataclass(frozen=True, slots=True)
class AntidoteStatus:
    """A deliverable or gate that holds the antidote, and whether it does."""

    id: str
    kind: str
    name: str
    holds: bool
    claimed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RiskStatus:
    """One risk for one product (None: the organization) on the day.

    `rated_likelihood` and `rated_impact` are what people last said, 1 to 5; `likelihood` has what indicators add;
    `level` is their product, None where nobody has rated it. `state` is None where it was never assessed; `settled`
    is True where it is treated, accepted or closed in date and no indicator says otherwise."""

    risk: Annotated[str, Field(serialization_alias="id")]
    product: str | None
    product_name: str
    name: str
    description: str
    listed: tuple[str, ...]
    owner: str
    antidote: str
    state: RiskState | None
    assessed_on: date | None
    assessed_by: OrNull
    note: str
    link: OrNull
    rated_likelihood: int | None
    likelihood: int | None
    impact: int | None
    level: int | None
    band: Band | None
    indicators: tuple[IndicatorReading, ...]
    antidotes: Annotated[tuple[AntidoteStatus, ...], Field(serialization_alias="tied_to")]
    review_due: date | None
    review_late_days: int
    accepted_until: date | None
    settled: bool
    stands: str
    reasons: tuple[str, ...]
    derived: bool = False

    @property
    def key(self) -> str:
        """Its name in an address: the risk, and after a slash the product."""
        return f"{self.risk}/{self.product}" if self.product else self.risk

    @property
    def raised(self) -> tuple[IndicatorReading, ...]:
        """Indicators that raise it now."""
        return tuple(reading for reading in self.indicators if reading.alarm is Alarm.RAISED)

    @computed_field(alias="raised")
    @property
    def is_raised(self) -> bool:
        """Whether any indicator raises it now."""
        return bool(self.raised)

    @property
    def silent(self) -> tuple[IndicatorReading, ...]:
        """Indicators nobody can read now."""
        return tuple(reading for reading in self.indicators if reading.alarm is Alarm.SILENT)

    @property
    def is_live(self) -> bool:
        """False where it is closed and nothing speaks against that."""
        return self.state is not RiskState.CLOSED or not self.settled

    @property
    def presses(self) -> bool:
        """Whether leadership should see it without asking: live, and high, raised by its numbers or overdue."""
        return self.is_live and (self.band is Band.HIGH or bool(self.raised) or self.review_late_days > 0)


@dataclass(frozen=True, slots=True)
class RiskRegister:
    """Every risk, the highest first, and the incidents."""

    risks: tuple[RiskStatus, ...] = ()
    incidents: IncidentsStatus = field(default_factory=IncidentsStatus)

    def of(self, product: str | None) -> "RiskRegister":
        """What concerns one product: its own and the organization's; everything where none is named."""
        if product is None:
            return self
        risks = tuple(risk for risk in self.risks if risk.product in (None, product))
        incidents = tuple(one for one in self.incidents.incidents if one.product in (None, product))
        return RiskRegister(risks, replace(self.incidents, incidents=incidents))

    def about(self, risk: str | None) -> "RiskRegister":
        """One risk and the incidents in which it came true; everything where none is named."""
        if risk is None:
            return self
        risks = tuple(one for one in self.risks if one.risk == risk)
        incidents = tuple(one for one in self.incidents.incidents if risk in one.risks)
        return RiskRegister(risks, replace(self.incidents, incidents=incidents))


def risk_register(questions: Questions) -> RiskRegister:
    """The whole register on the day."""
    return questions.once(risk_register, lambda: _register(questions))


def _register(questions: Questions) -> RiskRegister:
    statuses = [
        _status(questions, risk, product)
        for risk in questions.playbook.definitions.risks.risks
        for product in _whose(questions, risk)
    ]
    statuses += _retirements(questions)
    statuses.sort(key=lambda status: (not status.is_live, -(status.level or 0), not status.raised))
    return RiskRegister(tuple(statuses), incidents_status(questions))


def _whose(questions: Questions, risk: Risk) -> tuple[str | None, ...]:
    """Products that each need their own assessment on the day; the organization where there is none."""
    if risk.scope is Scope.ORGANIZATION:
        return (None,)
    products = questions.playbook.products.values()
    return tuple(product.id for product in products if product.exists_on(questions.day)) or (None,)


def _rated(questions: Questions, risk: Risk, product: str | None) -> tuple[int | None, int | None]:
    """Likelihood and impact: each from the last assessment that says it, else from the definition."""
    said = sorted(
        (
            record
            for record in questions.playbook.records.risks.assessments
            if record.risk == risk.id and record.on <= questions.day and record.product in (None, product)
        ),
        key=lambda record: (when(record), record.product is not None),
    )
    likelihood = next((record.likelihood for record in reversed(said) if record.likelihood), risk.likelihood)
    impact = next((record.impact for record in reversed(said) if record.impact), risk.impact)
    return likelihood, impact


def _status(questions: Questions, risk: Risk, product: str | None) -> RiskStatus:
    day, levels = questions.day, questions.playbook.definitions.risks.levels
    latest = latest_assessment(questions.playbook.records.risks.assessments, risk.id, product, day)
    indicators = read_indicators(questions, risk.indicators, product)
    raised = [reading for reading in indicators if reading.alarm is Alarm.RAISED]
    rated, impact = _rated(questions, risk, product)
    likelihood = None if rated is None else min(rated + (levels.raised_by if raised else 0), HIGHEST)
    level = None if likelihood is None or impact is None else likelihood * impact
    review_due = None if latest is None else latest.next_review or latest.on + timedelta(days=risk.valid_days)
    if latest is not None and latest.accepted_until is not None and review_due is not None:
        review_due = min(review_due, latest.accepted_until)
    stands = assessed(questions, risk.id, product)
    settled = stands.outcome is Outcome.MET
    others = [reading.reason for reading in raised if reading.reason != stands.contradiction]
    reasons = [wording.of_risk(risk.title, stands.said), *([wording.raised_by(others)] if others else [])]
    silent = sum(reading.alarm is Alarm.SILENT for reading in indicators)
    if silent:
        reasons.append(wording.silent_indicators(silent, len(indicators)))
    antidotes = tuple(_antidote(questions, name, product) for name in risk.tied_to)
    if settled and (missing := [one.name for one in antidotes if not one.holds]):
        reasons.append(wording.antidote_missing(missing))
    known = questions.playbook.products.get(product or "")
    return RiskStatus(
        risk=risk.id,
        product=product,
        product_name=known.title if known else "",
        name=risk.title,
        description=risk.description,
        listed=tuple(listing.words for listing in risk.listed),
        owner=questions.playbook.seat_for(risk.owner, product),
        antidote=risk.antidote,
        state=latest.state if latest else None,
        assessed_on=latest.on if latest else None,
        assessed_by=latest.by if latest else "",
        note=latest.note if latest else "",
        link=latest.link if latest else "",
        rated_likelihood=rated,
        likelihood=likelihood,
        impact=impact,
        level=level,
        band=None if level is None else levels.band(level),
        indicators=indicators,
        antidotes=antidotes,
        review_due=review_due,
        review_late_days=max((day - review_due).days, 0) if review_due else 0,
        accepted_until=latest.accepted_until if latest else None,
        settled=settled,
        stands=stands.said.words,
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _antidote(questions: Questions, name: str, product: str | None) -> AntidoteStatus:
    """Whether what holds the antidote is in place: a deliverable proven, a gate passed by the product or by any."""
    playbook = questions.playbook
    if name in playbook.deliverables:
        deliverable = questions.deliverable(name)
        reason = wording.proven_words(
            proven=deliverable.proven, claimed=deliverable.claimed, reasons=deliverable.reasons
        )
        return AntidoteStatus(name, "deliverable", deliverable.name, deliverable.proven, deliverable.claimed, reason)
    gate = playbook.gates[name]
    names = [product] if product else [one.id for one in playbook.products.values() if one.exists_on(questions.day)]
    passed = [playbook.products[one].title for one in names if questions.gate(name, one).verdict.holds]
    return AntidoteStatus(name, "gate", gate.title, bool(passed), False, wording.gate_words(passed, names))


def _retirements(questions: Questions) -> list[RiskStatus]:
    """A model in use that retires soon or before the charter ends is a risk by itself, certain to come true."""
    definitions = questions.playbook.definitions
    bar, levels = definitions.governance.vendors, definitions.risks.levels
    found: list[RiskStatus] = []
    for vendor in vendors_status(questions):
        for model in vendor.models:
            if model.retires is None or not model.presses:
                continue
            products = model.products or vendor.products
            product = questions.playbook.products.get(products[0]) if len(products) == 1 else None
            gone = model.retires < questions.day
            reason = wording_governance.retirement_reason(model.retires, questions.day, model.replacement)
            level = HIGHEST * bar.retirement_impact
            found.append(
                RiskStatus(
                    risk=f"retirement-{vendor.id}-{'-'.join(re.findall('[a-z0-9]+', model.model.lower()))}",
                    product=None if product is None else product.id,
                    product_name="" if product is None else product.title,
                    name=wording_governance.retirement_name(model.model, vendor.name, gone=gone),
                    description=vendor.provides,
                    listed=(),
                    owner=bar.retirement_owner or vendor.owner,
                    antidote=wording_governance.retirement_antidote(model.replacement),
                    state=RiskState.OPEN,
                    assessed_on=None,
                    assessed_by="",
                    note="",
                    link=model.link,
                    rated_likelihood=HIGHEST,
                    likelihood=HIGHEST,
                    impact=bar.retirement_impact,
                    level=level,
                    band=levels.band(level),
                    indicators=(),
                    antidotes=(),
                    review_due=model.retires,
                    review_late_days=max((questions.day - model.retires).days, 0),
                    accepted_until=None,
                    settled=False,
                    stands=reason,
                    reasons=(reason,),
                    derived=True,
                )
            )
    return found
