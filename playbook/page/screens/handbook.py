"""The playbook to read: every definition in words, page by page, and a search over all of it."""

from collections.abc import Sequence

import streamlit as st

from playbook.documents.document import Block, Bullets, Heading, Paragraph, Table
from playbook.documents.handbook import wording
from playbook.documents.handbook.pages import Handbook, HandbookPage, handbook
from playbook.page.parts.header import choose_subject, escape_markdown, page_header, screen_context, show_table
from playbook.readiness.inquiry import Inquiry

SELECT_WIDTH = 420
WIDEST = 3
"""Columns of text that a phone still shows side by side."""


def public_handbook(questions: Inquiry) -> Handbook:
    """The definitions in words; what was measured and decided stands on the other pages."""
    return handbook(questions.playbook, None)


def show() -> None:
    """The whole page."""
    context = screen_context()
    book = context.workspace.ask(public_handbook, context.as_of, context.basis)
    page_header(wording.PAGE_TITLE, context)
    st.markdown(f":small[{wording.EXPORT_HELP}]")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        query = st.text_input(wording.SEARCH, key="handbook_search", help=wording.SEARCH_HELP, width=SELECT_WIDTH)
        pages = {page.slug: page.document.title for page in book.pages if page.slug != "index"}
        with st.container(width=SELECT_WIDTH):
            chosen = choose_subject(wording.PAGE, pages, key="page")
    if query.strip():
        _found(book, query)
        return
    _page(next(page for page in book.pages if page.slug == chosen))


def _found(book: Handbook, query: str) -> None:
    found = book.find(query)
    if not found:
        st.markdown(wording.NOTHING_FOUND)
        return
    rows = [(line.page, line.under, line.text) for line in found]
    show_table(wording.FOUND_COLUMNS, rows, name="playbook-search", alt=wording.SEARCH, downloadable=False)


def _page(page: HandbookPage) -> None:
    for number, block in enumerate(page.document.blocks):
        _block(block, f"{page.slug}-{number}")


def _block(block: Block, name: str) -> None:
    match block:
        case Heading(2, text):
            st.header(escape_markdown(text), anchor=False)
        case Heading(_, text):
            st.subheader(escape_markdown(text), anchor=False)
        case Paragraph(text):
            if text:
                st.markdown(escape_markdown(text))
        case Bullets(entries):
            st.markdown("\n".join(f"- {escape_markdown(entry)}" for entry in entries))
        case Table(head, rows, _) if len(head) > WIDEST:
            st.markdown("\n\n".join(_named(head, row) for row in rows))
        case Table(head, rows, caption):
            show_table(head, rows, name=name, alt=caption, limit=len(rows), downloadable=False)


def _named(head: Sequence[str], row: Sequence[str]) -> str:
    """A row of many columns as its name and, below it, lines that each begin with the name of their column: they take
    the whole width of a desktop and can be read on a phone."""
    parts = [
        f":gray[{escape_markdown(name)}:] {escape_markdown(cell)}"
        for name, cell in zip(head[1:], row[1:], strict=True)
        if cell
    ]
    return "  \n".join([f"**{escape_markdown(row[0])}**", *parts])
