"""The controls of a framework as a table, what is missing first, and what serves one of them."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.governance import wording
from playbook.concerns.governance.crosswalk import Standing
from playbook.concerns.governance.status import ControlState, ControlStatus, FrameworkStatus
from playbook.page.parts.cells import because, marked, titled
from playbook.page.parts.detail import chosen_in_address, detail, side_by_side
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Cell, Screen, escape_markdown, show_table
from playbook.wording import seat_text, sentence_case

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
FIELDS = (
    Field(wording.CONTROL),
    Field(wording.COLUMN_STATE, choose=True, width=150),
    Field(wording.COLUMN_WHY),
    Field(wording.COLUMN_WHO, choose=True, width=150, spare=True),
)


def controls_of(framework: FrameworkStatus, frameworks: Sequence[FrameworkStatus]) -> None:
    """What is missing in a framework, its controls, and the one that the address names."""
    if framework.replaced_by is not None:
        st.caption(wording.REPLACED)
    st.markdown(escape_markdown(wording.missing_sentence(framework)))
    names = {control.id: wording.control_name(control) for control in framework.controls}
    chosen = chosen_in_address("control", names, wording.CONTROL)
    table, beside = side_by_side(chosen)
    with table:
        _controls(framework, frameworks, chosen)
    if chosen is not None:
        control = next(control for control in framework.controls if control.id == chosen)
        with beside, detail(Screen.GOVERNANCE, control.id, names[chosen], framework=framework.id):
            _servers(control)


def _controls(framework: FrameworkStatus, frameworks: Sequence[FrameworkStatus], chosen: str | None) -> None:
    """What is missing first; the download holds every framework."""
    states = list(STATE_LOOKS)
    gaps = {control.id for control in framework.gaps}
    lines = [
        Line(
            control.id,
            (
                Entry(
                    wording.control_name(control),
                    to=at(Screen.GOVERNANCE, framework.id, control=control.id),
                    order=control.id,
                ),
                Entry(
                    order=states.index(control.state),
                    badges=((wording.STATE_WORDS[control.state], *STATE_LOOKS[control.state]),),
                ),
                sentence_case(control.reason),
                sentence_case(seat_text(control.who)) if control.who else "",
            ),
        )
        for control in sorted(framework.controls, key=lambda control: control.id not in gaps)
    ]
    name = f"controls-{framework.id}"
    grid(name, FIELDS, lines, label=wording.MISSING, selected=chosen, size=12, export=_export(frameworks))


def _servers(control: ControlStatus) -> None:
    st.markdown(escape_markdown(control.asks))
    if not control.servers:
        st.markdown(escape_markdown(control.reason))
        return
    rows = [
        (
            titled(server.name, wording.KIND_WORDS[server.kind]),
            because(
                sentence_case(server.reason),
                seat_text(server.who),
                mark=marked(server.standing, wording.STANDING_WORDS, STANDING_LOOKS),
            ),
        )
        for server in control.servers
    ]
    show_table(wording.SERVER_COLUMNS, rows, name="served-by", alt=wording.CROSSWALK, downloadable=False)


def _export(frameworks: Sequence[FrameworkStatus]) -> Export:
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
    return Export(wording.AUDIT_COLUMNS, rows, name="controls")
