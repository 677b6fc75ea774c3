"""The parts that screens share: header, banners, empty state, metric card; and, by name, everything else they need."""

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.observation import Basis
from playbook import wording_screens as wording
from playbook.charts import sparkline
from playbook.metric_views import speaks_for
from playbook.north_star import MetricStatus
from playbook.screens._badges import badge, change_badge, outcome_badge, state_badge, verdict_badge
from playbook.screens._context import ScreenContext, screen_context
from playbook.screens._links import Screen, address_of, link_to, link_to_area
from playbook.screens._selection import ALL, choose_subject
from playbook.screens._tables import Cell, Shown, csv_of, download, problem_table, show_table
from playbook.screens._text import escape_markdown, is_web_link
from playbook.wording import change_text, day_text, is_improvement, value_text

__all__ = [
    "Cell",
    "Screen",
    "ScreenContext",
    "Shown",
    "badge",
    "change_badge",
    "choose_subject",
    "csv_of",
    "download",
    "empty_state",
    "escape_markdown",
    "is_web_link",
    "link_to",
    "link_to_area",
    "metric_card",
    "outcome_badge",
    "page_header",
    "problem_table",
    "screen_context",
    "show_table",
    "state_badge",
    "verdict_badge",
]

_DELTA_COLORS: dict[bool | None, Literal["green", "red", "gray"]] = {True: "green", False: "red", None: "gray"}


def page_header(
    title: str, context: ScreenContext, *facts: str, subject: Mapping[str, str] | None = None
) -> DeltaGenerator:
    """The page's one title with what it is about below it; returns the place for buttons at its right.

    `facts` are added to product and day; `subject` goes into the shared address."""
    with st.container(gap="xxsmall"):
        st.title(escape_markdown(title), anchor=False)
        row = st.container(horizontal=True, vertical_alignment="center")
        product = context.product_names.get(context.product or "", wording.ALL_PRODUCTS)
        line = (product, wording.as_of_words(context.as_of, context.playbook.calendar.name_of(context.as_of)), *facts)
        row.caption(escape_markdown(" · ".join(part for part in line if part)), width="stretch")
        actions = row.container(horizontal=True, width="content")
    with actions:
        _share(subject or {})
    return actions


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
    if context.workspace.is_sample:
        lines.append(f"{badge(wording.SAMPLE, 'violet', 'science')} {wording.SAMPLE_BANNER}")
    if context.as_of < context.today:
        lines.append(f"{badge(wording.PAST, 'blue', 'history')} {wording.past_banner(context.as_of, context.today)}")
    if context.as_of > context.today:
        lines.append(f"{badge(wording.AHEAD, 'blue', 'update')} {wording.ahead_banner(context.as_of, context.today)}")
    if context.basis is Basis.TODAY:
        lines.append(f"{badge(wording.LATE_DATA, 'blue', 'database')} {wording.BASIS_BANNER}")
    if lines:
        st.markdown("  \n".join(lines))


def empty_state(
    title: str, missing: str, ways: Sequence[str] = (), *, links: Sequence[tuple[Screen, str]] = ()
) -> None:
    """What is not there yet, and every way out: sentences (Markdown of our own, never text from a file) and links."""
    with st.container(border=True):
        st.markdown(f":material/inbox: **{escape_markdown(title)}**")
        st.markdown(missing)
        if ways or links:
            st.markdown("\n".join([f"{wording.WAYS_OUT}:", "", *(f"- {way}" for way in ways)]))
        if links:
            with st.container(horizontal=True):
                for screen, label in links:
                    link_to(screen, label)


def metric_card(
    status: MetricStatus,
    *,
    link: bool = True,
    product: str | None = None,
    names: Mapping[str, str] | None = None,
) -> None:
    """One metric: outcome, target, latest value with its change and sparkline, and the way to its page.

    Where products do not roll up, the worst one's numbers are shown; `names` are those of products by id."""
    shown = speaks_for(status)
    with st.container(border=True, gap="small", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(outcome_badge(status.outcome), width="content")
            st.caption(escape_markdown(wording.target_words(_value(shown, shown.target))), width="content")
        previous = None if shown.change is None or shown.value is None else shown.value - shown.change
        better = None if shown.change is None else is_improvement(shown.change, shown.better)
        st.metric(
            escape_markdown(status.name),
            escape_markdown(_value(shown, shown.value)),
            delta=escape_markdown(change_text(shown.change, previous, kind=shown.kind, unit=shown.unit)) or None,
            delta_color=_DELTA_COLORS[better],
            delta_arrow="off" if not shown.change else "up" if shown.change > 0 else "down",
            delta_description=wording.change_words(better) or None,
            chart_data=sparkline(shown.series) or None,
            help=escape_markdown(status.reason) or None,
        )
        sample = wording.sample_words(shown.n, _value(shown, shown.low), _value(shown, shown.high))
        parts = [shown.week or "", sample, wording.partial_words(status.partial), wording.age_words(shown.age_days)]
        if shown is not status:
            name = (names or {}).get(status.worst or "", status.worst or "")
            parts.append(wording.worst_words(name, len(status.by_product)))
        st.caption(escape_markdown(" · ".join(part for part in parts if part)))
        if link:
            product = product or status.product
            link_to(Screen.NORTH_STAR, wording.WHY, product=product, metric=status.metric)


def _value(status: MetricStatus, value: float | None) -> str:
    return value_text(value, kind=status.kind, unit=status.unit)


def day_words(context: ScreenContext) -> str:
    """The as-of day as people say it."""
    return day_text(context.as_of, context.today)


def trouble_page(title: str, *sentences: str) -> None:
    """A page in place of the one that could not be shown: what is wrong and what to do, calmly."""
    st.title(escape_markdown(title), anchor=False)
    for sentence in sentences:
        st.markdown(f":material/error: {escape_markdown(sentence)}")
