"""Accountability: who agreed, the RACI, interfaces, hand-overs, meetings, and how the company is organized."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playbook import wording_accountability as wording
from playbook.accountability import AccountabilityDefinitions
from playbook.accountability_document import (
    accountability_document,
    handover_rows,
    interface_rows,
    raci_head,
    raci_row,
)
from playbook.accountability_status import AccountabilityStatus, accountability_status
from playbook.document import Document
from playbook.document_html import to_html
from playbook.document_markdown import to_markdown
from playbook.screens._parts import (
    Cell,
    ScreenContext,
    Shown,
    empty_state,
    escape_markdown,
    outcome_badge,
    page_header,
    screen_context,
    show_table,
)
from playbook.wording import OUTCOME_WORDS, seat_text


def show() -> None:
    """The whole page."""
    context = screen_context()
    definitions = context.playbook.definitions.accountability
    status = context.workspace.ask(accountability_status, context.as_of, context.basis)
    names = {party.id: party.title for party in definitions.parties}
    page_header(wording.title(status), context)
    if not definitions.parties:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
        return
    st.markdown(f"**{escape_markdown(wording.summary(status))}**")
    _take_along(status, definitions, context)
    _agreements(status)
    _raci(status, names)
    _topology(status, definitions)
    evidence = {kind.id: kind.name or kind.id for kind in context.playbook.definitions.gates.evidence_kinds}
    parties = [(party.title, seat_text(party.seat), party.decides) for party in definitions.parties]
    meetings = [wording.meeting_words(meeting, names) for meeting in definitions.meetings]
    for heading, columns, rows in (
        (wording.PARTIES, wording.PARTY_COLUMNS, parties),
        (wording.INTERFACES, wording.INTERFACE_COLUMNS, list(interface_rows(definitions, names))),
        (wording.HANDOVERS, wording.HANDOVER_COLUMNS, list(handover_rows(definitions, names, evidence))),
        (wording.MEETINGS, wording.MEETING_COLUMNS, meetings),
    ):
        if rows:
            st.header(heading, anchor=False)
            show_table(columns, rows, name=heading.casefold().replace(" ", "-"), alt=heading)
    if definitions.council is not None:
        st.markdown(escape_markdown(wording.council_words(definitions.council, names)))


def _take_along(status: AccountabilityStatus, definitions: AccountabilityDefinitions, context: ScreenContext) -> None:
    """The document as files; each is written when it is asked for."""
    evidence = {kind.id: kind.name or kind.id for kind in context.playbook.definitions.gates.evidence_kinds}
    organization = context.workspace.organization

    def file(write: Callable[[Document], str]) -> bytes:
        return write(accountability_document(status, definitions, organization, evidence)).encode()

    with st.container(horizontal=True):
        for label, ending, mime, write in (
            (wording.EXPORT_MARKDOWN, "md", "text/markdown", to_markdown),
            (wording.EXPORT_HTML, "html", "text/html", to_html),
        ):
            st.download_button(
                label,
                data=partial(file, write),
                file_name=f"accountability.{ending}",
                mime=mime,
                key=f"accountability-{ending}",
                help=wording.EXPORT,
                icon=":material/download:",
                on_click="ignore",
            )


def _agreements(status: AccountabilityStatus) -> None:
    st.header(wording.AGREEMENTS, anchor=False)
    if not status.agreements:
        st.markdown(wording.NO_AGREEMENTS)
        return
    rows: list[tuple[Cell, ...]] = [
        (one.name, Shown(outcome_badge(one.outcome), OUTCOME_WORDS[one.outcome]), one.reason, seat_text(one.who))
        for one in status.agreements
    ]
    show_table(wording.AGREEMENT_COLUMNS, rows, name="agreements", alt=wording.AGREEMENTS)


def _raci(status: AccountabilityStatus, names: dict[str, str]) -> None:
    st.header(wording.RACI, anchor=False)
    st.markdown(escape_markdown(wording.raci_sentence(status.rows, names)))
    if not status.rows:
        return
    st.caption(wording.RACI_HELP)
    rows: list[tuple[Cell, ...]] = []
    for row in status.rows:
        name, owner, *roles = raci_row(row, names)
        rows.append((name, owner, *(Shown(f"**{role}**" if "A" in role else role, role) for role in roles)))
    show_table(raci_head(names), rows, name="raci", alt=f"{wording.RACI}. {wording.RACI_HELP}")


def _topology(status: AccountabilityStatus, definitions: AccountabilityDefinitions) -> None:
    st.header(wording.TOPOLOGY, anchor=False)
    if status.history:
        lines = (escape_markdown(wording.chosen_words(one, status.as_of)) for one in status.history)
        st.markdown("\n".join(f"- {line}" for line in lines))
    else:
        empty_state(wording.TOPOLOGY, wording.NO_TOPOLOGY, (wording.WAY_TOPOLOGY,))
    if definitions.topologies:
        chosen = status.topology.topology if status.topology else None
        rows = [wording.topology_row(topology, chosen) for topology in definitions.topologies]
        st.subheader(wording.OPTIONS, anchor=False)
        show_table(wording.TOPOLOGY_COLUMNS, rows, name="topologies", alt=wording.OPTIONS)
