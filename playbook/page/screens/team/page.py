"""The team: seats and products by skills, open seats and what they delay, trainings, and what is defined of skills."""

import streamlit as st

from playbook.concerns.team import wording
from playbook.concerns.team.status import OpenSeat, team_status
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.selection import choose_view
from playbook.page.screens.record.import_table import bring_in
from playbook.page.screens.team.skills import hiring_screens, ladder, matrix
from playbook.page.screens.team.skills_matrix import products_by_skills, seats_by_skills
from playbook.page.screens.team.trainings import trainings
from playbook.services.importing.importing import IMPORTS


def show() -> None:
    """The whole page."""
    context = screen_context()
    skills = context.playbook.definitions.skills
    status = context.workspace.ask(team_status, context.as_of, context.basis)
    layers = {layer.id: layer.title for layer in skills.layers}
    page_header(wording.title(status), context)
    if not skills.layers:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
        return
    st.markdown(f"**{escape_markdown(wording.summary(status, layers))}**")
    view = choose_view(wording.VIEW, wording.VIEWS, key="view")
    if view == wording.OPENINGS_VIEW:
        _open_seats(status.open_seats, context)
        trainings(status, context)
    elif view == wording.LADDER_VIEW:
        matrix(skills.layers)
        playbook = context.playbook
        ladder(skills.ladder, playbook.records.team.pay_bands, layers, context.as_of, playbook.currency)
        hiring_screens(skills.layers)
    else:
        seats_by_skills(status, layers, context)
        products_by_skills([one for one in status.products if context.product in (None, one.product)], layers)
        bring_in(context, IMPORTS[1])


def _open_seats(seats: tuple[OpenSeat, ...], context: ScreenContext) -> None:
    heading(wording.OPEN_SEATS)
    if not seats:
        st.markdown(wording.NO_OPEN_SEATS)
    for seat in seats:
        with st.container(border=True):
            note = f"  \n{escape_markdown(seat.note)}" if seat.note else ""
            st.markdown(f"**{escape_markdown(wording.open_words(seat, context.as_of))}**{note}")
            if not seat.delays:
                st.markdown(wording.NO_DELAYS.capitalize() + ".")
            for delayed in seat.delays:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(escape_markdown(wording.delay_words(delayed, context.as_of)), width="stretch")
                    link_to(Screen.CHARTER, delayed.name, subject=delayed.deliverable)
