"""One layer in full: decision record, what reopens it, weighted matrix, options."""

import streamlit as st

from playbook.concerns.stack import wording
from playbook.concerns.stack.matrix import MatrixStatus
from playbook.concerns.stack.views import Entry, condition_in_words, decision_record, options_in_order, reopen_lines
from playbook.model.stack import Layer, Option, Ring
from playbook.page.parts.cells import web_link
from playbook.page.parts.header import Screen, ScreenContext, badge, download, escape_markdown, link_to
from playbook.page.parts.record_links import record_link
from playbook.page.parts.selection import choose_view
from playbook.page.screens.record.wording import CHOOSE_OPTION
from playbook.page.screens.stack.matrix import matrix_of, scores_of
from playbook.results.stack import LayerStatus
from playbook.wording import day_text

RING_LOOKS = {
    Ring.ADOPT: ("blue", "check_circle"),
    Ring.TRIAL: ("green", "science"),
    Ring.ASSESS: ("orange", "search"),
    Ring.HOLD: ("gray", "pause_circle"),
}


def one_layer(layer: Layer, status: LayerStatus, matrix: MatrixStatus | None, context: ScreenContext) -> None:
    """Everything known about one layer."""
    if layer.why:
        st.markdown(escape_markdown(layer.why))
    part = choose_view(wording.VIEW, wording.VIEWS, key="part")
    if part == wording.MATRIX_VIEW:
        matrix_of(layer, status, matrix)
        if matrix is not None:
            scores_of(status, matrix, context)
    elif part == wording.OPTIONS_VIEW:
        _options(layer, status)
    else:
        _record(status, context)
        record_link("stack-choice", CHOOSE_OPTION, layer=layer.id)
        st.subheader(wording.REOPEN, anchor=False)
        _reopen(status, context)


def _record(status: LayerStatus, context: ScreenContext) -> None:
    """Who moved or reviewed what, when and why, the newest first."""
    entries = decision_record(status, context.playbook.records.stack.choices, context.as_of)
    if not entries:
        st.markdown(wording.NO_RECORD)
        return
    lines = [_entry(entry, context) for entry in entries]
    st.markdown("\n".join(f"- {line}" for line in lines))
    rows = [(entry.on, entry.option, _what(entry, context), entry.by, entry.why, entry.evidence) for entry in entries]
    download(wording.RECORD_COLUMNS, rows, name=f"{status.layer}-record")


def _entry(entry: Entry, context: ScreenContext) -> str:
    day = escape_markdown(day_text(entry.on, context.as_of))
    what = f"**{escape_markdown(entry.option)}** {escape_markdown(_what(entry, context))}"
    by = escape_markdown(wording.owner_words(entry.by))
    why = f": {escape_markdown(entry.why)}" if entry.why else ""
    evidence = f" ({web_link(entry.evidence)})" if entry.evidence else ""
    return f"{day}, {by}: {what}{why}{evidence}"


def _what(entry: Entry, context: ScreenContext) -> str:
    if entry.move is not None:
        return wording.move_words(entry.move)
    return wording.review_words(entry.review, context.as_of) if entry.review is not None else ""


def _reopen(status: LayerStatus, context: ScreenContext) -> None:
    lines = reopen_lines(context.playbook.records.stack.choices, status)
    if not lines:
        st.markdown(wording.NO_REOPEN)
    for line in lines:
        holds = badge(wording.HOLDS, "red", "lock_open") if line.holds else badge(wording.HOLDS_NOT, "green", "lock")
        product = context.product_names.get(line.product, line.product)
        with st.container(horizontal=True, vertical_alignment="center"):
            words = wording.reopen_words(condition_in_words(line.text, context.playbook.metrics), product)
            st.markdown(f"{holds} {escape_markdown(words)}", width="content")
            if line.metric in context.playbook.metrics:
                link_to(Screen.NORTH_STAR, wording.TO_METRIC, subject=line.metric)


def _options(layer: Layer, status: LayerStatus) -> None:
    """Each option with its ring, licence, hosting and what to weigh."""
    if not layer.options:
        st.markdown(wording.NO_OPTIONS)
        return
    placed = options_in_order(layer, status)
    st.markdown("\n".join(f"- {_option(option, ring)}" for option, ring in placed))
    rows = [(option.title, ring, option.licence, option.hosting, option.weigh, option.link) for option, ring in placed]
    download(wording.OPTION_COLUMNS, rows, name=f"{status.layer}-options")


def _option(option: Option, ring: Ring | None) -> str:
    shown = badge(wording.RING_WORDS[ring], *RING_LOOKS[ring]) if ring else ""
    hosting = wording.HOSTING_WORDS[option.hosting] if option.hosting else ""
    facts = [escape_markdown(fact) for fact in (option.licence, hosting) if fact]
    if option.link:
        facts.append(web_link(option.link, wording.site_of(option.title)))
    return f"**{escape_markdown(option.title)}** {shown} {', '.join(facts)}  \n  {escape_markdown(option.weigh)}"
