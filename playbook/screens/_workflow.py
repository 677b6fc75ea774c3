"""One product's work: criteria of its stage, parts with their facts, release hygiene, upgrade drills."""

from datetime import date

import streamlit as st

from playbook import wording_workflow as wording
from playbook.screens._parts import Cell, Shown, badge, escape_markdown, outcome_badge, show_table
from playbook.verdict import Outcome
from playbook.wording import day_text, seat_text
from playbook.workflow_parts import HygieneStatus, PartStatus
from playbook.workflow_status import CheckStatus, ProductFlow


def criteria(flow: ProductFlow) -> None:
    """Entry and exit criteria of the stage the product is in."""
    for heading, checks in ((wording.ENTER, flow.enter), (wording.LEAVE, flow.leave)):
        st.subheader(heading, anchor=False)
        if not checks:
            st.markdown(wording.NO_CRITERIA)
            continue
        rows: list[tuple[Cell, ...]] = [
            (check.what, _check_badge(check), check.reason, seat_text(check.who)) for check in checks
        ]
        name = f"{flow.product}-{'enter' if heading == wording.ENTER else 'leave'}"
        show_table(wording.CHECK_COLUMNS, rows, name=name, alt=heading)


def _check_badge(check: CheckStatus) -> Shown:
    word = wording.check_word(check)
    return Shown(badge(word, "gray", "person") if check.outcome is None else outcome_badge(check.outcome), word)


def _badge(status: PartStatus | HygieneStatus) -> Shown:
    word = wording.part_word(status)
    quiet = not status.needed and status.outcome is not Outcome.MET
    return Shown(badge(word, "gray", "schedule") if quiet else outcome_badge(status.outcome), word)


def parts(flow: ProductFlow, today: date) -> None:
    """Every part of the work: how it stands as evidence, and what its latest record says."""
    st.subheader(wording.PARTS, anchor=False)
    if not flow.parts:
        st.markdown(wording.NO_PARTS)
        return
    rows: list[tuple[Cell, ...]] = [
        (
            part.name,
            _badge(part),
            part.reason,
            None if part.on is None else day_text(part.on, today),
            _facts(part),
            seat_text(part.who) if part.needed else "",
        )
        for part in flow.parts
    ]
    show_table(wording.PART_COLUMNS, rows, name=f"{flow.product}-parts", alt=wording.PARTS)


def _facts(part: PartStatus) -> Shown:
    """Facts in a row; what somebody should act on has a sign and stands out."""
    told = (
        f":material/warning: **{escape_markdown(fact.text)}**" if fact.worry else escape_markdown(fact.text)
        for fact in part.facts
    )
    return Shown("; ".join(told), wording.facts_words(part))


def hygiene(flow: ProductFlow) -> None:
    """Checks of release hygiene."""
    st.subheader(wording.HYGIENE, anchor=False)
    if not flow.hygiene:
        st.markdown(wording.NO_HYGIENE)
        return
    rows: list[tuple[Cell, ...]] = [
        (check.name, _badge(check), check.reason, "" if check.outcome is Outcome.MET else seat_text(check.who))
        for check in flow.hygiene
    ]
    show_table(wording.HYGIENE_COLUMNS, rows, name=f"{flow.product}-hygiene", alt=wording.HYGIENE)


def drills(flow: ProductFlow, today: date) -> None:
    """What upgrades of its models ask for."""
    st.subheader(wording.DRILLS, anchor=False)
    if not flow.drills:
        st.markdown(wording.NO_DRILLS)
        return
    rows: list[tuple[Cell, ...]] = []
    for drill in flow.drills:
        word = wording.drill_word(drill)
        if drill.upcoming:
            shown = badge(word, "gray", "event")
        elif drill.late_days:
            shown = badge(word, "red", "schedule")
        else:
            shown = outcome_badge(drill.outcome, word)
        rows.append(
            (
                wording.drill_name(drill),
                wording.drill_what(drill),
                day_text(drill.on, today),
                Shown(shown, word),
                f"{drill.reason}; {drill.asks}" if drill.asks else drill.reason,
                wording.drill_due(drill, today),
                seat_text(drill.who),
            )
        )
    show_table(wording.DRILL_COLUMNS, rows, name=f"{flow.product}-drills", alt=wording.DRILLS)
