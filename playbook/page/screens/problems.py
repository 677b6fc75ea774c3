"""Problems: what is wrong in the YAML files, where, and what to do; what is shown meanwhile."""

import streamlit as st

from metrics.problems import Problem, Severity
from metrics.store.location import StoreUnavailable
from playbook.concerns.team.seats import known_seats
from playbook.loading.addressees import unknown_addressees
from playbook.loading.page_settings import read_page_settings
from playbook.page.parts.context import workspace_shown
from playbook.page.parts.header import badge, escape_markdown, headline, problem_table
from playbook.page.parts.headings import heading
from playbook.page.screens import wording_problems as wording
from playbook.workspace.workspace import Workspace


def show() -> None:
    """The page; it needs no numbers, so that it also works while the store or every file is broken."""
    workspace = workspace_shown()
    state = workspace.playbook()
    settings = read_page_settings(workspace.folder)[1]
    named = tuple(state.playbook.products), known_seats(state.playbook)
    problems = (*state.problems, *_stored(workspace), *settings, *unknown_addressees(workspace.folder, *named))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    warnings = [problem for problem in problems if problem.severity is Severity.WARNING]
    headline(wording.title(len(errors), len(warnings)), f"{wording.FILES_AT} {workspace.folder.name}")
    if not problems:
        st.markdown(badge(wording.FINE, "green", "check_circle"))
    if state.notice:
        with st.container(border=True):
            heading(wording.SHOWN_TITLE)
            st.markdown(escape_markdown(state.notice))
    if errors:
        heading(wording.ERRORS_TITLE)
        problem_table(errors, name="problems")
    if warnings:
        heading(wording.WARNINGS_TITLE)
        st.markdown(wording.WARNINGS_LINE)
        problem_table(warnings, name="warnings")
    heading(wording.EDITOR_TITLE)
    st.markdown(wording.EDITOR_HINTS)


def _stored(workspace: Workspace) -> tuple[Problem, ...]:
    """What the store's numbers have against the definitions; nothing while it cannot be reached."""
    try:
        return workspace.stored_problems()
    except StoreUnavailable:
        return ()
