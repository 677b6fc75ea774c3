"""The parts that screens share: header, banners, empty state; and, by name, everything else they need."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.observation import Basis
from playbook.page.parts import wording
from playbook.page.parts.badges import badge, change_badge, outcome_badge, state_badge, verdict_badge
from playbook.page.parts.context import ScreenContext, screen_context
from playbook.page.parts.links import Screen, address_of, link_to, link_to_area
from playbook.page.parts.problem_table import problem_table
from playbook.page.parts.record_links import record_link
from playbook.page.parts.report_button import report_button
from playbook.page.parts.selection import ALL, choose_subject
from playbook.page.parts.tables import (
    Cell,
    Shown,
    csv_of,
    download,
    forget_downloads,
    show_export,
    show_narrow,
    show_table,
)
from playbook.page.parts.text import escape_markdown, is_web_link
from playbook.wording import sentence_case

BESIDE = (7, 3)
"""Shares of the width: words, buttons."""

__all__ = [
    "Cell",
    "Screen",
    "ScreenContext",
    "Shown",
    "badge",
    "beside",
    "change_badge",
    "choose_subject",
    "csv_of",
    "download",
    "empty_state",
    "escape_markdown",
    "export",
    "headline",
    "is_web_link",
    "link_to",
    "link_to_area",
    "outcome_badge",
    "page_header",
    "problem_table",
    "screen_context",
    "show_narrow",
    "show_table",
    "state_badge",
    "top_bar",
    "verdict_badge",
]


_ACTIONS, _HEAD = "_bar_actions", "_head"


@contextmanager
def top_bar() -> Iterator[None]:
    """The bar above every page: what is chosen stands in it, and at its right the place for share, report and export;
    below it the place of the title, which is the same on every page."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        yield
        st.session_state[_ACTIONS] = st.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"
        )
    st.session_state[_HEAD] = st.container(key="head", gap="small")
    forget_downloads()


def page_header(
    title: str, context: ScreenContext, *facts: str, subject: Mapping[str, str] | None = None
) -> DeltaGenerator:
    """The page's one title with what it is about below it; returns the place for buttons in the bar above it.

    `facts` are added to product and day; `subject` goes into the shared address."""
    product = context.product_names.get(context.product or "", "")
    as_of = wording.as_of_words(context.as_of)
    line = (product, as_of, *facts) if product else (sentence_case(as_of), *facts)
    headline(title, " · ".join(part for part in line if part))
    actions: DeltaGenerator = st.session_state[_ACTIONS]
    with actions:
        _share(subject or {})
        report_button(context)
    return actions


def headline(title: str, line: str) -> None:
    """The page's one title and what is below it, at the place that is the same on every page."""
    head: DeltaGenerator = st.session_state[_HEAD]
    head.title(escape_markdown(title), anchor=False)
    head.caption(escape_markdown(line))


def export() -> None:
    """The page's export, in the bar, once the page is drawn."""
    actions: DeltaGenerator = st.session_state[_ACTIONS]
    with actions:
        show_export()


def _share(subject: Mapping[str, str]) -> None:
    # a default leaves the address, so the address to share says everything in so many words
    parameters = {**st.query_params.to_dict(), "product": st.session_state.get("product", ALL), **address_of(subject)}
    here = urlsplit(st.context.url or "")
    with st.popover(wording.SHARE, icon=":material/link:"):
        st.markdown(wording.SHARE_LINE)
        address = urlunsplit(here._replace(path=here.path or "/", query=urlencode(parameters), fragment=""))
        st.code(address, language=None, wrap_lines=True)


def banners(context: ScreenContext, sentences: Sequence[str] = ()) -> None:
    """What holds for the whole page: sample, broken files, a past day, a basis, an address that asked too much."""
    for sentence in sentences:
        st.info(escape_markdown(sentence), icon=":material/info:")
    if not context.state.is_current:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(badge(wording.BROKEN, "red", "error"), width="content")
            st.markdown(escape_markdown(context.state.notice), width="stretch")
            link_to(Screen.PROBLEMS, wording.SEE_PROBLEMS)
    lines: list[str] = []
    if context.as_of < context.today:
        words = wording.past_banner(context.as_of, context.today, by_todays=not context.judged_by)
        lines.append(f"{badge(wording.PAST, 'blue', 'history')} {words}")
    if context.as_of > context.today:
        lines.append(f"{badge(wording.AHEAD, 'blue', 'update')} {wording.ahead_banner(context.as_of, context.today)}")
    if context.basis is Basis.TODAY:
        lines.append(f"{badge(wording.LATE_DATA, 'blue', 'database')} {wording.BASIS_BANNER}")
    if context.judged_by:
        lines.append(f"{badge(wording.RULES_THEN, 'blue', 'gavel')} {escape_markdown(context.judged_by)}")
    if lines:
        st.markdown("  \n".join(lines))


def empty_state(
    title: str,
    missing: str,
    ways: Sequence[str] = (),
    *,
    links: Sequence[tuple[Screen, str]] = (),
    records: Sequence[str] = (),
) -> None:
    """What is not there yet, and every way out: sentences (Markdown of our own, never text from a file), links, and
    the forms of kinds of `records`."""
    with st.container(border=True):
        st.markdown(f":material/inbox: **{escape_markdown(title)}**")
        st.markdown(missing)
        if ways or links or records:
            st.markdown("\n".join([f"{wording.WAYS_OUT}:", "", *(f"- {way}" for way in ways)]))
        if links or records:
            with st.container(horizontal=True):
                for screen, label in links:
                    link_to(screen, label)
                for kind in records:
                    record_link(kind, wording.FIRST_RECORDS[kind])


def beside() -> tuple[DeltaGenerator, DeltaGenerator]:
    """A place for words and, at its right, one for the buttons that belong to them; on a phone they stand below."""
    words, buttons = st.columns(BESIDE, vertical_alignment="center", gap="small")
    return words, buttons.container(horizontal=True, horizontal_alignment="right", gap="xsmall")


def trouble_page(title: str, *sentences: str) -> None:
    """A page in place of the one that could not be shown: what is wrong and what to do, calmly."""
    st.title(escape_markdown(title), anchor=False)
    for sentence in sentences:
        st.markdown(f":material/error: {escape_markdown(sentence)}")
