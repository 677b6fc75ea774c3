"""Incidents: whether the list is complete, each with timeline, postmortem and actions."""

from datetime import date

import streamlit as st

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.incidents import IncidentsStatus, IncidentStatus
from playbook.model.incidents import Severity
from playbook.page.parts.cells import because, titled, web_link
from playbook.page.parts.detail import chosen_in_address, detail, side_by_side
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import (
    Cell,
    Screen,
    ScreenContext,
    Shown,
    badge,
    empty_state,
    escape_markdown,
    link_to,
    show_table,
)
from playbook.page.parts.record_links import record_link
from playbook.wording import day_text, seat_text, sentence_case

SEVERITY_LOOKS = {
    Severity.CRITICAL: ("red", "emergency_home"),
    Severity.HIGH: ("red", "priority_high"),
    Severity.MEDIUM: ("orange", "warning"),
    Severity.LOW: ("gray", "info"),
}


INCIDENT = "incident"
"""Name of the address parameter that opens one."""
FIELDS = (
    Field(wording.COLUMN_INCIDENT),
    Field(wording.COLUMN_SEVERITY, choose=True, width=110),
    Field(wording.COLUMN_STATE, choose=True, width=90),
    Field(wording.COLUMN_FOUND, width=80),
    Field(wording.COLUMN_OPEN_ACTIONS, right=True, width=90),
    Field(wording.COLUMN_OVERDUE, right=True, width=90),
    Field(wording.COLUMN_OWNER, choose=True, width=140, spare=True),
)


def incidents(status: IncidentsStatus, context: ScreenContext) -> None:
    """The table, and one incident in full."""
    st.markdown(f"**{escape_markdown(wording.incident_summary(status, context.as_of))}**")
    if not status.incidents:
        ways = (wording.WAY_INCIDENT, wording.WAY_CHECKED)
        empty_state(wording.NO_INCIDENTS, wording.NO_INCIDENTS_WHY, ways)
        return
    chosen = chosen_in_address(INCIDENT, {one.id: one.title for one in status.incidents}, wording.COLUMN_INCIDENT)
    table, beside = side_by_side(chosen)
    with table:
        lines = [_line(one, context) for one in sorted(status.incidents, key=lambda one: not one.is_open)]
        grid("incidents", FIELDS, lines, label=wording.INCIDENTS, selected=chosen, export=_export(status))
    if chosen is not None:
        one = next(one for one in status.incidents if one.id == chosen)
        with beside, detail(Screen.RISKS, one.id, one.title, view=wording.INCIDENTS_VIEW):
            _one(one, context)


def _line(one: IncidentStatus, context: ScreenContext) -> Line:
    state = (wording.OPEN, "red", "timelapse") if one.is_open else (wording.OVER, "green", "task_alt")
    severity = (wording.SEVERITY_WORDS[one.severity], *SEVERITY_LOOKS[one.severity])
    to = at(Screen.RISKS, **{INCIDENT: one.id, "view": wording.INCIDENTS_VIEW})
    return Line(
        one.id,
        (
            Entry(one.title, context.product_names.get(one.product or "", ""), to=to),
            Entry(badges=(severity,), order=list(Severity).index(one.severity)),
            Entry(badges=(state,)),
            Entry(day_text(one.on, context.as_of), order=one.on.isoformat()),
            Entry(f"{one.open_actions:,}", order=one.open_actions),
            Entry(f"{one.overdue:,}", wording.overdue_words(one), order=one.overdue),
            sentence_case(seat_text(one.owner)),
        ),
    )


def _one(incident: IncidentStatus, context: ScreenContext) -> None:
    today = context.as_of
    state = badge(wording.OPEN, "red", "timelapse") if incident.is_open else badge(wording.OVER, "green", "task_alt")
    facts = (wording.found_words(incident, today), wording.speed_words(incident), seat_text(incident.owner))
    st.markdown(f"{state} {escape_markdown(' · '.join(fact for fact in facts if fact))}")
    postmortem = incident.postmortem
    for text in (incident.impact, *((postmortem.causes, postmortem.lessons) if postmortem else ())):
        if text:
            st.markdown(escape_markdown(text))
    written = f"{wording.POSTMORTEM}: {escape_markdown(wording.postmortem_words(incident, today))}"
    st.markdown(f"{written} {web_link(postmortem.link if postmortem else '')}".rstrip())
    _timeline(incident, today)
    _actions(incident, context)
    _records(incident)
    if incident.risks:
        with st.container(horizontal=True):
            names = {risk.id: risk.title for risk in context.playbook.definitions.risks.risks}
            for risk in incident.risks:
                link_to(Screen.RISKS, names.get(risk, risk), subject=risk)


def _timeline(incident: IncidentStatus, day: date) -> None:
    if not incident.timeline:
        st.markdown(wording.NO_TIMELINE)
        return
    rows = [
        (
            titled(wording.moment_words(line.at, day), wording.MILESTONE_WORDS[line.mark]),
            because(line.what, seat_text(line.by)),
        )
        for line in incident.timeline
    ]
    show_table(
        wording.TIMELINE_COLUMNS_SHOWN, rows, name=f"timeline-{incident.id}", alt=wording.TIMELINE, downloadable=False
    )


def _actions(incident: IncidentStatus, context: ScreenContext) -> None:
    if not incident.actions:
        st.markdown(wording.NO_ACTIONS)
        return
    rows: list[tuple[Cell, ...]] = []
    for action in incident.actions:
        words = wording.action_words(action.due, action.done, action.late_days, context.as_of)
        look = (
            ("green", "task_alt") if action.done else ("red", "event_busy") if action.late_days else ("gray", "event")
        )
        state = Shown(badge(words, *look), words)
        rows.append((titled(action.what), because(action.check, seat_text(action.owner), mark=state)))
    show_table(
        wording.ACTION_COLUMNS_SHOWN, rows, name=f"actions-{incident.id}", alt=wording.ACTIONS, downloadable=False
    )


def _records(incident: IncidentStatus) -> None:
    """Links to the forms of what is still open about it."""
    written = incident.postmortem
    with st.container(horizontal=True):
        if incident.is_open:
            record_link("incident-resolved", wording.RECORD_OVER, incident=incident.id)
        if any(action.done is None for action in incident.actions):
            record_link("incident-action-done", wording.RECORD_ACTION_DONE, incident=incident.id)
        if written is None:
            record_link("postmortem", wording.RECORD_POSTMORTEM, incident=incident.id)
        elif not written.reviewed:
            record_link("postmortem-read", wording.RECORD_READ, incident=incident.id)


def _export(status: IncidentsStatus) -> Export:
    rows: list[tuple[Cell, ...]] = [
        (
            one.title,
            one.product,
            wording.SEVERITY_WORDS[one.severity],
            one.on,
            one.resolved,
            one.minutes_to_detect,
            one.minutes_to_mitigate,
            one.postmortem.on if one.postmortem else None,
            one.open_actions,
            one.overdue,
            one.owner,
        )
        for one in status.incidents
    ]
    return Export(wording.INCIDENT_COLUMNS, rows, name="incidents")
