"""Whether evidence is there, in date and reviewed by someone other than its author."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.model.dated import last_of, when
from playbook.model.evidence import EvidenceKind, EvidenceRecord, Review, Scope
from playbook.model.playbook import Playbook
from playbook.model.workflow_records import work_as_evidence
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome
from playbook.wording import day_text, plural, seat_text

BEST_FIRST = (Outcome.MET, Outcome.WARNING, Outcome.STALE, Outcome.NOT_MET, Outcome.NO_DATA)
"""What was accepted and expired takes a renewal; what was objected to takes more."""


def evidence_records(playbook: Playbook, kind: str, day: date) -> Iterator[EvidenceRecord]:
    """Every piece of evidence of one kind dated by `day`, those written beside a deliverable's progress included."""
    yield from (record for record in playbook.records.evidence.evidence if record.kind == kind and record.on <= day)
    yield from (attached.record for attached in attached_evidence(playbook, day, kind))


def evidence_of_kind(playbook: Playbook, kind: str, day: date) -> Iterator[EvidenceRecord]:
    """Evidence of one kind dated by `day`, records of a product's work that count as it included."""
    yield from evidence_records(playbook, kind, day)
    yield from work_as_evidence(playbook.records.workflow, playbook.definitions.workflow, kind, day)


@dataclass(frozen=True, slots=True)
class Attached:
    """Evidence written beside a deliverable's progress, and who owned the deliverable then ('' where nobody did)."""

    deliverable: str
    owner: str
    record: EvidenceRecord


def attached_evidence(playbook: Playbook, day: date, kind: str | None = None) -> Iterator[Attached]:
    """Evidence beside progress dated by the day, of one kind or of all. Its author is who it names, else the
    deliverable's owner by then."""
    owners = {name: deliverable.owner for name, (_, deliverable) in playbook.deliverables.items()}
    for progress in sorted(playbook.records.charter.progress, key=when):
        if progress.on > day:
            return
        owner = owners[progress.deliverable] = progress.owner or owners.get(progress.deliverable, "")
        for attached in progress.evidence:
            if attached.on <= day and kind in (None, attached.kind):
                values = {**attached.model_dump(), "by": attached.by or owner, "product": None}
                # every value was checked when it was read; an author may be missing, which no record of its own allows
                yield Attached(progress.deliverable, owner, EvidenceRecord.model_construct(**values))


def judge_evidence(questions: Questions, kind_id: str, product: str | None) -> Judgement:
    """Evidence of one kind for a product; `product` None asks whether anybody has it."""
    kind = _owned(questions, questions.playbook.evidence_kind(kind_id), product)
    name = kind.noun
    records = records_for(questions, kind, product)
    if not records:
        return Judgement(Outcome.NO_DATA, f"no {name} yet", kind.owner, f"provide the {name} and have it reviewed")
    if product is not None or kind.scope is Scope.ORGANIZATION:
        return judge_records(questions, records, kind, name)
    # whether anybody has it: objections to one product's piece do not take away another's
    owners = {record.product for record in records}
    judged = [
        judge_records(questions, [record for record in records if record.product == owner], kind, name)
        for owner in sorted(owners, key=str)
    ]
    return min(judged, key=lambda judgement: BEST_FIRST.index(judgement.outcome))


def _owned(questions: Questions, kind: EvidenceKind, product: str | None) -> EvidenceKind:
    """The kind with the seat that answers for it at this product."""
    owner = questions.playbook.seat_for(kind.owner, product)
    return kind if owner == kind.owner else kind.model_copy(update={"owner": owner})


def records_for(questions: Questions, kind: EvidenceKind, product: str | None) -> list[EvidenceRecord]:
    """Every piece of a kind dated by the day that serves a product."""
    by_product = questions.once((records_for, kind.id), lambda: _by_product(questions, kind.id))
    if product is None or kind.scope is Scope.ORGANIZATION:
        return by_product[None]
    return by_product.get(product, [])


