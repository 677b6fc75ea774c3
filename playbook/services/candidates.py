"""A candidate as a person or a pipeline names it, its verdicts, whether it is admitted, and how it gets on record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from metrics.observation import Basis
from metrics.problems import Problems, did_you_mean
from playbook.concerns.candidates.admission import Admission, admission
from playbook.concerns.candidates.as_json import AdmittedDocument, CandidateRow, difference_rows
from playbook.concerns.candidates.wording import admission_words
from playbook.json_values import Document, OrNull, fill
from playbook.loading.one_file import read_part
from playbook.loading.page_settings import read_page_settings
from playbook.model.candidates import AskedCandidate, Candidate
from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.services import choices, wording_naming
from playbook.services import wording_candidates as wording
from playbook.services.naming import LONGEST
from playbook.services.recording.commit import Author
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, write, write_and_commit
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

_ID = re.compile(r"[a-z][a-z0-9_-]*")


def asked_candidate(workspace: Workspace, product: str | None, text: str, day: date) -> Candidate:
    """The candidate that an id, or the text of a file, names; raises WrongUse."""
    word = text.strip()
    if _ID.fullmatch(word.lower()):
        return _on_record(workspace, product, word.lower(), day)
    named = _read(text)
    said = choices.product(workspace, named.product)
    if product is not None and said is not None and said != product:
        raise WrongUse(wording.other_product(said, product))
    if (product or said) is None:
        raise WrongUse(wording.NO_PRODUCT)
    values = named.model_dump()
    return Candidate.model_validate({**values, "product": product or said, "id": named.name, "on": named.on or day})


def _on_record(workspace: Workspace, product: str | None, name: str, day: date) -> Candidate:
    records = workspace.playbook().playbook.records.candidates.candidates
    of_product = [one for one in records if product in (None, one.product)]
    found = [one for one in of_product if one.id == name]
    if not found:
        known = [one.id for one in of_product]
        raise WrongUse(wording.unknown(name, product, did_you_mean(name, known), known))
    if len(found) > 1:
        raise WrongUse(wording.several(name, [one.product for one in found]))
    if found[0].on > day:
        raise WrongUse(wording.ahead(name, found[0].on.isoformat(), day.isoformat()))
    return found[0]


def _read(text: str) -> AskedCandidate:
    if len(text) > LONGEST:
        raise WrongUse(wording_naming.too_long("candidate", LONGEST))
    try:
        part, problems = read_part(text, "candidate", AskedCandidate)
    except Problems as unreadable:
        raise WrongUse(wording.bad_parts(problem.message for problem in unreadable.problems)) from unreadable
    if problems:
        raise WrongUse(wording.bad_parts(problem.message for problem in problems))
    if not part.model.named:
        raise WrongUse(wording.NOTHING_NAMED)
    return part.model


@dataclass(frozen=True, slots=True)
class GatesFor:
    """The question how gates stand for one candidate; `gates` are their ids."""

    candidate: Candidate
    gates: tuple[str, ...]

    def __call__(self, inquiry: Inquiry) -> tuple[GateStatus, ...]:
        named = inquiry.for_candidate(self.candidate)
        return tuple(named.gate(gate, self.candidate.product) for gate in self.gates)


@dataclass(frozen=True, slots=True)
class AdmissionOf:
    """The question whether a candidate is the one that was admitted."""

    candidate: Candidate
    gate: str | None

    def __call__(self, inquiry: Inquiry) -> Admission:
        return admission(inquiry, self.candidate, self.gate)


def admitted_document(
    workspace: Workspace, candidate: Candidate, gate: str | None, day: date, basis: Basis
) -> AdmittedDocument:
    """Whether a candidate is the one that was admitted, with its sentence."""
    found = workspace.ask(AdmissionOf(candidate, gate), day, basis)
    return fill(
        AdmittedDocument,
        found,
        as_of=day,
        basis=basis,
        candidate=candidate_row(candidate),
        words=admission_words(found, day),
        differs=difference_rows(found.differs),
    )


def candidate_row(candidate: Candidate) -> CandidateRow:
    """What would ship, part by part."""
    return fill(CandidateRow, candidate)


@dataclass(frozen=True, kw_only=True)
class PutForwardDocument(Document):
    """`POST /api/candidates`; `committed` is the commit of the playbook's repository that holds the record, null where
    `commit` of `settings.yaml` is not true, or it stood there already."""

    state: Literal["written", "already_there"]
    candidate: CandidateRow
    committed: OrNull = ""

    @property
    def stored(self) -> bool:
        """Whether it was not on record before."""
        return self.state == "written"


def put_forward(workspace: Workspace, text: str, product: str | None, by: str) -> PutForwardDocument:
    """Writes a candidate that was sent into the records, and commits it where the forms do. Raises WrongUse, Problems,
    NotCommitted, and nothing is written then."""
    candidate = asked_candidate(workspace, product, text, workspace.today())
    typed = {name: value for name, value in candidate.model_dump(mode="json").items() if value not in (None, "", [])}
    typed.setdefault("by", by)
    record = draft_record(workspace, BY_NAME["candidate"], _as_typed(typed))
    settings, _ = read_page_settings(workspace.folder)
    committed = ""
    if settings.commit and not record.exists:
        author = Author(by, "")
        committed = write_and_commit(workspace, BY_NAME["candidate"].kind, record, author)
    else:
        write(workspace, record)
    state: Literal["written", "already_there"] = "already_there" if record.exists else "written"
    row = candidate_row(candidate.model_copy(update={"by": typed["by"]}))
    return PutForwardDocument(state=state, candidate=row, committed=committed)


def _as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, list) else str(value) for name, value in values.items()}
