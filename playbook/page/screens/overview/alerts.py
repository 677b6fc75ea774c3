"""The alert bar: promises that were broken, and what reaches leaders by itself, each with the way to it."""

import streamlit as st

from playbook.concerns.control.attention import broken_metrics, sorted_by_attention
from playbook.concerns.control.review import MetricControl
from playbook.concerns.control.reviews import metric_controls
from playbook.page.parts.header import Screen, ScreenContext, link_to
from playbook.page.screens.overview.notices import LOOKS, PLACES
from playbook.readiness import wording_notices as words
from playbook.readiness.decisions import release_alarms
from playbook.readiness.notices import Notice

SHOWN = 2
"""Of each kind; more are counted, so that what follows keeps its place on the first screen."""


def alerts(context: ScreenContext) -> None:
    """Nothing where nothing is wrong; metrics that broke their trend, alarms, the gravest notices, the rest counted."""
    notices = context.assessment.notices
    decided_below = set(release_alarms(context.assessment.decisions_needed))  # the first lines of what is to decide
    alarms = [alarm for alarm in context.assessment.alarms if alarm not in decided_below]
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    broken = broken_metrics(sorted_by_attention(context.assessment.metrics, reviews).attention, reviews)
    if not alarms and not notices and not broken:
        return
    with st.container(key="rows-alerts", gap="xxsmall"):
        for _, review in broken[:SHOWN]:
            with st.container(key=f"alarm-{review.metric}"):
                _broken(review, context)
        if alarms:
            first, *others = (f"{alarm}." for alarm in alarms)
            with st.container(key="alarm"):
                icon, also = ":material/notification_important:", " ".join(others)
                link_to(Screen.REVIEW, first, icon=icon, second_line=also)
        more_broken, more_notices = broken[SHOWN:], notices[SHOWN:]
        if notices or more_broken:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                if more_broken:
                    with st.popover(words.more_broken(len(more_broken)), type="tertiary"):
                        for _, review in more_broken:
                            _broken(review, context)
                for notice in notices[:SHOWN]:
                    _link(notice, context)
                if more_notices:
                    with st.popover(words.more(len(more_notices)), type="tertiary"):
                        for notice in more_notices:
                            _link(notice, context)


def _broken(review: MetricControl, context: ScreenContext) -> None:
    """The sentence of a metric that broke its trend; of one product, where products do not add up, with its name."""
    name = context.product_names.get(review.product or "", "") if context.product is None else ""
    sentence = f"{name}, {review.sentence}" if name else review.sentence
    icon = ":material/trending_down:"
    link_to(Screen.NORTH_STAR, sentence, icon=icon, product=review.product, metric=review.metric)


def _link(notice: Notice, context: ScreenContext) -> None:
    screen, key = PLACES[notice.kind]
    state = words.state(notice, context.as_of)
    link_to(
        screen,
        words.name(notice),
        icon=f":material/{LOOKS[notice.kind][1]}:",
        help=state,
        product=notice.product,
        **{key: notice.subject},
    )
