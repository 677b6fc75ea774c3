"""Master and detail: what the address names stands beside the table it was chosen in, with focus on it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.called import Called
from playbook.page.parts import wording
from playbook.page.parts.grid import land_on
from playbook.page.parts.links import Screen, closing_link
from playbook.page.parts.text import escape_markdown

SIDES, SIDES_OPENED = "sides", "sides-opened"
"""Containers whose table and detail stand below each other where the page is narrow: what was opened comes first."""
_SHARES = (7, 5)
"""Of the width: table, detail."""


def chosen_in_address(
    key: str, names: Mapping[str, str], label: str, others: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> str | None:
    """The subject the address names, by its id, its name or one of its `others`; None where it names none, and a
    sentence where there is no such thing."""
    text = st.query_params.get(key)
    if not text:
        return None
    if text in names:
        return text
    found = Called({subject: (name, *others.get(subject, ())) for subject, name in names.items()}).find(text)
    if found is None:
        st.info(escape_markdown(wording.unknown_choice(label, text)), icon=":material/info:")
    return found


def side_by_side(chosen: str | None) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Places for the table and, where something is chosen, for its detail; the whole width is the table's otherwise."""
    if chosen is None:
        return st.container(), st.container()
    with st.container(key=SIDES_OPENED):
        table, detail = st.columns(_SHARES, gap="small")
    return table, detail


@contextmanager
def detail(screen: Screen, subject: str, title: str, **kept: str | None) -> Iterator[None]:
    """The detail of one subject below its name, with the way back to the table alone (`kept` stays in the address)."""
    key = f"detail-{re.sub(r'[^a-z0-9]+', '-', subject.casefold())}"
    with st.container(border=True, key=key, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(escape_markdown(title), anchor=False, width="stretch")
            closing_link(screen, wording.close(title), kept)
        yield
    land_on(key)
