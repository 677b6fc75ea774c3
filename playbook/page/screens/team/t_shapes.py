"""T-shapes of seats and of the whole team, and how far customer-facing teams are trained."""

import streamlit as st

from playbook.concerns.team import wording
from playbook.concerns.team.charts import skill_shape
from playbook.concerns.team.status import SeatStatus, TeamStatus
from playbook.page.parts.cells import day_cell, titled
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import (
    Cell,
    ScreenContext,
    Shown,
    choose_subject,
    empty_state,
    escape_markdown,
    outcome_badge,
    show_narrow,
)
from playbook.wording import OUTCOME_WORDS, percent_text

TEAM = ""
SELECT_WIDTH = 420


def t_shapes(status: TeamStatus, layers: dict[str, str]) -> None:
    """The T of a chosen seat, or of the whole team."""
    with_role = [seat for seat in status.seats if seat.role is not None]
    with st.container(border=True):
        st.header(wording.SHAPE, anchor=False)
        if not with_role:
            empty_state(wording.NO_SEATS, wording.NO_SEATS_WHY, (wording.WAY_ROLE, wording.WAY_LEVELS))
            return
        choices = {TEAM: wording.WHOLE_TEAM} | {seat.seat: wording.seat_name(seat) for seat in with_role}
        with st.container(width=SELECT_WIDTH):
            chosen = choose_subject(wording.SUBJECT, choices, key="seat")
        bars = _bars([seat for seat in with_role if chosen in (TEAM, seat.seat)], layers, expected=chosen != TEAM)
        st.markdown(escape_markdown(wording.shape_sentence(choices[chosen], bars)))
        show_chart(skill_shape, bars, description=wording.shape_alt(choices[chosen], bars))


def _bars(
    seats: list[SeatStatus], layers: dict[str, str], *, expected: bool
) -> list[tuple[str, int | None, int | None]]:
    """The best fresh or stale level in each layer, and what the role expects of a single seat."""
    bars: list[tuple[str, int | None, int | None]] = []
    for layer, name in layers.items():
        known = [one.level for seat in seats for one in seat.levels if one.layer == layer and one.level is not None]
        bars.append(
            (
                name,
                max(known, default=None),
                next((one.expected for one in seats[0].levels if one.layer == layer), None) if expected else None,
            )
        )
    return bars


def trainings(status: TeamStatus, context: ScreenContext) -> None:
    """Each customer-facing team, and what it must be able to explain."""
    st.header(wording.TRAININGS, anchor=False)
    if not status.trainings:
        st.markdown(wording.NO_TEAMS)
        return
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            None if one.trained is None else str(one.trained),
            None if one.people is None else str(one.people),
            None if one.share is None else percent_text(one.share, 0),
            None if one.on is None else day_cell(one.on, context.as_of),
            Shown(outcome_badge(one.outcome), OUTCOME_WORDS[one.outcome]),
            one.reason,
        )
        for one in status.trainings
    ]
    shown = [(titled(one.name), row[-2], row[-1]) for one, row in zip(status.trainings, rows, strict=True)]
    show_narrow(
        wording.TRAINING_COLUMNS_SHOWN, shown, wording.TRAINING_COLUMNS, rows, name="trainings", alt=wording.TRAININGS
    )
    said = [
        f"- **{escape_markdown(team.title)}:** {escape_markdown('; '.join(team.can_say))}"
        for team in context.playbook.definitions.skills.customer_teams
        if team.can_say
    ]
    if said:
        st.markdown("\n".join([f"{wording.MUST_SAY}:", "", *said]))
