"""What to decide this week: the thing, its owner, its day and what it is worth; each leads to its subject."""

import streamlit as st

from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to
from playbook.page.parts.links import SCREEN_OF_AREA
from playbook.page.parts.rows import Column, cell, row, rows_of, titles
from playbook.readiness import wording_screen as wording
from playbook.readiness.due.by_seat import due_by_seat, of_product
from playbook.readiness.this_week import to_decide
from playbook.readiness.wording import effect_words
from playbook.wording import owner_text, sentence_case

SHOWN = 5
WHAT, OWNER = Column(wording.DECIDE_WHAT), Column(wording.DECIDE_OWNER, 130)
DUE, POINTS = Column(wording.DECIDE_DUE, 84, "right"), Column(wording.DECIDE_POINTS, 48, "right")


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
    with rows_of("decide"):
        titles((WHAT, OWNER, DUE, POINTS))
        for one in found[:SHOWN]:
            with row():
                with st.container():
                    link_to(
                        SCREEN_OF_AREA[one.area],
                        sentence_case(one.what),
                        icon="",
                        subject=one.subject or None,
                        product=one.product,
                    )
                cell(f":gray[{escape_markdown(sentence_case(owner_text(one.who)))}]", OWNER)
                cell(wording.due_markdown(one.due, one.late_days, context.as_of), DUE)
                gain = round(one.gain or 0.0, 1)
                cell(f":blue[**{effect_words(gain)}**]" if gain else "", POINTS)
