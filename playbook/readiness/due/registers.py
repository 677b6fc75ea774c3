"""What the registers owe: incidents and what follows them, vendors, drills, risks to look at again, promises."""

from collections.abc import Callable, Iterator
from datetime import date

from playbook.concerns.risks.incidents import IncidentStatus, incidents_status
from playbook.concerns.risks.register import risk_register
from playbook.concerns.vendors.status import vendors_status
from playbook.concerns.workflow.drills import DrillStatus, upgrade_drills
from playbook.concerns.workflow.status import open_waits
from playbook.model.products import Product
from playbook.readiness.due import wording
from playbook.readiness.due.items import DueItem, DueKind
from playbook.readiness.inquiry import Inquiry
from playbook.results.vendors import GapKind, VendorStatus
from playbook.verdict import Outcome


def _item(
    questions: Inquiry,
    kind: DueKind,
    seat: str,
    what: str,
    reason: str,
    due: date | None,
    product: str | None,
    subject: str,
    form: str = "",
    fill: tuple[tuple[str, str], ...] = (),
) -> DueItem:
    late = 0 if due is None else max(0, (questions.day - due).days)
    return DueItem(kind, seat, what, reason, due, late, product, None, subject, form, fill)


def _incidents(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Open incidents, postmortems that are missing or unread, actions that were agreed; the word that all are listed,
    once it ran out."""
    status = incidents_status(questions)
    for incident in status.incidents:
        if incident.is_open:
            what, reason = wording.resolve(incident.title), wording.open_since(incident.on, questions.day)
            yield _item(
                questions,
                DueKind.INCIDENT,
                incident.owner,
                what,
                reason,
                None,
                incident.product,
                incident.id,
                "incident-resolved",
                (("incident", incident.id),),
            )
        yield from _postmortem(questions, incident)
    yield from incident_actions(questions)
    if status.checked is not None and not status.is_checked:
        reason = wording.last_checked(status.checked.on, questions.day)
        yield _item(
            questions,
            DueKind.INCIDENT,
            status.checked.by,
            wording.CHECK_INCIDENTS,
            reason,
            None,
            None,
            "",
            "incident-check",
        )


def _postmortem(questions: Inquiry, incident: IncidentStatus) -> Iterator[DueItem]:
    written, due = incident.postmortem, incident.postmortem_due
    if due is None or (written is not None and written.reviewed):
        return
    if written is None:
        what, reason = wording.write_postmortem(incident.title), wording.found_on(incident.on, questions.day)
    else:
        what = wording.read_postmortem(incident.title)
        reason = wording.written_by(written.by, written.on, questions.day)
    form, fill = "postmortem" if written is None else "postmortem-read", (("incident", incident.id),)
    yield _item(
        questions, DueKind.INCIDENT, incident.owner, what, reason, due, incident.product, incident.id, form, fill
    )


def incident_actions(questions: Inquiry) -> Iterator[DueItem]:
    """Every open action of an incident, however far its day: it was agreed."""
    for incident in incidents_status(questions).incidents:
        for action in incident.actions:
            if action.done is None:
                yield _item(
                    questions,
                    DueKind.INCIDENT,
                    action.owner,
                    action.what,
                    wording.after_incident(incident.title),
                    action.due,
                    incident.product,
                    incident.id,
                    "incident-action-done",
                    (("incident", incident.id), ("action", action.what)),
                )


def _vendors(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """What vendors lack, models in use that retire, contracts whose last day of notice is near."""
    bar = questions.playbook.definitions.governance.vendors
    for vendor in vendors_status(questions):
        product = vendor.products[0] if len(vendor.products) == 1 else None
        fill = (("vendor", vendor.id),)
        for gap in vendor.gaps:
            if gap.kind is GapKind.RETIRED_MODEL:
                continue  # to move to another model is owed below
            form = wording.GAP_FORMS.get(gap.kind, "")
            what = wording.vendor_gap(vendor.name, gap)
            yield _item(questions, DueKind.VENDOR, vendor.owner, what, gap.words, None, product, vendor.id, form, fill)
        for model in vendor.models:
            if model.presses and model.retires is not None:
                what = wording.replace_model(model.model, model.replacement)
                of_product = model.products[0] if len(model.products) == 1 else product
                reason = wording.retires_on(model.retires, vendor.name, questions.day)
                seat = bar.retirement_owner or vendor.owner
                yield _item(
                    questions,
                    DueKind.VENDOR,
                    seat,
                    what,
                    reason,
                    model.retires,
                    of_product,
                    vendor.id,
                    "vendor-model-ended",
                    (*fill, ("model", model.model)),
                )
        yield from _contract(questions, vendor, product)


def _contract(questions: Inquiry, vendor: VendorStatus, product: str | None) -> Iterator[DueItem]:
    contract = vendor.contract
    if contract is None or contract.ends is None or contract.last_notice is None or not contract.ends_soon:
        return
    passed = contract.last_notice < questions.day
    yield _item(
        questions,
        DueKind.VENDOR,
        vendor.owner,
        wording.decide_contract(vendor.name, passed=passed),
        wording.contract_ends(contract.ends, contract.last_notice, questions.day),
        contract.ends if passed else contract.last_notice,
        product,
        vendor.id,
        "vendor-contract",
        (("vendor", vendor.id),),
    )


def _products(questions: Inquiry) -> Iterator[Product]:
    return (product for product in questions.playbook.products.values() if product.exists_on(questions.day))


def _open_drills(questions: Inquiry) -> Iterator[DrillStatus]:
    for product in _products(questions):
        for drill in upgrade_drills(questions, product):
            if drill.outcome is not Outcome.MET and not drill.upcoming:
                yield drill


def evidence_of_drills(questions: Inquiry) -> Iterator[tuple[str, str | None]]:
    """The kind of evidence, and the product, that a drill asks for."""
    drill = questions.playbook.definitions.workflow.drill
    if drill is not None:
        yield from ((drill.evidence, open_drill.product) for open_drill in _open_drills(questions))


def _drills(questions: Inquiry, last: date) -> Iterator[DueItem]:
    """Model-diff drills that are asked for and were not run, or not read by another."""
    drill = questions.playbook.definitions.workflow.drill
    for open_drill in _open_drills(questions):
        if drill is not None and open_drill.due <= last:
            what = wording.run_drill(open_drill.model, open_drill.product_name)
            fill = (("kind", drill.evidence),)
            yield _item(
                questions,
                DueKind.DRILL,
                open_drill.who,
                what,
                open_drill.reason,
                open_drill.due,
                open_drill.product,
                open_drill.product,
                "evidence",
                fill,
            )


def _risks(questions: Inquiry, last: date) -> Iterator[DueItem]:
    """Risks whose review is due; high ones that nobody has assessed."""
    for risk in risk_register(questions).risks:
        if risk.derived or not risk.is_live:
            continue
        unassessed = risk.state is None and risk.presses
        if unassessed or (risk.review_due is not None and risk.review_due <= last):
            what = wording.assess_risk(risk.name, risk.product_name, again=risk.state is not None)
            fill = (("risk", risk.risk),)
            seat = risk.owner or risk.assessed_by
            yield _item(
                questions,
                DueKind.RISK,
                seat,
                what,
                risk.reasons[0],
                risk.review_due,
                risk.product,
                risk.risk,
                "risk",
                fill,
            )


def _waits(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """What products wait for, at the seat that promised it."""
    for product in _products(questions):
        for wait in open_waits(questions, product.id):
            reason = wording.waits_since(product.title, wait.since, questions.day)
            fill = (("product", product.id), ("what", wait.what), ("whom", wait.whom))
            yield _item(
                questions,
                DueKind.WAIT,
                wait.whom,
                wait.what,
                reason,
                wait.until,
                product.id,
                product.id,
                "wait-ended",
                fill,
            )


REGISTERS: tuple[Callable[[Inquiry, date], Iterator[DueItem]], ...] = (_incidents, _vendors, _drills, _risks, _waits)
"""Each gets the questions of a day and the last day that is soon."""
