"""The charter against today: deliverables with what is claimed kept apart from what is proven, and the phases."""

from datetime import date

import streamlit as st

from playbook.concerns.charter import wording
from playbook.concerns.charter.charts import charter_timeline
from playbook.concerns.charter.views import Need, belongs, calm
from playbook.page.parts.charts import show_chart
from playbook.page.parts.detail import chosen_in_address, detail, side_by_side
from playbook.page.parts.header import Screen, ScreenContext, empty_state, escape_markdown, page_header, screen_context
from playbook.page.parts.headings import heading
from playbook.page.parts.selection import choose_view
from playbook.page.screens.charter.deliverables import attention, coming, one_deliverable
from playbook.page.screens.charter.table import table
from playbook.readiness.assessment import Assessment
from playbook.wording import percent_text

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
    if context.product is not None:
        st.caption(wording.WHOLE_ORGANIZATION)
    if assessment.start is None:
        empty_state(wording.NOT_STARTED, wording.NOT_STARTED_WHY, (wording.WAY_INIT, wording.WAY_START))
        _deliverables(context)
        return
    st.markdown(f"**{escape_markdown(_summary(assessment))}**")
    if choose_view(wording.VIEW, wording.VIEWS, key="view") == wording.TIMELINE_VIEW:
        _timeline(assessment, end, today)
        coming(assessment.charter.deliverables, context)
        return
    if not calm(assessment.due.due_now, assessment.charter.claimed):
        _progress(assessment)
    attention(assessment.charter.deliverables)
    _deliverables(context)


def _deliverables(context: ScreenContext) -> None:
    """The table, and the deliverable that the address names."""
    charter = context.assessment.charter
    names = {each.id: each.name for each in charter.deliverables}
    chosen = chosen_in_address("deliverable", names, wording.DELIVERABLE)
    place, beside = side_by_side(chosen)
    with place:
        table(charter, context, chosen)
    if chosen is not None:
        each = next(each for each in charter.deliverables if each.id == chosen)
        with beside, detail(Screen.CHARTER, chosen, each.name):
            one_deliverable(each, context)


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
        heading(wording.TIMELINE)
        st.markdown(escape_markdown(wording.timeline_sentence(phases, today)))
        alt = wording.timeline_alt(phases, assessment.day, assessment.days, today)
        show_chart(charter_timeline, phases, end, today, description=alt)
