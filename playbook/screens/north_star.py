"""North-star metrics: pillars as cards, guardrails, and one metric in full, chosen by the address."""

from collections.abc import Sequence

import streamlit as st

from playbook import wording_guardrails
from playbook import wording_north_star as wording
from playbook.guardrails import GuardrailPair, GuardrailState, guardrail_pairs
from playbook.metric_views import by_pillar, of_product, on_trajectory
from playbook.north_star import MetricStatus
from playbook.screens._metric import one_metric
from playbook.screens._parts import (
    Screen,
    ScreenContext,
    badge,
    download,
    empty_state,
    escape_markdown,
    link_to,
    metric_card,
    page_header,
    screen_context,
)
from playbook.screens._selection import choose_subject

ALL = ""
SELECT_WIDTH = 420
CARDS_IN_A_ROW = 4
BELOW = "below"
"""In the address where a card of this page was followed: what it opens stands below its row, not at the top."""
STATE_LOOKS = {
    GuardrailState.BREACHED: ("red", "warning"),
    GuardrailState.HOLDS: ("green", "shield"),
    GuardrailState.NOT_IN_PLAY: ("gray", "remove"),
    GuardrailState.UNKNOWN: ("gray", "help"),
}


def show() -> None:
    """The whole page."""
    context = screen_context()
    metrics = context.playbook.metrics
    whole = context.workspace.assess(context.as_of, context.basis)
    statuses, silent = of_product(tuple(metrics.values()), whole.metrics, context.product)
    measured = any(status.series.points or status.by_product for status in statuses)
    page_header(wording.title(*on_trajectory(statuses)) if measured else wording.TITLE, context)
    if not metrics:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
        return
    if not measured:
        _nothing_yet(context)
    else:
        st.markdown(f"**{escape_markdown(wording.summary(statuses))}**")
    names = {ALL: wording.ALL_METRICS} | {metric.id: metric.name for metric in metrics.values()}
    with st.container(width=SELECT_WIDTH):
        chosen = choose_subject(wording.METRIC, names, key="metric")
    below = chosen if chosen == st.query_params.get(BELOW) else ALL
    if chosen and not below:
        status = next(status for status in (*statuses, *silent) if status.metric == chosen)
        if status in silent:
            _silent([status], context, wording.OTHERS_BELOW)
        one_metric(status, metrics[chosen], context)
    if measured:
        _guardrails(guardrail_pairs(metrics, statuses))
    for pillar, of_pillar in by_pillar(statuses).items():
        st.header(wording.PILLAR_WORDS[pillar], anchor=False)
        st.caption(wording.pillar_line(pillar, of_pillar))
        _cards(of_pillar, below, context)
    if silent:
        _silent(silent, context)
    _take_away(statuses)


def _silent(silent: Sequence[MetricStatus], context: ScreenContext, more: str = "") -> None:
    """What the chosen product has not reported, and where to bring it."""
    name = context.product_names.get(context.product or "", "")
    st.info(escape_markdown(f"{wording.silent_words(silent, name)} {more}"), icon=":material/info:")
    link_to(Screen.UPLOAD, wording.TO_UPLOAD)


def _nothing_yet(context: ScreenContext) -> None:
    why = wording.nothing_yet(context.playbook.definitions.metrics.due_week, context.assessment.week)
    ways = (wording.WAY_UPLOAD, wording.WAY_COMMAND, wording.WAY_LATER)
    empty_state(wording.NOTHING_YET, why, ways, links=[(Screen.UPLOAD, wording.TO_UPLOAD)])


def _guardrails(pairs: Sequence[GuardrailPair]) -> None:
    if not pairs:
        return
    with st.container(border=True):
        st.header(wording.GUARDRAILS, anchor=False)
        st.caption(wording.GUARDRAILS_LINE)
        st.markdown(
            "  \n".join(
                badge(wording_guardrails.STATE_WORDS[pair.state], *STATE_LOOKS[pair.state])
                + f" {escape_markdown(wording_guardrails.pair_line(pair))}"
                for pair in pairs
            )
        )


def _cards(statuses: Sequence[MetricStatus], below: str, context: ScreenContext) -> None:
    for first in range(0, len(statuses), CARDS_IN_A_ROW):
        row = statuses[first : first + CARDS_IN_A_ROW]
        for column, status in zip(st.columns(CARDS_IN_A_ROW), row, strict=False):
            with column:
                metric_card(status, product=context.product, names=context.product_names, below=True)
        for status in row:
            if status.metric == below:
                one_metric(status, context.playbook.metrics[below], context)


def _take_away(statuses: Sequence[MetricStatus]) -> None:
    rows = [
        (
            status.metric,
            status.name,
            status.pillar,
            status.product,
            status.week,
            status.period_end,
            status.value,
            status.numerator,
            status.n,
            status.low,
            status.high,
            status.target,
            status.outcome,
            status.age_days,
            status.partial,
            status.change,
            status.reason,
            status.owner,
            status.unit,
        )
        for total in statuses
        for status in (total, *total.by_product)
    ]
    download(wording.DOWNLOAD_COLUMNS, rows, name="north-star-metrics")
