"""Where things that are owed come from: signatures, evidence, deliverables, decisions, conditions, numbers."""

from collections.abc import Callable, Iterator
from datetime import date

from playbook.concerns.charter.status import charter_status
from playbook.concerns.evidence import valid_until
from playbook.concerns.stack.status import stack_status
from playbook.model.charter import State
from playbook.model.evidence import EvidenceKind, Scope
from playbook.model.reviews.follow_ups import promise
from playbook.readiness.decisions import DecisionKind, DecisionNeeded, decisions_needed
from playbook.readiness.due import wording
from playbook.readiness.due.feeds import feeds, gates_due, late_by, measurements
from playbook.readiness.due.items import DueItem, DueKind
from playbook.readiness.due.registers import REGISTERS, evidence_of_drills, incident_actions
from playbook.readiness.due.silent_sources import silent_sources
from playbook.readiness.follow_ups import follow_ups
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.open_conditions import open_conditions_of
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.verdict import Area, Outcome

_FOR_ALL = (("product", ""),)


def _of_gate(
    kind: DueKind,
    seat: str,
    gate: GateStatus,
    line: CriterionStatus,
    day: date,
    fill: tuple[tuple[str, str], ...],
) -> DueItem:
    due = line.due
    return DueItem(
        kind=kind,
        seat=seat,
        what=wording.of_gate(line, gate),
        reason=line.reason,
        due=due,
        late_days=late_by(due, day) if due is not None else 0,
        product=gate.product,
        area=Area.GATES,
        subject=gate.subject,
        form="sign-off" if kind is DueKind.SIGNATURE else "evidence",
        fill=fill,
    )


