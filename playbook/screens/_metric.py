"""One metric in full: its chart, its products, its numbers and what it means."""

from collections.abc import Sequence

import streamlit as st

from metrics.definition import Metric, Per
from metrics.observation import Point
from playbook import wording_north_star as wording
from playbook.charts_metrics import bounds_of, metric_chart, running_total
from playbook.metric_views import lines_of
from playbook.north_star import MetricStatus
from playbook.screens._cells import unbroken
from playbook.screens._charts import show_chart
from playbook.screens._parts import (
    Screen,
    ScreenContext,
    download,
    escape_markdown,
    link_to,
    outcome_badge,
    show_table,
)
from playbook.trajectory import target_on, trajectory_of
from playbook.wording import value_text


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
            _products(status.by_product, metric, context)
        left, right = st.columns([3, 2], gap="large")
        with left:
            for line in lines:
                _numbers(line, metric, context)
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


def _products(products: Sequence[MetricStatus], metric: Metric, context: ScreenContext) -> None:
    """Each product with its outcome, numbers and reason."""
    for status in products:
        name = escape_markdown(context.product_names.get(status.product or "", status.product or ""))
        numbers = escape_markdown(wording.product_numbers(status, metric))
        st.markdown(f"{outcome_badge(status.outcome)} **{name}**: {numbers}  \n{escape_markdown(status.reason)}")
    rows = [
        (
            status.product,
            status.week,
            status.value,
            status.numerator,
            status.n,
            status.low,
            status.high,
            status.target,
            status.outcome,
            status.reason,
        )
        for status in products
    ]
    download(wording.PRODUCT_COLUMNS, rows, name=f"{metric.id}-products")


def _numbers(status: MetricStatus, metric: Metric, context: ScreenContext) -> None:
    """Weeks with what they were counted from, the newest first; the download holds bare numbers."""
    st.subheader(wording.NUMBERS, anchor=False)
    points = _points(status, metric, context)[::-1]
    targets = [target_on(context.playbook, metric, point.period_end) for point in points]
    bounds = [bounds_of(metric, point) for point in points]
    shown = [
        (
            unbroken(point.week),
            unbroken(value_text(point.value, metric)),
            wording.sample(point.numerator),
            wording.sample(point.denominator),
            unbroken(wording.interval(low, high, metric)),
            unbroken("" if target is None else value_text(target, metric)),
            wording.point_state(point),
        )
        for point, target, (low, high) in zip(points, targets, bounds, strict=True)
    ]
    bare = [
        (point.week, point.period_end, point.value, point.numerator, point.denominator, low, high, target, line[-1])
        for point, target, (low, high), line in zip(points, targets, bounds, shown, strict=True)
    ]
    name = f"{metric.id}-{status.product or 'all'}"
    show_table(
        wording.NUMBER_COLUMNS,
        shown,
        name=f"{name}-shown",
        alt=wording.table_alt(metric.name, len(shown)),
        downloadable=False,
    )
    download(wording.NUMBER_DOWNLOAD_COLUMNS, bare, name=name)


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
