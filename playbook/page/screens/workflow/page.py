"""The workflow: every product on its way from spec to monitor, and one of them in full."""

from datetime import date

import streamlit as st

from playbook.concerns.workflow import wording
from playbook.concerns.workflow.status import ProductFlow, workflow_status
from playbook.page.parts.cells import because, titled
from playbook.page.parts.header import (
    Screen,
    Shown,
    badge,
    choose_subject,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
    show_narrow,
    show_table,
    verdict_badge,
)
from playbook.page.screens.workflow.product import criteria, drills, hygiene, parts

SELECT_WIDTH = 420


def show() -> None:
    """The whole page."""
    context = screen_context()
    definitions = context.playbook.definitions.workflow
    status = context.workspace.ask(workflow_status, context.as_of, context.basis)
    page_header(wording.title(status), context)
    if not status.products:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_PRODUCT,))
    if not definitions.stages:
        empty_state(wording.UNDEFINED, wording.UNDEFINED_WHY, (wording.WAY_DEFINE,))
    if not status.products:
        return
    st.markdown(f"**{escape_markdown(wording.summary(status))}**")
    st.header(wording.MAP, anchor=False)
    rows = [wording.map_row(flow, context.as_of) for flow in status.products]
    shown = [_on_the_way(flow, context.as_of) for flow in status.products]
    show_narrow(wording.MAP_COLUMNS_SHOWN, shown, wording.MAP_COLUMNS, rows, name="workflow", alt=wording.MAP)
    names = {flow.product: flow.name for flow in status.products}
    with st.container(width=SELECT_WIDTH):
        chosen = choose_subject(wording.PRODUCT, names, key="flow", default=context.product)
    flow = next(flow for flow in status.products if flow.product == chosen)
    st.header(escape_markdown(flow.name), anchor=False)
    st.markdown(escape_markdown(wording.stage_sentence(flow, context.as_of)))
    goal = wording.stage_goal(definitions.stages, flow.stage)
    if goal:
        st.markdown(escape_markdown(goal + "."))
    _waits(flow)
    drills(flow, context.as_of)
    criteria(flow)
    parts(flow, context.as_of)
    hygiene(flow)
    if flow.times:
        st.subheader(wording.STAGES, anchor=False)
        times = [wording.time_row(time, context.as_of) for time in flow.times]
        show_table(wording.TIME_COLUMNS, times, name=f"{flow.product}-stages", alt=wording.STAGES)


def _on_the_way(flow: ProductFlow, today: date) -> tuple[Shown, ...]:
    """A product with its stage, its next gate, and what and whom it waits for."""
    gate = flow.next_gate
    verdict = "" if gate is None else f"{verdict_badge(gate.verdict)} {escape_markdown(gate.name)}"
    facts = (wording.missing_words(flow), wording.drills_words(flow))
    return titled(flow.name, wording.days_words(flow, today)), because(
        "; ".join(filter(None, facts)), wording.waits_words(flow), mark=verdict
    )


def _waits(flow: ProductFlow) -> None:
    """What it waits for and on whom; what the next gate says stands beside it."""
    today = screen_context().as_of
    st.subheader(wording.WAITS, anchor=False)
    if flow.next_gate is not None:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(escape_markdown(wording.gate_line(flow.next_gate, today)), width="stretch")
            link_to(Screen.GATES, wording.TO_GATE, subject=flow.next_gate.gate, product=flow.product)
    if flow.waits:
        rows = [wording.wait_row(wait, today) for wait in flow.waits]
        shown = [
            (titled(what, whom), wording.promise_words(since, days, until)) for what, whom, since, days, until in rows
        ]
        name = f"{flow.product}-waits"
        show_narrow(wording.WAIT_COLUMNS_SHOWN, shown, wording.WAIT_COLUMNS, rows, name=name, alt=wording.WAITS)
    elif flow.next_gate is None:
        st.markdown(badge(wording.NO_WAITS, "green", "check_circle"))
