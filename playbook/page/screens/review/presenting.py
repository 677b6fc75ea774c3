"""The meeting room: the agenda one item a screen, in large type, without navigation, walked by arrow keys."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from playbook.page.parts.header import Screen, ScreenContext, link_to
from playbook.page.parts.headings import heading
from playbook.page.parts.links import address_of, open_page
from playbook.page.screens.overview.notices import notices
from playbook.page.screens.review import agenda as walk
from playbook.page.screens.review import closing, wording
from playbook.page.screens.review.changes import changes
from playbook.readiness.agenda import Agenda

PRESENT, ITEM = "present", "item"
_LARGE = """
<style>
.stSidebar, .stAppHeader, [class*="st-key-bar"], [class*="st-key-tabs"] { display: none !important; }
.stMainBlockContainer { max-width: 1200px; padding-top: 2rem; font-size: 1.4rem; }
.stMainBlockContainer h2 { font-size: 2.4rem; }
.stMainBlockContainer p, .stMainBlockContainer li, .stMainBlockContainer td { font-size: 1.4rem; line-height: 1.45; }
.stMainBlockContainer [data-testid="stCaptionContainer"] p { font-size: 1.1rem; }
.stMainBlockContainer [data-testid="stMetricValue"] p { font-size: 3rem; line-height: 1.2; }
.stMainBlockContainer .st-key-walk p { font-size: 1rem; }
</style>
"""
Item = Callable[[], None]


def is_presented() -> bool:
    """Whether the address asks for the meeting room."""
    return st.query_params.get(PRESENT) == "1"


def go_where_it_is_presented(screen: Screen) -> None:
    """The meeting room is the review's: from any other page an address that asks for it leads there."""
    if is_presented() and screen is not Screen.REVIEW:
        open_page(Screen.REVIEW, address_of({PRESENT: "1"}))


def present_link() -> None:
    """The way into the meeting room."""
    link_to(
        Screen.REVIEW, wording.PRESENT, icon=":material/present_to_all:", help=wording.PRESENT_HELP, **{PRESENT: "1"}
    )


def items_of(agenda: Agenda, context: ScreenContext) -> list[Item]:
    """What is drawn on each screen: a screen for every metric, gate and decision, one for each part without any."""
    alone = replace(agenda, routine=0)
    metrics = [replace(alone, metrics=(each,)) for each in agenda.metrics] or [agenda]
    gates = [replace(agenda, gates=(each,)) for each in agenda.gates] or [agenda]
    signatures = [replace(agenda, signatures=(each,)) for each in agenda.signatures] or [agenda]
    decisions = [replace(agenda, decisions=(each,)) for each in agenda.decisions] or [agenda]
    return [
        partial(walk.follow_ups, agenda, context),
        partial(walk.standing, context),
        partial(notices, context),
        partial(changes, context),
        *(partial(walk.metrics, one, context) for one in metrics),
        *(partial(walk.gates, one, context) for one in gates),
        *(partial(walk.signatures, one, context) for one in signatures),
        *(partial(walk.decisions, one, context) for one in decisions),
        partial(_end, context),
    ]


def _end(context: ScreenContext) -> None:
    heading(wording.CLOSE_TITLE)
    closing.agreed(context)
    closing.minutes(context)


def present(agenda: Agenda, context: ScreenContext) -> None:
    """The screen that the address names, and the way to the next."""
    st.html(_LARGE)
    items = items_of(agenda, context)
    number = _number(len(items))
    with st.container(key="walk", horizontal=True, vertical_alignment="center"):
        st.button(
            wording.BACK,
            icon=":material/arrow_back:",
            key="walk-back",
            shortcut="Left",
            disabled=number == 1,
            on_click=_go,
            args=(number - 1,),
        )
        st.button(
            wording.NEXT,
            icon=":material/arrow_forward:",
            key="walk-next",
            shortcut="Right",
            disabled=number == len(items),
            on_click=_go,
            args=(number + 1,),
        )
        st.caption(wording.step(number, len(items)))
        link_to(Screen.REVIEW, wording.LEAVE, icon=":material/close:")
    items[number - 1]()


def _number(count: int) -> int:
    """The screen that the address asks for, the nearest there is."""
    text = st.query_params.get(ITEM, "1")
    return min(max(int(text), 1), count) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _go(number: int) -> None:
    st.query_params[ITEM] = str(number)
