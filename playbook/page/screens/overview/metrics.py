"""The metrics in a table, those that need attention first: actual, plan, gap, trend, last target, where it leads."""

import streamlit as st

from playbook.charting.sparklines import svg_line
from playbook.concerns.control.attention import sorted_by_attention
from playbook.concerns.control.reviews import metric_reviews
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to
from playbook.page.parts.rows import Column, cell, row, rows_of, titles
from playbook.page.screens.north_star.card import review_of, value_words
from playbook.readiness import wording_screen as wording
from playbook.readiness.charts import palette_named, sparkline
from playbook.readiness.wording import NO_METRICS
from playbook.verdict import Outcome

SHOWN = 5
_WIDTHS = (0, 66, 66, 80, 84, 66, 82)
COLUMNS = tuple(
    Column(name, width, "left" if name in wording.METRIC_COLUMNS[:1] or name == "Trend" else "right")
    for name, width in zip(wording.METRIC_COLUMNS, _WIDTHS, strict=True)
)
_, ACTUAL, PLAN, GAP, TREND, TARGET, AHEAD = COLUMNS


def metrics(context: ScreenContext) -> None:
    """The first few rows; the rest is one click away."""
    found = context.assessment.metrics
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(wording.metrics_title(found), anchor=False, width="stretch")
        link_to(Screen.NORTH_STAR, wording.all_metrics(len(found)), icon="")
    if not found:
        st.markdown(NO_METRICS)
        return
    reviews = context.workspace.ask(metric_reviews, context.as_of, context.basis)
    heaps = sorted_by_attention(found, reviews)
    ordered = (*heaps.attention, *heaps.silent, *heaps.routine)
    palette = palette_named(st.context.theme.type)
    with rows_of("metrics"):
        titles(COLUMNS)
        for status in ordered[:SHOWN]:
            shown = speaks_for(status)
            review = review_of(shown, reviews)
            with row():
                with st.container():
                    link_to(
                        Screen.NORTH_STAR,
                        status.name,
                        icon="",
                        help=escape_markdown(review.sentence),
                        product=status.product,
                        metric=status.metric,
                    )
                cell(f"**{escape_markdown(value_words(shown, shown.value))}**", ACTUAL)
                cell(f":gray[{_or_dash(shown, shown.target)}]", PLAN)
                cell(wording.metric_gap(status, shown), GAP)
                values = sparkline(shown.series)
                if not values:
                    cell("", TREND)
                else:
                    with st.container(width=TREND.width):
                        color = palette.orange if status.outcome is Outcome.NOT_MET else palette.blue
                        alt = wording.trend_alt(shown, values, review.sentence)
                        st.image(svg_line(values, color), width=TREND.width, alt=alt)
                cell(f":gray[{_or_dash(shown, shown.final_target)}]", TARGET)
                ahead = None if review.outlook is None else review.outlook.value
                cell(wording.outlook_markdown(review.outlook, _or_dash(shown, ahead)), AHEAD)


def _or_dash(status: MetricStatus, value: float | None) -> str:
    return "–" if value is None else escape_markdown(value_words(status, value))