def _signatures(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Sign-offs that gates due soon wait for, each at the one seat that the gate names."""
    for gate in gates_due(questions):
        for line in gate.criteria:
            if line.kind == "sign_off" and line.outcome in (Outcome.NO_DATA, Outcome.STALE, Outcome.NOT_MET):
                fill = (("gate", gate.gate), ("criterion", line.id), ("by", line.who))
                yield _of_gate(DueKind.SIGNATURE, line.who, gate, line, questions.day, fill)


_NOT_OWED = (Outcome.MET, Outcome.NOT_APPLICABLE, Outcome.OBSERVING)


def _evidence(questions: Inquiry, last: date) -> Iterator[DueItem]:
    """What gates due soon lack; what was written and waits for its review; what expires, or did."""
    day = questions.day
    wanted: set[tuple[str, str | None]] = set()
    kinds = questions.playbook.evidence_kinds
    for gate in sorted(gates_due(questions), key=lambda gate: gate.planned or date.max):
        evidence_kinds = {one.id: one.evidence for one in questions.playbook.gates[gate.gate].criteria}
        for line in gate.criteria:
            kind = evidence_kinds.get(line.id)
            if kind is None or line.kind != "evidence" or line.outcome in _NOT_OWED:
                continue
            scope = kinds[kind].scope if kind in kinds else Scope.PRODUCT
            about = (kind, gate.product if scope is Scope.PRODUCT else None)
            if line.outcome is not Outcome.EXEMPT and about not in wanted:  # owed once, for the gate that comes first
                fill = (("kind", kind), *(() if scope is Scope.PRODUCT else _FOR_ALL))
                yield _of_gate(DueKind.EVIDENCE, line.who, gate, line, day, fill)
            wanted.add(about)
    wanted |= set(evidence_of_drills(questions))
    for kind_of, product in _provided(questions):
        if (kind_of.id, product) in wanted:
            continue
        judged = questions.evidence(kind_of.id, product)
        until = valid_until(questions, kind_of, product)
        if judged.outcome is Outcome.NO_DATA or (judged.outcome is Outcome.MET and (until is None or until > last)):
            continue
        expires = until if judged.outcome in (Outcome.MET, Outcome.STALE) else None
        yield DueItem(
            kind=DueKind.EVIDENCE,
            seat=judged.who or questions.playbook.seat_for(kind_of.owner, product),
            what=wording.evidence(kind_of, questions.playbook.products.get(product or ""), judged),
            reason=judged.reason,
            due=expires,
            late_days=late_by(expires, day) if expires is not None else 0,
            product=product,
            area=Area.GATES if product is not None else Area.CHARTER,
            subject="",
            form="evidence",
            fill=(("kind", kind_of.id),),
        )


def _provided(questions: Inquiry) -> Iterator[tuple[EvidenceKind, str | None]]:
    """Every kind of evidence with the product (None: the organization) that somebody provided it for by the day."""
    kinds = questions.playbook.evidence_kinds
    products = questions.playbook.products
    seen: set[tuple[str, str | None]] = set()
    for record in questions.playbook.records.evidence.evidence:
        kind = kinds.get(record.kind)
        if kind is None or record.on > questions.day:
            continue
        product = None if kind.scope is Scope.ORGANIZATION else record.product
        there = product is None or (product in products and products[product].exists_on(questions.day))
        if there and (kind.id, product) not in seen:
            seen.add((kind.id, product))
            yield kind, product


def _deliverables(questions: Inquiry, last: date) -> Iterator[DueItem]:
    for deliverable in charter_status(questions).deliverables:
        if deliverable.proven or deliverable.dropped:
            continue
        if deliverable.due > last and deliverable.state is not State.BLOCKED:
            continue
        yield DueItem(
            kind=DueKind.DELIVERABLE,
            seat=deliverable.who or deliverable.owner,
            what=wording.deliverable(deliverable),
            reason="; ".join(deliverable.reasons[:2]),
            due=deliverable.due,
            lapsed=deliverable.wanted if deliverable.lapsed else None,
            late_days=deliverable.late_days,
            product=None,
            area=Area.CHARTER,
            subject=deliverable.id,
            form="progress",
            fill=(("deliverable", deliverable.id),),
        )


_AREAS = {DecisionKind.LAYER: Area.STACK, DecisionKind.EXPERIMENT: Area.EXPERIMENTS}
_FORMS = {
    DecisionKind.RELEASE: "decision",
    DecisionKind.EXEMPTION: "exemption",
    DecisionKind.LAYER: "stack-choice",
    DecisionKind.EXPERIMENT: "experiment-decision",
}


def _fill(needed: DecisionNeeded) -> tuple[tuple[str, str], ...]:
    match needed.kind:
        case DecisionKind.LAYER:
            return (("layer", needed.subject),)
        case DecisionKind.EXPERIMENT:
            return (("experiment", needed.subject),)
    return (("gate", needed.gate or ""),)


def _decisions(questions: Inquiry, _: date) -> Iterator[DueItem]:
    gates = tuple(
        questions.gate(gate, product.id)
        for product in questions.playbook.products.values()
        if product.exists_on(questions.day)
        for gate in questions.playbook.gates
    )
    for needed in decisions_needed(questions, gates, stack_status(questions).layers, questions.audit()):
        yield DueItem(
            kind=DueKind.DECISION,
            seat=needed.who,
            what=needed.what,
            reason=needed.reason,
            due=needed.due,
            late_days=needed.late_days,
            product=needed.product,
            area=_AREAS.get(needed.kind, Area.GATES),
            subject=needed.subject,
            form=_FORMS.get(needed.kind, ""),
            fill=_fill(needed),
        )


def _conditions(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Every open condition, however far its day: it was agreed."""
    agreed = {promise(entry.what, entry.product): entry for entry in follow_ups(questions) if entry.done is None}
    for condition in open_conditions_of(questions):
        yield DueItem(
            kind=DueKind.CONDITION,
            seat=condition.owner,
            what=condition.what,
            reason=wording.condition_of(
                questions, condition.product, condition.gate, agreed.get(promise(condition.what, condition.product))
            ),
            due=condition.due,
            late_days=condition.late_days,
            product=condition.product,
            area=Area.GATES,
            subject=f"{condition.product}/{condition.gate}",
            form="condition-done",
            fill=(("gate", condition.gate), ("what", condition.what)),
        )


def _follow_ups(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Every open follow-up of a review, however far its day: it was agreed. One that repeats an open condition of a
    release or an action of an incident stands there."""
    promised: list[tuple[str, str | None]] = [(one.what, one.product) for one in open_conditions_of(questions)]
    promised += [(one.what, one.product) for one in incident_actions(questions)]
    elsewhere = {promise(what, whose) for what, product in promised for whose in (product, None)}
    for entry in follow_ups(questions):
        if entry.done is None and promise(entry.what, entry.product) not in elsewhere:
            yield DueItem(
                kind=DueKind.FOLLOW_UP,
                seat=entry.owner,
                what=entry.what,
                reason=entry.note or wording.agreed_on(entry.on, questions.day),
                due=entry.due,
                late_days=entry.late_days,
                product=entry.product,
                area=Area.CHARTER,
                subject="",
                form="follow-up-done",
                fill=(("what", entry.what),),
            )


SOURCES: tuple[Callable[[Inquiry, date], Iterator[DueItem]], ...] = (
    _signatures,
    _evidence,
    _deliverables,
    _decisions,
    _conditions,
    _follow_ups,
    feeds,
    measurements,
    silent_sources,
    *REGISTERS,
)
"""Where things that are owed come from; each gets the questions of a day and the last day that is soon."""