def _by_product(questions: Questions, kind: str) -> dict[str | None, list[EvidenceRecord]]:
    """The pieces of a kind by the product they name; all of them under None."""
    found: dict[str | None, list[EvidenceRecord]] = {None: []}
    for record in evidence_of_kind(questions.playbook, kind, questions.day):
        found[None].append(record)
        if record.product is not None:
            found.setdefault(record.product, []).append(record)
    return found


def _serves(record: EvidenceRecord, kind: EvidenceKind, product: str | None) -> bool:
    return product is None or kind.scope is Scope.ORGANIZATION or record.product == product


def judge_records(questions: Questions, records: list[EvidenceRecord], kind: EvidenceKind, name: str) -> Judgement:
    """The standing of records of one kind: the latest review decides, an older acceptance stands until it expires."""
    day = questions.day
    reviewed = [record for record in records if _review_day(questions, record) is not None]
    if not reviewed:
        newest = last_of(records)
        reason = f"{name} of {day_text(newest.on, day)} has not been reviewed by anyone but its author"
        return Judgement(
            Outcome.NOT_MET, reason, newest.reviewer or kind.owner or newest.by, f"have the {name} reviewed"
        )
    latest = last_of(reviewed, lambda record: (_review_day(questions, record) or record.on, when(record)))
    if latest.review is Review.OBJECTIONS:
        return _objected(latest, kind, name, day)
    in_date = [record for record in reviewed if record.review is Review.ACCEPTED and not _expired(record, kind, day)]
    if in_date:
        best = last_of(in_date)
        until = f", valid until {day_text(_last_day(best, kind), day)}" if kind.valid_days else ""
        return Judgement(
            Outcome.MET,
            f"{name} of {day_text(best.on, day)}, reviewed by {seat_text(best.reviewer)}{until}",
            kind.owner,
        )
    newest = last_of(records)
    if newest is not latest and not _expired(newest, kind, day):
        if newest in reviewed:  # an acceptance would still be in date
            return _objected(newest, kind, name, day)
        reason = f"the reviewed {name} expired and the newer one of {day_text(newest.on, day)} is not reviewed"
        return Judgement(Outcome.NOT_MET, reason, newest.reviewer or kind.owner, f"have the {name} reviewed")
    expired = _last_day(latest, kind)
    reason = f"{name} expired on {day_text(expired, day)}, {plural((day - expired).days, 'day')} ago"
    return Judgement(Outcome.STALE, reason, kind.owner or latest.by, f"renew the {name}", due=expired)


def _objected(record: EvidenceRecord, kind: EvidenceKind, name: str, day: date) -> Judgement:
    on = day_text(record.reviewed_on or record.on, day)
    reason = f"{name} was reviewed with objections by {seat_text(record.reviewer)} on {on}"
    return Judgement(Outcome.NOT_MET, reason, kind.owner or record.by, f"answer the objections to the {name}")


def _review_day(questions: Questions, record: EvidenceRecord) -> date | None:
    """Day someone other than the author had reviewed it; None while nobody has."""
    reviewed_on = record.reviewed_on or record.on
    if not record.reviewer or questions.same_person(record.reviewer, record.by, reviewed_on, record.on):
        return None
    return reviewed_on if reviewed_on <= questions.day else None


def _last_day(record: EvidenceRecord, kind: EvidenceKind) -> date:
    return record.on + timedelta(days=kind.valid_days or 0)


def _expired(record: EvidenceRecord, kind: EvidenceKind, day: date) -> bool:
    return kind.valid_days is not None and _last_day(record, kind) < day


def valid_until(questions: Questions, kind: EvidenceKind, product: str | None) -> date | None:
    """Last day of the newest evidence of a kind that was reviewed and accepted; None where there is none, or where it
    does not expire."""
    if kind.valid_days is None:
        return None
    accepted = [
        record
        for record in evidence_of_kind(questions.playbook, kind.id, questions.day)
        if _serves(record, kind, product)
        and record.review is Review.ACCEPTED
        and _review_day(questions, record) is not None
    ]
    return max((_last_day(record, kind) for record in accepted), default=None)
