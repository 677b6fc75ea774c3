"""What a register answers for: reviews of vendors and postmortems stand for evidence of which no piece was filed."""

from datetime import date

from playbook.concerns.risks.incidents import incidents_status
from playbook.concerns.vendors.status import vendors_status
from playbook.model.evidence import EvidenceKind
from playbook.model.vendors import ReviewKind
from playbook.readiness import wording_registers as wording
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome


def judge_register(questions: Questions, kind_id: str) -> Judgement | None:
    """What the register says of a kind of evidence; None where no register stands for it, or has nothing to say."""
    playbook = questions.playbook
    kind = playbook.evidence_kind(kind_id)
    for review, named in playbook.definitions.governance.vendors.review_evidence.items():
        if named == kind_id:
            return _vendors(questions, review, kind)
    if playbook.definitions.risks.incidents.postmortem_evidence == kind_id:
        return _postmortems(questions, kind)
    return None


def _vendors(questions: Questions, review: ReviewKind, kind: EvidenceKind) -> Judgement | None:
    """Every vendor in use has its review in date; the first that has not is named."""
    wanted = [(vendor, one) for vendor in vendors_status(questions) for one in vendor.reviews if one.kind is review]
    looked = [one.on for _, one in wanted if one.on is not None]
    if not looked:
        return None
    for vendor, one in wanted:
        if not one.in_date:
            reason = wording.vendor_lacks(kind.noun, vendor.name)
            outcome = Outcome.STALE if one.valid_until is not None else Outcome.NOT_MET
            return Judgement(outcome, reason, vendor.owner, wording.review_vendor(vendor.name), due=one.valid_until)
    until = min((one.valid_until for _, one in wanted if one.valid_until is not None), default=None)
    return Judgement(Outcome.MET, wording.vendors_reviewed(len(wanted), max(looked), until, questions.day), kind.owner)


def _postmortems(questions: Questions, kind: EvidenceKind) -> Judgement | None:
    """Every postmortem that is due is written and read by someone other than its author."""
    incidents = [one for one in incidents_status(questions).incidents if one.postmortem or one.postmortem_late_days]
    written: list[date] = [one.postmortem.on for one in incidents if one.postmortem is not None]
    if not written:
        return None
    for one in incidents:
        if one.postmortem is None or not one.postmortem.reviewed:
            reason = wording.postmortem_lacks(one.title, written=one.postmortem is not None)
            return Judgement(Outcome.NOT_MET, reason, one.owner, wording.write_postmortem(one.title))
    return Judgement(Outcome.MET, wording.postmortems_read(len(written), max(written), questions.day), kind.owner)
