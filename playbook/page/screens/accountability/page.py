"""Accountability: who agreed, the RACI, interfaces, hand-overs, meetings, and how the company is organized."""

import streamlit as st

from playbook.concerns.accountability import wording
from playbook.concerns.accountability.status import AccountabilityStatus, accountability_status
from playbook.documents.accountability import handover_rows, interface_rows, raci_head, raci_row
from playbook.model.accountability import AccountabilityDefinitions
from playbook.page.parts.cells import because, titled
from playbook.page.parts.header import (
    Cell,
    Shown,
    download,
    empty_state,
    escape_markdown,
    outcome_badge,
    page_header,
    screen_context,
    show_narrow,
    show_table,
)
from playbook.page.screens.accountability.tables import by_role, take_along
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
    take_along(status, definitions, context)
    _agreements(status)
    _raci(status, names)
    _topology(status, definitions)
    evidence = {kind.id: kind.noun for kind in context.playbook.evidence_kinds.values()}
    parties = [(party.title, seat_text(party.seat), party.decides) for party in definitions.parties]
    interfaces = list(interface_rows(definitions, names))
    meetings = [wording.meeting_words(meeting, names) for meeting in definitions.meetings]
    handovers = list(handover_rows(definitions, names, evidence))
    for heading, columns, rows, columns_shown, shown in (
        (wording.PARTIES, wording.PARTY_COLUMNS, parties, wording.PARTY_COLUMNS, parties),
        (wording.INTERFACES, wording.INTERFACE_COLUMNS, interfaces, wording.INTERFACE_COLUMNS, interfaces),
        (
            wording.HANDOVERS,
            wording.HANDOVER_COLUMNS,
            handovers,
            wording.HANDOVER_COLUMNS_SHOWN,
            [(titled(row[0], wording.way_words(*row[1:4])), because(row[5], "", row[4])) for row in handovers],
        ),
        (
            wording.MEETINGS,
            wording.MEETING_COLUMNS,
            meetings,
            wording.MEETING_COLUMNS_SHOWN,
            [(titled(row[0], wording.rhythm_words(row[1], row[2])), row[3], row[4]) for row in meetings],
        ),
    ):
        if rows:
            st.header(heading, anchor=False)
            name = heading.casefold().replace(" ", "-")
            show_narrow(columns_shown, shown, columns, rows, name=name, alt=heading)
    if definitions.council is not None:
        st.markdown(escape_markdown(wording.council_words(definitions.council, names)))


def _agreements(status: AccountabilityStatus) -> None:
    st.header(wording.AGREEMENTS, anchor=False)
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


def _raci(status: AccountabilityStatus, names: dict[str, str]) -> None:
    st.header(wording.RACI, anchor=False)
    st.markdown(escape_markdown(wording.raci_sentence(status.rows, names)))
    if not status.rows:
        return
    st.caption(wording.RACI_HELP)
    for caption, of_stages in ((wording.STAGES, True), (wording.DELIVERABLES, False)):
        rows: list[tuple[Cell, ...]] = []
        for row in status.rows:
            if (row.stage is not None) is of_stages:
                roles = zip(names.values(), raci_row(row, names)[2:], strict=True)
                rows.append((row.name, by_role(roles)))
        if rows:
            st.subheader(caption, anchor=False)
            alt = f"{wording.RACI}: {caption}. {wording.RACI_HELP}"
            show_table(wording.RACI_COLUMNS_SHOWN, rows, name=f"raci-{of_stages}", alt=alt, downloadable=False)
    download(raci_head(names), [raci_row(row, names) for row in status.rows], name="raci")


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
        columns = wording.TOPOLOGY_COLUMNS
        shown: list[tuple[Cell, ...]] = [
            (titled(row[0], wording.seen_words(row[4])), because(row[1], "", row[2]), row[3]) for row in rows
        ]
        show_narrow(wording.TOPOLOGY_COLUMNS_SHOWN, shown, columns, rows, name="topologies", alt=wording.OPTIONS)
