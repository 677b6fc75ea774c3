"""How incidents stand on a day: open or over, how long it took, what of postmortem and actions is due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field, computed_field

from playbook.concerns.risks import wording
from playbook.json_values import OrNull, fill
from playbook.model.incidents import (
    GRAVEST_FIRST,
    Incident,
    IncidentAction,
    IncidentBar,
    Milestone,
    RegisterCheck,
    Severity,
    TimelineEntry,
)
from playbook.model.reviews.follow_ups import promise_kept
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome


@dataclass(frozen=True, slots=True)
class ActionStatus:
    """One action as it stood on the day; `late_days` above 0 where it is open and overdue."""

    what: str
    owner: str
    due: date
    done: date | None
    late_days: int
    check: str


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of a timeline."""

    at: str
    what: str
    mark: Milestone
    by: OrNull


@dataclass(frozen=True, slots=True)
class PostmortemStatus:
    """A postmortem; `reviewed` is True once someone other than its author has read it."""

    on: date
    by: str
    reviewed: bool
    link: OrNull
    causes: str
    lessons: str


@dataclass(frozen=True, slots=True)
class IncidentStatus:
    """One incident as it was known on the day. Durations are minutes, None where the timeline does not say.

    `postmortem_due` is None where its severity asks for none; `postmortem_late_days` is above 0 while it is missing
    after that day."""

    id: str
    title: str
    product: str | None
    severity: Severity
    on: date
    owner: str
    risks: tuple[str, ...]
    impact: str
    timeline: tuple[TimelineLine, ...]
    resolved: date | None
    open_days: int
    minutes_to_detect: int | None
    minutes_to_mitigate: int | None
    mitigate_within: Annotated[int | None, Field(serialization_alias="mitigate_within_minutes")]
    postmortem: PostmortemStatus | None
    postmortem_due: date | None
    postmortem_late_days: int
    actions: tuple[ActionStatus, ...]

    @computed_field(alias="open")
    @property
    def is_open(self) -> bool:
        """True while nobody has said that it is over."""
        return self.resolved is None

    @property
    def open_actions(self) -> int:
        """How many actions are not done."""
        return sum(action.done is None for action in self.actions)

    @property
    def overdue_actions(self) -> int:
        """How many actions should have been done by now."""
        return sum(action.late_days > 0 for action in self.actions)

    @property
    def overdue(self) -> int:
        """How many of postmortem and actions should have been done by now."""
        return (self.postmortem_late_days > 0) + self.overdue_actions


@dataclass(frozen=True, slots=True)
class IncidentsStatus:
    """Every incident by the day, newest first, and when somebody last said that the list is complete."""

    incidents: tuple[IncidentStatus, ...] = ()
    checked: RegisterCheck | None = None
    checked_until: date | None = None

    @property
    def is_checked(self) -> bool:
        """True while the word that the list is complete is in date."""
        return self.checked_until is not None


def incidents_status(questions: Questions) -> IncidentsStatus:
    """The register of incidents as it was known on the day."""
    records, ladder = questions.playbook.records.incidents, questions.playbook.definitions.risks.incidents
    day = questions.day
    found = sorted((incident for incident in records.incidents if incident.on <= day), key=lambda one: one.on)
    said = [check for check in records.checked if check.on <= day]
    checked = max(said, key=lambda check: check.on) if said else None
    until = checked.on + timedelta(days=ladder.checked_days) if checked else None
    return IncidentsStatus(
        tuple(_status(questions, incident) for incident in reversed(found)),
        checked,
        until if until is not None and until >= day else None,
    )


