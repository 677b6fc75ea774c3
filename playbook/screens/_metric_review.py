"""One metric in the weekly review: its last week, what its chart says, where it is heading; routine ones in a line."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from playbook import wording_metric_page as wording
from playbook import wording_screens
from playbook.metric_review import MetricReview, MetricReviews
from playbook.metric_views import speaks_for
from playbook.north_star import MetricStatus
from playbook.screens._parts import Screen, ScreenContext, escape_markdown, link_to, outcome_badge
from playbook.screens._process import process_badges, process_sentences, show_control_chart, show_notes
from playbook.weekly_reviews import WeeklyReviews
from playbook.wording import change_text, is_improvement, value_text
from playbook.wording_weekly_review import sentence as weekly_sentence

_DELTA_COLORS: Mapping[bool | None, Literal["green", "red", "gray"]] = {True: "green", False: "red", None: "gray"}


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
    review = _review_of(shown, reviews)
    line = wording.routine_line(status.name, _value(shown, shown.value), review)
    folded = st.expander(escape_markdown(line), key=f"routine-{status.metric}", on_change="rerun")
    if folded.open:
        with folded:
            _review(status, reviews, weekly, context, titled=False)


def _review_of(shown: MetricStatus, reviews: MetricReviews) -> MetricReview:
    return reviews.of(shown.metric, shown.product) or MetricReview(shown.metric, shown.product)


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
    review = _review_of(shown, reviews)
    if titled:
        st.subheader(escape_markdown(status.name), anchor=False)
    st.markdown(f"{outcome_badge(status.outcome)} {process_badges(review)}")
    numbers, picture = st.columns([1, 3], gap="medium")
    with numbers:
        _numbers(status, shown, review, context)
    with picture:
        st.markdown(f"**{escape_markdown(review.sentence)}**")
        show_control_chart(review, metric, context)
    week = weekly.of(metric.id, shown.product)
    said = [] if week is None else [escape_markdown(weekly_sentence(week, metric))]
    st.markdown("  \n".join([*said, *process_sentences(review)]))
    show_notes(review)
    link_to(Screen.NORTH_STAR, wording.IN_FULL, product=context.product or shown.product, subject=metric.id)


def _numbers(status: MetricStatus, shown: MetricStatus, review: MetricReview, context: ScreenContext) -> None:
    """The last closed week against its target for today, with its sample and age."""
    better = None if shown.change is None else is_improvement(shown.change, shown.better)
    previous = None if shown.change is None or shown.value is None else shown.value - shown.change
    st.metric(
        escape_markdown(shown.week or wording.NO_WEEK),
        escape_markdown(_value(shown, shown.value)),
        delta=escape_markdown(change_text(shown.change, previous, kind=shown.kind, unit=shown.unit)) or None,
        delta_color=_DELTA_COLORS[better],
        delta_arrow="off" if not shown.change else "up" if shown.change > 0 else "down",
        delta_description=wording_screens.change_words(better) or None,
        help=escape_markdown(status.reason) or None,
    )
    low, high = (None, None) if status.partial else (review.low, review.high)
    facts = [
        wording_screens.target_words(_value(shown, shown.target)),
        wording_screens.sample_words(shown.n, _value(shown, low), _value(shown, high)),
        wording_screens.partial_words(status.partial),
        wording_screens.age_words(shown.age_days),
    ]
    if shown is not status:
        name = context.product_names.get(status.worst or "", status.worst or "")
        facts.append(wording_screens.worst_words(name, len(status.by_product)))
    st.caption("  \n".join(escape_markdown(fact) for fact in facts if fact))


def _value(status: MetricStatus, value: float | None) -> str:
    return value_text(value, kind=status.kind, unit=status.unit)
