"""The metrics in a table, those that need attention first: actual, plan, gap, trend, last target, where it leads."""

import streamlit as st

from playbook.concerns.control.attention import sorted_by_attention
from playbook.concerns.control.reviews import metric_controls
from playbook.page.parts.header import Screen, ScreenContext, link_to
from playbook.page.screens.north_star.listing import metric_rows
from playbook.readiness import wording_screen as wording
from playbook.readiness.wording import NO_METRICS

SHOWN = 5


def metrics(context: ScreenContext) -> None:
    """The first few rows; the rest is one click away."""
    found = context.assessment.metrics
    with st.container(horizontal=True, vertical_alignment="center", key="head-metrics"):
        st.header(wording.metrics_title(found), anchor=False, width="stretch")
        link_to(Screen.NORTH_STAR, wording.all_metrics(len(found)), icon="")
    if not found:
        st.markdown(NO_METRICS)
        return
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    heaps = sorted_by_attention(found, reviews)
    first = (*heaps.attention, *heaps.silent, *heaps.routine)[:SHOWN]
    metric_rows(first, reviews, name="metrics", label=wording.metrics_title(found))
