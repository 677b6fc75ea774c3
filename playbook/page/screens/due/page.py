"""Who owes what: one table by lateness, owner or week, what blocks, and the same as text to paste into a chat."""

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from playbook.documents import wording_icalendar
from playbook.page.parts.header import (
    ScreenContext,
    choose_subject,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
)
from playbook.page.parts.selection import choose_view
from playbook.page.screens.due.blockers import blockers
from playbook.page.screens.due.table import table
from playbook.readiness.due import wording
from playbook.readiness.due.by_seat import SeatDue, due_by_seat, of_product

ALL = "all"
NOBODY = "nobody"
SELECT_WIDTH = 300


def show() -> None:
    """The page."""
    context = screen_context()
    seats = of_product(context.workspace.ask(due_by_seat, context.as_of, context.basis), context.product)
    page_header(wording.title(seats), context, *wording.seats_line(seats))
    with st.container(horizontal=True, vertical_alignment="center"):
        view = choose_view(wording.VIEW, wording.VIEWS, key="view")
        names = {ALL: wording.ALL_SEATS} | {seat.seat or NOBODY: wording.seat_name(seat.seat) for seat in seats}
        with st.container(width=SELECT_WIDTH):
            chosen = choose_subject(wording.SEAT, names, key="seat", default=ALL, label_visibility="collapsed")
    if view == wording.BLOCKS:
        blockers(context)
        return
    if not seats:
        started = context.assessment.start is not None
        empty_state(wording.NOTHING_TITLE, wording.NOTHING if started else wording.NOT_STARTED)
        return
    shown = [seat for seat in seats if chosen in (ALL, seat.seat or NOBODY)]
    if chosen != ALL:
        st.markdown(f"**{escape_markdown(wording.summary(shown))}**")
    table(shown, view, context)
    _chat(shown, context)
    _calendar(None if chosen in (ALL, NOBODY) else chosen)


def _chat(seats: list[SeatDue], context: ScreenContext) -> None:
    with st.expander(wording.CHAT_TITLE):
        st.markdown(wording.CHAT_LINE)
        text = context.workspace.once(
            (wording.chat_text, context.product, tuple(seat.seat for seat in seats)),
            lambda: wording.chat_text(seats, context.as_of, context.workspace.organization),
            context.as_of,
            context.basis,
        )
        st.code(text, language=None, wrap_lines=True, height=300)


def _calendar(seat: str | None) -> None:
    with st.expander(wording_icalendar.TITLE):
        st.markdown(wording_icalendar.LINE)
        here = urlsplit(st.context.url or "")
        # beside this page, below the path that the app has
        path = f"{here.path.rpartition('/')[0]}/api/calendar.ics"
        query = urlencode({"seat": seat} if seat else {})
        st.code(urlunsplit(here._replace(path=path, query=query, fragment="")), language=None, wrap_lines=True)
        st.markdown(wording_icalendar.OTHERS)
