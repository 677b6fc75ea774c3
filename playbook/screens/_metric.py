"""One metric in full: its chart, its products, its numbers and what it means."""

import streamlit as st

from metrics.definition import Metric, Per
from metrics.observation import Point
from playbook import wording_north_star as wording
from playbook.charts_metrics import metric_chart, running_total
from playbook.metric_views import lines_of
from playbook.north_star import MetricStatus
from playbook.screens._charts import show_chart
from playbook.screens._metric_tables import numbers_of, products_of
from playbook.screens._parts import (
    Screen,
    ScreenContext,
    escape_markdown,
    link_to,
    outcome_badge,
)
from playbook.trajectory import trajectory_of


def one_metric(status: MetricStatus, metric: Metric, context: ScreenContext) -> None:
    """The metric large, for the product (or the whole organization) its status is about."""
    with st.container(border=True):
        st.header(escape_markdown(metric.name), anchor=False)
        st.markdown(f"{outcome_badge(status.outcome)} {escape_markdown(status.reason)}")
        lines = lines_of(status)
        for line in lines:
            if line.product is not None:
                st.subheader(escape_markdown(context.product_names.get(line.product, line.product)), anchor=False)
            _chart(line, metric, context)
        if status.by_product:
            st.subheader(wording.PRODUCTS, anchor=False)
            products_of(status.by_product, metric, context)
        left, right = st.columns([3, 2], gap="large")
        with left:
            for line in lines:
                name = context.product_names.get(line.product or "", "") if len(lines) > 1 else ""
                st.subheader(escape_markdown(wording.numbers_title(name)), anchor=False)
                numbers_of(line, _points(line, metric, context), metric, context)
        with right:
            st.subheader(wording.DEFINITION, anchor=False)
            st.markdown(_meaning(metric, context))
            with st.container(horizontal=True):
                link_to(Screen.GATES, wording.TO_GATES)
                link_to(Screen.UPLOAD, wording.TO_UPLOAD)


def _points(status: MetricStatus, metric: Metric, context: ScreenContext) -> tuple[Point, ...]:
    """Weeks as they are drawn: added up since the start where the target is for the whole charter."""
    start = context.assessment.start
    if metric.per is Per.CHARTER and start is not None:
        return running_total(status.series.points, start)
    return status.series.points


def _chart(status: MetricStatus, metric: Metric, context: ScreenContext) -> None:
    points = _points(status, metric, context)
    trajectory = trajectory_of(context.playbook, metric)
    if not points:
        st.markdown(wording.NO_POINTS)
        return
    alt = wording.chart_alt(metric, points, status)
    show_chart(metric_chart, metric, points, trajectory, context.as_of, description=alt)


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
        (wording.SAMPLES, wording.samples_words(metric)),
        (wording.FRESHNESS, wording.freshness_words(metric)),
        (wording.GUARDS, ", ".join(names.get(guarded, guarded) for guarded in metric.guardrail_for)),
        (wording.GUARDED_BY, ", ".join(guarded_by)),
    )
    return "\n\n".join(
        f"**{name}:** {escape_markdown(text)}" if name else escape_markdown(text) for name, text in facts if text
    )
