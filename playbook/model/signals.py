"""Market signals: numbers that others publish, where each is counted, what was counted first, and how to read it."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from metrics.definition import Definition, Direction, Kind, Level, Metric, Named, OverTime, Pillar
from playbook.model.fields import Link, Refused


class SignalSource(StrEnum):
    """Who is asked, and in which shape the answer comes."""

    GREENHOUSE = "greenhouse"
    ASHBY = "ashby"
    PYPI = "pypi"
    GITHUB = "github"
    JSON = "json"

    @property
    def is_job_board(self) -> bool:
        """True where postings are counted: those that match, of all that are listed."""
        return self in (SignalSource.GREENHOUSE, SignalSource.ASHBY)


class FirstPoint(Definition):
    """What was counted before this playbook began to count: a value, or so many of so many."""

    on: date = Field(description="the day it happened")
    value: float | None = Field(default=None, description="the number; for job boards write 'hits' and 'total' instead")
    hits: int | None = Field(default=None, ge=0, description="postings that matched")
    total: int | None = Field(default=None, ge=1, description="postings in all")

    @model_validator(mode="after")
    def _one_or_both(self) -> Self:
        if (self.value is None) == (self.hits is None or self.total is None):
            raise Refused("a first point without its number", remedy="write 'value', or 'hits' and 'total'")
        if self.hits is not None and self.total is not None and self.hits > self.total:
            raise Refused("more hits than postings in all", remedy="is it the other way round?")
        return self

    @property
    def number(self) -> float:
        """The value, or the share."""
        return self.value if self.value is not None else (self.hits or 0) / (self.total or 1)


class Signal(Named):
    """One signal."""

    source: SignalSource = Field(description="which source is queried")
    subject: str = Field(
        min_length=1, description="name of the job board, package, search, or for json the whole address"
    )
    matches: tuple[str, ...] = Field(
        default=(), description="job boards: words of which one stands in title, department or team"
    )
    value: str = Field(default="", description="json: keys down to the number, as data.last_month")
    unit: str = Field(default="", description="what is counted, shown after the number")
    why: str = Field(default="", description="why it matters, in words")
    reading: str = Field(default="", description="what it means for you, in the operator's words")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    first: FirstPoint | None = Field(default=None, description="what was counted before")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.source.is_job_board and not any(word.strip() for word in self.matches):
            raise Refused("a job board without 'matches'", remedy="name the words that make a posting count")
        if self.source is SignalSource.JSON:
            if not self.value.strip():
                remedy = "name the keys down to the number, as data.last_month"
                raise Refused("source json without 'value'", remedy=remedy)
            if not self.subject.startswith(("https://", "http://")):
                raise Refused("source json without an address", remedy="write the whole address into 'subject'")
        return self

    @property
    def metric(self) -> Metric:
        """The signal as the store knows it: once a week for the organization, no way better, out of every score."""
        board = self.source.is_job_board
        return Metric(
            id=self.id,
            name=self.title,
            pillar=Pillar.VALUE,
            kind=Kind.RATE if board else Kind.COUNT,
            better=Direction.NEUTRAL,
            unit="" if board else self.unit,
            level=Level.ORGANIZATION,
            over_time=OverTime.SUM if board else OverTime.LAST,
            max_age_days=31,
            source=self.source,
        )


class SignalDefinitions(Definition):
    """`definitions/signals.yaml`"""

    keep_hours: int = Field(default=24, ge=1, le=744, description="hours before a source is queried again")
    signals: tuple[Signal, ...] = Field(default=(), description="what is watched outside the company")
