"""Record: a form for every kind of record, checked as it is typed, with the entry and what it would change."""

import streamlit as st

from playbook.page.access import only_for
from playbook.page.parts.header import choose_subject, escape_markdown, page_header, screen_context
from playbook.page.parts.people import Role
from playbook.page.screens.record import wording
from playbook.page.screens.record.form import form
from playbook.page.screens.record.outcome import outcome, show_receipt
from playbook.services.recording.kinds import BY_NAME, KINDS


def show() -> None:
    """The page."""
    context = screen_context()
    page_header(wording.TITLE, context)
    with st.container():  # always there, so that what it says never moves the form below, nor closes an open list
        show_receipt()
    if not only_for(Role.APPROVER):
        return
    st.markdown(wording.LINE)
    names = {kind.kind: wording.kind_name(kind) for kind in KINDS}
    kind = BY_NAME[choose_subject(wording.KIND, names, key="record")]
    st.caption(escape_markdown(wording.goes_to(kind)))
    with st.container(border=True):
        typed = form(kind, context)
    with st.container(border=True):
        outcome(kind, typed, context)
