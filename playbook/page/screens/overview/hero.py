"""The score with its change, readiness against its plan to the last day, and the areas with their gaps."""

import streamlit as st

from playbook.page.parts.charts import show_chart
from playbook.page.parts.grid import at
from playbook.page.parts.header import Screen, ScreenContext, badge, link_to
from playbook.page.parts.links import SCREEN_OF_AREA
from playbook.page.parts.rows import Cell, Column, show_rows
from playbook.readiness import wording_screen as wording
from playbook.readiness.burn_up import burn_up
from playbook.readiness.charts_history import readiness_burn_up
from playbook.readiness.score import AreaScore
from playbook.readiness.wording import READINESS, READINESS_HELP
from playbook.wording import AREA_WORDS, score_text

_AREAS = (Column(width=118), Column(), Column(width=34, side="right"), Column(width=34, side="right"))


def hero(context: ScreenContext) -> None:
    """Score, line and areas side by side."""
    assessment = context.assessment
    readiness = assessment.readiness
    with st.container(border=True, key="hero"):
        score, line, areas = st.columns([4, 10, 9], gap="medium")
        with score:
            st.metric(READINESS, score_text(readiness.score), help=READINESS_HELP)
            change = wording.change_since_last(assessment, context.today)
            if change:
                fell = (assessment.score_before or 0.0) > readiness.score
                st.markdown(badge(change, *(("red", "trending_down") if fell else ("green", "trending_up"))))
            with st.container(key="rows-plan", gap="xxsmall"):
                link_to(Screen.REVIEW, wording.plan_today(readiness.plan), icon="", step="standing")
        with line:
            picture = context.workspace.ask(burn_up, context.as_of, context.basis)
            if picture.points:
                description = wording.burn_up_alt(picture, context.today)
                show_chart(readiness_burn_up, picture, assessment.start, description=description)
        with areas:
            st.caption(wording.AREAS_TITLE)
            show_rows("areas", _AREAS, [_area(area) for area in readiness.areas], label=wording.AREAS_TITLE)


def _area(area: AreaScore) -> tuple[Cell, ...]:
    tone, gap = wording.gap_words(area)
    return (
        Cell(AREA_WORDS[area.area], to=at(SCREEN_OF_AREA[area.area])),
        Cell(bar=(area.score if area.known else None, area.plan), about=wording.area_alt(area)),
        Cell(score_text(area.score) if area.known else "–", strong=True),
        Cell(gap, tone, strong=tone == "red"),
    )
