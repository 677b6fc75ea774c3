"""Who owes what: seat by seat, what is late, due soon or agreed; and as text to paste into a chat."""

import streamlit as st

from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    badge,
    beside,
    choose_subject,
    download,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.parts.links import SCREEN_OF_AREA
from playbook.page.parts.record_links import record_link
from playbook.page.parts.selection import choose_view
from playbook.page.screens.due.blockers import blockers
from playbook.page.screens.record.wording import RECORD_IT
from playbook.readiness.due import wording
from playbook.readiness.due.by_seat import DueItem, DueKind, SeatDue, due_by_seat

_PLACES = {
    DueKind.RISK: Screen.RISKS,
    DueKind.VENDOR: Screen.VENDORS,
    DueKind.DRILL: Screen.WORKFLOW,
    DueKind.WAIT: Screen.WORKFLOW,
}
ALL = "all"
NOBODY = "nobody"
BLOCKS = "blocks"


def show() -> None:
    """The page."""
    context = screen_context()
    page_header(wording.TITLE, context)
    if choose_view(wording.VIEW, wording.VIEWS, key="view") == BLOCKS:
        blockers(context)
        return
    seats = _of_product(context.workspace.ask(due_by_seat, context.as_of, context.basis), context.product)
    if not seats:
        started = context.assessment.start is not None
        empty_state(wording.NOTHING_TITLE, wording.NOTHING if started else wording.NOT_STARTED)
        return
    st.markdown(f"**{escape_markdown(wording.summary(seats))}** {wording.LINE}")
    names = {ALL: wording.ALL_SEATS} | {seat.seat or NOBODY: wording.seat_name(seat.seat) for seat in seats}
    chosen = choose_subject(wording.SEAT, names, key="seat", default=ALL)
    shown = [seat for seat in seats if chosen in (ALL, seat.seat or NOBODY)]
    for seat in shown:
        _seat(seat, context)
    st.header(wording.CHAT_TITLE, anchor=False)
    with st.expander(wording.CHAT_LINE):
        text = wording.chat_text(shown, context.as_of, context.workspace.organization)
        st.code(text, language=None, wrap_lines=True)
    download(
        (wording.COLUMN_SEAT, wording.COLUMN_KIND, wording.COLUMN_WHAT, wording.COLUMN_DUE, wording.COLUMN_REASON),
        [
            (seat.seat, wording.KIND_WORDS[item.kind], item.what, item.due, item.reason)
            for seat in shown
            for item in seat.items
        ],
        name="who-owes-what",
    )


def _of_product(seats: tuple[SeatDue, ...], product: str | None) -> tuple[SeatDue, ...]:
    """Only what is about one product, where one is chosen."""
    if product is None:
        return seats
    narrowed = (
        SeatDue(seat.seat, seat.holder, tuple(item for item in seat.items if item.product == product)) for seat in seats
    )
    return tuple(seat for seat in narrowed if seat.items)


def _seat(seat: SeatDue, context: ScreenContext) -> None:
    with st.container(border=True):
        st.header(escape_markdown(wording.seat_name(seat.seat)), anchor=False)
        holder = f"{seat.holder} · " if seat.holder else ""
        st.caption(escape_markdown(f"{holder}{wording.counted(seat)}"))
        for item in seat.items:
            _item(item, context)


def _item(item: DueItem, context: ScreenContext) -> None:
    look = ("red", "schedule") if item.late_days else ("orange", "event")
    when = badge(wording.when(item, context.as_of), *look)
    kind = badge(wording.KIND_WORDS[item.kind], "gray", "label")
    reason = f"  \n:gray[{escape_markdown(item.reason)}]" if item.reason else ""
    words, buttons = beside()
    words.markdown(f"{when} {kind} **{escape_markdown(item.what)}**{reason}")
    with buttons:
        if item.area is not None:
            link_to(SCREEN_OF_AREA[item.area], wording.WHY, subject=item.subject or None, product=item.product)
        elif item.kind is DueKind.INCIDENT:
            link_to(Screen.RISKS, wording.WHY, product=item.product, incident=item.subject or None)
        elif item.kind in _PLACES:
            link_to(_PLACES[item.kind], wording.WHY, product=item.product, subject=item.subject or None)
        if item.form:
            record_link(item.form, RECORD_IT, about=item.product, **dict(item.fill))
        elif item.kind is DueKind.FEED:
            link_to(Screen.UPLOAD, wording.UPLOAD, product=item.product)
