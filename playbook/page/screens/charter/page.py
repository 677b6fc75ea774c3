"""The charter against today: phases, deliverables, and what is claimed of them kept apart from what is proven."""

from datetime import date

import streamlit as st

from playbook.concerns.charter import wording
from playbook.concerns.charter.charts import charter_timeline
from playbook.concerns.charter.views import Need, belongs, calm, urgent_first
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import Screen, ScreenContext, empty_state, escape_markdown, page_header, screen_context
from playbook.page.parts.selection import choose_subject
from playbook.page.screens.charter.deliverables import attention, coming, one_deliverable, unfolding
from playbook.page.screens.charter.table import table, take_away
from playbook.readiness.assessment import Assessment
from playbook.results.charter import CharterStatus
from playbook.wording import percent_text

ALL = ""
SELECT_WIDTH = 420
TILE = 165
"""So wide that two fit side by side on a phone."""


def show() -> None:
    """The whole page."""
    context = screen_context()
    assessment, today = context.assessment, context.as_of
    end = context.playbook.definitions.charter.charter.last_day(assessment.start or today)
    facts = wording.clock(assessment.day, assessment.days, end, today)
    page_header(wording.title(assessment.day, assessment.days), context, facts)
    if not assessment.charter.deliverables:
        links = [(Screen.PROBLEMS, wording.TO_PROBLEMS)]
        empty_state(wording.NO_DELIVERABLES, wording.NO_DELIVERABLES_WHY, (wording.WAY_DEFINITIONS,), links=links)
        return
    if assessment.start is not None:
        st.markdown(f"**{escape_markdown(_summary(assessment))}**")
    names = {each.id: each.name for each in assessment.charter.deliverables}
    with st.container(width=SELECT_WIDTH):
        chosen = choose_subject(wording.DELIVERABLE, {ALL: wording.ALL_DELIVERABLES} | names, key="deliverable")
    if chosen != ALL:
        one_deliverable(next(each for each in assessment.charter.deliverables if each.id == chosen), context)
    if assessment.start is None:
        empty_state(wording.NOT_STARTED, wording.NOT_STARTED_WHY, (wording.WAY_INIT, wording.WAY_START))
    else:
        if not calm(assessment.due.due_now, assessment.charter.claimed):
            _progress(assessment)
        _timeline(assessment, end, today)
        attention(assessment.charter.deliverables, context)
        coming(assessment.charter.deliverables, context)
    st.header(wording.DELIVERABLES, anchor=False)
    if context.product is not None:
        st.caption(wording.WHOLE_ORGANIZATION)
    _deliverables(assessment.charter, context)


def _summary(assessment: Assessment) -> str:
    charter, due = assessment.charter, assessment.due
    late = sum(belongs(each, Need.LATE) for each in charter.deliverables)
    return wording.summary(charter, late, due.next_week, due.next_count, due.due_now)


def _progress(assessment: Assessment) -> None:
    charter = assessment.charter
    late = sum(belongs(each, Need.LATE) for each in charter.deliverables)
    with st.container(horizontal=True):
        for label, share, explained in (
            (wording.PROVEN, charter.proven, wording.PROVEN_HELP),
            (wording.CLAIMED, charter.claimed, wording.CLAIMED_HELP),
            (wording.DUE, charter.plan, wording.DUE_HELP),
        ):
            st.metric(label, percent_text(share or 0.0, 0), help=explained, border=True, width=TILE)
        st.metric(wording.LATE, str(late), help=wording.LATE_HELP, border=True, width=TILE)


def _timeline(assessment: Assessment, end: date, today: date) -> None:
    phases = assessment.charter.phases
    with st.container(border=True):
        st.header(wording.TIMELINE, anchor=False)
        st.markdown(escape_markdown(wording.timeline_sentence(phases, today)))
        alt = wording.timeline_alt(phases, assessment.day, assessment.days)
        show_chart(charter_timeline, phases, end, today, description=alt)


def _deliverables(charter: CharterStatus, context: ScreenContext) -> None:
    everything, today = charter.deliverables, context.as_of
    started = context.assessment.start is not None
    phases = {phase.id: phase.name for phase in charter.phases}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        need = st.selectbox(
            wording.SHOW,
            list(wording.NEED_WORDS),
            format_func=wording.NEED_WORDS.__getitem__,
            key="charter_need",
            width=TILE,
        )
        phase_words = {ALL: wording.ALL_PHASES} | phases
        phase = st.selectbox(
            wording.PHASE, list(phase_words), format_func=phase_words.__getitem__, key="charter_phase", width=260
        )
        owner_words = {ALL: wording.ALL_OWNERS} | {
            each.owner: wording.owner_words(each.owner) for each in everything if each.owner
        }
        owner = st.selectbox(
            wording.OWNER, list(owner_words), format_func=owner_words.__getitem__, key="charter_owner", width=TILE
        )
        views = (wording.VIEW_PHASES, wording.VIEW_TABLE)
        view = st.segmented_control(wording.VIEW, views, default=views[0], key="charter_view", required=True)
    kept = [
        each for each in everything if belongs(each, need) and phase in (ALL, each.phase) and owner in (ALL, each.owner)
    ]
    if not kept:
        empty_state(wording.NOTHING_MATCHES, wording.NOTHING_MATCHES_WHY, (wording.WAY_FILTERS,))
        return
    st.caption(wording.count_of(len(kept), len(everything)))
    if view == wording.VIEW_TABLE:
        table(kept, today)
    else:
        for shown in charter.phases:
            of_phase = urgent_first(each for each in kept if each.phase == shown.id)
            if of_phase:
                st.subheader(escape_markdown(shown.name), anchor=False)
                st.caption(escape_markdown(wording.phase_line(shown, today, started=started)))
                unfolding(of_phase, context)
    take_away(kept, phases)
