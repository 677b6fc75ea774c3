"""One risk in full: what it is, its antidote, what warns of it, and how it was assessed."""

import streamlit as st

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.indicators import Alarm, IndicatorReading
from playbook.concerns.risks.register import AntidoteStatus, RiskStatus
from playbook.model.dated import when
from playbook.page.parts.cells import because, day_cell, titled
from playbook.page.parts.header import Cell, Screen, ScreenContext, Shown, badge, escape_markdown, link_to, show_table
from playbook.wording import seat_text

ALARM_LOOKS = {
    Alarm.RAISED: ("orange", "trending_up"),
    Alarm.QUIET: ("green", "check"),
    Alarm.SILENT: ("gray", "help"),
}


def one_risk(risk: RiskStatus, context: ScreenContext) -> None:
    """Everything the register knows of it."""
    with st.container(border=True):
        for text in (risk.description, " · ".join(risk.listed), risk.note):
            if text:
                st.markdown(escape_markdown(text))
        st.subheader(wording.ANTIDOTE, anchor=False)
        if risk.antidote:
            st.markdown(escape_markdown(risk.antidote))
        _antidotes(risk)
        st.subheader(wording.INDICATORS, anchor=False)
        _indicators(risk, context)
        st.subheader(wording.HISTORY, anchor=False)
        _history(risk, context)


def _antidotes(risk: RiskStatus) -> None:
    if not risk.antidotes:
        st.markdown(wording.NO_TIES)
        return
    rows = [(one.name, _standing(one), one.reason) for one in risk.antidotes]
    shown = [(titled(name), because(why, mark=how)) for name, how, why in rows]
    show_table(wording.TIE_COLUMNS_SHOWN, shown, name=f"antidote-{risk.risk}-{risk.product}", downloadable=False)
    with st.container(horizontal=True):
        for one in risk.antidotes:
            if one.kind == "deliverable":
                link_to(Screen.CHARTER, one.name, subject=one.id)
            else:
                link_to(Screen.GATES, one.name, product=risk.product)


def _standing(antidote: AntidoteStatus) -> Shown:
    if antidote.holds:
        return Shown(badge(wording.IN_PLACE, "green", "check_circle"), wording.IN_PLACE)
    word = wording.CLAIMED if antidote.claimed else wording.NOT_IN_PLACE
    return Shown(badge(word, "orange", "warning") if antidote.claimed else badge(word, "red", "cancel"), word)


def _indicators(risk: RiskStatus, context: ScreenContext) -> None:
    if not risk.indicators:
        st.markdown(wording.NO_INDICATORS)
        return
    names = {metric.id: metric.name for metric in context.playbook.metrics.values()}
    rows = [(one.text, _alarm(one), one.reason) for one in risk.indicators]
    shown = [(titled(name), because(why, mark=how)) for name, how, why in rows]
    show_table(
        wording.INDICATOR_COLUMNS_SHOWN, shown, name=f"indicators-{risk.risk}-{risk.product}", downloadable=False
    )
    with st.container(horizontal=True):
        for metric in dict.fromkeys(one.metric for one in risk.indicators):
            link_to(Screen.NORTH_STAR, names.get(metric, metric), subject=metric, product=risk.product)


def _alarm(reading: IndicatorReading) -> Shown:
    word = wording.ALARM_WORDS[reading.alarm]
    return Shown(badge(word, *ALARM_LOOKS[reading.alarm]), word)


def _history(risk: RiskStatus, context: ScreenContext) -> None:
    said = sorted(
        (
            record
            for record in context.playbook.records.risks.assessments
            if record.risk == risk.risk and record.on <= context.as_of and record.product in (None, risk.product)
        ),
        key=when,
        reverse=True,
    )
    if not said:
        st.markdown(wording.NO_HISTORY)
        return
    rows: list[tuple[Cell, ...]] = [
        (
            titled(day_cell(record.on, context.as_of), wording.STATE_WORDS[record.state]),
            because(record.note, seat_text(record.by), wording.assessed(record.likelihood, record.impact)),
        )
        for record in said
    ]
    show_table(wording.HISTORY_COLUMNS_SHOWN, rows, name=f"assessments-{risk.risk}-{risk.product}", downloadable=False)
