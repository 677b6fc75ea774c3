"""The weighted matrix of a layer: who is first, whether that holds, and every score."""

import streamlit as st

from playbook.concerns.stack import wording
from playbook.concerns.stack.charts_matrix import matrix_bars
from playbook.concerns.stack.matrix import MatrixStatus
from playbook.model.stack import Layer
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import Cell, ScreenContext, Shown, escape_markdown, show_table
from playbook.results.stack import LayerStatus
from playbook.wording import number_text


def matrix_of(layer: Layer, status: LayerStatus, matrix: MatrixStatus | None) -> None:
    if matrix is None:
        st.markdown(wording.NO_MATRIX)
        return
    names = {option.id: option.title for option in layer.options}
    st.markdown(escape_markdown(wording.swing_sentence(matrix, layer)))
    differs = wording.chosen_differs(matrix, status, names)
    if differs:
        st.markdown(escape_markdown(differs))
    if matrix.winner is not None:
        show_chart(matrix_bars, matrix, description=wording.matrix_alt(matrix))


def scores_of(status: LayerStatus, matrix: MatrixStatus, context: ScreenContext) -> None:
    criteria = context.playbook.definitions.stack.matrix
    rows: list[tuple[Cell, ...]] = [
        (
            row.option_name,
            wording.MISSING if row.total is None else Shown(number_text(row.total), row.total),
            *(_score(row.scores.get(criterion.id)) for criterion in criteria),
        )
        for row in matrix.rows
    ]
    alt = wording.table_alt(wording.MATRIX, status.name)
    show_table(wording.matrix_columns(criteria), rows, name=f"{status.layer}-matrix", alt=alt)


def _score(score: float | None) -> Cell:
    return wording.MISSING if score is None else Shown(number_text(score), score)
