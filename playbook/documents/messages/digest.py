"""The weekly digest: headline, what turned, what blocks whom, due this week, outlook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.concerns.control.attention import broken_metrics, controls_speaking_for
from playbook.concerns.control.review import MetricControl, MetricControls, OutlookState
from playbook.documents.messages import wording
from playbook.documents.messages.message import Message, MessageKind, Section, section
from playbook.readiness import wording_notices, wording_screen
from playbook.readiness.alerts.turned import TurnedGate
from playbook.readiness.assessment import Assessment
from playbook.readiness.due.items import NOBODY, DueItem, SeatDue

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """What the digest is made of; `turned` are verdicts since the last review, or of the last seven days."""

    organization: str
    assessment: Assessment
    controls: MetricControls
    turned: Sequence[TurnedGate]
    seats: Sequence[SeatDue]


def digest(facts: DigestFacts) -> Message:
    """The digest of a day."""
    day = facts.assessment.as_of
    turned = tuple(_turned(facts))
    parts = (
        *_headline(facts.assessment),
        *section(wording.TURNED, turned),
        *section(wording.BLOCKS, (wording.blocks(one) for one in facts.assessment.blockers)),
        *section(wording_notices.TITLE, (wording.notice(one, day) for one in facts.assessment.notices)),
        *section(wording.DUE, _due(facts.seats, day), most=10),
        *section(wording.OUTLOOK, (line for line in _outlook(facts) if line not in turned)),
    )
    title = wording.digest_title(facts.organization, day)
    return Message(MessageKind.DIGEST, "", f"{day}", title, parts)


def _headline(assessment: Assessment) -> tuple[Section, ...]:
    since = wording_screen.change_since_last(assessment, assessment.as_of)
    lines = (wording_screen.title(assessment), wording_screen.facts(assessment), since)
    return section(wording.WHERE_WE_STAND, lines)


def _turned(facts: DigestFacts) -> Iterator[str]:
    broken = broken_metrics(facts.assessment.metrics, facts.controls)
    yield from (wording.turned(one) for one in facts.turned)
    yield from (series.sentence for _, series in broken)
    if not facts.turned and not broken:
        yield wording.NOTHING_TURNED


def due_by(items: Sequence[DueItem], day: date) -> tuple[DueItem, ...]:
    """What is late, wanted now, or due within a week."""
    return tuple(item for item in items if item.due is None or item.due <= day + WEEK)


def _due(seats: Sequence[SeatDue], day: date) -> Iterator[str]:
    found = [(seat.seat, due_by(seat.items, day)) for seat in seats]
    pressing = [(seat, items) for seat, items in found if items]
    yield from (wording.owed(seat, items, day) for seat, items in pressing)
    if not pressing:
        yield wording.NOTHING_DUE


def _outlook(facts: DigestFacts) -> Iterator[str]:
    speaking: list[MetricControl] = []
    for status in facts.assessment.metrics:
        speaking += controls_speaking_for(status, facts.controls)
    yield wording.outlook_counts(speaking)
    for state in (OutlookState.OFF_COURSE, OutlookState.IN_DOUBT):
        yield from (one.sentence for one in speaking if one.outlook is not None and one.outlook.state is state)


def personal_digest(seat: SeatDue, day: date) -> Message | None:
    """What one seat owes by next week; None where it owes nothing by then, or nobody sits there."""
    soon = due_by(seat.items, day)
    if not soon or seat.seat == NOBODY:
        return None
    late = [item for item in soon if item.late_days]
    rest = [item for item in soon if not item.late_days]
    later = [item for item in seat.items if item not in soon]
    parts = (
        *section(wording.LATE, (wording.personal_line(item, day) for item in late), most=15),
        *section(wording.THIS_WEEK, (wording.personal_line(item, day) for item in rest), most=15),
        *section(wording.LATER, (wording.personal_line(item, day) for item in later), most=5),
    )
    title = wording.personal_title(seat, len(soon), day + WEEK)
    return Message(MessageKind.PERSONAL, "", seat.seat, title, parts)
