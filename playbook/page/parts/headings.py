"""Headings of a page's parts: one that is a term of the glossary explains itself."""

import streamlit as st

from playbook.glossary import explained, term_of


def heading(markdown: str) -> None:
    """A heading below the page's title, with what its term means as help."""
    term = term_of(markdown)
    st.header(markdown, anchor=False, help=explained(term) if term else None)
