"""Rows of a short list: a link takes what is left of the width, other cells have theirs, numbers at the right."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from playbook.page.parts.text import escape_markdown


@dataclass(frozen=True, slots=True)
class Column:
    """A column of fixed `width` in pixels, 0 for the one that takes what is left."""

    title: str
    width: int = 0
    side: Literal["left", "right"] = "left"


@contextmanager
def rows_of(name: str) -> Iterator[None]:
    """A place for rows that stand close together; `name` tells it from others of the page."""
    with st.container(key=f"rows-{name}", gap="xxsmall"):
        yield


@contextmanager
def row() -> Iterator[None]:
    """One row, which never breaks into two."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
        yield


def titles(columns: Sequence[Column]) -> None:
    """The row of headings."""
    with row():
        for column in columns:
            cell(f":small[:gray[{escape_markdown(column.title)}]]" if column.title else "", column)


def cell(markdown: str, column: Column) -> None:
    """One cell; its Markdown is our own or was escaped."""
    st.markdown(markdown or "\u00a0", width=column.width or "stretch", text_alignment=column.side)
