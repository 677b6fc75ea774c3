"""Get started: the sample or a playbook of one's own; once it has begun, the ten things that matter."""

from pathlib import Path

import streamlit as st

from playbook.page.parts.header import Screen, escape_markdown, page_header, screen_context
from playbook.page.parts.headings import heading
from playbook.page.parts.links import go_to
from playbook.page.screens.start import wording
from playbook.page.screens.start.checklist import checklist
from playbook.page.screens.start.form import form, receipt
from playbook.services.running_app import app as running_app
from playbook.settings import THIS_PROJECT
from playbook.workspace.workspace import utc_now


def show() -> None:
    """The page of a playbook that can be shown: the form where it has not started, else the checklist."""
    context = screen_context()
    page_header(wording.TITLE, context)
    receipt()
    if context.workspace.is_sample:
        _own(running_app.unstarted_folder_here())
    elif context.assessment.start is None:
        offers(context.workspace.folder)
    else:
        checklist(context)


def show_first(folder: Path) -> None:
    """The page of a folder that holds no playbook yet."""
    st.title(wording.WELCOME, anchor=False)
    st.caption(escape_markdown(wording.empty(folder.name)))
    offers(folder)


def offers(folder: Path) -> None:
    """The sample to look at, and a playbook of one's own to start in a folder."""
    with st.container(border=True):
        heading(wording.SAMPLE_TITLE)
        st.markdown(wording.SAMPLE_LINE)
        if st.button(wording.SEE_SAMPLE, icon=":material/science:", key="see-sample"):
            running_app.show_the_sample_meanwhile()
            go_to(Screen.OVERVIEW)
    _own(folder)


def _own(folder: Path | None) -> None:
    with st.container(border=True):
        heading(wording.OWN_TITLE)
        form(THIS_PROJECT, folder, utc_now().astimezone().date())
