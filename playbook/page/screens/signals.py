"""Market signals: what others publish, how it moved since the first count, and the operator's reading beside it."""

from datetime import date

import streamlit as st

from playbook.concerns.signals import wording
from playbook.concerns.signals.status import SignalStatus, signals_status
from playbook.page.parts.cells import day_cell, web_link
from playbook.page.parts.header import (
    Cell,
    Shown,
    download,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
    show_table,
)

TILE = 260


def show() -> None:
    """The whole page."""
    context = screen_context()
    signals = context.workspace.ask(signals_status, context.as_of, context.basis)
    page_header(wording.TITLE, context)
    if not signals:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE, wording.WAY_REFRESH))
        return
    st.markdown(f"**{escape_markdown(wording.summary(signals))}**")
    st.markdown(f":small[{wording.OUT_OF_THE_SCORE} {wording.WAY_REFRESH}]")
    chosen = st.query_params.get("signal")
    for signal in signals:
        with st.container(border=True, horizontal=True):
            st.metric(
                escape_markdown(wording.unit_words(signal)),
                escape_markdown(wording.number_words(signal, signal.last)),
                delta=escape_markdown(wording.change_words(signal, context.as_of)) or None,
                delta_color="off",
                delta_arrow="off" if not signal.change else "up" if signal.change > 0 else "down",
                chart_data=[point.value for point in signal.points] if len(signal.points) > 1 else None,
                help=escape_markdown(wording.alt(signal, context.as_of)),
                width=TILE,
            )
            with st.container():
                source = f"{wording.SOURCE_WORDS[signal.source]}: {signal.subject}"
                counted = wording.counted_words(signal, context.as_of)
                st.markdown(f"**{escape_markdown(signal.name)}**")
                st.markdown(f"{wording.READ_AS}: {escape_markdown(signal.reading or signal.why)}")
                found = escape_markdown(f"{source} · {counted}")
                st.markdown(f":small[:gray[{found}] {web_link(signal.link)}]")
        if signal.id == chosen:
            _points(signal, context.as_of)
    _take_away(signals)


def _points(signal: SignalStatus, today: date) -> None:
    rows: list[tuple[Cell, ...]] = [
        (day_cell(point.on, today), Shown(wording.value_words(signal, point), point.value), wording.counts_words(point))
        for point in reversed(signal.points)
    ]
    show_table(wording.POINT_COLUMNS, rows, name=f"signal-{signal.id}", alt=signal.name, downloadable=False)


def _take_away(signals: tuple[SignalStatus, ...]) -> None:
    rows: list[tuple[Cell, ...]] = [
        (signal.name, str(signal.source), point.on, point.value, point.hits, point.total, signal.reading)
        for signal in signals
        for point in signal.points
    ]
    download(wording.COLUMNS, rows, name="market-signals")
