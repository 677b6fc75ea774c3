"""The stack: a table of layers and why they stand where they stand; below it the radar, or one layer in full."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from playbook.concerns.stack import wording
from playbook.concerns.stack.charts import Blip, radar_blips, stack_radar
from playbook.page.parts.cells import day_cell, titled
from playbook.page.parts.charts import show_chart
from playbook.page.parts.detail import chosen_in_address, detail
from playbook.page.parts.header import (
    Screen,
    Shown,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
    show_narrow,
)
from playbook.page.parts.headings import heading
from playbook.page.screens.stack.layer import one_layer
from playbook.page.screens.stack.table import table
from playbook.results.stack import LayerStatus


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
    chosen = chosen_in_address("layer", {layer.layer: layer.name for layer in stack.layers}, wording.LAYER)
    table(stack.layers, today, chosen)
    if chosen is None:
        _radar(stack.layers, today)
        return
    status = next(layer for layer in stack.layers if layer.layer == chosen)
    definition = next(layer for layer in context.playbook.definitions.stack.layers if layer.id == chosen)
    matrix = next((matrix for matrix in stack.matrices if matrix.layer == chosen), None)
    with detail(Screen.STACK, chosen, status.name):
        one_layer(definition, status, matrix, context)


def _radar(layers: Sequence[LayerStatus], today: date) -> None:
    blips = radar_blips(layers)
    with st.container(border=True):
        heading(wording.RADAR)
        if not blips:
            empty_state(wording.NO_MOVES_TITLE, wording.NO_MOVES, (wording.WAY_CHOICE,), records=["stack-choice"])
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
