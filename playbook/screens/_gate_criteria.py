"""The criteria of one gate: a table of how each stands against its line, and the reason of each."""

import streamlit as st

from playbook import wording_gates as wording
from playbook.criterion_status import CriterionStatus
from playbook.gate_status import GateStatus
from playbook.screens._parts import (
    Cell,
    ScreenContext,
    Shown,
    download,
    escape_markdown,
    outcome_badge,
    show_table,
)
from playbook.wording import seat_text, value_text


def criteria(gate: GateStatus, context: ScreenContext) -> None:
    """Short cells in the table; the sentences below it, where a narrow screen has room for them."""
    st.header(wording.CRITERIA_TITLE, anchor=False)
    columns = (
        wording.COLUMN_OUTCOME,
        wording.COLUMN_CRITERION,
        wording.COLUMN_VALUE,
        wording.COLUMN_LINE,
        wording.COLUMN_DISTANCE,
        wording.COLUMN_WHO,
    )
    rows = [_row(line, context) for line in gate.criteria]
    name = f"criteria-{gate.product}-{gate.gate}"
    show_table(columns, rows, name=name, alt=wording.CRITERIA_TITLE, downloadable=False)
    with st.expander(wording.REASONS_TITLE):
        reasons = (
            f"- {outcome_badge(line.outcome)} **{escape_markdown(line.name)}:** {escape_markdown(line.reason)}"
            for line in gate.criteria
        )
        st.markdown("\n".join(reasons))
    more = (
        wording.COLUMN_WEIGHT,
        wording.COLUMN_KEY,
        wording.COLUMN_SAMPLE,
        wording.COLUMN_WEEK,
        wording.COLUMN_REASON,
    )
    download(
        (*columns, *more),
        [
            (*row, line.weight, wording.KEY if line.key else "", line.n, line.week, line.reason)
            for row, line in zip(rows, gate.criteria, strict=True)
        ],
        name=name,
    )


def _row(line: CriterionStatus, context: ScreenContext) -> tuple[Cell, ...]:
    metric = context.playbook.metrics.get(line.metric or "")
    name = f"**{escape_markdown(line.name)}**  \n{escape_markdown(wording.key_words(line))}"
    value = "" if line.value is None else f"{value_text(line.value, metric)} {wording.sample_words(line.n)}".strip()
    return (
        Shown(outcome_badge(line.outcome), str(line.outcome)),
        Shown(name, line.name),
        Shown(escape_markdown(value), line.value),
        line.line,
        Shown(escape_markdown(wording.distance_words(line.distance, metric)), line.distance),
        seat_text(line.who),
    )
