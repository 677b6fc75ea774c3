"""The alert bar: promises that were broken, and what reaches leaders by itself, each with the way to it."""

import streamlit as st

from playbook.concerns.control.attention import broken_metrics
from playbook.concerns.control.reviews import metric_controls
from playbook.page.parts.header import Screen, ScreenContext, link_to
from playbook.page.screens.overview.notices import LOOKS, PLACES
from playbook.readiness import wording_notices as words
from playbook.readiness.notices import Notice

SHOWN = 2


def alerts(context: ScreenContext) -> None:
    """Nothing where nothing is wrong; metrics that broke their trend, alarms, the gravest notices, the rest counted."""
    alarms, notices = context.assessment.alarms, context.assessment.notices
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    broken = broken_metrics(context.assessment.metrics, reviews)
    if not alarms and not notices and not broken:
        return
    with st.container(key="rows-alerts", gap="xxsmall"):
        for status, review in broken:
            with st.container(key=f"alarm-{status.metric}"):
                icon, metric = ":material/trending_down:", status.metric
                link_to(Screen.NORTH_STAR, review.sentence, icon=icon, product=status.product, metric=metric)
        if alarms:
            first, *others = (f"{alarm}." for alarm in alarms)
            with st.container(key="alarm"):
                icon, also = ":material/notification_important:", " ".join(others)
                link_to(Screen.REVIEW, first, icon=icon, second_line=also)
        if notices:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                for notice in notices[:SHOWN]:
                    _link(notice, context)
                if rest := notices[SHOWN:]:
                    with st.popover(words.more(len(rest)), type="tertiary"):
                        for notice in rest:
                            _link(notice, context)


def _link(notice: Notice, context: ScreenContext) -> None:
    screen, key = PLACES[notice.kind]
    state = words.state(notice, context.as_of)
    link_to(
        screen,
        words.name(notice),
        icon=f":material/{LOOKS[notice.kind][1]}:",
        help=state,
        product=notice.product,
        **{key: notice.subject},
    )
