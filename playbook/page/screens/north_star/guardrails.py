"""Guardrail pairs: what got better at whose cost."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.control import wording_page as page_words
from playbook.concerns.north_star import wording
from playbook.concerns.north_star import wording_parts as wording_guardrails
from playbook.concerns.north_star.guardrails import GuardrailPair, GuardrailState
from playbook.page.parts.header import badge, escape_markdown

STATE_LOOKS = {
    GuardrailState.BREACHED: ("red", "warning"),
    GuardrailState.HOLDS: ("green", "shield"),
    GuardrailState.NOT_IN_PLAY: ("gray", "remove"),
    GuardrailState.UNKNOWN: ("gray", "help"),
}


def guardrails(pairs: Sequence[GuardrailPair]) -> None:
    """A metric that got better at its guard's cost is said at once; the other pairs wait until somebody asks."""
    if not pairs:
        return
    breached = [pair for pair in pairs if pair.state is GuardrailState.BREACHED]
    others = [pair for pair in pairs if pair.state is not GuardrailState.BREACHED]
    st.header(wording.GUARDRAILS, anchor=False, help=wording.GUARDRAILS_LINE)
    if breached:
        st.markdown(_pair_lines(breached))
    if others:
        with st.expander(page_words.others_words(len(others), breached=bool(breached))):
            st.markdown(_pair_lines(others))


def _pair_lines(pairs: Sequence[GuardrailPair]) -> str:
    return "  \n".join(
        badge(wording_guardrails.STATE_WORDS[pair.state], *STATE_LOOKS[pair.state])
        + f" {escape_markdown(wording_guardrails.pair_line(pair))}"
        for pair in pairs
    )
