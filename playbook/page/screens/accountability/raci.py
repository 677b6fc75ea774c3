"""The RACI as a matrix: what down, parties across, who answers stands out."""

import streamlit as st

from playbook.concerns.accountability import wording
from playbook.concerns.accountability.status import AccountabilityStatus
from playbook.documents.accountability import raci_head, raci_row
from playbook.model.accountability import Involvement
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import escape_markdown


def raci(status: AccountabilityStatus, names: dict[str, str]) -> None:
    """Stages of a product first, then the deliverables of the charter."""
    st.markdown(escape_markdown(wording.raci_sentence(status.rows, names)))
    if not status.rows:
        return
    st.caption(wording.RACI_HELP)
    fields = (Field(wording.RACI_WHAT), *(Field(name) for name in names.values()))
    lines = [
        Line(
            row.about,
            (row.name, *(_role(row.roles.get(party)) for party in names)),
            (wording.STAGES, 0) if row.stage is not None else (wording.DELIVERABLES, 1),
        )
        for row in status.rows
    ]
    rows = [raci_row(row, names) for row in status.rows]
    export = Export(raci_head(names), rows, name="raci")
    label = f"{wording.RACI}. {wording.RACI_HELP}"
    grid("raci", fields, lines, label=label, matrix=True, size=20, export=export)


def _role(role: Involvement | None) -> Entry:
    """A letter; who answers stands out."""
    if role is None:
        return Entry()
    answers = role in (Involvement.ACCOUNTABLE, Involvement.ACCOUNTABLE_AND_RESPONSIBLE)
    return Entry(
        order=wording.RACI_ORDER.index(str(role)),
        badges=((wording.role_words(role), "blue" if answers else "gray", ""),),
    )
