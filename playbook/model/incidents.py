"""Incidents: severity, timeline, postmortem and actions, and what each severity asks for."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from metrics.definition import Definition, Identifier
from playbook.model.dated import OneADay
from playbook.model.fields import Link, Refused

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def _check_moment(text: str) -> str:
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError(text)
        datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"'{text}'", expected="a moment such as 2026-11-03T14:20") from None
    return text


Moment = Annotated[str, AfterValidator(_check_moment)]
"""Day and time on the clocks of the charter's time zone."""


class Severity(StrEnum):
    """How bad an incident is."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


GRAVEST_FIRST = tuple(Severity)


class Milestone(StrEnum):
    """What a line of a timeline marks."""

    STARTED = "started"
    DETECTED = "detected"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    NOTE = "note"


class SeverityLevel(Definition):
    """What one severity means and asks for."""

    severity: Severity = Field(description="which severity")
    means: str = Field(default="", description="how you can tell that it is this one")
    mitigate_within_minutes: int | None = Field(
        default=None, ge=1, description="from detected to mitigated; blank: no commitment"
    )
    postmortem_within_days: int | None = Field(
        default=None, ge=0, description="from the day of the incident to its postmortem; blank: none is required"
    )


class IncidentLadder(Definition):
    """A small fixed ladder of severities, and how long a word that the register is complete stays in date."""

    severities: tuple[SeverityLevel, ...] = Field(default=(), description="the ladder, most severe first")
    checked_days: int = Field(
        default=31, ge=1, description="days after which somebody must confirm again that nothing else happened"
    )

    postmortem_evidence: Identifier | None = Field(
        default=None, description="kind of evidence that postmortems stand for where no piece of it was filed"
    )

    def of(self, severity: Severity) -> SeverityLevel:
        """What a severity asks for; nothing where the ladder does not say."""
        return next(
            (level for level in self.severities if level.severity is severity), SeverityLevel(severity=severity)
        )


class IncidentBar(Definition):
    """The bar for incidents: none this grave is open, postmortems are written, no action is overdue."""

    severity: Severity = Field(default=Severity.HIGH, description="lowest severity at which an incident counts")
    open: int = Field(default=0, ge=0, description="how many may be open")
    overdue: int = Field(default=0, ge=0, description="how many postmortems and actions may be overdue")


class TimelineEntry(Definition):
    """One line of a timeline."""

    at: Moment = Field(description="when, on the clocks of the charter's time zone, as 2026-11-03T14:20")
    what: str = Field(description="what happened, in words")
    mark: Milestone = Field(default=Milestone.NOTE, description="what this moment is the beginning or the end of")
    by: str = Field(default="", description="seat that did it")


class IncidentAction(Definition):
    """What is done so that it does not happen again."""

    one_a_day: ClassVar = OneADay("action", ("what",), adds=("done", "check"))

    what: str = Field(description="what is to be done")
    owner: Identifier = Field(description="seat that answers for it")
    due: date = Field(description="until when")
    on: date | None = Field(default=None, description="the day it was agreed; blank: that of the postmortem")
    done: date | None = Field(default=None, description="the day it was done; blank: open")
    check: str = Field(default="", description="how you can tell that it worked")


class Postmortem(Definition):
    """The blameless write-up; it counts once someone other than its author has read it."""

    on: date = Field(description="the day it happened")
    by: Identifier = Field(description="seat that did it")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    reviewer: str = Field(default="", description="seat that read it; somebody other than its author")
    reviewed_on: date | None = Field(default=None, description="the day it was read; blank: the day it was written")
    causes: str = Field(default="", description="what made it possible, without blame")
    lessons: str = Field(default="", description="what was learned")


class Incident(Definition):
    """One incident."""

    id: Identifier = Field(description="short name that other files refer to: lower-case words joined by - or _")
    title: str = Field(description="what happened, in one line")
    product: Identifier | None = Field(default=None, description="id of a product; blank: the organization as a whole")
    candidate: Identifier | None = Field(
        default=None, description="id of the candidate of the product that ran; blank: not known"
    )
    severity: Severity = Field(description="how bad it was")
    on: date = Field(description="the day it was found")
    owner: Identifier = Field(description="seat that coordinates (the incident commander)")
    risks: tuple[Identifier, ...] = Field(default=(), description="risks that came true")
    impact: str = Field(default="", description="who was affected and how much")
    timeline: tuple[TimelineEntry, ...] = Field(default=(), description="what happened when")
    resolved: date | None = Field(default=None, description="the day it was over; blank: it is not")
    postmortem: Postmortem | None = Field(default=None, description="the write-up")
    actions: tuple[IncidentAction, ...] = Field(default=(), description="what is done about it")

    @property
    def name(self) -> str:
        """Name shown to people."""
        return self.title


class RegisterCheck(Definition):
    """Somebody went through the sources and says that every incident by that day is listed: silence is not zero."""

    on: date = Field(description="the day it happened")
    by: Identifier = Field(description="seat that did it")
    note: str = Field(default="", description="anything a reader should know")


class IncidentRecords(Definition):
    """`records/incidents.yaml`"""

    checked: tuple[RegisterCheck, ...] = Field(
        default=(), description="dated confirmations that every incident so far is listed here"
    )
    incidents: tuple[Incident, ...] = Field(default=(), description="what went wrong")
