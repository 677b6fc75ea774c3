"""Weekly review: the meeting walks it from the top down; closed reviews are opened as they were seen."""

import streamlit as st

from playbook.concerns.control.reviews import metric_controls
from playbook.documents.review import wording
from playbook.page.parts.header import ScreenContext, empty_state, page_header, screen_context
from playbook.page.screens.review import agenda as walk
from playbook.page.screens.review import wording as words
from playbook.page.screens.review.closed import closed_reviews
from playbook.page.screens.review.closing import agreed, minutes, receipt
from playbook.page.screens.review.presenting import is_presented, present, present_link
from playbook.readiness import wording as overview
from playbook.readiness import wording_known
from playbook.readiness.agenda import Agenda, agenda_of
from playbook.readiness.changes.since_review import last_review


def show() -> None:
    """The page."""
    context = screen_context()
    assessment = context.assessment
    with page_header(wording.PAGE_TITLE, context):
        present_link()
    if assessment.start is None:
        empty_state(wording_known.NOT_STARTED, overview.NOT_STARTED_MISSING, overview.NOT_STARTED_WAYS)
        return
    receipt()
    if is_presented():
        present(_agenda(context), context)
        return
    titles = [wording.MEETING, wording.closed_tab(len(context.playbook.reviews))]
    # an address that names a week is about its closed review
    default = titles[1] if "week" in st.query_params else titles[0]
    # only the tab that is open is worked out and sent
    meeting, closed = st.tabs(titles, default=default, key="review-tab", on_change="rerun")
    if closed.open:
        with closed:
            closed_reviews(context)
    else:
        with meeting:
            _meeting(context)


def _agenda(context: ScreenContext) -> Agenda:
    earlier = last_review(context.playbook.reviews, context.as_of)
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    return agenda_of(context.assessment, reviews, None if earlier is None else earlier.as_of)


def _meeting(context: ScreenContext) -> None:
    """The agenda in its order, and closing it."""
    agenda = _agenda(context)
    walk.follow_ups(agenda, context)
    walk.headline(context)
    walk.metrics(agenda, context)
    walk.gates(agenda, context)
    walk.signatures(agenda, context)
    walk.decisions(agenda, context)
    st.header(wording.numbered(7, words.CLOSE_TITLE), anchor=False)
    agreed(context)
    minutes(context)
