"""Launch gates: the verdict of each gate, why, what would turn it, who must act, and the records that bear on it."""

import streamlit as st

from playbook.concerns.candidates.wording import candidate_words
from playbook.concerns.gates import wording
from playbook.concerns.gates import wording_page as words
from playbook.concerns.gates.wording_verdicts import by_arithmetic
from playbook.glossary import explained
from playbook.page.parts.detail import chosen_in_address
from playbook.page.parts.grid import land_on
from playbook.page.parts.header import (
    ScreenContext,
    badge,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
    verdict_badge,
)
from playbook.page.parts.selection import choose_view
from playbook.page.screens.gates import records
from playbook.page.screens.gates.bars import bars
from playbook.page.screens.gates.criteria import criteria
from playbook.page.screens.gates.history import history, receipts
from playbook.page.screens.gates.matrix import matrix
from playbook.page.screens.gates.reasons import turn, who, why
from playbook.readiness.bars import wording_lowered as lowered
from playbook.readiness.bars import wording_too_low as too_low
from playbook.readiness.bars.too_low import low_bars
from playbook.readiness.selection import kinds_of_gates, most_pressing
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome
from playbook.wording import VERDICT_WORDS, seat_text, sentence_case


def show() -> None:
    """The page."""
    context = screen_context()
    gates = {gate.subject: gate for gate in context.gates}
    page_header(wording.title(context.gates), context)
    if not gates:
        missing = wording.NO_PRODUCTS if context.playbook.gates else wording.NO_GATES
        empty_state(wording.NO_PRODUCTS_TITLE, missing, wording.NO_PRODUCTS_WAYS, records=["product"])
        return
    names = {name: wording.gate_name(gate) for name, gate in gates.items()}
    named = chosen_in_address("gate", names, wording.GATE, kinds_of_gates(context.gates))
    chosen = gates[named or most_pressing(context.gates).subject]
    matrix(context, chosen)
    key = f"detail-{chosen.product}-{chosen.gate}"
    with st.container(border=True, key=key, gap="small"):
        tab = _verdict(chosen, context)
    if named is not None:
        land_on(key)
    if tab == words.CRITERIA_TAB:
        criteria(chosen, context)
    elif tab == words.RECORDS_TAB:
        records.show(chosen, context)
    elif tab == words.HISTORY_TAB:
        history(chosen, context)
        bars(chosen, context)
        receipts(chosen, context)
    else:
        _summary(chosen, context)


def _summary(gate: GateStatus, context: ScreenContext) -> None:
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        why(gate, context)
    with right.container(border=True, height="stretch"):
        turn(gate)
        who(gate)


def _verdict(gate: GateStatus, context: ScreenContext) -> str:
    """The verdict never stands alone: score, bounds and day beside it, its main reason where no tab below says it.
    Returns the tab that was chosen."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            verdict_badge(gate.verdict, quiet=gate.quiet), width="content", help=explained(VERDICT_WORDS[gate.verdict])
        )
        st.header(escape_markdown(f"{gate.product_name}, {gate.gate_name}"), anchor=False, width="content")
    reason = st.empty()
    for one in context.assessment.lowered:
        if (one.product, one.gate) == (gate.product, gate.gate):
            st.markdown(f"{badge(lowered.BADGE, 'orange', 'south')} {escape_markdown(lowered.lowered_alarm(one))}.")
    for low in context.workspace.ask(low_bars, context.as_of, context.basis):
        if (low.product, low.gate) == (gate.product, gate.gate):
            st.markdown(f"{badge(too_low.BADGE, 'orange', 'visibility_off')} {escape_markdown(too_low.low_bar(low))}")
    if gate.quiet:
        st.markdown(escape_markdown(wording.quiet_words(gate)))
    if gate.why:
        st.caption(escape_markdown(gate.why))
    ships = context.playbook.records.candidates.find(gate.product, gate.candidate)
    if ships is not None:
        st.caption(escape_markdown(candidate_words(ships)))
    exempt = sum(line.outcome is Outcome.EXEMPT for line in gate.criteria)
    score, planned, rest = st.columns(3)
    score.metric(wording.SCORE, wording.score_words(gate, 0), help=wording.SCORE_HELP)
    score.caption(escape_markdown(wording.score_words(gate, exempt) if exempt else wording.bounds_words(gate)))
    planned.metric(wording.PLANNED, escape_markdown(wording.planned_words(gate.planned, context.today)))
    if gate.planned is not None:
        planned.caption(escape_markdown(wording.due_words(gate)))
    stage, owner = escape_markdown(wording.STAGE_WORDS[gate.stage]), escape_markdown(seat_text(gate.owner))
    rest.markdown(f"{wording.OPENS} **{stage}**  \n{wording.OWNER} **{owner}**")
    tab = choose_view(words.TAB, words.TABS, key="tab")
    listed = gate.blocking and not by_arithmetic(gate.criteria, gate.verdict)
    if tab in (words.RECORDS_TAB, words.HISTORY_TAB) or not listed:
        because = sentence_case(gate.because)
        reason.markdown(f"**{escape_markdown(because)}**")
    return tab
