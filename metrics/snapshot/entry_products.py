"""The product of every measured number: its row's, or the one the caller names, or none for the organization."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metrics.arrays import Integers
from metrics.definition import Level, Metric
from metrics.snapshot.entries import Measured
from metrics.snapshot.names import Names
from metrics.snapshot.problem_report import Description, Report
from metrics.wording import SAY_THE_PRODUCT


def products_of(
    names: Names,
    measured: Measured,
    metrics: Sequence[Metric],
    products: Sequence[str],
    default: str | None,
    report: Report,
) -> Integers:
    """Product of every entry, as in `read_products`; what belongs to no product, or should not, is reported.

    A metric of the organization takes no product; every other needs one, from its row or else from the caller.
    """
    product = measured.rows_of(names.codes)
    known = measured.metric >= 0
    of_organization = np.array([metric.level is Level.ORGANIZATION for metric in metrics] + [False], dtype=np.bool_)
    organization = of_organization[np.maximum(measured.metric, -1)]
    misplaced = np.flatnonzero(known & organization & (product > 0))

    def describe_misplaced(index: int) -> Description:
        metric = metrics[int(measured.metric[misplaced[index]])]
        name = products[int(product[misplaced[index]])]
        found = f"{metric.id} is measured for the whole organization, and the row names '{name}'"
        return found, "an empty product", "leave the product blank, in a row of its own"

    report.add_rows(measured.position[misplaced], names.column, describe_misplaced, measured.metric[misplaced])
    if default is not None:
        product = np.where((product == -1) & ~organization, products.index(default), product)
    missing = np.flatnonzero(known & ~organization & ((product == -1) | (product == 0)))
    if len(missing):
        _report_missing(names, measured, missing, metrics, products, report)
    return np.where(organization, 0, product)


def _report_missing(
    names: Names,
    measured: Measured,
    missing: Integers,
    metrics: Sequence[Metric],
    products: Sequence[str],
    report: Report,
) -> None:
    """A file without a column for products is one problem; a row without a product is one for the row."""
    known = ", ".join(f"'{product}'" for product in products[1:7]) + (" …" if len(products) > 7 else "")
    expected = f"one of {known}" if known else "a product of records/products.yaml"

    def describe(index: int) -> Description:
        metric = metrics[int(measured.metric[missing[index]])]
        found = f"no product for {metric.id}, which is measured for each product"
        return found, expected, SAY_THE_PRODUCT

    if names.column is None:
        found, _, _ = describe(0)
        report.add(None, found, "a column 'product'" + (f" ({expected})" if known else ""), SAY_THE_PRODUCT)
        return
    positions, first = np.unique(measured.position[missing], return_index=True)
    missing = missing[first]
    report.add_rows(positions, names.column, describe, measured.metric[missing])
