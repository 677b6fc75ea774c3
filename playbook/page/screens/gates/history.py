"""How a gate's verdict went week by week, what turned it, and what was known at decisions."""

import streamlit as st

from playbook.concerns.gates import wording
from playbook.concerns.gates import wording_page as words
from playbook.page.parts.badges import VERDICT_LOOKS
from playbook.page.parts.grid import Entry, Field, Line, grid
from playbook.page.parts.header import ScreenContext, escape_markdown
from playbook.readiness.gate_history import GateHistory
from playbook.results.gates import GateStatus
from playbook.services.receipts import wording as wording_receipts
from playbook.services.receipts.verifying import verify
from playbook.wording import VERDICT_WORDS, day_text, score_text, sentence_case

FIELDS = (
    Field(words.HISTORY_DAY, width=100),
    Field(words.HISTORY_VERDICT, width=210),
    Field(wording.SCORE, right=True, width=80),
    Field(words.HISTORY_TURNED),
)


def history(gate: GateStatus, context: ScreenContext) -> None:
    """The newest week first; weeks in which the verdict moved say so."""
    weeks = context.workspace.ask(GateHistory(gate.product, gate.gate), context.as_of, context.basis)
    if not weeks:
        st.markdown(words.NO_HISTORY)
        return
    lines = [
        Line(
            week.day.isoformat(),
            (
                Entry(day_text(week.day, context.today), order=week.day.isoformat()),
                Entry(
                    note=words.MOVED if week.moved else "",
                    order=week.verdict.rank,
                    badges=((VERDICT_WORDS[week.verdict], *VERDICT_LOOKS[week.verdict]),),
                )
                if week.verdict is not None
                else Entry(words.NOT_JUDGED, note=words.NO_SUCH_GATE, order=-1),
                Entry(score_text(week.score), order=week.score),
                words.turned_words([(one.name, one.before, one.after) for one in week.turned]),
            ),
        )
        for week in weeks
    ]
    grid("history", FIELDS, lines, label=words.history_label(gate), size=14)


def receipts(gate: GateStatus, context: ScreenContext) -> None:
    """What was known when something was decided at the gate, and whether it still says the same; nothing where nothing
    was decided."""
    kept, findings = verify(context.workspace).at_gate(gate.product, gate.gate, context.as_of)
    if not kept and not findings:
        return
    with st.container(border=True):
        st.header(wording_receipts.RECEIPTS_TITLE, anchor=False)
        for finding in findings:
            st.markdown(f"**{escape_markdown(finding.message)}**")
        for receipt in kept:
            name, said, knew = wording_receipts.receipt_words(receipt)
            st.markdown(f"**{escape_markdown(sentence_case(said))}**  \n{escape_markdown(knew)} · `{name}`")
