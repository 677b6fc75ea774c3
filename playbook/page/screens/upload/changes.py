"""What a file would change before it is published: verdicts, outcomes, metrics that become known."""

import streamlit as st

from playbook.page.parts.badges import outcome_badge, verdict_badge
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.tables import Cell, Shown, show_narrow
from playbook.page.parts.text import escape_markdown
from playbook.page.screens.upload import wording
from playbook.readiness.preview import wording as wording_changes
from playbook.readiness.preview.results import WouldChange
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, sentence_case, value_text, week_text

Row = tuple[str, str, Shown, Shown, str]
"""What turns, where, before, after, why."""


def show_changes(change: WouldChange | None, context: ScreenContext) -> None:
    """Everything that would turn, the verdicts first."""
    if change is None:
        return
    st.subheader(wording.CHANGES_TITLE, anchor=False)
    rows = [*_verdicts(change), *_outcomes(change, context), *_turns(change), *_known(change, context)]
    if not rows:
        st.markdown(wording_changes.NOTHING_TURNS)
        return
    shown: list[tuple[Cell, ...]] = [(_words(row), row[2], row[3]) for row in rows]
    columns = (wording.COLUMN_WHAT, wording.COLUMN_BEFORE, wording.COLUMN_AFTER)
    show_narrow(columns, shown, wording.CHANGE_COLUMNS, rows, name="what-would-change", alt=wording.CHANGES_TITLE)


def _words(row: Row) -> Shown:
    """What, where and why in one cell, so that the table stays narrow."""
    what, where, _, _, why = row
    markdown = f"**{escape_markdown(what)}**, {escape_markdown(where)}  \n{escape_markdown(why)}"
    return Shown(markdown, what)


def _verdicts(change: WouldChange) -> list[Row]:
    return [
        (
            flip.gate_name,
            flip.product_name,
            Shown(verdict_badge(flip.before), VERDICT_WORDS[flip.before]),
            Shown(verdict_badge(flip.after), VERDICT_WORDS[flip.after]),
            sentence_case(flip.because),
        )
        for flip in change.verdicts
    ]


def _outcomes(change: WouldChange, context: ScreenContext) -> list[Row]:
    names, gates = context.product_names, context.playbook.gates
    rows: list[Row] = []
    for flip in change.outcomes:
        gate = gates[flip.gate].title if flip.gate in gates else ""
        where = ", ".join(part for part in (names.get(flip.product or "", wording_changes.ALL_PRODUCTS), gate) if part)
        before = Shown(outcome_badge(flip.before), OUTCOME_WORDS[flip.before])
        rows.append(
            (flip.name, where, before, Shown(outcome_badge(flip.after), OUTCOME_WORDS[flip.after]), flip.reason)
        )
    return rows


def _turns(change: WouldChange) -> list[Row]:
    return [
        (
            turn.name,
            wording_changes.area_of(turn),
            Shown(escape_markdown(turn.before), turn.before),
            Shown(escape_markdown(turn.after), turn.after),
            turn.reason,
        )
        for turn in change.turns
    ]


def _known(change: WouldChange, context: ScreenContext) -> list[Row]:
    rows: list[Row] = []
    for known in change.known:
        where = context.product_names.get(known.product or "", wording_changes.ALL_PRODUCTS)
        value = f"{value_text(known.value, known)} ({week_text(known.week_end)})"
        earlier = wording.NOT_KNOWN if known.before_end is None else week_text(known.before_end)
        before, after = (Shown(escape_markdown(each), each) for each in (earlier, value))
        rows.append((known.name, where, before, after, wording.NEWER_WEEK))
    return rows
