"""The criteria of one gate: a table of how each stands against its line, and the reason of each."""

import streamlit as st

from playbook.concerns.gates import wording
from playbook.concerns.gates.wording_criteria import proof_words, rule_words
from playbook.model.criteria import Criterion
from playbook.page.parts.cells import because, kept_together, unbroken
from playbook.page.parts.header import Cell, ScreenContext, Shown, download, escape_markdown, outcome_badge, show_table
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.wording import seat_text, value_text

Row = tuple[Shown, Shown, Shown, str, str]
"""Outcome, criterion, value, what it is held against, who acts."""


def criteria(gate: GateStatus, context: ScreenContext) -> None:
    """Short cells in the table; the sentences below it, where a narrow screen has room for them."""
    st.header(wording.CRITERIA_TITLE, anchor=False)
    columns = (
        wording.COLUMN_OUTCOME,
        wording.COLUMN_CRITERION,
        wording.COLUMN_VALUE,
        wording.COLUMN_AGAINST,
        wording.COLUMN_WHO,
    )
    definitions = {known.id: known for known in context.playbook.gates[gate.gate].criteria}
    rows = [_row(line, definitions.get(line.id), context) for line in gate.criteria]
    name = f"criteria-{gate.product}-{gate.gate}"
    shown = [(row[1], _now(row)) for row in rows]
    show_table(wording.CRITERIA_COLUMNS_SHOWN, shown, name=name, alt=wording.CRITERIA_TITLE, downloadable=False)
    with st.expander(wording.REASONS_TITLE):
        reasons = (
            f"- {outcome_badge(line.outcome)} **{escape_markdown(line.name)}:** {escape_markdown(line.reason)}"
            for line in gate.criteria
        )
        st.markdown("\n".join(reasons))
    download(
        (*columns, *wording.MORE_COLUMNS),
        [(*row, *_more(line)) for row, line in zip(rows, gate.criteria, strict=True)],
        name=name,
    )


def _more(line: CriterionStatus) -> tuple[Cell, ...]:
    """What the download holds beside the table."""
    key = wording.KEY if line.key else ""
    return line.line, line.distance, line.weight, key, line.n, line.week, line.reason


def _now(row: Row) -> Shown:
    """The outcome, the value, what it is held against and who acts, below each other."""
    outcome, _, value, against, who = row
    return because(Shown(f"{outcome.markdown} {value.markdown}".rstrip(), outcome.plain), who, against)


def _row(line: CriterionStatus, definition: Criterion | None, context: ScreenContext) -> Row:
    metric = context.playbook.metrics.get(line.metric or "")
    name = f"**{escape_markdown(line.name)}**  \n:gray[{kept_together(wording.key_words(line))}]"
    value = "" if line.value is None else f"{value_text(line.value, metric)} {wording.sample_words(line.n)}".strip()
    passes = definition.pass_line if definition is not None else None
    needs = rule_words(passes, metric) if passes is not None and metric is not None else ""
    proof = "" if definition is None or metric is None else proof_words(definition, metric)
    return (
        Shown(outcome_badge(line.outcome), str(line.outcome)),
        Shown(name, line.name),
        unbroken(value, "" if line.value is None else line.value),
        wording.against_words(needs, line.distance, metric, proof),
        "" if line.outcome in wording.OUT_OF_THE_WAY else seat_text(line.who),
    )
