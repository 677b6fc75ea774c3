"""What to decide this week: the thing, its owner, its day and what it is worth; each leads to its subject."""

import streamlit as st

from playbook.page.parts.grid import at
from playbook.page.parts.header import Screen, ScreenContext, link_to
from playbook.page.parts.links import SCREEN_OF_AREA
from playbook.page.parts.rows import Cell, Column, show_rows
from playbook.readiness import wording_screen as wording
from playbook.readiness.due.by_seat import due_by_seat, of_product
from playbook.readiness.this_week import ToDecide, to_decide
from playbook.readiness.wording import effect_words
from playbook.wording import sentence_case

SHOWN = 4
COLUMNS = (
    Column(wording.DECIDE_WHAT),
    Column(wording.DECIDE_OWNER, 130),
    Column(wording.DECIDE_DUE, 84, "right"),
    Column(wording.DECIDE_POINTS, 48, "right"),
)


def decide(context: ScreenContext) -> None:
    """The first few; all that is open is one click away."""
    found = to_decide(context.assessment)
    seats = of_product(context.workspace.ask(due_by_seat, context.as_of, context.basis), context.product)
    with st.container(horizontal=True, vertical_alignment="center", key="head-decide"):
        st.header(wording.DECIDE_TITLE, anchor=False, width="stretch")
        late = sum(seat.late for seat in seats)
        link_to(Screen.DUE, wording.all_open(sum(len(seat.items) for seat in seats), late), icon="")
    if not found:
        st.markdown(wording.NOTHING_TO_DECIDE)
        return
    show_rows("decide", COLUMNS, [_row(one, context) for one in found[:SHOWN]], label=wording.DECIDE_TITLE)


def _row(one: ToDecide, context: ScreenContext) -> tuple[Cell, ...]:
    tone, due = wording.decide_due(one.due, one.late_days, context.as_of)
    gain = round(one.gain or 0.0, 1)
    return (
        Cell(sentence_case(one.what), to=at(SCREEN_OF_AREA[one.area], one.subject or None, product=one.product)),
        Cell(wording.owners_short(one.who), "gray"),
        Cell(due, tone, strong=True),
        Cell(effect_words(gain) if gain else "", "blue", strong=True),
    )
