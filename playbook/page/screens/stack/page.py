"""The stack: layers and why they stand where they stand, the radar, and one layer in full."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from playbook.concerns.stack import wording
from playbook.concerns.stack.charts import Blip, radar_blips, stack_radar
from playbook.page.parts.cells import day_cell, marked, titled
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import (
    Screen,
    Shown,
    download,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
    show_narrow,
)
from playbook.page.parts.wording import about
from playbook.page.screens.stack.layer import one_layer
from playbook.results.stack import LayerState, LayerStatus

STATE_LOOKS = {
    LayerState.UNDECIDED: ("gray", "radio_button_unchecked"),
    LayerState.TRIAL: ("blue", "science"),
    LayerState.UNREVIEWED: ("orange", "rate_review"),
    LayerState.DECIDED: ("green", "check_circle"),
    LayerState.REVIEW_DUE: ("orange", "event"),
    LayerState.EXPIRED: ("red", "event_busy"),
    LayerState.REOPENED: ("red", "lock_open"),
}


def show() -> None:
    """The whole page."""
    context = screen_context()
    stack, today = context.assessment.stack, context.as_of
    page_header(wording.title(stack.layers), context)
    if not stack.layers:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
        return
    st.markdown(f"**{escape_markdown(wording.summary(stack.layers, today))}**")
    if context.product is not None:
        st.caption(wording.WHOLE_ORGANIZATION)
    chosen = st.query_params.get("layer")
    st.header(wording.LAYERS, anchor=False)
    for layer in stack.layers:
        _layer(layer, today, opened=layer.layer == chosen)
        if layer.layer == chosen:
            definitions = context.playbook.definitions.stack.layers
            definition = next(definition for definition in definitions if definition.id == chosen)
            matrix = next((matrix for matrix in stack.matrices if matrix.layer == chosen), None)
            one_layer(definition, layer, matrix, context)
    if chosen is not None and chosen not in {layer.layer for layer in stack.layers}:
        st.info(escape_markdown(wording.unknown_layer(chosen)), icon=":material/info:")
    _take_away(stack.layers)
    _radar(stack.layers, today)


def _layer(layer: LayerStatus, today: date, *, opened: bool) -> None:
    """What stands in a layer, why, and who must act; the rest opens below it."""
    word = marked(layer.state, wording.STATE_WORDS, STATE_LOOKS).markdown
    option = escape_markdown(wording.option_words(layer))
    reasons = escape_markdown("; ".join(layer.reasons))
    line = escape_markdown(wording.due_line(layer, today))
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{escape_markdown(layer.name)}**: {option} {word}  \n{reasons}" + (f"  \n:gray[{line}]" if line else ""),
            width="stretch",
        )
        if opened:
            link_to(Screen.STACK, wording.CLOSE, icon=":material/expand_less:")
        else:
            link_to(Screen.STACK, about(wording.TO_RECORD, layer.name), subject=layer.layer)


def _radar(layers: Sequence[LayerStatus], today: date) -> None:
    blips = radar_blips(layers)
    with st.container(border=True):
        st.header(wording.RADAR, anchor=False)
        if not blips:
            empty_state(wording.NO_MOVES_TITLE, wording.NO_MOVES, (wording.WAY_CHOICE,))
            return
        st.markdown(escape_markdown(wording.radar_sentence(layers, today)))
        chart, numbers = st.columns(2, gap="medium")
        with chart:
            show_chart(stack_radar, layers, blips, today, description=wording.radar_alt(layers))
        rows = [
            (
                str(blip.number),
                blip.name,
                wording.RING_WORDS[blip.ring],
                day_cell(blip.since, today),
                wording.RING_WORDS[blip.previous] if blip.previous else wording.NEW,
                blip.layer,
            )
            for blip in blips
        ]
        with numbers:
            shown = [
                (titled(layer.name), _of_layer([blip for blip in blips if blip.layer == layer.name], today))
                for layer in layers
            ]
            show_narrow(
                wording.RADAR_COLUMNS_SHOWN, shown, wording.RADAR_COLUMNS, rows, name="stack-radar", alt=wording.RADAR
            )


def _of_layer(blips: Sequence[Blip], today: date) -> Shown:
    """Options of a layer, a line each, by the number in the radar."""
    lines = (
        f"**{blip.number}** {escape_markdown(blip.name)}: "
        f":gray[{escape_markdown(wording.ring_words(blip.ring, blip.previous, blip.since, today))}]"
        for blip in blips
    )
    return Shown("  \n".join(lines), None)


def _take_away(layers: Sequence[LayerStatus]) -> None:
    rows = [
        (
            layer.name,
            wording.STATE_WORDS[layer.state],
            layer.option_name,
            layer.ring,
            layer.due,
            layer.decided_on,
            layer.review_by,
            layer.who,
            "; ".join(layer.reasons),
            "; ".join(layer.reopened_by),
        )
        for layer in layers
    ]
    download(wording.LAYER_COLUMNS, rows, name="stack-layers")
