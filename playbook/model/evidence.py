"""Evidence: documents and reports with a date, an author and a reviewer, and how long each kind stays valid."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Identifier
from playbook.model.links import Link


class Scope(StrEnum):
    """Whether each product needs its own, or one serves the organization."""

    PRODUCT = "product"
    ORGANIZATION = "organization"


class Review(StrEnum):
    """What the reviewer said."""

    ACCEPTED = "accepted"
    OBJECTIONS = "objections"


class EvidenceKind(Definition):
    """One kind of evidence that gates and proofs may ask for."""

    id: Identifier
    name: str = ""
    what: str = Field(default="", description="what the document must show")
    scope: Scope = Scope.PRODUCT
    valid_days: int | None = Field(default=None, ge=1, description="days from its date; blank: does not expire")
    owner: str = Field(default="", description="seat that provides it when nothing is there yet")


class EvidenceRecord(Definition):
    """One piece of evidence. It counts once another than its author has reviewed it without objections."""

    kind: Identifier
    product: Identifier | None = Field(default=None, description="blank: for the whole organization")
    on: date
    by: Identifier
    link: Link = ""
    reviewer: str = ""
    reviewed_on: date | None = Field(default=None, description="blank: reviewed on the day of the evidence")
    review: Review = Review.ACCEPTED
    note: str = ""


class AttachedEvidence(Definition):
    """Evidence written beside a deliverable's progress; its author is the deliverable's owner."""

    kind: Identifier
    on: date
    link: Link = ""
    reviewer: str = ""
    reviewed_on: date | None = None
    review: Review = Review.ACCEPTED
    by: str = Field(default="", description="author; blank: the owner named beside it")
    note: str = ""


class EvidenceRecords(Definition):
    """`records/evidence.yaml`"""

    evidence: tuple[EvidenceRecord, ...] = ()
