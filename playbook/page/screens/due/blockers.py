"""What blocks and who must act: the gravest first, and what keeps one gate shut together."""

from collections.abc import Iterator

import streamlit as st

from playbook.page.parts.header import ScreenContext, badge, download, escape_markdown, link_to_area, with_days
from playbook.readiness import wording
from playbook.readiness.advice import Blocker
from playbook.verdict import Area
from playbook.wording import AREA_WORDS, seat_text

SHOWN_GROUPS = 3
MOST_IN_WORDS = 40
"""Lines of the fold; the download has them all."""


def blockers(context: ScreenContext) -> None:
    """The first few groups with the first few lines of each; the rest is counted, and all of it can be taken away."""
    found = context.assessment.blockers
    if not found:
        st.markdown(badge(wording.NOTHING_BLOCKS, "green", "check_circle"))
        return
    together: dict[tuple[Area, str], list[Blocker]] = {}
    for blocker in found:
        together.setdefault((blocker.area, blocker.subject), []).append(blocker)
    for group in list(together.values())[:SHOWN_GROUPS]:
        _group(group, context)
    with st.expander(wording.every_reason(len(found), max(blocker.late_days for blocker in found))):
        for group in _within(list(together.values()), MOST_IN_WORDS):
            heading = escape_markdown(group[0].about)
            st.markdown("\n".join([f"**{heading}**", "", *(_line(each, context) for each in group)]))
        if len(found) > MOST_IN_WORDS:
            st.caption(wording.more_blockers(len(found) - MOST_IN_WORDS))
        download(
            (
                wording.COLUMN_AREA,
                wording.COLUMN_WHAT,
                wording.COLUMN_REASON,
                wording.COLUMN_WHO,
                wording.COLUMN_LATE,
            ),
            [(AREA_WORDS[each.area], each.title, each.reason, seat_text(each.who), each.late_days) for each in found],
            name="blockers",
        )


def _within(groups: list[list[Blocker]], most: int) -> Iterator[list[Blocker]]:
    """The groups as far as `most` lines go."""
    for group in groups:
        if most <= 0:
            return
        yield group[:most]
        most -= len(group)


def _group(group: list[Blocker], context: ScreenContext) -> None:
    """What is kept back, its first reason in full, the others by name, and everybody who must act."""
    first = group[0]
    calendar = context.playbook.calendar
    late = max(blocker.late_days for blocker in group)
    look = (wording.late_words(late), "red", "schedule") if late else (wording.BLOCKS, "orange", "block")
    others = [blocker.name for blocker in group[1:]]
    seats = list(dict.fromkeys(blocker.who for blocker in group))
    lines = [
        f"{badge(*look)} **{escape_markdown(first.about)}**",
        escape_markdown(with_days(wording.named_reason(first.name, first.reason), calendar)),
        escape_markdown(wording.also(others)),
        f":gray[:material/person: {escape_markdown(wording.all_who(seats))}]",
    ]
    with st.container(gap="xxsmall"):
        st.markdown("  \n".join(filter(None, lines)))
        with st.container(horizontal=True, gap="small"):
            link_to_area(first.area, first.about, subject=first.subject, product=first.product)


def _line(blocker: Blocker, context: ScreenContext) -> str:
    title = f"**{escape_markdown(blocker.name)}:** " if blocker.name else ""
    who = f":gray[:material/person: {escape_markdown(wording.who_words(blocker.who))}]"
    reason = with_days(blocker.reason, context.playbook.calendar)
    return f"- {title}{escape_markdown(reason)}  \n  {who}"
