"""The overview before anything is due: what comes first, and what to feed first."""

import streamlit as st

from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to
from playbook.readiness import wording
from playbook.verdict import Outcome


def first_week(context: ScreenContext) -> None:
    """Nothing is due yet: what comes first, and what to feed first."""
    assessment = context.assessment
    with st.container(border=True):
        st.header(wording.FEED_TITLE, anchor=False)
        first = wording.first_due(assessment)
        if first:
            st.markdown(escape_markdown(first))
        waiting = [metric for metric in assessment.metrics if metric.outcome is Outcome.NO_DATA]
        if waiting:
            st.markdown(escape_markdown(wording.feed_first(waiting)))
        with st.container(horizontal=True):
            link_to(Screen.UPLOAD, wording.TO_UPLOAD)
            link_to(Screen.CHARTER, wording.SEE_CHARTER)
