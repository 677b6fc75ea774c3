"""One product's work: criteria of its stage, parts with their facts, release hygiene, upgrade drills."""

from datetime import date

import streamlit as st

from playbook.concerns.workflow import wording
from playbook.concerns.workflow.parts import HygieneStatus, PartStatus
from playbook.concerns.workflow.status import CheckStatus, ProductFlow
from playbook.page.parts.badges import OUTCOME_LOOKS
from playbook.page.parts.cells import because, titled
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import Cell, Shown, badge, escape_markdown, outcome_badge, show_narrow
from playbook.verdict import Outcome
from playbook.wording import day_text, seat_text, sentence_case

DRILL_FIELDS = (
    Field(wording.HEAD_MODEL),
    Field(wording.HEAD_STATE, choose=True, width=110),
    Field(wording.HEAD_DUE, width=150),
    Field(wording.HEAD_WHY, width=420),
    Field(wording.HEAD_WHO, width=160),
)


def criteria(flow: ProductFlow) -> None:
    """Entry and exit criteria of the stage the product is in."""
    for heading, checks in ((wording.ENTER, flow.enter), (wording.LEAVE, flow.leave)):
        st.subheader(heading, anchor=False)
        if not checks:
            st.markdown(wording.NO_CRITERIA)
            continue
        rows: list[tuple[Cell, ...]] = [
            (check.what, because(sentence_case(check.reason), seat_text(check.who), mark=_check_badge(check)))
            for check in checks
        ]
        name = f"{flow.product}-{'enter' if heading == wording.ENTER else 'leave'}"
        bare = [(check.what, wording.check_word(check), check.reason, seat_text(check.who)) for check in checks]
        show_narrow(wording.CHECK_COLUMNS_SHOWN, rows, wording.CHECK_COLUMNS, bare, name=name, alt=heading)


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
    shown: list[tuple[Cell, ...]] = [
        (
            titled(part.name, "" if part.on is None else wording.of_day(part.on, today)),
            because(
                sentence_case(part.reason),
                seat_text(part.who) if part.needed and part.outcome is not Outcome.MET else "",
                mark=_badge(part),
            ),
            _facts(part),
        )
        for part in flow.parts
    ]
    name = f"{flow.product}-parts"
    show_narrow(wording.PART_COLUMNS_SHOWN, shown, wording.PART_COLUMNS, rows, name=name, alt=wording.PARTS)


def _facts(part: PartStatus) -> Shown:
    """Facts in a row; what somebody should act on has an icon and stands out."""
    parts = (
        f":material/warning: **{escape_markdown(fact.text)}**" if fact.worry else escape_markdown(fact.text)
        for fact in part.facts
    )
    return Shown("; ".join(parts), wording.facts_words(part))


def hygiene(flow: ProductFlow) -> None:
    """Checks of release hygiene."""
    st.subheader(wording.HYGIENE, anchor=False)
    if not flow.hygiene:
        st.markdown(wording.NO_HYGIENE)
        return
    rows = [
        (check.name, _badge(check), check.reason, "" if check.outcome is Outcome.MET else seat_text(check.who))
        for check in flow.hygiene
    ]
    shown = [(name, because(sentence_case(reason), who, mark=mark)) for name, mark, reason, who in rows]
    name = f"{flow.product}-hygiene"
    show_narrow(wording.HYGIENE_COLUMNS_SHOWN, shown, wording.HYGIENE_COLUMNS, rows, name=name, alt=wording.HYGIENE)


def drills(flow: ProductFlow, today: date) -> None:
    """What upgrades of its models ask for."""
    st.subheader(wording.DRILLS, anchor=False)
    if not flow.drills:
        st.markdown(wording.NO_DRILLS)
        return
    rows: list[tuple[Cell, ...]] = []
    lines: list[Line] = []
    for drill in flow.drills:
        word = wording.drill_word(drill)
        if drill.upcoming:
            look = ("gray", "event")
        else:
            look = ("red", "schedule") if drill.late_days else OUTCOME_LOOKS[drill.outcome]
        reason = f"{drill.reason}. {drill.asks}" if drill.asks else drill.reason
        name, what, due = wording.drill_name(drill), wording.drill_what(drill), wording.drill_due(drill, today)
        rows.append((name, what, day_text(drill.on, today), word, reason, due, seat_text(drill.who)))
        cells = (
            Entry(name, wording.drill_happens(drill, today)),
            Entry(badges=((word, *look),)),
            Entry(due, order=drill.due.isoformat()),
            Entry(sentence_case(reason)),
            Entry(sentence_case(seat_text(drill.who))),
        )
        lines.append(Line(f"{drill.provider} {drill.model} {drill.kind} {drill.on}", cells))
    export = Export(wording.DRILL_COLUMNS, rows, name=f"{flow.product}-drills")
    grid("drills", DRILL_FIELDS, lines, label=wording.DRILLS, export=export)
