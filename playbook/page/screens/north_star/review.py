"""One metric in the weekly review: its last week, what its chart says, where it is heading; routine ones in a line."""

import streamlit as st

from playbook.concerns.control import wording_page as wording
from playbook.concerns.control.review import MetricReviews
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.concerns.weekly_figures.figures import WeeklyReviews
from playbook.concerns.weekly_figures.wording import sentence as weekly_sentence
from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to, outcome_badge
from playbook.page.screens.north_star.card import latest_value, review_of, value_facts, value_words
from playbook.page.screens.north_star.process import process_badges, process_sentences, show_control_chart, show_notes


def metric_in_review(
    status: MetricStatus, reviews: MetricReviews, weekly: WeeklyReviews, context: ScreenContext
) -> None:
    """Open: badges, numbers, chart with its sentence, projection, notes. Where products do not add up, the one that
    stands worst speaks."""
    with st.container(border=True):
        _review(status, reviews, weekly, context)


def routine(status: MetricStatus, reviews: MetricReviews, weekly: WeeklyReviews, context: ScreenContext) -> None:
    """Closed: a line; its chart is drawn when somebody opens it."""
    shown = speaks_for(status)
    review = review_of(shown, reviews)
    line = wording.routine_line(status.name, value_words(shown, shown.value), review)
    folded = st.expander(escape_markdown(line), key=f"routine-{status.metric}", on_change="rerun")
    if folded.open:
        with folded:
            _review(status, reviews, weekly, context, titled=False)


def _review(
    status: MetricStatus,
    reviews: MetricReviews,
    weekly: WeeklyReviews,
    context: ScreenContext,
    *,
    titled: bool = True,
) -> None:
    shown = speaks_for(status)
    metric = context.playbook.metrics[status.metric]
    review = review_of(shown, reviews)
    if titled:
        st.subheader(escape_markdown(status.name), anchor=False)
    st.markdown(f"{outcome_badge(status.outcome)} {process_badges(review)}")
    numbers, picture = st.columns([1, 3], gap="medium")
    with numbers:
        _numbers(status, shown, context)
    with picture:
        st.markdown(f"**{escape_markdown(review.sentence)}**")
        show_control_chart(review, metric, context)
    week = weekly.of(metric.id, shown.product)
    said = [] if week is None else [escape_markdown(weekly_sentence(week, metric))]
    st.markdown("  \n".join([*said, *process_sentences(review)]))
    show_notes(review)
    link_to(Screen.NORTH_STAR, wording.IN_FULL, product=context.product or shown.product, subject=metric.id)


def _numbers(status: MetricStatus, shown: MetricStatus, context: ScreenContext) -> None:
    """The last closed week against its target for today, with its sample and age."""
    latest_value(status, shown, shown.week or wording.NO_WEEK)
    st.caption("  \n".join(map(escape_markdown, value_facts(status, shown, context.product_names))))
