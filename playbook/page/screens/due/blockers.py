"""What blocks and who must act, the gravest first; a row leads to what is kept back."""

import streamlit as st

from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import ScreenContext, badge
from playbook.page.parts.links import SCREEN_OF_AREA
from playbook.readiness import wording
from playbook.verdict import Area
from playbook.wording import AREA_WORDS, sentence_case

FIELDS = (
    Field(wording.COLUMN_WHAT, width=260),
    Field(wording.COLUMN_REASON),
    Field(wording.COLUMN_WHO, choose=True, width=190),
    Field(wording.COLUMN_LATE, right=True, width=100),
)


def blockers(context: ScreenContext) -> None:
    """Every blocker a row; what keeps one gate shut stands together when it is sorted by what is kept back."""
    found = context.assessment.blockers
    if not found:
        st.markdown(badge(wording.NOTHING_BLOCKS, "green", "check_circle"))
        return
    lines = []
    for number, each in enumerate(found):
        product = each.product if each.area is Area.METRICS else None  # a metric is one product's
        to = at(SCREEN_OF_AREA[each.area], each.subject or None, product=product)
        reason = wording.named_reason(each.name, each.reason)
        late = Entry(f"{each.late_days:,}", order=each.late_days) if each.late_days else Entry(order=0)
        lines.append(
            Line(
                f"{number}",
                (
                    Entry(each.about, to=to, title=each.name),
                    reason,
                    sentence_case(wording.who_words(each.who)),
                    late,
                ),
            )
        )
    columns = (
        wording.COLUMN_AREA,
        wording.COLUMN_WHAT,
        wording.COLUMN_REASON,
        wording.COLUMN_WHO,
        wording.COLUMN_LATE,
    )
    rows = [(AREA_WORDS[each.area], each.title, each.reason, each.who, each.late_days) for each in found]
    grid("blockers", FIELDS, lines, label=wording.BLOCKS_TITLE, export=Export(columns, rows, name="blockers"))
