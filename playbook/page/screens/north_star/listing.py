"""Metrics as rows, each leading to its detail: actual, against the plan, trend, outlook; what matters most first."""

from collections.abc import Sequence

import streamlit as st

from playbook.charting.sparklines import svg_line
from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.page.parts.header import Screen, escape_markdown, link_to
from playbook.page.parts.rows import Column, cell, row, rows_of, titles
from playbook.page.screens.north_star.card import review_of, value_words
from playbook.readiness import wording_screen as wording
from playbook.readiness.charts import palette_named, sparkline
from playbook.verdict import Outcome

METRIC, ACTUAL, PLAN, GAP, TREND, TARGET, AHEAD = (
    Column(name, width, "left" if name in wording.METRIC_COLUMNS[:1] or name == "Trend" else "right")
    for name, width in zip(wording.METRIC_COLUMNS, (0, 66, 66, 80, 84, 66, 82), strict=True)
)
COLUMNS = (METRIC, ACTUAL, PLAN, GAP, TREND, TARGET, AHEAD)


def metric_rows(statuses: Sequence[MetricStatus], reviews: MetricControls, *, name: str) -> None:
    """A few metrics, a row each under the titles of their columns."""
    with rows_of(name):
        titles(COLUMNS)
        for status in statuses:
            shown = speaks_for(status)
            review = review_of(shown, reviews)
            with row():
                for column in COLUMNS:
                    _cell(column, status, shown, review)


def _cell(column: Column, status: MetricStatus, shown: MetricStatus, review: MetricControl) -> None:
    if column is METRIC:
        with st.container():
            link_to(
                Screen.NORTH_STAR,
                status.name,
                icon="",
                help=escape_markdown(review.sentence),
                product=status.product,
                metric=status.metric,
            )
    elif column is TREND:
        _trend(status, shown, review)
    elif column is ACTUAL:
        cell(f"**{escape_markdown(value_words(shown, shown.value))}**", column)
    elif column is GAP:
        cell(wording.metric_gap(status, shown), column)
    elif column is AHEAD:
        cell(wording.outlook_markdown(review, escape_markdown(_forecast(shown, review))), column)
    else:
        value = shown.target if column is PLAN else shown.final_target
        cell(f":gray[{escape_markdown(_or_dash(shown, value))}]", column)


def _trend(status: MetricStatus, shown: MetricStatus, review: MetricControl) -> None:
    values = sparkline(shown.series)
    if not values:
        cell("", TREND)
        return
    palette = palette_named(st.context.theme.type)
    with st.container(width=TREND.width):
        color = palette.orange if status.outcome is Outcome.NOT_MET else palette.blue
        st.image(svg_line(values, color), width=TREND.width, alt=wording.trend_alt(shown, values, review.sentence))


def _forecast(status: MetricStatus, review: MetricControl) -> str:
    return _or_dash(status, None if review.outlook is None else review.outlook.value)


def _or_dash(status: MetricStatus, value: float | None) -> str:
    return "–" if value is None else value_words(status, value)
