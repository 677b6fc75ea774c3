"""The team: skills each product lacks, open seats and what they delay, T-shapes, trainings, ladder, hiring screens."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.team import wording
from playbook.concerns.team.gaps import ProductSkills
from playbook.concerns.team.status import OpenSeat, SeatStatus, team_status
from playbook.page.parts.cells import because, titled
from playbook.page.parts.header import (
    Cell,
    Screen,
    ScreenContext,
    Shown,
    empty_state,
    escape_markdown,
    link_to,
    outcome_badge,
    page_header,
    screen_context,
    show_narrow,
)
from playbook.page.screens.team.skills import hiring_screens, ladder, matrix
from playbook.page.screens.team.t_shapes import t_shapes, trainings
from playbook.wording import OUTCOME_WORDS, join_words, seat_text


def show() -> None:
    """The whole page."""
    context = screen_context()
    skills = context.playbook.definitions.skills
    status = context.workspace.ask(team_status, context.as_of, context.basis)
    layers = {layer.id: layer.title for layer in skills.layers}
    page_header(wording.title(status), context)
    if not skills.layers:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
        return
    st.markdown(f"**{escape_markdown(wording.summary(status, layers))}**")
    _gaps([one for one in status.products if context.product in (None, one.product)], layers)
    _open_seats(status.open_seats, context)
    t_shapes(status, layers)
    _seats(status.seats, layers, context)
    trainings(status, context)
    matrix(skills.layers)
    ladder(skills.ladder, context.playbook.records.team.pay_bands, layers, context.as_of)
    hiring_screens(skills.layers)


def _gaps(products: list[ProductSkills], layers: dict[str, str]) -> None:
    st.header(wording.GAPS, anchor=False)
    if not products:
        empty_state(wording.NO_PRODUCTS, wording.NO_PRODUCTS_WHY, (wording.WAY_PRODUCT,))
        return
    if not any(one.needs for one in products):
        st.markdown(wording.NO_NEEDS)
        return
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            wording.STAGE_WORDS[one.stage],
            layers.get(need.layer, need.layer),
            str(need.needed),
            wording.level_words(need.best),
            Shown(outcome_badge(need.outcome), OUTCOME_WORDS[need.outcome]),
            need.reason,
            seat_text(one.who) if need in one.gaps else "",
        )
        for one in products
        for need in one.needs
    ]
    shown: list[tuple[Cell, ...]] = [
        (
            titled(one.name, wording.stage_words(one.stage)),
            because(
                wording.layer_need(layers.get(need.layer, need.layer), need),
                seat_text(one.who) if need in one.gaps else "",
                need.reason,
                mark=outcome_badge(need.outcome),
            ),
        )
        for one in products
        for need in one.needs
    ]
    show_narrow(wording.GAP_COLUMNS_SHOWN, shown, wording.GAP_COLUMNS, rows, name="skill-gaps", alt=wording.GAPS)
    ahead = [
        f"**{escape_markdown(one.name)}**: {escape_markdown(wording.ahead_words(one, layers))}"
        for one in products
        if wording.ahead_words(one, layers)
    ]
    if ahead:
        st.markdown("\n".join(f"- {line}" for line in ahead))


def _open_seats(seats: tuple[OpenSeat, ...], context: ScreenContext) -> None:
    st.header(wording.OPEN_SEATS, anchor=False)
    if not seats:
        st.markdown(wording.NO_OPEN_SEATS)
    for seat in seats:
        with st.container(border=True):
            note = f"  \n{escape_markdown(seat.note)}" if seat.note else ""
            st.markdown(f"**{escape_markdown(wording.open_words(seat, context.as_of))}**{note}")
            if not seat.delays:
                st.markdown(wording.NO_DELAYS.capitalize() + ".")
            for delayed in seat.delays:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(escape_markdown(wording.delay_words(delayed, context.as_of)), width="stretch")
                    link_to(Screen.CHARTER, wording.TO_DELIVERABLE, subject=delayed.deliverable)


def _seats(seats: tuple[SeatStatus, ...], layers: dict[str, str], context: ScreenContext) -> None:
    listed = [seat for seat in seats if seat.role is not None]
    if not listed:
        return
    st.header(wording.SEATS, anchor=False)
    facts = len(wording.SEAT_COLUMNS)
    rungs = {rung.id: rung.title for rung in context.playbook.definitions.skills.ladder}
    rows: list[tuple[Cell, ...]] = [
        (
            wording.filled_words(seat),
            seat.role_name,
            rungs.get(seat.ladder or "", ""),
            join_words(context.product_names.get(one, one) for one in seat.products),
            *(wording.assessed_words(level, context.as_of) for level in seat.levels),
        )
        for seat in listed
    ]
    shown = [(titled(str(row[0]), *map(str, row[1:facts])), _levels(row[facts:], layers)) for row in rows]
    columns = (*wording.SEAT_COLUMNS, *layers.values())
    show_narrow(wording.SEAT_COLUMNS_SHOWN, shown, columns, rows, name="seats-and-levels", alt=wording.SEATS)


def _levels(cells: Sequence[Cell], layers: dict[str, str]) -> Shown:
    """A line for each layer with the seat's level in it."""
    named = zip(layers.values(), cells, strict=True)
    return Shown("  \n".join(f":gray[{escape_markdown(name)}:] {escape_markdown(cell)}" for name, cell in named), None)
