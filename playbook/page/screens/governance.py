"""Governance: coverage by framework, what an auditor would find missing, and what serves each control."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.governance import wording
from playbook.concerns.governance.charts import coverage_bars
from playbook.concerns.governance.crosswalk import Standing
from playbook.concerns.governance.status import ControlState, ControlStatus, FrameworkStatus, governance_status
from playbook.page.parts.cells import because, marked, titled
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import (
    Cell,
    Screen,
    choose_subject,
    download,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
    show_table,
)
from playbook.wording import seat_text

STATE_LOOKS = {
    ControlState.COVERED: ("green", "check_circle"),
    ControlState.CLAIMED: ("orange", "rule"),
    ControlState.OPEN: ("red", "cancel"),
    ControlState.UNSERVED: ("violet", "link_off"),
    ControlState.NOT_YET: ("gray", "event"),
    ControlState.NOT_APPLICABLE: ("gray", "do_not_disturb_on"),
}
STANDING_LOOKS = {
    Standing.COVERED: ("green", "check_circle"),
    Standing.CLAIMED: ("orange", "rule"),
    Standing.OPEN: ("red", "cancel"),
}
SELECT_WIDTH = 420


def show() -> None:
    """The whole page."""
    context = screen_context()
    status = context.workspace.ask(governance_status, context.as_of, context.basis)
    page_header(wording.title(status), context)
    if not status.frameworks:
        links = [(Screen.VENDORS, wording.VENDORS)]
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,), links=links)
        return
    st.markdown(f"**{escape_markdown(wording.summary(status))}**")
    if context.product is not None:
        st.caption(wording.ONLY_ORGANIZATION)
    with st.container(border=True):
        st.header(wording.COVERAGE, anchor=False)
        show_chart(coverage_bars, status.frameworks, description=wording.coverage_alt(status))
        if counted := wording.counted_words(status):
            st.caption(escape_markdown(counted))
    names = {framework.id: framework.name for framework in status.frameworks}
    with st.container(width=SELECT_WIDTH):
        chosen = choose_subject(wording.FRAMEWORK, names, key="framework")
    _one(next(framework for framework in status.frameworks if framework.id == chosen))
    with st.container(horizontal=True, vertical_alignment="center"):
        _take_away(status.frameworks)
        link_to(Screen.VENDORS, wording.VENDORS)
        link_to(Screen.RISKS, wording.TO_RISKS)


def _one(framework: FrameworkStatus) -> None:
    st.header(wording.MISSING, anchor=False)
    if framework.replaced_by is not None:
        st.caption(wording.REPLACED)
    st.markdown(escape_markdown(wording.missing_sentence(framework)))
    which = st.segmented_control(
        wording.SHOW, [wording.ONLY_MISSING, wording.EVERYTHING], default=wording.ONLY_MISSING, key="controls_shown"
    )
    controls = framework.controls if which == wording.EVERYTHING else framework.gaps
    if not controls:
        st.markdown(wording.NO_CONTROLS)
        return
    _controls(controls, framework)
    opened = st.query_params.get("control")
    names = {control.id: wording.control_name(control) for control in controls}
    st.header(wording.CROSSWALK, anchor=False)
    with st.container(width=SELECT_WIDTH):
        picked = choose_subject(wording.CONTROL, names, key="control", default=opened if opened in names else None)
    _servers(next(control for control in controls if control.id == picked))


def _controls(controls: Sequence[ControlStatus], framework: FrameworkStatus) -> None:
    rows = [
        (
            titled(wording.control_name(control), control.asks),
            because(
                control.reason, seat_text(control.who), mark=marked(control.state, wording.STATE_WORDS, STATE_LOOKS)
            ),
        )
        for control in controls
    ]
    show_table(wording.CONTROL_COLUMNS, rows, name=f"controls-{framework.id}", alt=wording.MISSING, downloadable=False)


def _servers(control: ControlStatus) -> None:
    st.markdown(escape_markdown(control.asks))
    if not control.servers:
        st.markdown(escape_markdown(control.reason))
        return
    rows = [
        (
            titled(server.name, wording.KIND_WORDS[server.kind]),
            because(
                server.reason,
                seat_text(server.who),
                mark=marked(server.standing, wording.STANDING_WORDS, STANDING_LOOKS),
            ),
        )
        for server in control.servers
    ]
    show_table(wording.SERVER_COLUMNS, rows, name="served-by", alt=wording.CROSSWALK, downloadable=False)


def _take_away(frameworks: Sequence[FrameworkStatus]) -> None:
    rows: list[tuple[Cell, ...]] = [
        (
            framework.name,
            control.id,
            control.title,
            control.asks,
            wording.STATE_WORDS[control.state],
            control.reason,
            control.who,
            wording.served_by(control),
            control.begins,
        )
        for framework in frameworks
        for control in framework.controls
    ]
    download(wording.AUDIT_COLUMNS, rows, name="controls")
