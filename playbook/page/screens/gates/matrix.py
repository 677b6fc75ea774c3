"""All gates at a glance: products by gates, and the table with every verdict in words."""

import streamlit as st

from playbook.concerns.gates import wording
from playbook.page.parts.cells import because, kept_together, titled
from playbook.page.parts.header import ScreenContext, Shown, download, escape_markdown, show_table, verdict_badge
from playbook.results.gates import GateStatus
from playbook.wording import VERDICT_WORDS, score_text, sentence_case

MOST_PRODUCTS = 20
"""All of them stand in the table of every verdict."""
_NAME_WIDTH, _CELL_WIDTH = 165, 185
"""Pixels: the longest verdict fits, and five of them a desktop's page."""


def matrix(context: ScreenContext) -> None:
    """Products down, gates due soon across with verdict and score; what comes later in words behind them."""
    products: dict[str, list[GateStatus]] = {}
    for gate in context.gates:
        products.setdefault(gate.product, []).append(gate)
    with st.container(border=True):
        for gates in list(products.values())[:MOST_PRODUCTS]:
            with st.container(horizontal=True, gap="xsmall"):
                st.markdown(f"**{escape_markdown(gates[0].product_name)}**", width=_NAME_WIDTH)
                for gate in gates:
                    if not gate.quiet:
                        scored = escape_markdown(wording.scored(gate))
                        st.markdown(f":small[{scored}]  \n{verdict_badge(gate.verdict)}", width=_CELL_WIDTH)
                later = wording.later([gate for gate in gates if gate.quiet])
                if later:
                    st.markdown(f":small[:gray[{escape_markdown(later)}]]", width="stretch")
    if len(products) > MOST_PRODUCTS:
        st.caption(wording.more_products(len(products) - MOST_PRODUCTS))


def every_verdict(context: ScreenContext) -> None:
    """Every verdict with its score and day; the download also has the words."""
    columns = (
        wording.COLUMN_PRODUCT,
        wording.COLUMN_GATE,
        wording.COLUMN_VERDICT,
        wording.COLUMN_SCORE,
        wording.COLUMN_WITHOUT,
        wording.COLUMN_DUE,
    )
    rows = [
        (
            Shown(kept_together(gate.product_name), gate.product_name),
            Shown(kept_together(gate.gate_name), gate.gate_name),
            Shown(verdict_badge(gate.verdict, quiet=gate.quiet), VERDICT_WORDS[gate.verdict]),
            Shown(score_text(gate.score), gate.score),
            Shown(score_text(gate.score_without_exemptions), gate.score_without_exemptions),
            Shown(escape_markdown(wording.due_words(gate)), gate.planned.isoformat() if gate.planned else ""),
        )
        for gate in context.gates
    ]
    shown = [
        (
            titled(Shown(kept_together(gate.product_name), None), gate.gate_name),
            because(
                Shown(f"{row[2].markdown} {escape_markdown(wording.score_cell(gate))}", None),
                "",
                wording.due_words(gate),
            ),
        )
        for row, gate in zip(rows, context.gates, strict=True)
    ]
    show_table(wording.ALL_COLUMNS_SHOWN, shown, name="gates-shown", alt=wording.ALL_TITLE, downloadable=False)
    with_words = [(*row, sentence_case(gate.because)) for row, gate in zip(rows, context.gates, strict=True)]
    download((*columns, wording.COLUMN_WORDS), with_words, name="launch-gates")
