"""The numbers of one metric: products as a list, weeks as a table, both to be taken away."""

from collections.abc import Sequence

import streamlit as st

from metrics.definition import Metric
from metrics.observation import Point
from playbook import wording_north_star as wording
from playbook.charts_metrics import bounds_of
from playbook.north_star import MetricStatus
from playbook.screens._cells import unbroken
from playbook.screens._parts import Cell, ScreenContext, Shown, download, escape_markdown, outcome_badge, show_table
from playbook.trajectory import target_on
from playbook.wording import value_text


def products_of(products: Sequence[MetricStatus], metric: Metric, context: ScreenContext) -> None:
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


def numbers_of(status: MetricStatus, points: Sequence[Point], metric: Metric, context: ScreenContext) -> None:
    """Weeks with what they were counted from, the newest first; the download holds bare numbers."""
    points = points[::-1]
    targets = [target_on(context.playbook, metric, point.period_end) for point in points]
    bounds = [bounds_of(metric, point) for point in points]
    shown: list[tuple[Cell, ...]] = [
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
    bare: list[tuple[Cell, ...]] = [
        (
            point.week,
            point.period_end,
            point.value,
            point.numerator,
            point.denominator,
            low,
            high,
            target,
            wording.point_state(point),
        )
        for point, target, (low, high) in zip(points, targets, bounds, strict=True)
    ]
    name = f"{metric.id}-{status.product or 'all'}"
    filled = [column for column in range(len(wording.NUMBER_COLUMNS)) if any(_says(line[column]) for line in shown)]
    show_table(
        [wording.NUMBER_COLUMNS[column] for column in filled],
        [[line[column] for column in filled] for line in shown],
        name=f"{name}-shown",
        alt=wording.table_alt(metric.name, len(shown)),
        downloadable=False,
    )
    download(wording.NUMBER_DOWNLOAD_COLUMNS, bare, name=name)


def _says(cell: Cell) -> bool:
    """A column that says nothing in any week is left out."""
    return bool(cell.markdown if isinstance(cell, Shown) else cell)
