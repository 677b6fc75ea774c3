"""One metric as a card: outcome, process, latest value with its change, target, sample with its interval, and age."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from metrics.change import is_improvement
from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.concerns.north_star.wording import plan_words
from playbook.concerns.north_star.wording_parts import age_words, partial_words, sample_words
from playbook.page.parts import wording
from playbook.page.parts.header import Screen, escape_markdown, link_to, outcome_badge
from playbook.page.screens.north_star.process import process_badges
from playbook.readiness.charts import sparkline
from playbook.wording import change_text, short_text, week_text, worst_words

_DELTA_COLORS: Mapping[bool | None, Literal["green", "red", "gray"]] = {True: "green", False: "red", None: "gray"}


def metric_card(
    status: MetricStatus,
    reviews: MetricControls,
    *,
    link: bool = True,
    product: str | None = None,
) -> None:
    """One metric: outcome, what its control chart says, latest value with its change and sparkline, its target, and
    the way to its page.

    Where products do not roll up, the worst one's numbers are shown."""
    shown = speaks_for(status)
    review = review_of(shown, reviews)
    with st.container(border=True, gap="small", height="stretch"):
        st.markdown(" ".join(filter(None, (outcome_badge(status.outcome), process_badges(review)))))
        latest_value(status, shown, status.name, line=True)
        st.caption(escape_markdown(" · ".join(value_facts(status, shown, week=True))))
        if link:
            product = product or status.product
            link_to(Screen.NORTH_STAR, wording.about(wording.WHY, status.name), product=product, metric=status.metric)


def latest_value(status: MetricStatus, shown: MetricStatus, label: str, *, line: bool = False) -> None:
    """The value of the last closed week under a label, with its change on the week before; with `line` a sparkline."""
    better = None if shown.change is None else is_improvement(shown.change, shown.better)
    previous = None if shown.change is None or shown.value is None else shown.value - shown.change
    st.metric(
        escape_markdown(label),
        escape_markdown(value_words(shown, shown.value)),
        delta=escape_markdown(change_text(shown.change, previous, shown)) or None,
        delta_color=_DELTA_COLORS[better],
        delta_arrow="off" if not shown.change else "up" if shown.change > 0 else "down",
        delta_description=wording.change_words(better) or None,
        chart_data=(sparkline(shown.series) or None) if line else None,
        help=escape_markdown(status.reason) or None,
    )


def value_facts(status: MetricStatus, shown: MetricStatus, *, week: bool = False) -> list[str]:
    """Target, sample with its interval, what it lacks, its age, and whose it is; with `week` its week first."""
    facts = [
        _week_of(shown) if week else "",
        plan_words(shown),
        sample_words(shown.n, value_words(shown, shown.low), value_words(shown, shown.high)),
        partial_words(status.partial),
        age_words(shown.age_days),
    ]
    if shown is not status:
        facts.append(worst_words(shown.product_name, len(status.by_product)))
    return [fact for fact in facts if fact]


def review_of(status: MetricStatus, reviews: MetricControls) -> MetricControl:
    """The review of the same series; an empty one where nothing is known of it."""
    return reviews.of(status.metric, status.product) or MetricControl(status.metric, status.product)


def value_words(status: MetricStatus, value: float | None) -> str:
    """A number in the metric's unit."""
    return short_text(value, status)


def _week_of(status: MetricStatus) -> str:
    """The week of the latest value."""
    return "" if status.period_end is None else week_text(status.period_end)
