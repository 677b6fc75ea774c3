"""Metrics as table and detail: what matters most first, its detail beside it; grouped by product as a grid."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.attention import Sorted, alarmed, sorted_by_attention
from playbook.concerns.control.review import MetricControls
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.north_star import wording
from playbook.concerns.north_star.guardrails import guardrail_pairs
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import of_product
from playbook.page.parts.detail import SIDES, SIDES_OPENED
from playbook.page.parts.grid import land_on
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.parts.selection import choose_subject, choose_view
from playbook.page.screens.north_star.guardrails import guardrails
from playbook.page.screens.north_star.master import metric_table
from playbook.page.screens.north_star.metric import one_metric
from playbook.page.screens.north_star.portfolio import portfolio
from playbook.page.screens.north_star.tables import take_away
from playbook.readiness.wording_screen import metrics_facts

DETAIL = "metric-detail"
SHARES = (7, 5)
"""Of the width: table, detail."""


def show() -> None:
    """The whole page."""
    context = screen_context()
    metrics = context.playbook.metrics
    whole = context.workspace.assess(context.as_of, context.basis)
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    statuses, silent = of_product(tuple(metrics.values()), whole.metrics, context.product)
    heaps = sorted_by_attention(statuses, reviews)
    measured = bool(heaps.attention or heaps.routine)
    known = len(heaps.attention), len(heaps.routine), len(heaps.silent) + len(silent)
    title = page_words.title(*known) if measured else wording.TITLE
    page_header(title, context, metrics_facts(heaps.attention, heaps.routine))
    if not metrics:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
        return
    if not measured:
        _nothing_yet(context)
    ordered = (*heaps.attention, *heaps.routine, *heaps.silent, *silent)
    names = {status.metric: status.name for status in ordered}
    with st.container(horizontal=True, vertical_alignment="center"):
        view = choose_view(page_words.VIEW, page_words.VIEWS, key="view")
        with st.container(width=420):
            chosen = choose_subject(wording.METRIC, names, key="metric", label_visibility="collapsed")
        take_away(statuses)
    status = next(status for status in ordered if status.metric == chosen)
    if view == page_words.PORTFOLIO:
        st.caption(page_words.PORTFOLIO_LINE)
        portfolio(whole.metrics, reviews, chosen, context)
        _detail(status, silent, reviews, context)
        return
    with st.container(key=SIDES_OPENED if "metric" in st.query_params else SIDES):
        table, detail = st.columns(SHARES, gap="small")
        with table:
            _table(heaps, silent, reviews, chosen, context)
        with detail:
            _detail(status, silent, reviews, context)


def _table(
    heaps: Sorted, silent: Sequence[MetricStatus], reviews: MetricControls, chosen: str, context: ScreenContext
) -> None:
    """What needs attention by how much it matters, then what is as expected; below it the guardrails."""
    parts = (
        (page_words.ATTENTION, heaps.attention),
        (page_words.ROUTINE, heaps.routine),
        (page_words.NOT_REPORTED, (*heaps.silent, *silent)),
    )
    metric_table(parts, reviews, chosen)
    if heaps.silent or silent:
        link_to(Screen.UPLOAD, wording.TO_UPLOAD)
    if heaps.attention or heaps.routine:
        every = (*heaps.attention, *heaps.routine, *heaps.silent)
        guardrails(guardrail_pairs(context.playbook.metrics, every, alarmed(every, reviews)))


def _detail(
    status: MetricStatus, silent: Sequence[MetricStatus], reviews: MetricControls, context: ScreenContext
) -> None:
    with st.container(border=True, key=DETAIL):
        if status in silent:
            name = context.product_names.get(context.product or "", "")
            said = f"{wording.silent_words([status], name)} {wording.OTHERS_BELOW}"
            st.info(escape_markdown(said), icon=":material/info:")
        one_metric(status, context.playbook.metrics[status.metric], reviews, context)
    if "metric" in st.query_params:
        land_on(DETAIL)


def _nothing_yet(context: ScreenContext) -> None:
    why = wording.nothing_yet(context.playbook.definitions.metrics.due_week, context.assessment.week)
    ways = (wording.WAY_UPLOAD, wording.WAY_COMMAND, wording.WAY_LATER)
    empty_state(wording.NOTHING_YET, why, ways, links=[(Screen.UPLOAD, wording.TO_UPLOAD)])
