"""Incidents: whether the list is complete, each with timeline, postmortem and actions."""

import streamlit as st

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.incidents import IncidentsStatus, IncidentStatus
from playbook.model.incidents import Severity
from playbook.page.parts.cells import because, marked, titled, web_link
from playbook.page.parts.header import (
    Cell,
    Screen,
    ScreenContext,
    Shown,
    badge,
    download,
    empty_state,
    escape_markdown,
    link_to,
    show_table,
)
from playbook.wording import seat_text

SEVERITY_LOOKS = {
    Severity.CRITICAL: ("red", "emergency_home"),
    Severity.HIGH: ("red", "priority_high"),
    Severity.MEDIUM: ("orange", "warning"),
    Severity.LOW: ("gray", "info"),
}


def incidents(status: IncidentsStatus, context: ScreenContext) -> None:
    """The whole section."""
    st.header(wording.INCIDENTS, anchor=False)
    st.markdown(escape_markdown(wording.incident_summary(status, context.as_of)))
    if not status.incidents:
        ways = (wording.WAY_INCIDENT, wording.WAY_CHECKED)
        empty_state(wording.NO_INCIDENTS, wording.NO_INCIDENTS_WHY, ways)
        return
    chosen = st.query_params.get("incident")
    for incident in status.incidents:
        severity = marked(incident.severity, wording.SEVERITY_WORDS, SEVERITY_LOOKS).markdown
        label = f"**{escape_markdown(incident.title)}** {severity}"
        with st.expander(label, expanded=incident.id == chosen or incident.is_open or bool(incident.overdue)):
            _one(incident, context)
    _take_away(status)


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
    _timeline(incident)
    _actions(incident, context)
    if incident.risks:
        with st.container(horizontal=True):
            names = {risk.id: risk.title for risk in context.playbook.definitions.risks.risks}
            for risk in incident.risks:
                link_to(Screen.RISKS, names.get(risk, risk), subject=risk)


def _timeline(incident: IncidentStatus) -> None:
    if not incident.timeline:
        st.markdown(wording.NO_TIMELINE)
        return
    rows = [
        (
            titled(line.at.replace("T", " "), wording.MILESTONE_WORDS[line.mark]),
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


def _take_away(status: IncidentsStatus) -> None:
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
    download(wording.INCIDENT_COLUMNS, rows, name="incidents")
