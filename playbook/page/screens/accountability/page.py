"""Accountability: who agreed, the RACI, interfaces, hand-overs, meetings, and how the company is organized."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.accountability import wording
from playbook.concerns.accountability.status import AccountabilityStatus, accountability_status
from playbook.documents.accountability import handover_rows, interface_rows
from playbook.model.accountability import AccountabilityDefinitions
from playbook.page.parts.cells import because, titled
from playbook.page.parts.grid import Export, Field, Line, grid
from playbook.page.parts.header import (
    Cell,
    ScreenContext,
    Shown,
    empty_state,
    escape_markdown,
    outcome_badge,
    page_header,
    screen_context,
    show_narrow,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.selection import choose_view
from playbook.page.screens.accountability.raci import raci
from playbook.page.screens.accountability.tables import take_along
from playbook.wording import OUTCOME_WORDS, seat_text, sentence_case


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
    view = choose_view(wording.VIEW, wording.VIEWS, key="view")
    if view == wording.AGREED_VIEW:
        _agreements(status)
        _registers(context, names)
    elif view == wording.ORGANIZED_VIEW:
        _topology(status, definitions)
        if definitions.council is not None:
            st.markdown(escape_markdown(wording.council_words(definitions.council, names)))
        _meetings(definitions, names)
    else:
        raci(status, names)
        take_along(status, definitions, context)


def _registers(context: ScreenContext, names: dict[str, str]) -> None:
    """Who decides what, what goes back and forth, what is handed over."""
    definitions = context.playbook.definitions.accountability
    evidence = {kind.id: kind.noun for kind in context.playbook.evidence_kinds.values()}
    parties = [(party.title, seat_text(party.seat), party.decides) for party in definitions.parties]
    _register(wording.PARTIES, wording.PARTY_COLUMNS, parties)
    _register(wording.INTERFACES, wording.INTERFACE_COLUMNS, list(interface_rows(definitions, names)))
    handovers = list(handover_rows(definitions, names, evidence))
    _register(wording.HANDOVERS, wording.HANDOVER_COLUMNS, handovers)


def _meetings(definitions: AccountabilityDefinitions, names: dict[str, str]) -> None:
    meetings = [wording.meeting_words(meeting, names) for meeting in definitions.meetings]
    _register(wording.MEETINGS, wording.MEETING_COLUMNS, meetings)


def _register(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A heading and its table, as words all through."""
    if rows:
        heading(title)
        fields = [Field(sentence_case(column)) for column in columns]
        lines = [Line(f"{number}", row) for number, row in enumerate(rows)]
        name = title.casefold().replace(" ", "-")
        grid(name, fields, lines, label=title, size=4, export=Export(columns, rows, name=name))


def _agreements(status: AccountabilityStatus) -> None:
    heading(wording.AGREEMENTS)
    if not status.agreements:
        st.markdown(wording.NO_AGREEMENTS)
        return
    rows: list[tuple[Cell, ...]] = [
        (one.name, Shown(outcome_badge(one.outcome), OUTCOME_WORDS[one.outcome]), one.reason, seat_text(one.who))
        for one in status.agreements
    ]
    shown = [(*row[:2], because(str(row[2]), str(row[3]))) for row in rows]
    show_narrow(
        wording.AGREEMENT_COLUMNS_SHOWN,
        shown,
        wording.AGREEMENT_COLUMNS,
        rows,
        name="agreements",
        alt=wording.AGREEMENTS,
    )


def _topology(status: AccountabilityStatus, definitions: AccountabilityDefinitions) -> None:
    heading(wording.TOPOLOGY)
    if status.history:
        lines = (escape_markdown(wording.chosen_words(one, status.as_of)) for one in status.history)
        st.markdown("\n".join(f"- {line}" for line in lines))
    else:
        empty_state(wording.TOPOLOGY, wording.NO_TOPOLOGY, (wording.WAY_TOPOLOGY,))
    if definitions.topologies:
        chosen = status.topology.topology if status.topology else None
        rows = [wording.topology_row(topology, chosen) for topology in definitions.topologies]
        st.subheader(wording.OPTIONS, anchor=False)
        columns = wording.TOPOLOGY_COLUMNS
        shown: list[tuple[Cell, ...]] = [
            (titled(row[0], wording.seen_words(row[4])), because(row[1], "", row[2]), row[3]) for row in rows
        ]
        show_narrow(wording.TOPOLOGY_COLUMNS_SHOWN, shown, columns, rows, name="topologies", alt=wording.OPTIONS)
