"""How a gate's verdict went week by week, what turned it, and what was known at decisions."""

from datetime import date

import streamlit as st

from playbook.concerns.gates import wording
from playbook.concerns.gates import wording_page as words
from playbook.page.parts.badges import VERDICT_LOOKS
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import ScreenContext, escape_markdown
from playbook.page.parts.headings import heading
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
RECEIPT_FIELDS = (
    Field(wording_receipts.GATE_HEAD[0], width=100),
    Field(wording_receipts.GATE_HEAD[1]),
    Field(wording_receipts.GATE_HEAD[2]),
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
    was decided. The export has the receipts by their digests."""
    kept, findings = verify(context.workspace).at_gate(gate.product, gate.gate, context.as_of)
    if not kept and not findings:
        return
    heading(wording_receipts.GATE_TITLE)
    for finding in findings:
        st.markdown(f"**{escape_markdown(finding.message)}**")
    if not kept:
        return
    criteria = {line.id: line.name for line in gate.criteria}
    rows = [
        (
            str((receipt.entry or {}).get("on", "")),
            wording_receipts.what_was_decided(receipt, criteria),
            sentence_case(wording_receipts.by_whom(receipt)),
            wording_receipts.known_then(receipt.knew),
            receipt.knew.definitions or "",
            receipt.digest,
        )
        for receipt in kept
    ]
    lines = [
        Line(digest, (Entry(_day(on, context.today), order=on), Entry(what, by), Entry(known)))
        for on, what, by, known, _, digest in rows
    ]
    label, export = wording_receipts.GATE_TITLE, Export(wording_receipts.GATE_FILE_HEAD, rows, name="receipts")
    grid("receipts", RECEIPT_FIELDS, lines, label=label, size=8, export=export)


def _day(written: str, today: date) -> str:
    """The day of an entry; one that somebody altered to be none stays as it is written."""
    try:
        return day_text(date.fromisoformat(written), today)
    except ValueError:
        return written
