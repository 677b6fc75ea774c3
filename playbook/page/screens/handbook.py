"""The playbook to read: every definition in words, page by page, and a search over all of it."""

import re
from collections.abc import Sequence

import streamlit as st

from playbook.documents.document import Block, Bullets, Heading, Paragraph, Table
from playbook.documents.handbook import wording
from playbook.documents.handbook.pages import Handbook, HandbookPage, handbook
from playbook.page.parts.grid import Export, Field, Line, grid
from playbook.page.parts.header import choose_subject, escape_markdown, page_header, screen_context, show_table
from playbook.page.parts.headings import heading
from playbook.readiness.inquiry import Inquiry
from playbook.wording import sentence_case

SELECT_WIDTH = 420
ROWS = 12
FEW, NARROW = 26, 120
"""Characters of a narrow column, and its pixels."""


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
    """A section of the page at a time, chosen where it has several; what stands before the first is on all of them."""
    intro, sections = _sections(page.document.blocks, page.document.title)
    for number, block in enumerate(intro):
        _block(block, f"{page.slug}-{number}")
    if not sections:
        return
    names = {_slug(name): name for name in sections}
    key = f"section-{page.slug}"
    chosen = names[choose_subject(wording.SECTION, names, key=key)] if len(names) > 1 else next(iter(sections))
    for number, block in enumerate(sections[chosen]):
        _block(block, f"{page.slug}-{_slug(chosen)}-{number}")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _sections(blocks: Sequence[Block], title: str) -> tuple[list[Block], dict[str, list[Block]]]:
    """What stands before the first section, and the sections by their headings; tables before the first heading are a
    section named as the page."""
    intro: list[Block] = []
    sections: dict[str, list[Block]] = {}
    current = intro
    for block in blocks:
        match block:
            case Heading(2, text):
                current = sections.setdefault(text, [])
            case Table():
                current = sections.setdefault(title, []) if current is intro else current
                current.append(block)
            case _:
                current.append(block)
    return intro, sections


def _block(block: Block, name: str) -> None:
    match block:
        case Heading(_, text):
            heading(escape_markdown(text))
        case Paragraph(text):
            if text:
                st.markdown(escape_markdown(text))
        case Bullets(entries):
            st.markdown("\n".join(f"- {escape_markdown(entry)}" for entry in entries))
        case Table(head, rows, caption):
            fields = [
                Field(sentence_case(title or wording.NAMELESS), width=0 if wide else NARROW)
                for title, wide in zip(head, _wide(rows), strict=True)
            ]
            lines = [Line(f"{number} {row[0]}", row) for number, row in enumerate(rows)]
            grid(
                name,
                fields,
                lines,
                label=f"{caption}: {head[0]}" if head[0] else caption or name,
                size=ROWS,
                export=Export(head, rows, name=f"playbook-{name}"),
            )


def _wide(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold more than a few words; the first takes what it needs, too."""
    return [number == 0 or max(map(len, column)) > FEW for number, column in enumerate(zip(*rows, strict=True))]
