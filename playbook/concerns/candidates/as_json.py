"""Candidates and admissions as documents of the public contract."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.concerns.candidates.admission import AdmittedState
from playbook.concerns.candidates.wording import differs_words
from playbook.json_values import Document
from playbook.model.candidates import CandidatePart
from playbook.results.candidates import Difference


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """What would ship."""

    product: str
    id: str
    on: date
    by: str
    tag: str
    commit: str
    models: tuple[str, ...]
    prompts: tuple[str, ...]
    retrieval: tuple[str, ...]
    suites: tuple[str, ...]
    data: tuple[str, ...]
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class DifferenceRow(Difference):
    """A difference in words."""

    text: str = ""


@dataclass(frozen=True, kw_only=True)
class AdmittedDocument(Document):
    """`admitted --json` and `GET /api/admitted`."""

    as_of: date
    basis: Basis
    product: str
    candidate: CandidateRow
    state: AdmittedState
    is_admitted: bool
    words: str
    admitted: str | None
    gate: str | None
    by: str | None
    on: date | None
    differs: tuple[DifferenceRow, ...]
    not_compared: tuple[CandidatePart, ...]
    expired: tuple[str, ...]
    withdrawn: date | None
    lapsed: tuple[str, ...]


def difference_rows(differs: tuple[Difference, ...]) -> tuple[DifferenceRow, ...]:
    """Differences, each with its sentence."""
    return tuple(DifferenceRow(one.part, one.was, one.now, differs_words([one])) for one in differs)
