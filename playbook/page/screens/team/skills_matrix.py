"""Seats by skills and products by skills: every level at one look, and one seat in full."""

import streamlit as st

from playbook.concerns.team import wording
from playbook.concerns.team.gaps import ProductSkills
from playbook.concerns.team.levels import AssessedLevel
from playbook.concerns.team.status import SeatStatus, TeamStatus
from playbook.page.parts.badges import OUTCOME_LOOKS
from playbook.page.parts.detail import chosen_in_address, detail, side_by_side
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Screen, ScreenContext, empty_state, escape_markdown
from playbook.page.parts.headings import heading
from playbook.wording import OUTCOME_WORDS, join_words, seat_text, sentence_case


def seats_by_skills(status: TeamStatus, layers: dict[str, str], context: ScreenContext) -> None:
    """A row for each seat, a column for each layer; below what the role expects stands out by icon and word."""
    listed = [seat for seat in status.seats if seat.role is not None]
    if not listed:
        empty_state(
            wording.NO_SEATS, wording.NO_SEATS_WHY, (wording.WAY_ROLE, wording.WAY_LEVELS), records=["seat-role"]
        )
        return
    heading(wording.SEATS)
    chosen = chosen_in_address("seat", {seat.seat: seat_text(seat.seat) for seat in listed}, wording.SUBJECT)
    place, beside = side_by_side(chosen)
    fields = (Field(wording.SUBJECT), Field(wording.ROLE), *(Field(name) for name in layers.values()))
    lines = [
        Line(
            seat.seat,
            (
                Entry(sentence_case(wording.filled_words(seat)), to=at(Screen.TEAM, seat.seat)),
                seat.role_name,
                *(_level(_in_layer(seat, layer)) for layer in layers),
            ),
        )
        for seat in listed
    ]
    rungs = {rung.id: rung.title for rung in context.playbook.definitions.skills.ladder}
    rows = [
        (
            wording.filled_words(seat),
            seat.role_name,
            rungs.get(seat.ladder or "", ""),
            join_words(context.product_names.get(one, one) for one in seat.products),
            *(wording.assessed_words(level, context.as_of) for level in seat.levels),
        )
        for seat in listed
    ]
    export = Export((*wording.SEAT_COLUMNS, *layers.values()), rows, name="seats-and-levels")
    with place:
        grid("seats", fields, lines, label=wording.SEATS, selected=chosen, matrix=True, size=10, export=export)
        st.caption(wording.LEVELS_HELP)
    if chosen is not None:
        seat = next(seat for seat in listed if seat.seat == chosen)
        with beside, detail(Screen.TEAM, chosen, sentence_case(seat_text(chosen))):
            _one(seat, layers, context)


def _in_layer(seat: SeatStatus, layer: str) -> AssessedLevel | None:
    return next((one for one in seat.levels if one.layer == layer), None)


def _level(one: AssessedLevel | None) -> Entry:
    if one is None or one.level is None:
        return Entry(order=-1, badges=((wording.NOT_ASSESSED, "plain", ""),))
    below = one.expected is not None and one.level < one.expected
    word = wording.level_of(one.level, one.expected if below else None)
    if not one.fresh:
        return Entry(order=one.level, badges=((wording.stale(word), "gray", "history"),))
    return Entry(order=one.level, badges=((word, "orange" if below else "green", "arrow_downward" if below else ""),))


def _one(seat: SeatStatus, layers: dict[str, str], context: ScreenContext) -> None:
    bars = [
        (name, one.level if one else None, one.expected if one else None)
        for layer, name in layers.items()
        for one in [_in_layer(seat, layer)]
    ]
    st.markdown(escape_markdown(wording.shape_sentence(wording.seat_name(seat), bars)))
    products = join_words(context.product_names.get(one, one) for one in seat.products)
    facts = [(wording.WORKS_ON, products)] if products else []
    facts += [(layers.get(one.layer, one.layer), wording.assessed_words(one, context.as_of)) for one in seat.levels]
    st.markdown("  \n".join(f"**{escape_markdown(name)}:** {escape_markdown(text)}" for name, text in facts))


def products_by_skills(products: list[ProductSkills], layers: dict[str, str]) -> None:
    """A row for each product, a column for each layer it needs in its stage: the level needed and the best there is."""
    heading(wording.GAPS)
    if not products:
        empty_state(wording.NO_PRODUCTS, wording.NO_PRODUCTS_WHY, (wording.WAY_PRODUCT,), records=["product"])
        return
    if not any(one.needs for one in products):
        st.markdown(wording.NO_NEEDS)
        return
    lines = []
    for one in products:
        needs = {need.layer: need for need in one.needs}
        cells = [
            Entry(
                order=(need.best or 0) - need.needed,
                badges=((wording.need_words(need), *OUTCOME_LOOKS[need.outcome]),),
            )
            if (need := needs.get(layer))
            else Entry()
            for layer in layers
        ]
        who = sentence_case(seat_text(one.who)) if one.gaps else ""
        lines.append(Line(one.product, (Entry(one.name, wording.stage_words(one.stage)), *cells, who)))
    rows = [
        (
            one.name,
            wording.STAGE_WORDS[one.stage],
            layers.get(need.layer, need.layer),
            str(need.needed),
            wording.level_words(need.best),
            OUTCOME_WORDS[need.outcome],
            need.reason,
            seat_text(one.who) if need in one.gaps else "",
        )
        for one in products
        for need in one.needs
    ]
    fields = (Field(wording.PRODUCT), *(Field(name) for name in layers.values()), Field(wording.WHO_ACTS))
    export = Export(wording.GAP_COLUMNS, rows, name="skill-gaps")
    grid("gaps", fields, lines, label=wording.GAPS, matrix=True, size=10, export=export)
    gaps = [(one, need) for one in products for need in one.gaps]
    lines_of_gaps = [
        f"- **{escape_markdown(one.name)}, {escape_markdown(layers.get(need.layer, need.layer))}:** "
        f"{escape_markdown(need.reason)}"
        for one, need in gaps[:SHOWN_GAPS]
    ]
    lines_of_gaps += [
        f"- **{escape_markdown(one.name)}:** {escape_markdown(wording.ahead_words(one, layers))}"
        for one in products[:SHOWN_GAPS]
        if wording.ahead_words(one, layers)
    ]
    if lines_of_gaps:
        st.markdown("\n".join(lines_of_gaps))


SHOWN_GAPS = 8
"""So many in words below the matrix; the download has every one."""
