"""Metrics by products as a grid of icons; a cell opens its chart."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from metrics.statistics.control_chart import Assurance, Variation
from playbook.concerns.control import wording_page as wording
from playbook.concerns.control.review import MetricReview, MetricReviews
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import by_pillar
from playbook.concerns.north_star.wording import PILLAR_WORDS
from playbook.documents.spreadsheet_text import harmless
from playbook.page.parts.header import ScreenContext, download
from playbook.page.parts.selection import ALL
from playbook.wording import value_text

SIGNS = {
    Variation.IMPROVEMENT: "▲",
    Variation.CONCERN: "▼",
    Variation.NEUTRAL: "◆",
    Variation.COMMON_CAUSE: "●",
    None: "○",
}
TARGET_SIGNS = {Assurance.MEETS: "✓", Assurance.HIT_AND_MISS: "≈", Assurance.MISSES: "✗", None: ""}
GRID = "portfolio-grid"
"""Key of the grid, whose chosen cell stands in the session."""
METRIC = wording.METRIC


def portfolio(statuses: Sequence[MetricStatus], reviews: MetricReviews, context: ScreenContext) -> None:
    """One row a metric, pillar by pillar; one column a product, the organization first."""
    products = [name for name in context.product_names if any(reviews.of(each.metric, name) for each in statuses)]
    columns: dict[str, str | None] = {wording.ALL_PRODUCTS: None}
    for product in products:
        name = context.product_names[product]
        columns[harmless(name if name not in columns else wording.named_twice(name, product))] = product
    st.header(wording.PORTFOLIO_TITLE, anchor=False)
    st.markdown(wording.PORTFOLIO_LINE)
    statuses = [status for of_pillar in by_pillar(statuses).values() for status in of_pillar]
    cells = [[_cell(each, reviews.of(each.metric, product)) for product in columns.values()] for each in statuses]
    pillars = [PILLAR_WORDS[status.pillar] for status in statuses]
    metrics = [status.metric for status in statuses]
    # the grid has a download of its own, which hands out every text as it stands
    names = [harmless(each.name) for each in statuses]
    st.dataframe(
        pd.DataFrame(
            [(pillar, *line) for pillar, line in zip(pillars, cells, strict=True)],
            columns=[wording.PILLAR, *columns],
            index=pd.Index(names, name=METRIC),
        ),
        key=GRID,
        on_select=partial(open_cell, metrics, columns),
        selection_mode="single-cell",
        width="stretch",
        height="content",
        row_height=38,
        alt=wording.PORTFOLIO_TITLE,
    )
    rows = [(pillar, status.name, *line) for pillar, status, line in zip(pillars, statuses, cells, strict=True)]
    download((wording.PILLAR, METRIC, *columns), rows, name="portfolio")


def open_cell(metrics: Sequence[str], columns: Mapping[str, str | None]) -> None:
    """The chosen cell becomes what the page is about: its metric and its product."""
    for row, column in st.session_state[GRID].selection.cells[:1]:
        st.session_state["metric"] = metrics[row]
        st.session_state["product"] = columns.get(column) or ALL
        st.session_state["view"] = wording.REVIEW


def _cell(status: MetricStatus, review: MetricReview | None) -> str:
    if review is None or not review.points:
        return ""
    last = review.last or review.points[-1]
    signs = f"{SIGNS[review.variation]} {TARGET_SIGNS[review.assurance]}".rstrip()
    return f"{signs} {value_text(last.point.value, status)}"
