"""Overview: how ready we are, why, what blocks, what would help most; every number leads to its reason."""

import streamlit as st

from playbook import wording_known
from playbook import wording_overview as wording
from playbook.charts import readiness_bars
from playbook.screens import _overview_lists as lists
from playbook.screens._charts import show_chart
from playbook.screens._overview_blockers import blockers
from playbook.screens._overview_first_week import first_week
from playbook.screens._overview_history import week_by_week
from playbook.screens._overview_metrics import clock, known, north_stars
from playbook.screens._parts import (
    ScreenContext,
    badge,
    empty_state,
    escape_markdown,
    link_to_area,
    outcome_badge,
    page_header,
    screen_context,
)
from playbook.screens._report import report_button
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
    if calm:
        first_week(context)
    else:
        _hero(context)
        left, right = st.columns(2)
        with left.container(border=True):
            blockers(context)
        with right:
            with st.container(border=True):
                lists.changes(context)
            with st.container(border=True):
                lists.conditions(context)
        lists.next_actions(context)
    north_stars(context)
    lists.gates(context)
    left, right = st.columns(2)
    with left.container(border=True):
        clock(context)
    with right:
        if calm:
            with st.container(border=True):
                lists.conditions(context)
        with st.container(border=True):
            known(assessment)


def _hero(context: ScreenContext) -> None:
    """The score against its plan, in words, and area by area."""
    assessment = context.assessment
    readiness = assessment.readiness
    with st.container(border=True):
        score, why = st.columns([2, 3], gap="large")
        with score:
            st.metric(
                wording.READINESS,
                f"{score_text(readiness.score)} / 100",
                delta=_change(context),
                delta_arrow="off" if not _change(context) else "auto",
                help=wording.READINESS_HELP,
            )
            with st.container(horizontal=True, gap="small"):
                on_plan = round(readiness.score) >= round(readiness.plan)
                look = ("green", "check_circle") if on_plan else ("orange", "warning")
                st.markdown(badge(wording.plan_words(readiness.plan), *look), width="content")
                _exemptions(context)
            show_chart(readiness_bars, readiness.areas, description=wording.areas_alt(assessment))
            st.caption(wording.AREAS_LINE)
        with why:
            st.markdown(f"**{escape_markdown(wording.summary(context.gates, assessment.due))}**")
            for alarm in assessment.alarms:
                alarm_badge = badge(wording.ALARM, "red", "notification_important")
                st.markdown(f"{alarm_badge} {escape_markdown(alarm)}.")
            st.markdown(escape_markdown(wording_known.coverage_words(readiness.coverage)))
            _criteria_counts(context)
            if context.product is not None:
                st.caption(wording.OF_PRODUCT)
            with st.container(horizontal=True, gap="small"):
                for area in readiness.areas:
                    link_to_area(area.area, AREA_WORDS[area.area])
            week_by_week(context)


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
        st.markdown(badge(words, "violet", "shield"), width="content")


def _criteria_counts(context: ScreenContext) -> None:
    """Badges that add up to all criteria of the gates due soon."""
    counts = wording.outcome_counts(context.gates)
    if not counts:
        return
    due = sum(not gate.quiet for gate in context.gates)
    st.caption(wording.counts_line(sum(counts.values()), due))
    badges = (outcome_badge(outcome, wording.counted(outcome, count)) for outcome, count in counts.items())
    st.markdown(" ".join(badges))
