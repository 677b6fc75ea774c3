"""The workflow: every product on its way from spec to monitor, and one of them in full."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.workflow import wording
from playbook.concerns.workflow.status import ProductFlow, workflow_status
from playbook.page.parts.badges import VERDICT_LOOKS
from playbook.page.parts.cells import titled
from playbook.page.parts.detail import chosen_in_address
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid, land_on
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    badge,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
    show_narrow,
    show_table,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.selection import choose_view
from playbook.page.screens.workflow.product import criteria, drills, hygiene, parts
from playbook.wording import VERDICT_WORDS, sentence_case

MAP_ROWS = 6
FIELDS = (
    Field(wording.PRODUCT),
    Field(wording.COLUMN_GATE, width=200),
    Field(wording.COLUMN_MISSING),
    Field(wording.COLUMN_DRILLS, width=180),
    Field(wording.COLUMN_WAITS),
)


def show() -> None:
    """The whole page."""
    context = screen_context()
    definitions = context.playbook.definitions.workflow
    status = context.workspace.ask(workflow_status, context.as_of, context.basis)
    page_header(wording.title(status), context)
    if not status.products:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_PRODUCT,), records=["product"])
    if not definitions.stages:
        empty_state(wording.UNDEFINED, wording.UNDEFINED_WHY, (wording.WAY_DEFINE,))
    if not status.products:
        return
    st.markdown(f"**{escape_markdown(wording.summary(status))}**")
    names = {flow.product: flow.name for flow in status.products}
    named = chosen_in_address("flow", names, wording.PRODUCT)
    first = context.product if context.product in names else status.products[0].product
    flow = next(flow for flow in status.products if flow.product == (named or first))
    _map(status.products, flow, context)
    key = f"detail-{flow.product}"
    with st.container(border=True, key=key, gap="small"):
        heading(escape_markdown(flow.name))
        st.markdown(escape_markdown(wording.stage_sentence(flow, context.as_of)))
        goal = wording.stage_goal(definitions.stages, flow.stage)
        if goal:
            st.markdown(escape_markdown(goal + "."))
        tab = choose_view(wording.TAB, wording.TABS, key="tab")
    if named is not None:
        land_on(key)
    if tab == wording.CRITERIA_TAB:
        criteria(flow)
    elif tab == wording.PARTS_TAB:
        parts(flow, context.as_of)
        hygiene(flow)
    else:
        _waits(flow)
        drills(flow, context.as_of)
        if flow.times:
            st.subheader(wording.STAGES, anchor=False)
            times = [wording.time_row(time, context.as_of) for time in flow.times]
            show_table(wording.TIME_COLUMNS, times, name=f"{flow.product}-stages", alt=wording.STAGES)


def _map(flows: Sequence[ProductFlow], chosen: ProductFlow, context: ScreenContext) -> None:
    """Every product with its stage, its next gate, and what and whom it waits for."""
    today = context.as_of
    lines = []
    for flow in flows:
        gate = flow.next_gate
        verdict = () if gate is None else ((VERDICT_WORDS[gate.verdict], *VERDICT_LOOKS[gate.verdict]),)
        cells = (
            Entry(flow.name, wording.days_words(flow, today), to=at(Screen.WORKFLOW, flow.product)),
            Entry(note="" if gate is None else gate.name, order="" if gate is None else gate.name, badges=verdict),
            sentence_case(wording.missing_names(flow)),
            wording.drills_words(flow),
            sentence_case(wording.waits_words(flow)),
        )
        lines.append(Line(flow.product, cells))
    export = Export(wording.MAP_COLUMNS, [wording.map_row(flow, today) for flow in flows], name="workflow")
    grid("workflow", FIELDS, lines, label=wording.MAP, selected=chosen.product, size=MAP_ROWS, export=export)


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
