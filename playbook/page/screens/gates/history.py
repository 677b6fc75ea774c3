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
    Field(words.HISTORY_DAY, width=170),
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
    """The newest day first; days on which the verdict had moved say so."""
    days = context.workspace.ask(GateHistory(gate.product, gate.gate), context.as_of, context.basis)
    if not days:
        st.markdown(words.NO_HISTORY)
        return
    lines = [
        Line(
            one.day.isoformat(),
            (
                Entry(day_text(one.day, context.today), words.occasion_words(one.occasions), order=one.day.isoformat()),
                Entry(
                    note=words.MOVED if one.moved else "",
                    order=one.verdict.rank,
                    badges=((VERDICT_WORDS[one.verdict], *VERDICT_LOOKS[one.verdict]),),
                )
                if one.verdict is not None
                else Entry(words.NOT_JUDGED, note=words.NO_SUCH_GATE, order=-1),
                Entry(score_text(one.score), order=one.score),
                words.turned_words([(each.name, each.before, each.after) for each in one.turned]),
            ),
        )
        for one in days
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
