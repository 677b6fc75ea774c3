"""Candidates: what would ship of a product, part by part, and which numbers were measured on which of them."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, model_validator

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay, TimeOfDay, last_of
from playbook.model.fields import Link, Refused

_HASH = re.compile(r"[0-9a-f]{7,64}")


class CandidatePart(StrEnum):
    """A part of a candidate on which evidence may depend."""

    COMMIT = "commit"
    MODELS = "models"
    PROMPTS = "prompts"
    RETRIEVAL = "retrieval"
    SUITES = "suites"
    DATA = "data"


def _check_commit(text: str) -> str:
    name = text.strip().lower()
    if name and not _HASH.fullmatch(name):
        # a tag or a branch can be moved to other code; what was shown would silently be about something else
        raise Refused(f"'{text}'", expected="the hash of a commit, 7 to 64 of the characters 0-9 and a-f")
    return name


def _check_names(names: tuple[str, ...]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for text in names:
        name, _, version = text.partition("@")
        if not name or any(character.isspace() for character in text) or text.endswith("@"):
            raise Refused(f"'{text}'", expected="a name with its version or digest, such as answer@v12")
        if seen.setdefault(name, version) != version:
            raise Refused(f"'{name}' stands here with two versions", remedy="keep the one that would ship")
    return tuple(dict.fromkeys(names))


Versions = Annotated[tuple[str, ...], AfterValidator(_check_names)]
"""Names, each with its version or digest after an @."""


class CandidateParts(Definition):
    """What would ship. Every part may be blank, but not all of them."""

    commit: Annotated[str, AfterValidator(_check_commit)] = Field(
        default="", description="hash of the commit it is built from; a tag or branch can move and is refused"
    )
    models: Versions = Field(default=(), description="models it calls, as claude-a@2026-08-01")
    prompts: Versions = Field(default=(), description="prompts, each with its version or digest, as answer@v12")
    retrieval: Versions = Field(default=(), description="retrieval indexes, each with its version")
    suites: Versions = Field(default=(), description="evaluation suites, each with its version")
    data: Versions = Field(default=(), description="data sets it is trained or tuned on, each with its version")

    def part(self, part: CandidatePart) -> tuple[str, ...]:
        """The names of one part; empty where it is not said."""
        if part is CandidatePart.COMMIT:
            return (self.commit,) if self.commit else ()
        names: tuple[str, ...] = getattr(self, part.value)
        return names

    @property
    def named(self) -> tuple[CandidatePart, ...]:
        """The parts that are said."""
        return tuple(part for part in CandidatePart if self.part(part))


class CandidateName(Definition):
    """Which candidate it is, and who put it forward when."""

    product: Identifier = Field(description="id of a product")
    id: Identifier = Field(description="short name that other files refer to: lower-case words joined by - or _")
    on: date = Field(description="the day it was put forward")
    at: TimeOfDay = None
    by: str = Field(default="", description="seat or pipeline that put it forward")
    tag: str = Field(default="", description="tag or version people know it by; never compared")


class Candidate(CandidateParts, CandidateName):
    """What would ship of a product, as it was put forward on a day."""

    link: Link = Field(default="", description="where it can be seen; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")

    @model_validator(mode="after")
    def _something_is_named(self) -> "Candidate":
        if not self.named:
            raise Refused("a candidate names nothing that would ship", remedy=f"give one of {', '.join(CandidatePart)}")
        return self


class AskedCandidate(CandidateParts):
    """A candidate as a file names it that asks about it: nothing but its parts has to be said."""

    product: Identifier | None = Field(default=None, description="id of a product; blank: said beside the file")
    id: Identifier | None = Field(default=None, description="its id; blank: made of the commit")
    on: date | None = Field(default=None, description="the day it was put forward; blank: the day asked about")
    at: TimeOfDay = None
    by: str = Field(default="", description="seat or pipeline that put it forward")
    tag: str = Field(default="", description="tag or version people know it by; never compared")
    link: Link = Field(default="", description="where it can be seen; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")

    @property
    def name(self) -> str:
        """What it is called, by its id where it has one."""
        return self.id or (f"commit-{self.commit[:12]}" if self.commit else "unnamed")


class CandidateNumbers(Definition):
    """From a week on, the numbers of some metrics of a product are measured on a candidate."""

    one_a_day: ClassVar = OneADay("entry", ("product", "metrics"), days=("since",))

    product: Identifier = Field(description="id of a product")
    candidate: Identifier = Field(description="id of the candidate that was measured")
    metrics: tuple[Identifier, ...] = Field(default=(), description="ids of metrics; blank: all of the product")
    since: date = Field(description="the first day that was measured on it; it holds until the next entry")
    at: TimeOfDay = None
    by: str = Field(default="", description="seat that says so")
    note: str = Field(default="", description="anything a reader should know")


class CandidateRecords(Definition):
    """`records/candidates.yaml`"""

    candidates: tuple[Candidate, ...] = Field(default=(), description="what would ship, product by product")
    numbers: tuple[CandidateNumbers, ...] = Field(
        default=(), description="which numbers were measured on which candidate"
    )

    def of(self, product: str, day: date) -> tuple[Candidate, ...]:
        """The candidates of a product by the day, in the order of the file."""
        return tuple(one for one in self.candidates if one.product == product and one.on <= day)

    def find(self, product: str, candidate: str | None) -> Candidate | None:
        """A candidate by its id; None where none is named or known."""
        return next((one for one in self.candidates if (one.product, one.id) == (product, candidate)), None)

    def newest(self, product: str, day: date) -> Candidate | None:
        """What would ship as of the day: the last candidate that was put forward by then."""
        put_forward = self.of(product, day)
        return last_of(put_forward) if put_forward else None

    def measured_on(self, product: str, metric: str, day: date, by: date) -> str | None:
        """The candidate on which a metric's number of the day was measured, as recorded by another; None where nobody
        said."""
        said = [
            one
            for one in self.numbers
            if one.product == product and one.since <= min(day, by) and (not one.metrics or metric in one.metrics)
        ]
        return max(said, key=lambda one: (one.since, bool(one.metrics))).candidate if said else None
