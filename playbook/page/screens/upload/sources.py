"""Where the numbers come from: each source with its newest number, and what kept a pull from being whole."""

import streamlit as st

from playbook.page.parts.context import ScreenContext
from playbook.page.parts.header import badge, escape_markdown, show_narrow
from playbook.page.parts.tables import Shown
from playbook.services.pulling import wording_sources as wording
from playbook.services.pulling.standings import sources_document


def show(context: ScreenContext) -> None:
    """Nothing where no source is defined; a pull that failed stands above the list."""
    if not context.playbook.definitions.sources.sources:
        return
    timezone = context.playbook.definitions.charter.charter.timezone
    rows = sources_document(context.workspace, context.as_of, context.basis).sources
    for one in rows:
        if one.trouble and one.trouble_at is not None:
            words = escape_markdown(wording.trouble(one.name, one.trouble, one.trouble_at, timezone, context.today))
            st.markdown(f"{badge(wording.NOT_PULLED, 'red', 'sync_problem')} {words}")
    with st.expander(f"{wording.TITLE}: {wording.summary(rows)}"):
        today = context.as_of
        shown = [
            (
                one.name,
                Shown(badge(wording.STATES[one.state], *wording.LOOKS[one.state]), wording.STATES[one.state]),
                wording.newest(one.newest, today),
            )
            for one in rows
        ]
        table = [
            (one.source, wording.STATES[one.state], one.newest, wording.due(one, today), one.owner) for one in rows
        ]
        show_narrow(wording.PAGE_HEAD, shown, wording.HEAD, table, name="sources", alt=wording.TITLE)
