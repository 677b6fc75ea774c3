"""Overview: how ready we are, why, what to decide and what moved, in one screen; every part leads to its subject."""

import streamlit as st

from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.screens.overview.alerts import alerts
from playbook.page.screens.overview.decide import decide
from playbook.page.screens.overview.gates import gates
from playbook.page.screens.overview.hero import hero
from playbook.page.screens.overview.metrics import metrics
from playbook.page.screens.overview.moved import moved
from playbook.page.screens.start import wording as start_words
from playbook.page.screens.start.checklist import steps_of
from playbook.page.screens.start.page import offers
from playbook.readiness import wording, wording_known, wording_screen
from playbook.readiness.selection import calm
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


def first_hour(context: ScreenContext) -> None:
    """While products, numbers or the first review are not there: how many of the first ten things are left."""
    if context.workspace.is_sample or context.playbook.reviews:
        return
    left = sum(not step.is_done for step in steps_of(context))
    if left:
        link_to(Screen.START, start_words.several(left), icon=":material/flag_circle:")


def show() -> None:
    """The page."""
    context = screen_context()
    assessment = context.assessment
    whose = wording_screen.WHOLE_SCORE if context.product is not None else ""
    page_header(wording_screen.title(assessment), context, wording_screen.facts(assessment), whose)
    if assessment.start is None:
        empty_state(wording_known.NOT_STARTED, wording.NOT_STARTED_MISSING, wording.NOT_STARTED_WAYS)
        offers(context.workspace.folder)
        return
    first_hour(context)
    alerts(context)
    if calm(assessment):
        first_week(context)
    else:
        hero(context)
    with st.container(key="cards", gap="small"):
        _cards(context)


def _cards(context: ScreenContext) -> None:
    left, right = st.columns(2, gap="small")
    with left.container(border=True, height="stretch"):
        decide(context)
    with right.container(border=True, height="stretch"):
        gates(context)
    left, right = st.columns([14, 9], gap="small")
    with left.container(border=True, height="stretch"):
        metrics(context)
    with right.container(border=True, height="stretch"):
        moved(context)
