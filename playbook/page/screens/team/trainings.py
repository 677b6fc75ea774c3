"""How far customer-facing teams are trained, and what each must be able to explain."""

import streamlit as st

from playbook.concerns.team import wording
from playbook.concerns.team.status import TeamStatus
from playbook.page.parts.cells import day_cell, titled
from playbook.page.parts.header import Cell, ScreenContext, Shown, escape_markdown, outcome_badge, show_narrow
from playbook.page.parts.headings import heading
from playbook.wording import OUTCOME_WORDS, percent_text


def trainings(status: TeamStatus, context: ScreenContext) -> None:
    """Each customer-facing team, and what it must be able to explain."""
    heading(wording.TRAININGS)
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
