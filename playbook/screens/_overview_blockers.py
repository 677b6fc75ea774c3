"""What blocks and who must act: the gravest first, and what keeps one gate shut together."""

import streamlit as st

from playbook import wording_overview as wording
from playbook.advice import Blocker
from playbook.screens._overview_forms import form_links
from playbook.screens._parts import ScreenContext, badge, download, escape_markdown, link_to_area
from playbook.verdict import Area
from playbook.wording import AREA_WORDS, seat_text

SHOWN_GROUPS = 5
SHOWN_OF_A_GROUP = 3


def blockers(context: ScreenContext) -> None:
    """The first few groups with the first few lines of each; the rest is counted, and all of it can be taken away."""
    found = context.assessment.blockers
    st.header(wording.BLOCKS_TITLE, anchor=False)
    if not found:
        st.markdown(badge(wording.NOTHING_BLOCKS, "green", "check_circle"))
        return
    together: dict[tuple[Area, str], list[Blocker]] = {}
    for blocker in found:
        together.setdefault((blocker.area, blocker.subject), []).append(blocker)
    for group in list(together.values())[:SHOWN_GROUPS]:
        _group(group, context)
    if len(together) > SHOWN_GROUPS:
        rest = sum(len(group) for group in list(together.values())[SHOWN_GROUPS:])
        st.caption(wording.more_blockers(rest))
    download(
        (wording.COLUMN_AREA, wording.COLUMN_WHAT, wording.COLUMN_REASON, wording.COLUMN_WHO, wording.COLUMN_LATE),
        [(AREA_WORDS[each.area], each.title, each.reason, seat_text(each.who), each.late_days) for each in found],
        name="blockers",
    )


def _group(group: list[Blocker], context: ScreenContext) -> None:
    first = group[0]
    gates = {f"{gate.product}/{gate.gate}": f"{gate.product_name}, {gate.gate_name}" for gate in context.gates}
    heading = gates.get(first.subject, first.title)
    late = max(blocker.late_days for blocker in group)
    look = (wording.late_words(late), "red", "schedule") if late else (wording.BLOCKS, "orange", "block")
    with st.container(gap="xxsmall"):
        st.markdown(f"{badge(*look)} **{escape_markdown(heading)}**")
        st.markdown("\n".join(_line(blocker, heading) for blocker in group[:SHOWN_OF_A_GROUP]))
        rest = len(group) - SHOWN_OF_A_GROUP
        label = wording.why_and_more(rest) if rest > 0 else wording.WHY
        with st.container(horizontal=True, gap="small"):
            link_to_area(first.area, label, subject=first.subject, product=first.product)
            form_links(first.area, first.subject, context)


def _line(blocker: Blocker, heading: str) -> str:
    name = blocker.title.removeprefix(f"{heading}: ")
    title = "" if name == heading else f"**{escape_markdown(name)}:** "
    who = f":gray[:material/person: {escape_markdown(wording.who_words(blocker.who))}]"
    return f"- {title}{escape_markdown(blocker.reason)}  \n  {who}"
