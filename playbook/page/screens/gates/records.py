"""The records that bear on a gate: exemptions, sign-offs, release decisions and their conditions."""

import streamlit as st

from playbook.concerns.gates import wording
from playbook.page.parts.badges import badge
from playbook.page.parts.cells import web_link
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import record_link
from playbook.page.parts.tables import download
from playbook.page.parts.text import escape_markdown
from playbook.page.parts.wording import about
from playbook.page.screens.record import wording as form
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome
from playbook.wording import seat_text, sentence_case

LOOKS = {
    wording.IN_FORCE: ("violet", "shield"),
    wording.OVER: ("gray", "event_busy"),
    wording.NOT_YET: ("gray", "event_upcoming"),
    wording.HOLDS: ("green", "check_circle"),
    wording.HOLDS_NOT: ("red", "cancel"),
    wording.NOT_SIGNED: ("gray", "help"),
    wording.DONE: ("green", "check_circle"),
    wording.OPEN: ("orange", "pending_actions"),
    wording.LATE: ("red", "schedule"),
}


def show(gate: GateStatus, context: ScreenContext) -> None:
    """Three cards beside each other."""
    signed, exempt, decided = st.columns(3)
    with signed.container(border=True, height="stretch"):
        _sign_offs(gate, context)
    with exempt.container(border=True, height="stretch"):
        _exemptions(gate, context)
    with decided.container(border=True, height="stretch"):
        _decision(gate, context)


def _line(state: str, text: str, words: str) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(f"{badge(state, *LOOKS[state])} **{escape_markdown(text)}**")
        st.markdown(words)


def _sign_offs(gate: GateStatus, context: ScreenContext) -> None:
    heading(wording.SIGN_OFFS_TITLE)
    lines = [line for line in gate.criteria if line.kind == "sign_off"]
    if not lines:
        st.markdown(wording.NO_SIGN_OFFS)
    for line in lines:
        record = context.playbook.records.sign_offs.latest(gate.product, gate.gate, line.id, context.as_of)
        state = wording.NOT_SIGNED if record is None else wording.sign_off_state(line.underlying)
        words = escape_markdown(sentence_case(wording.sign_off_words(record, context.as_of)))
        if record is not None and record.link:
            words += f", {web_link(record.link)}"
        if line.underlying is not Outcome.MET:
            words += f"  \n{escape_markdown(sentence_case(line.reason))}"
        _line(state, line.name, words)
        if line.underlying is not Outcome.MET:
            record_link("sign-off", about(form.SIGN, line.name), about=gate.product, gate=gate.gate, criterion=line.id)


def _exemptions(gate: GateStatus, context: ScreenContext) -> None:
    heading(wording.EXEMPTIONS_TITLE)
    names = {line.id: line for line in gate.criteria}
    requests = [
        record
        for record in context.playbook.records.exemptions.exemptions
        if (record.product, record.gate) == (gate.product, gate.gate) and record.on <= context.as_of
    ]
    if not requests:
        st.markdown(wording.NO_EXEMPTIONS)
    for record in sorted(requests, key=lambda record: record.last_day, reverse=True):
        line = names.get(record.criterion)
        name = line.name if line is not None else record.criterion
        state = wording.exemption_state(record, context.as_of)
        words = escape_markdown(sentence_case(wording.exemption_words(record, context.as_of)))
        if state == wording.IN_FORCE and line is not None and line.outcome is Outcome.MET:
            words += f"  \n{escape_markdown(wording.without_effect(name))}"
        _line(state, name, words)
    record_link("exemption", form.EXEMPT, about=gate.product, gate=gate.gate)


def _decision(gate: GateStatus, context: ScreenContext) -> None:
    heading(wording.DECISION_TITLE)
    record_link("decision", form.DECIDE, about=gate.product, gate=gate.gate)
    decision = gate.decision
    if decision is None:
        st.markdown(wording.NO_DECISION)
        return
    if decision.against_verdict:
        st.markdown(badge(wording.AGAINST, "red", "gavel"))
    st.markdown(escape_markdown(sentence_case(wording.decision_words(decision, context.as_of))))
    for condition in decision.conditions:
        state = wording.condition_state(condition, context.as_of)
        st.markdown(
            f"{badge(state, *LOOKS[state])} {escape_markdown(wording.condition_words(condition, context.as_of))}"
        )
        if state != wording.DONE:
            record_link(
                "condition-done",
                about(form.MET, condition.what),
                about=gate.product,
                gate=gate.gate,
                what=condition.what,
            )
    if decision.conditions:
        download(
            (wording.CONDITION, wording.COLUMN_OUTCOME, wording.OWNER, wording.COLUMN_DUE, wording.DONE),
            [
                (each.what, wording.condition_state(each, context.as_of), seat_text(each.owner), each.due, each.done)
                for each in decision.conditions
            ],
            name=f"conditions-{gate.product}-{gate.gate}",
        )
