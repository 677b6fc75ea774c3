"""Risks and incidents: the register with what raised it, a heat map that opens it, incidents with their actions."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.charts import PICK, cell_name, places_of, risk_heat_map
from playbook.concerns.risks.register import RiskRegister, RiskStatus, risk_register
from playbook.model.risks import Band, RiskState
from playbook.page.parts.cells import marked
from playbook.page.parts.charts import choose_in_chart
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    Shown,
    badge,
    download,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.screens.risks.incidents import incidents
from playbook.page.screens.risks.risk import one_risk

BAND_LOOKS = {
    Band.HIGH: ("red", "priority_high"),
    Band.MEDIUM: ("orange", "visibility"),
    Band.LOW: ("green", "check"),
    None: ("gray", "help"),
}
STATE_LOOKS: dict[RiskState | None, tuple[str, str]] = {
    RiskState.OPEN: ("red", "lock_open"),
    RiskState.TREATED: ("green", "shield"),
    RiskState.ACCEPTED: ("violet", "handshake"),
    RiskState.CLOSED: ("gray", "task_alt"),
    None: ("gray", "help"),
}


def show() -> None:
    """The whole page."""
    context = screen_context()
    register = context.workspace.ask(risk_register, context.as_of, context.basis).of(context.product)
    page_header(wording.title(register), context)
    if not register.risks:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
    else:
        st.markdown(f"**{escape_markdown(wording.summary(register))}**")
        chosen = st.query_params.get("risk")
        cell = _heat_map(register, context)
        _register(register, context, chosen, cell)
    incidents(register.incidents, context)


def _heat_map(register: RiskRegister, context: ScreenContext) -> str | None:
    """Draws the map; returns the field that was chosen in it."""
    with st.container(border=True):
        st.header(wording.HEAT, anchor=False)
        st.markdown(escape_markdown(wording.heat_sentence(register)))
        levels = context.playbook.definitions.risks.levels
        alt = wording.heat_alt(register)
        return choose_in_chart(
            risk_heat_map, places_of(register.risks), levels, description=alt, key="risk-heat", pick=PICK
        )


def in_cell(risk: RiskStatus, cell: str | None) -> bool:
    """Whether a risk stands in a field of the map; every risk where none is chosen."""
    if cell is None:
        return True
    rated = risk.likelihood is not None and risk.impact is not None
    return risk.is_live and rated and cell_name(risk.likelihood or 0, risk.impact or 0) == cell


def _register(register: RiskRegister, context: ScreenContext, chosen: str | None, cell: str | None) -> None:
    st.header(wording.REGISTER, anchor=False)
    known = {risk.key for risk in register.risks} | {risk.risk for risk in register.risks}
    if chosen is not None and chosen not in known:
        st.info(escape_markdown(wording.unknown_risk(chosen)), icon=":material/info:")
    listed = [risk for risk in register.risks if in_cell(risk, cell)]
    if cell is not None:
        likelihood, impact = (int(part) for part in cell.split("x"))
        st.caption(escape_markdown(wording.cell_words(likelihood, impact, len(listed))))
    opened = [risk for risk in listed if chosen in (risk.key, risk.risk) or (cell is not None and len(listed) == 1)]
    pressing = [risk for risk in listed if cell is not None or risk in opened or risk.presses]
    _lines(pressing, opened, context)
    if calm := [risk for risk in listed if risk not in pressing]:
        with st.expander(wording.calm_words(len(calm)), expanded=not pressing):
            _lines(calm, opened, context)
    _take_away(register)


def _lines(risks: Sequence[RiskStatus], opened: Sequence[RiskStatus], context: ScreenContext) -> None:
    for risk in risks:
        _line(risk, context.as_of, opened=risk in opened)
        if risk in opened:
            one_risk(risk, context)


def _line(risk: RiskStatus, today: date, *, opened: bool) -> None:
    words = [badge(wording.level_words(risk), *BAND_LOOKS[risk.band])]
    words.append(marked(risk.state, wording.STATE_WORDS, STATE_LOOKS).markdown)
    if risk.raised:
        words.append(badge(wording.RAISED, "orange", "trending_up"))
    if risk.review_late_days:
        words.append(badge(wording.REVIEW_OVERDUE, "red", "event_busy"))
    if risk.derived:
        words.append(badge(wording.DERIVED, "blue", "link"))
    name = escape_markdown(wording.name_with_product(risk))
    reasons = escape_markdown(wording.reasons_words(risk))
    line = " · ".join(part for part in (wording.owner_words(risk.owner), wording.review_words(risk, today)) if part)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}** {' '.join(words)}  \n{reasons}  \n:gray[{escape_markdown(line)}]", width="stretch")
        if opened:
            link_to(Screen.RISKS, wording.CLOSE, icon=":material/expand_less:")
        else:
            link_to(Screen.RISKS, wording.OPEN_RISK, subject=risk.key)


def _take_away(register: RiskRegister) -> None:
    rows = [
        (
            risk.name,
            risk.product_name,
            Shown("", risk.level),
            Shown("", risk.likelihood),
            Shown("", risk.impact),
            wording.STATE_WORDS[risk.state],
            risk.owner,
            risk.review_due,
            "; ".join(risk.reasons),
        )
        for risk in register.risks
    ]
    download(wording.RISK_COLUMNS, rows, name="risks")
