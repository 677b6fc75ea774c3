"""Risks and incidents: the register with what raised it, a heat map whose fields narrow it, incidents with actions."""

import streamlit as st

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.register import RiskRegister, RiskStatus, risk_register
from playbook.page.parts.detail import detail, side_by_side
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.parts.selection import choose_view
from playbook.page.screens.risks.heat import heat_map, in_field
from playbook.page.screens.risks.incidents import INCIDENT, incidents
from playbook.page.screens.risks.register import register_table
from playbook.page.screens.risks.risk import one_risk

FIELD = "field"


def show() -> None:
    """The whole page."""
    context = screen_context()
    register = context.workspace.ask(risk_register, context.as_of, context.basis).of(context.product)
    page_header(wording.title(register), context)
    named = st.query_params.get(INCIDENT)
    if choose_view(wording.VIEW, wording.VIEWS, key="view", requested=wording.INCIDENTS_VIEW if named else "") == (
        wording.INCIDENTS_VIEW
    ):
        incidents(register.incidents, context)
    elif register.risks:
        _register(register, context)
    else:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))


def _register(register: RiskRegister, context: ScreenContext) -> None:
    st.markdown(f"**{escape_markdown(wording.summary(register))}**")
    named = st.query_params.get("risk")
    chosen = _named(register, named)
    if named and chosen is None:
        st.info(escape_markdown(wording.unknown_risk(named)), icon=":material/info:")
    field = st.query_params.get(FIELD)
    risks = [risk for risk in register.risks if in_field(risk, field)]
    if field is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(escape_markdown(wording.field_words(field, len(risks))), width="content")
            link_to(Screen.RISKS, wording.EVERY_RISK, icon=":material/close:")
    table, beside = side_by_side(register.risks[0].key)  # the map stands there as long as nothing is chosen
    with table:
        register_table(risks, register, chosen.key if chosen else None, context)
    with beside:
        if chosen is None:
            with st.container(border=True):
                heat_map(register, context.playbook.definitions.risks.levels)
        else:
            with detail(Screen.RISKS, chosen.key, wording.name_with_product(chosen)):
                one_risk(chosen, context)


def _named(register: RiskRegister, named: str | None) -> RiskStatus | None:
    """The risk an address names: of one product, or the first of its kind."""
    return next((risk for risk in register.risks if named in (risk.key, risk.risk)), None) if named else None
