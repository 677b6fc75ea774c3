"""The accountability document as files to take along, and who does what in one line."""

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from playbook.concerns.accountability import wording
from playbook.concerns.accountability.status import AccountabilityStatus
from playbook.documents.accountability import accountability_document
from playbook.documents.document import Document
from playbook.documents.html import to_html
from playbook.documents.markdown import to_markdown
from playbook.model.accountability import AccountabilityDefinitions
from playbook.page.parts.header import ScreenContext, Shown, escape_markdown
from playbook.wording import join_words


def take_along(status: AccountabilityStatus, definitions: AccountabilityDefinitions, context: ScreenContext) -> None:
    """The document as files; each is written when it is asked for."""
    evidence = {kind.id: kind.noun for kind in context.playbook.evidence_kinds.values()}
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


def by_role(parties: Iterable[tuple[str, str]]) -> Shown:
    """Who answers first, then who does, is asked and is told: `AR AI engineering · C Research and Product`."""
    by_role: dict[str, list[str]] = {}
    for party, role in parties:
        if role:
            by_role.setdefault(role, []).append(party)
    ordered = sorted(by_role.items(), key=lambda entry: wording.RACI_ORDER.index(entry[0]))
    said = [f"**{escape_markdown(role)}** {escape_markdown(join_words(found))}" for role, found in ordered]
    return Shown(" · ".join(said), None)
