"""Governance: what an auditor would find missing in a framework, what serves each control, coverage by framework."""

import streamlit as st

from playbook.concerns.governance import wording
from playbook.concerns.governance.charts import coverage_bars
from playbook.concerns.governance.status import governance_status
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import (
    Screen,
    choose_subject,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.selection import choose_view
from playbook.page.screens.governance.controls import controls_of

SELECT_WIDTH = 420


def show() -> None:
    """The whole page."""
    context = screen_context()
    status = context.workspace.ask(governance_status, context.as_of, context.basis)
    page_header(wording.title(status), context)
    if not status.frameworks:
        links = [(Screen.VENDORS, wording.VENDORS)]
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,), links=links)
        return
    st.markdown(f"**{escape_markdown(wording.summary(status))}**")
    if context.product is not None:
        st.caption(wording.ONLY_ORGANIZATION)
    if choose_view(wording.VIEW, wording.VIEWS, key="view") == wording.COVERAGE_VIEW:
        with st.container(border=True):
            heading(wording.COVERAGE)
            show_chart(coverage_bars, status.frameworks, description=wording.coverage_alt(status))
            if counted := wording.counted_words(status):
                st.caption(escape_markdown(counted))
        return
    names = {framework.id: framework.name for framework in status.frameworks}
    with st.container(width=SELECT_WIDTH):
        chosen = choose_subject(wording.FRAMEWORK, names, key="framework", label_visibility="collapsed")
    controls_of(next(framework for framework in status.frameworks if framework.id == chosen), status.frameworks)
