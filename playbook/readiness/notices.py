"""What reaches leaders without being asked for: incidents, what ends soon, and a budget that is overspent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from playbook.concerns.north_star.spend import Spend
from playbook.concerns.risks.incidents import IncidentStatus, incidents_status
from playbook.concerns.vendors.status import vendors_status
from playbook.json_values import NotShown, OrNull
from playbook.model.incidents import GRAVEST_FIRST, Severity
from playbook.readiness.decisions import ending_exemptions
from playbook.results.gates import GateStatus
from playbook.results.questions import Questions
from playbook.results.vendors import VendorStatus

GRAVE = GRAVEST_FIRST[: GRAVEST_FIRST.index(Severity.HIGH) + 1]
"""Severities that leaders hear of while an incident is open."""


class NoticeKind(StrEnum):
    """What a notice is about."""

    INCIDENT = "incident"
    POSTMORTEM = "postmortem"
    INCIDENT_ACTION = "incident_action"
    RETIREMENT = "retirement"
    CONTRACT = "contract"
    EXEMPTION = "exemption"
    BUDGET = "budget"


class TouchKind(StrEnum):
    """What a notice touches."""

    PRODUCT = "product"
    GATE = "gate"
    LAYER = "layer"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that is touched: a product, the next gate of a product, a layer of the stack, a risk that came true."""

    kind: TouchKind
    id: str
    name: str
    product: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that leaders see by itself. `subject` is an id to link to: an incident, a vendor, `product/gate` or a
    metric. `name` is the incident, the model, the vendor or the criterion, `of` what it belongs to: the action's
    incident, the model's vendor, the exemption's gate. `since` is when an incident was found, `due` the day until when
    something is wanted, `ends` when a contract ends; `late_days` above 0 where `due` passed."""

    kind: NoticeKind
    subject: str
    product: str | None
    name: str
    of: str
    who: OrNull
    severity: Severity | None = None
    since: date | None = None
    due: date | None = None
    ends: date | None = None
    late_days: int = 0
    replacement: str = ""
    spend: NotShown[Spend | None] = None
    touches: tuple[Touch, ...] = ()

    @property
    def products(self) -> tuple[str, ...]:
        """Products that are touched; none where it is about the organization as a whole."""
        return tuple(touch.id for touch in self.touches if touch.kind is TouchKind.PRODUCT)

    def concerns(self, product: str | None) -> bool:
        """Whether somebody who looks at one product has to see it."""
        return product is None or not self.products or product in self.products


def notices_of(questions: Questions, gates: Sequence[GateStatus], spend: Spend | None) -> tuple[Notice, ...]:
    """Everything that leaders see by itself on the day: open incidents first, the gravest first; then by the day until
    when something is wanted."""
    if questions.playbook.records.charter.start is None:
        return ()
    found = [
        *_incidents(questions, gates),
        *_vendors(questions, gates),
        *_exemptions(questions, gates),
        *_budget(spend),
    ]
    return tuple(sorted(found, key=lambda notice: _order(notice, questions.day)))


def _order(notice: Notice, day: date) -> tuple[int, int, date]:
    if notice.kind is NoticeKind.INCIDENT:
        return 0, GRAVEST_FIRST.index(notice.severity or Severity.LOW), notice.since or day
    return 1, 0, notice.due or day


def _product_touches(
    questions: Questions, gates: Sequence[GateStatus], products: Sequence[str], *, all_if_none: bool = False
) -> Iterator[Touch]:
    """Products that are there, each with the next gate it has not passed; every product where none is named and
    `all_if_none` says so."""
    there = [product for product in questions.playbook.products.values() if product.exists_on(questions.day)]
    named = [product for product in there if product.id in products or (all_if_none and not products)]
    for product in named:
        yield Touch(TouchKind.PRODUCT, product.id, product.title)
        ahead = [gate for gate in gates if gate.product == product.id and gate.planned and not gate.verdict.holds]
        for gate in sorted(ahead, key=lambda gate: gate.planned or date.max)[:1]:
            subject = gate.subject
            yield Touch(TouchKind.GATE, subject, gate.gate_name, product=product.title, on=gate.planned)


def _incidents(questions: Questions, gates: Sequence[GateStatus]) -> Iterator[Notice]:
    """Open incidents from severity high on; postmortems and actions past due, however grave."""
    names = {risk.id: risk.title for risk in questions.playbook.definitions.risks.risks}
    for incident in incidents_status(questions).incidents:
        touches = (
            *_product_touches(questions, gates, () if incident.product is None else (incident.product,)),
            *(Touch(TouchKind.RISK, risk, names.get(risk, risk)) for risk in incident.risks),
        )
        yield from _of_incident(incident, touches)


def _of_incident(incident: IncidentStatus, touches: tuple[Touch, ...]) -> Iterator[Notice]:
    if incident.is_open and incident.severity in GRAVE:
        yield Notice(
            NoticeKind.INCIDENT,
            incident.id,
            incident.product,
            incident.title,
            "",
            incident.owner,
            severity=incident.severity,
            since=incident.on,
            touches=touches,
        )
    if incident.postmortem_late_days:
        yield Notice(
            NoticeKind.POSTMORTEM,
            incident.id,
            incident.product,
            incident.title,
            "",
            incident.owner,
            severity=incident.severity,
            due=incident.postmortem_due,
            late_days=incident.postmortem_late_days,
            touches=touches,
        )
    for action in incident.actions:
        if action.late_days:
            yield Notice(
                NoticeKind.INCIDENT_ACTION,
                incident.id,
                incident.product,
                action.what,
                incident.title,
                action.owner,
                severity=incident.severity,
                due=action.due,
                late_days=action.late_days,
                touches=touches,
            )


def _vendors(questions: Questions, gates: Sequence[GateStatus]) -> Iterator[Notice]:
    """Models in use that retire and contracts whose last day of notice is near."""
    bar, day = questions.playbook.definitions.governance.vendors, questions.day
    for vendor in vendors_status(questions):
        layers = tuple(_layers(questions, vendor))
        for model in vendor.models:
            if model.presses and model.retires is not None:
                used_by = model.products or vendor.products
                yield Notice(
                    NoticeKind.RETIREMENT,
                    vendor.id,
                    used_by[0] if len(used_by) == 1 else None,
                    model.model,
                    vendor.name,
                    bar.retirement_owner or vendor.owner,
                    due=model.retires,
                    late_days=max(0, (day - model.retires).days),
                    replacement=model.replacement,
                    touches=(*_product_touches(questions, gates, used_by, all_if_none=True), *layers),
                )
        contract = vendor.contract
        if contract is not None and contract.ends_soon and contract.last_notice is not None:
            passed = contract.last_notice < day
            yield Notice(
                NoticeKind.CONTRACT,
                vendor.id,
                vendor.products[0] if len(vendor.products) == 1 else None,
                vendor.name,
                "",
                vendor.owner,
                due=contract.ends if passed else contract.last_notice,
                ends=contract.ends,
                since=contract.last_notice if passed else None,
                touches=(*_product_touches(questions, gates, vendor.products, all_if_none=True), *layers),
            )


def _layers(questions: Questions, vendor: VendorStatus) -> Iterator[Touch]:
    """Layers of the stack whose chosen option the vendor stands behind."""
    for layer in questions.playbook.definitions.stack.layers:
        status = questions.layer(layer.id)
        if status.option is not None and status.option in vendor.options:
            yield Touch(TouchKind.LAYER, layer.id, status.name)


def _exemptions(questions: Questions, gates: Sequence[GateStatus]) -> Iterator[Notice]:
    """Exemptions that end within the charter's notice."""
    for gate, criterion, last_day in ending_exemptions(questions, gates):
        yield Notice(
            NoticeKind.EXEMPTION,
            gate.subject,
            gate.product,
            criterion.name,
            gate.gate_name,
            gate.owner,
            due=last_day,
            touches=(
                Touch(TouchKind.PRODUCT, gate.product, gate.product_name),
                Touch(
                    TouchKind.GATE,
                    gate.subject,
                    gate.gate_name,
                    product=gate.product_name,
                    on=gate.planned,
                ),
            ),
        )


def _budget(spend: Spend | None) -> Iterator[Notice]:
    """More was spent than was planned by now."""
    if spend is not None and spend.is_over:
        yield Notice(NoticeKind.BUDGET, spend.metric, None, spend.name, "", spend.owner, spend=spend)
