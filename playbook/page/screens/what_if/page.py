"""What if: a leader moves lines, bounds, weights and outcomes, and sees at once what turns; nothing is written."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playbook.concerns.gates.wording import gate_name, turn_words
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    choose_subject,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
    verdict_badge,
)
from playbook.page.parts.headings import heading
from playbook.page.screens.what_if import wording
from playbook.page.screens.what_if.controls import Supposed, controls, supposed_in_address
from playbook.readiness.bars import wording_impact
from playbook.readiness.selection import kinds_of_gates, most_pressing
from playbook.results.gates import GateStatus
from playbook.services.what_if import assumed_of, what_if
from playbook.settings import WrongUse
from playbook.wording import score_text


def show() -> None:
    """The page."""
    context = screen_context()
    page_header(wording.TITLE, context, wording.NOTHING_WRITTEN)
    gates = {gate.subject: gate for gate in context.gates}
    if not gates:
        empty_state(wording.NO_GATES, wording.NO_GATES_MISSING)
        return
    names = {name: gate_name(gate) for name, gate in gates.items()}
    first, others = most_pressing(context.gates).subject, kinds_of_gates(context.gates)
    chosen = choose_subject(wording.GATE, names, key="gate", default=first, label_visibility="collapsed", others=others)
    gate = gates[chosen]
    start = supposed_in_address()
    top = st.container(border=True)  # what turns the verdict stays in sight above what is moved, on a phone, too
    left, right = st.columns([9, 8], gap="medium")
    with left.container(border=True):
        supposed = controls(gate, context, start)
    with right:
        if not supposed.something:
            _stands(gate, gate, context.assessment.readiness.score, 0.0, top)
            st.info(wording.MOVE_SOMETHING, icon=":material/tune:")
        else:
            _result(gate, supposed, context, top)
    _into_address(supposed)


def _into_address(supposed: Supposed) -> None:
    """The address says what is supposed, so that it can be sent to somebody."""
    for key, values in supposed.in_address.items():
        if values and st.query_params.get_all(key) != values:
            st.query_params[key] = values
        elif not values and key in st.query_params:
            del st.query_params[key]


def _result(gate: GateStatus, supposed: Supposed, context: ScreenContext, top: DeltaGenerator) -> None:
    playbook = context.playbook
    try:
        assumed = assumed_of(playbook, supposed.outcomes, gate.product, gate.gate)
        found = what_if(context.workspace, supposed.edits, assumed, context.as_of, context.basis)
    except WrongUse as wrong:
        st.warning(escape_markdown(wrong), icon=":material/error:")
        return
    after = next(one for one in found.after.gates if one.subject == gate.subject)
    change = found.impact.changes
    _stands(gate, after, change.score_after, change.score_after - change.score_before, top)
    with st.container(border=True):
        heading(wording.WHAT_TURNS)
        st.markdown(_points(wording_impact.impact_lines(found.impact)))
    with st.container(border=True):
        heading(wording.STILL_NEEDED)
        if not after.flips:
            st.markdown(wording.NOTHING_NEEDED if after.verdict.holds else wording.NO_WAY)
        for flip in after.flips[:1]:
            st.markdown(escape_markdown(turn_words(flip.to, len(flip.changes), 0)))
            st.markdown(_points(flip.changes))
    if found.moves:
        with st.expander(wording.FOR_A_PULL_REQUEST):
            st.code(
                wording_impact.markdown(wording.TODAY, found.moves, (), {wording_impact.WHAT_IF: found.impact}),
                language="markdown",
                wrap_lines=True,
            )
    link_to(Screen.GATES, wording.TO_THE_GATE, subject=gate.subject, product=gate.product)


def _stands(gate: GateStatus, after: GateStatus, readiness: float, step: float, top: DeltaGenerator) -> None:
    """The verdict, its score and readiness as they would be, in one row."""
    verdicts = [verdict_badge(one.verdict) for one in ((gate,) if gate is after else (gate, after))]
    scores = [0.0 if one.score is None else one.score for one in (gate, after)]
    with top, st.container(horizontal=True, vertical_alignment="center", gap="large"):
        with st.container(gap="small", width="stretch"):
            heading(escape_markdown(f"{gate.product_name}, {gate.gate_name}"))
            st.markdown(" → ".join(verdicts))
        with st.container(horizontal=True, gap="large", width="content"):
            _score(wording.SCORE, score_text(after.score), scores[1] - scores[0])
            _score(wording.READINESS, score_text(readiness), step)


def _score(label: str, score: str, step: float) -> None:
    st.metric(
        label,
        score,
        wording.delta(step),
        delta_color="green" if step > 0 else "red",
        delta_arrow="up" if step > 0 else "down",
        width="content",
    )


def _points(lines: tuple[str, ...] | list[str]) -> str:
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)
