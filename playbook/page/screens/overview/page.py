"""Overview: how ready we are, why, what blocks, what would help most; every number leads to its reason."""

import streamlit as st

from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import (
    ScreenContext,
    badge,
    empty_state,
    escape_markdown,
    link_to_area,
    outcome_badge,
    page_header,
    screen_context,
)
from playbook.page.parts.report_button import report_button
from playbook.page.screens.overview import lists
from playbook.page.screens.overview.blockers import blockers
from playbook.page.screens.overview.first_week import first_week
from playbook.page.screens.overview.history import score_line, week_by_week
from playbook.page.screens.overview.metrics import clock, known, north_stars
from playbook.page.screens.overview.notices import notices
from playbook.readiness import wording, wording_history, wording_known
from playbook.readiness.charts import readiness_bars
from playbook.verdict import Outcome
from playbook.wording import AREA_WORDS, score_text


def show() -> None:
    """The page."""
    context = screen_context()
    assessment = context.assessment
    actions = page_header(wording.headline(assessment), context)
    with actions:
        report_button(context)
    if assessment.start is None:
        empty_state(wording_known.NOT_STARTED, wording.NOT_STARTED_MISSING, wording.NOT_STARTED_WAYS)
        return
    calm = wording.calm(assessment)
    (first_week if calm else _hero)(context)
    notices(context)
    if not calm:
        left, right = st.columns(2)
        with left.container(border=True, height="stretch"):
            blockers(context)
        with right.container(border=True, height="stretch"):
            lists.changes(context)
        lists.next_actions(context)
        _time(context)
    north_stars(context)
    lists.gates(context)
    if calm:
        _time(context)
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        lists.conditions(context)
    with right.container(border=True, height="stretch"):
        known(assessment)


def _time(context: ScreenContext) -> None:
    """The charter's clock and, once there is a line to draw, readiness week by week beside it."""
    points = score_line(context)
    places = st.columns(2) if points else [st.container()]
    with places[0].container(border=True, height="stretch"):
        clock(context)
    if points:
        with places[1].container(border=True, height="stretch"):
            week_by_week(points)


def _hero(context: ScreenContext) -> None:
    """The score against its plan, in words, and area by area."""
    assessment = context.assessment
    readiness = assessment.readiness
    points = score_line(context)
    with st.container(border=True):
        score, why, areas = st.columns([4, 10, 5], gap="medium")
        with score:
            st.metric(
                wording.READINESS,
                f"{score_text(readiness.score)} / 100",
                delta=_change(context),
                delta_arrow="off" if not _change(context) else "auto",
                help=wording.READINESS_HELP,
                chart_data=[round(point.score, 1) for point in points] or None,
                chart_type="area",
            )
            with st.container(horizontal=True, gap="small"):
                on_plan = round(readiness.score) >= round(readiness.plan)
                look = ("green", "check_circle") if on_plan else ("orange", "warning")
                st.markdown(badge(wording.plan_words(readiness.plan), *look), width="content")
                _exemptions(context)
            st.caption(escape_markdown(wording_known.clock_line(assessment)))
        with why:
            st.markdown(f"**{escape_markdown(wording.summary(context.gates, assessment.due))}**")
            alarm_badge = badge(wording.ALARM, "red", "notification_important")
            alarms = [f"{alarm_badge} {escape_markdown(alarm)}." for alarm in assessment.alarms]
            if alarms:
                st.markdown("  \n".join(alarms))
            trend = wording_history.line(points) if points else ""
            st.markdown(escape_markdown(f"{trend} {wording_known.coverage_words(readiness.coverage)}".strip()))
            _criteria_counts(context)
            if context.product is not None:
                st.caption(wording.OF_PRODUCT)
        with areas:
            show_chart(readiness_bars, readiness.areas, description=wording.areas_alt(assessment))
            st.caption(wording.AREAS_LINE)
        with st.container(horizontal=True, gap="small"):
            for area in readiness.areas:
                link_to_area(area.area, AREA_WORDS[area.area])


def _change(context: ScreenContext) -> str | None:
    assessment = context.assessment
    if assessment.score_before is None or assessment.changed_since is None:
        return None
    change = round(assessment.readiness.score, 1) - round(assessment.score_before, 1)
    return wording.change_since(change, assessment.changed_since, context.today) or None


def _exemptions(context: ScreenContext) -> None:
    readiness = context.assessment.readiness
    exempt = sum(line.outcome is Outcome.EXEMPT for gate in context.assessment.gates for line in gate.criteria)
    words = wording.exemption_words(readiness.score, readiness.without_exemptions, exempt)
    if words:
        # a badge would be cut off where it does not fit
        st.markdown(f":small[:violet[:material/shield: {escape_markdown(words)}]]", width="content")


def _criteria_counts(context: ScreenContext) -> None:
    """Badges that add up to all criteria of the gates due soon."""
    counts = wording.outcome_counts(context.gates)
    if not counts:
        return
    due = sum(not gate.quiet for gate in context.gates)
    badges = (outcome_badge(outcome, wording.counted(outcome, count)) for outcome, count in counts.items())
    line = escape_markdown(wording.counts_line(sum(counts.values()), due))
    st.markdown(f":small[:gray[{line}]]  \n{' '.join(badges)}")
