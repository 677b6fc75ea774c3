"""A closed weekly review as it was frozen: what was seen, what it stood on, and the fingerprints that prove both."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, ConfigDict

from playbook.verdict import Area

HEAD, KNOWN, ASSESSMENT, REPORT, CHARTS, COMMENT = (
    "review.json",
    "known.json",
    "assessment.json",
    "report.json",
    "charts.json",
    "comment.md",
)
"""Files of a review; the head names the others with their fingerprints."""


class Frozen(BaseModel):
    """A piece of a review. What a newer version added is passed over when an older one reads it."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class FrozenItem(Frozen):
    """One thing an area of readiness was made of; `value` runs 0..1."""

    area: Area
    id: str
    title: str
    weight: float
    value: float
    state: str
    undecided: bool


class FrozenUpload(Frozen):
    """An upload that counted; `received_at` is naive UTC."""

    upload_id: str
    digest: str
    file_name: str
    received_at: datetime
    rows: int


class Known(Frozen):
    """What the review stood on. `rules` are the definitions by file and entry, each with its keys that are no prose;
    `digests` those of whole files of definitions; `records` the entries on record by file, each with its words;
    `values` what those with a name said outside their dated lists (empty in reviews closed before 0.2)."""

    playbook: str
    digests: dict[str, str] = {}
    rules: dict[str, dict[str, dict[str, str]]] = {}
    records: dict[str, dict[str, str]] = {}
    values: dict[str, dict[str, dict[str, str]]] = {}
    uploads: tuple[FrozenUpload, ...] = ()
    items: tuple[FrozenItem, ...] = ()


class TakenDecision(Frozen):
    """A decision of the week: `verdict_then` is what its gate said that day by what was known ("" in reviews closed
    without it), `verdict_seen` what the record names."""

    what: str
    who: str
    on: date
    verdict_then: str = ""
    verdict_seen: str = ""
    reason: str = ""


class RequestedDecision(Frozen):
    """A decision that the review asked for."""

    what: str
    who: str
    due: date
    verdict: str | None = None
    reason: str = ""


class FrozenFollowUp(Frozen):
    """A follow-up as it stood."""

    what: str
    owner: str
    on: date
    due: date
    done: date | None = None
    note: str = ""


class Head(Frozen):
    """`review.json`: whose review, of which week, seen on which day, closed when and by whom."""

    week: str
    as_of: date
    basis: str
    closed_at: datetime
    closed_by: str
    title: str
    score: float
    plan: float
    taken: tuple[TakenDecision, ...] = ()
    asked: tuple[RequestedDecision, ...] = ()
    follow_ups: tuple[FrozenFollowUp, ...] = ()
    files: dict[str, str]
    digest: str


@dataclass(frozen=True, slots=True)
class ClosedReview:
    """One closed review; `texts` are its other files, to the letter. `folder` holds them."""

    head: Head
    known: Known
    texts: Mapping[str, str]
    folder: str = ""

    @property
    def name(self) -> str:
        """Its folder in `records/reviews`: the week, with a number after it where the week was closed again."""
        return self.folder or self.head.week

    @property
    def week(self) -> str:
        """The reporting week it is about."""
        return self.head.week

    @property
    def as_of(self) -> date:
        """The day it looked at."""
        return self.head.as_of

    @property
    def closed_at(self) -> datetime:
        """When it was closed, in naive UTC."""
        return self.head.closed_at

    @property
    def score(self) -> float:
        """Readiness as it was seen."""
        return self.head.score

    @property
    def comment(self) -> str:
        """What was said in the meeting; '' where nothing was written."""
        return self.texts.get(COMMENT, "")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What was said, a paragraph at a time: a line break alone begins none, as in Markdown."""
        parts = re.split(r"\n\s*\n", self.comment.replace("\r\n", "\n"))
        return tuple(" ".join(part.split()) for part in parts if part.strip())


def fingerprint(text: str) -> str:
    """SHA-256 of a text, whatever a checkout does to its line ends."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def as_json(content: object, *, lines: bool = True) -> str:
    """JSON as a review's files are written: the same for the same content; with `lines` readable in a diff."""
    separators = None if lines else (",", ":")
    indent = 1 if lines else None
    return json.dumps(content, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False) + "\n"


def head_text(values: Mapping[str, Any]) -> str:
    """The head with the fingerprint of everything else in it."""
    plain = {"schema": 1, **{key: value for key, value in values.items() if key not in ("schema", "digest")}}
    return as_json({**plain, "digest": fingerprint(as_json(plain))})