def _status(questions: Questions, incident: Incident) -> IncidentStatus:
    day, records = questions.day, questions.playbook.records.follow_ups
    level = questions.playbook.definitions.risks.incidents.of(incident.severity)
    lines = sorted((line for line in incident.timeline if line.at[:10] <= day.isoformat()), key=lambda line: line.at)
    resolved = incident.resolved if incident.resolved is not None and incident.resolved <= day else None
    postmortem = incident.postmortem if incident.postmortem is not None and incident.postmortem.on <= day else None
    due = None if level.postmortem_within_days is None else incident.on + timedelta(level.postmortem_within_days)
    reviewed = False
    if postmortem is not None and postmortem.reviewer and (read := postmortem.reviewed_on or postmortem.on) <= day:
        reviewed = not questions.same_person(postmortem.reviewer, postmortem.by, read, postmortem.on)
    agreed_on = incident.postmortem.on if incident.postmortem is not None else incident.on
    return IncidentStatus(
        id=incident.id,
        title=incident.title,
        product=incident.product,
        severity=incident.severity,
        on=incident.on,
        owner=incident.owner,
        risks=incident.risks,
        impact=incident.impact,
        timeline=tuple(fill(TimelineLine, line) for line in lines),
        resolved=resolved,
        open_days=((resolved or day) - incident.on).days,
        minutes_to_detect=_minutes(lines, Milestone.STARTED, Milestone.DETECTED),
        minutes_to_mitigate=_minutes(lines, Milestone.DETECTED, Milestone.MITIGATED),
        mitigate_within=level.mitigate_within_minutes,
        postmortem=None if postmortem is None else fill(PostmortemStatus, postmortem, reviewed=reviewed),
        postmortem_due=due,
        postmortem_late_days=max((day - due).days, 0) if due is not None and postmortem is None else 0,
        actions=tuple(
            _action(action, day, promise_kept(records, action.what, incident.product, day))
            for action in incident.actions
            if (action.on or agreed_on) <= day
        ),
    )


def _action(action: IncidentAction, day: date, kept: date | None) -> ActionStatus:
    """`kept` is the day on which a follow-up in the same words was done: one promise, said in two places."""
    said = [on for on in (action.done, kept) if on is not None and on <= day]
    done = min(said, default=None)
    late = 0 if done is not None else max((day - action.due).days, 0)
    return ActionStatus(action.what, action.owner, action.due, done, late, action.check)


def _minutes(lines: list[TimelineEntry], first: Milestone, last: Milestone) -> int | None:
    """From the first line with one mark to the first with the other."""
    began = next((line.at for line in lines if line.mark is first), None)
    ended = next((line.at for line in lines if line.mark is last), None)
    if began is None or ended is None:
        return None
    return int((datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds() // 60)


def _counted(status: IncidentsStatus, bar: IncidentBar, product: str | None) -> list[IncidentStatus]:
    """The incidents that the bar is about."""
    grave = GRAVEST_FIRST[: GRAVEST_FIRST.index(bar.severity) + 1]
    return [
        incident
        for incident in status.incidents
        if incident.severity in grave and (product is None or incident.product in (None, product))
    ]


def candidate_of_incidents(questions: Questions, bar: IncidentBar, product: str) -> str | None:
    """The candidate that ran when the first incident happened which keeps the bar from being met; None where there is
    none, or nobody says."""
    counted = _counted(incidents_status(questions), bar, product)
    first = next((incident for incident in counted if incident.is_open or incident.overdue), None)
    ran = {incident.id: incident.candidate for incident in questions.playbook.records.incidents.incidents}
    return None if first is None else ran.get(first.id)


def judge_incidents(questions: Questions, bar: IncidentBar, product: str | None) -> Judgement:
    """The bar for incidents; silence is no data until somebody says that the register is complete."""
    status = incidents_status(questions)
    counted = _counted(status, bar, product)
    opened = [incident for incident in counted if incident.is_open]
    overdue = sum(incident.overdue for incident in counted)
    first = next((incident for incident in counted if incident.is_open or incident.overdue), None)
    reason = wording.incident_bar(len(counted), bar.severity, len(opened), overdue)
    if len(opened) > bar.open or overdue > bar.overdue:
        who = first.owner if first else ""
        return Judgement(Outcome.NOT_MET, reason, who, wording.settle_incident(first.title if first else ""))
    if not status.is_checked:
        if status.checked is None:
            return Judgement(Outcome.NO_DATA, wording.NEVER_CHECKED, "", wording.CHECK_THE_REGISTER)
        said = wording.checked_long_ago(status.checked.on, questions.day)
        return Judgement(Outcome.STALE, said, status.checked.by, wording.CHECK_THE_REGISTER)
    assert status.checked is not None
    return Judgement(Outcome.MET, wording.complete_on(reason, status.checked.on, questions.day), status.checked.by)
