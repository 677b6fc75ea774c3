"""Cards of north-star metrics, the charter's clock, and how much of all this is known."""

import streamlit as st

from metrics.definition import Pillar
from playbook.concerns.charter.charts import charter_timeline
from playbook.concerns.control.reviews import metric_reviews
from playbook.concerns.north_star.status import MetricStatus
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to, outcome_badge
from playbook.page.screens.north_star.card import metric_card
from playbook.readiness import wording, wording_known
from playbook.readiness.assessment import Assessment
from playbook.verdict import Outcome

MOST_IN_A_ROW, WHERE_THERE_ARE_MORE = 4, 3
"""Cards side by side before their words are cut off on a small laptop."""


def north_stars(context: ScreenContext) -> None:
    """The first metric of each pillar, as the file names them, and by name what is off its plan."""
    metrics = context.assessment.metrics
    st.header(wording.NORTH_STAR_TITLE, anchor=False)
    if not metrics:
        st.markdown(wording.NO_METRICS)
        return
    reviews = context.workspace.ask(metric_reviews, context.as_of, context.basis)
    stars = _first_of_each_pillar(metrics)
    wide = len(stars) if len(stars) <= MOST_IN_A_ROW else WHERE_THERE_ARE_MORE
    for start in range(0, len(stars), wide):
        for column, status in zip(st.columns(wide), stars[start : start + wide], strict=False):
            with column:
                metric_card(status, reviews, product=context.product, names=context.product_names)
    off = [status for status in metrics if status not in stars and status.outcome in wording.OFF_PLAN]
    with st.container(horizontal=True, vertical_alignment="center"):
        for status in off:
            st.markdown(
                outcome_badge(status.outcome, wording.named_outcome(status.name, status.outcome)), width="content"
            )
        link_to(Screen.NORTH_STAR, wording.SEE_ALL_METRICS)


def _first_of_each_pillar(metrics: tuple[MetricStatus, ...]) -> list[MetricStatus]:
    found = (next((status for status in metrics if status.pillar is pillar), None) for pillar in Pillar)
    return [status for status in found if status is not None]


def clock(context: ScreenContext) -> None:
    """Day, week and phases."""
    assessment = context.assessment
    charter = assessment.charter
    st.header(wording.CLOCK_TITLE, anchor=False)
    st.markdown(escape_markdown(wording_known.clock_words(assessment)))
    shares = wording_known.share_words(charter.claimed, charter.proven, charter.plan)
    if shares:
        st.caption(escape_markdown(shares))
    if charter.phases:
        last = wording.last_day(assessment)
        description = wording_known.phases_alt(assessment)
        show_chart(charter_timeline, charter.phases, last, assessment.as_of, description=description)
    link_to(Screen.CHARTER, wording.SEE_CHARTER)


def known(assessment: Assessment) -> None:
    """Coverage, and by name what is stale, silent or partial."""
    metrics = assessment.metrics
    st.header(wording.KNOWN_TITLE, anchor=False)
    sentences = (
        wording_known.coverage_words(assessment.readiness.coverage),
        wording_known.stale_words(status for status in metrics if status.outcome is Outcome.STALE),
        wording_known.silent_words(status for status in metrics if status.outcome is Outcome.NO_DATA),
        wording_known.partial_words(status for status in metrics if status.partial),
    )
    for sentence in sentences:
        if sentence:
            st.markdown(escape_markdown(sentence))
    link_to(Screen.UPLOAD, wording.TO_UPLOAD)
