"""What reaches leaders by itself: grave incidents, what ends soon, and the budget."""

import streamlit as st

from playbook.page.parts.header import Screen, ScreenContext, badge, beside, escape_markdown, link_to
from playbook.page.parts.wording import about
from playbook.readiness import wording
from playbook.readiness import wording_notices as words
from playbook.readiness.notices import Notice, NoticeKind
from playbook.wording import sentence_case

SHOWN = 4
LOOKS = {
    NoticeKind.INCIDENT: ("red", "emergency_home"),
    NoticeKind.POSTMORTEM: ("red", "schedule"),
    NoticeKind.INCIDENT_ACTION: ("red", "schedule"),
    NoticeKind.RETIREMENT: ("orange", "event_busy"),
    NoticeKind.CONTRACT: ("orange", "event"),
    NoticeKind.EXEMPTION: ("violet", "shield"),
    NoticeKind.BUDGET: ("orange", "payments"),
}
PLACES = {
    NoticeKind.INCIDENT: (Screen.RISKS, "incident"),
    NoticeKind.POSTMORTEM: (Screen.RISKS, "incident"),
    NoticeKind.INCIDENT_ACTION: (Screen.RISKS, "incident"),
    NoticeKind.RETIREMENT: (Screen.VENDORS, "vendor"),
    NoticeKind.CONTRACT: (Screen.VENDORS, "vendor"),
    NoticeKind.EXEMPTION: (Screen.GATES, "gate"),
    NoticeKind.BUDGET: (Screen.NORTH_STAR, "metric"),
}


def notices(context: ScreenContext) -> None:
    """Each with what it touches and who has to act; the budget in one line below, whether or not it is overspent."""
    found = context.assessment.notices
    with st.container(border=True):
        st.header(words.TITLE, anchor=False)
        if not found:
            st.markdown(badge(words.NOTHING, "green", "check_circle"))
        for notice in found[:SHOWN]:
            _line(notice, context)
        if rest := found[SHOWN:]:
            with st.expander(words.more(len(rest))):
                for notice in rest:
                    _line(notice, context)
        st.caption(escape_markdown(f"{words.BUDGET}: {words.spend_words(context.assessment.spend)}"))


def _line(notice: Notice, context: ScreenContext) -> None:
    state, touched = words.state(notice, context.as_of), words.touches(notice, context.as_of)
    text, button = beside()
    text.markdown(
        f"{badge(words.KIND_WORDS[notice.kind], *LOOKS[notice.kind])} **{escape_markdown(words.name(notice))}**: "
        f"{escape_markdown(state)}  \n:gray[{escape_markdown(f'{touched} {sentence_case(words.who(notice))}'.strip())}]"
    )
    screen, key = PLACES[notice.kind]
    with button:
        link_to(screen, about(wording.WHY, words.name(notice)), product=notice.product, **{key: notice.subject})
