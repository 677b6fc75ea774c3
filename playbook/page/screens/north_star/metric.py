"""One metric in full: its charts, weeks and months, products, notes, and what it means."""

import streamlit as st

from metrics.definition import Metric, Per
from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.review import MetricReviews
from playbook.concerns.north_star import wording
from playbook.concerns.north_star.charts import metric_chart, running_total
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import lines_of
from playbook.model.trajectory import trajectory_of
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to, outcome_badge
from playbook.page.screens.north_star.card import review_of
from playbook.page.screens.north_star.process import process_badges, process_sentences, show_control_chart, show_notes
from playbook.page.screens.north_star.tables import numbers_of, products_of, weekly_of
from playbook.services import choices


def one_metric(status: MetricStatus, metric: Metric, reviews: MetricReviews, context: ScreenContext) -> None:
    """The metric large, for the product (or the whole organization) its status is about."""
    weekly = choices.weekly_reviews(context.workspace, context.as_of, context.basis)
    with st.container(border=True):
        st.header(escape_markdown(metric.name), anchor=False)
        st.markdown(f"{outcome_badge(status.outcome)} {escape_markdown(status.reason)}")
        lines = lines_of(status)
        for line in lines:
            if line.product is not None and len(lines) > 1:
                st.subheader(escape_markdown(context.product_names.get(line.product, line.product)), anchor=False)
            _process(line, metric, reviews, context)
        if status.by_product:
            st.subheader(wording.PRODUCTS, anchor=False)
            products_of(status.by_product, metric, reviews, context)
        for line in lines:
            name = context.product_names.get(line.product or "", "") if len(lines) > 1 else ""
            weekly_of(weekly.of(metric.id, line.product), metric, name)
            st.subheader(escape_markdown(wording.numbers_title(name)), anchor=False)
            numbers_of(review_of(line, reviews), metric)
        st.subheader(wording.DEFINITION, anchor=False)
        st.markdown(_meaning(metric, context))
        with st.container(horizontal=True):
            link_to(Screen.GATES, wording.TO_GATES)
            link_to(Screen.UPLOAD, wording.TO_UPLOAD)


def _process(line: MetricStatus, metric: Metric, reviews: MetricReviews, context: ScreenContext) -> None:
    review = review_of(line, reviews)
    if not review.points:
        st.markdown(wording.NO_POINTS)
        return
    st.markdown(f"{process_badges(review)} **{escape_markdown(review.sentence)}**")
    show_control_chart(review, metric, context)
    st.markdown("  \n".join(process_sentences(review)))
    show_notes(review)
    start = context.assessment.start
    if metric.per is Per.CHARTER and start is not None:
        points = running_total(line.series.points, start)
        alt = wording.chart_alt(metric, points, line)
        st.markdown(page_words.RUNNING_TOTAL)
        trajectory = trajectory_of(context.playbook, metric)
        off = line.series.off
        show_chart(metric_chart, metric, points, trajectory, context.as_of, off, description=alt)


def _meaning(metric: Metric, context: ScreenContext) -> str:
    """Definition, owner, source, targets and how the number is made."""
    names = {other.id: other.name for other in context.playbook.metrics.values()}
    guarded_by = [other.name for other in context.playbook.metrics.values() if metric.id in other.guardrail_for]
    facts = (
        ("", metric.definition or wording.NOT_SAID),
        (wording.COUNTED, wording.counted_words(metric)),
        (wording.TARGETS, wording.targets_words(metric, context.as_of) or wording.no_targets(metric)),
        (wording.OWNER, wording.owner_words(metric.owner)),
        (wording.SOURCE, metric.source or wording.NOT_SAID),
        (wording.DIRECTION, wording.DIRECTION_WORDS[metric.better]),
        (wording.ROLL_UP, wording.roll_up_words(metric)),
        (page_words.REPORTED, page_words.reported_words(metric)),
        (wording.SAMPLES, wording.samples_words(metric)),
        (wording.FRESHNESS, wording.freshness_words(metric)),
        (wording.GUARDS, ", ".join(names.get(guarded, guarded) for guarded in metric.guardrail_for)),
        (wording.GUARDED_BY, ", ".join(guarded_by)),
    )
    return "\n\n".join(
        f"**{name}:** {escape_markdown(text)}" if name else escape_markdown(text) for name, text in facts if text
    )
