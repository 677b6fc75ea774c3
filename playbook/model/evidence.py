"""Evidence: documents and reports with a date, an author and a reviewer, and how long each kind stays valid."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.fields import Link


class Scope(StrEnum):
    """Whether each product needs its own, or one serves the organization."""

    PRODUCT = "product"
    ORGANIZATION = "organization"


class Review(StrEnum):
    """What the reviewer said."""

    ACCEPTED = "accepted"
    OBJECTIONS = "objections"


class EvidenceKind(Named):
    """One kind of evidence that gates and proofs may ask for."""

    what: str = Field(default="", description="what the document must show")
    scope: Scope = Field(
        default=Scope.PRODUCT, description="whether each product needs its own or one serves the organization"
    )
    valid_days: int | None = Field(default=None, ge=1, description="days from its date; blank: does not expire")
    owner: str = Field(default="", description="seat that provides it; product-owner: the product's own")


class EvidenceRecord(Definition):
    """One piece of evidence. It counts once someone other than its author has reviewed it without objections."""

    one_a_day: ClassVar = OneADay.once_reviewed("evidence", "kind", "product", "candidate")

    kind: Identifier = Field(description="id of an evidence kind in gates.yaml")
    product: Identifier | None = Field(default=None, description="blank: for the whole organization")
    candidate: Identifier | None = Field(
        default=None, description="id of the candidate of the product that it is about; blank: of none in particular"
    )
    on: date = Field(description="date of the evidence")
    at: TimeOfDay = None
    by: Identifier = Field(description="its author")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    reviewer: str = Field(default="", description="seat that reviewed it; somebody other than its author")
    reviewed_on: date | None = Field(default=None, description="blank: reviewed on the day of the evidence")
    review: Review = Field(default=Review.ACCEPTED, description="what the reviewer said")
    note: str = Field(default="", description="anything a reader should know")
    run: str = Field(
        default="",
        pattern=r"^([\w-][\w.-]*\.json)?$",
        description="file in records/runs with the evaluation run it shows; playbook compare --record writes both",
    )


class AttachedEvidence(Definition):
    """Evidence written beside a deliverable's progress; its author is the deliverable's owner."""

    one_a_day: ClassVar = OneADay.once_reviewed("evidence", "kind")

    kind: Identifier = Field(description="kind of evidence, listed in gates.yaml or in words")
    on: date = Field(description="date of the evidence")
    at: TimeOfDay = None
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    reviewer: str = Field(default="", description="seat that reviewed it; somebody other than its author")
    reviewed_on: date | None = Field(default=None, description="blank: on the day of the evidence")
    review: Review = Field(default=Review.ACCEPTED, description="what the reviewer said")
    by: str = Field(default="", description="author; blank: the owner named beside it")
    note: str = Field(default="", description="anything a reader should know")


class EvidenceRecords(Definition):
    """`records/evidence.yaml`"""

    evidence: tuple[EvidenceRecord, ...] = Field(default=(), description="documents and reports, dated")
