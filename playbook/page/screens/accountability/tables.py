"""The accountability document as files to take along."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playbook.concerns.accountability import wording
from playbook.concerns.accountability.status import AccountabilityStatus
from playbook.documents.accountability import accountability_document
from playbook.documents.document import Document
from playbook.documents.html import to_html
from playbook.documents.markdown import to_markdown
from playbook.model.accountability import AccountabilityDefinitions
from playbook.page.parts.header import ScreenContext


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
