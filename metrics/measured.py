"""Raw rows with their meaning: product, metric and period of each number, long and wide tables alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.columns import NUMBER_ROLES, Role, Vocabulary, normalized, unit_fits
from metrics.definition import Level, Metric
from metrics.layout import Layout, NumberColumn
from metrics.names import factorize, is_total
from metrics.number_cells import Numbers, read_numbers
from metrics.periods import Periods
from metrics.problem_report import Description, Report
from metrics.problems import did_you_mean
from metrics.readers.raw_table import RawTable
from metrics.wording import SAY_THE_PRODUCT, shortened

_ORGANIZATION_WORDS = frozenset({"organization", "organisation", "org", "company", "organization wide", "company wide"})
UNREADABLE = -2
"""Code of a name that was found, is unknown, and has been reported."""


@dataclass(frozen=True)
class Names:
    """Codes into a list of known names: -1 where the cell is blank, UNREADABLE where it is unknown."""

    codes: Integers
    column: str | None = None


@dataclass(frozen=True)
class Measured:
    """One entry for each number: its row in the table, its metric, the numbers; `columns` names where they stood."""

    position: Integers
    metric: Integers
    value: Floats
    numerator: Floats
    denominator: Floats
    bad: Booleans
    columns: Mapping[tuple[int, Role], str]

    def part(self, start: int, stop: int) -> Measured:
        """A stretch of the entries, nothing copied."""
        return self.only(slice(start, stop))

    def only(self, there: Booleans | slice) -> Measured:
        """The entries of `there`."""
        return Measured(
            self.position[there],
            self.metric[there],
            self.value[there],
            self.numerator[there],
            self.denominator[there],
            self.bad[there],
            self.columns,
        )

    def column(self, metric: int, role: Role) -> str | None:
        """Header of the column that a metric's number stands in."""
        return self.columns.get((metric, role), self.columns.get((-1, role)))


def read_products(table: RawTable, layout: Layout, products: Sequence[str], report: Report) -> Names:
    """Product of each row, as a position in `products`; len(products) stands for the organization."""
    if layout.product is None:
        return Names(np.full(len(table), -1, dtype=np.int64))
    column = table.columns[layout.product]
    by_word = {normalized(product): place for place, product in enumerate(products)}
    exact = {product: place for place, product in enumerate(products)}

    def place_of(word: str) -> int | None:
        if normalized(word) in _ORGANIZATION_WORDS and word not in exact:
            return len(products)
        return exact.get(word, by_word.get(normalized(word)))

    def describe(word: str) -> Description:
        if is_total(word):
            return f"'{word}' where a product should stand", "", "delete rows of totals; products are added up here"
        remedy = did_you_mean(word, products) or "add it to records/products.yaml first"
        return f"unknown product '{shortened(word)}'", "", remedy

    return Names(_coded(table, layout.product, place_of, describe, report), column.header)


def read_metrics(table: RawTable, position: int, vocabulary: Vocabulary, order: Sequence[str], report: Report) -> Names:
    """Metric of each row of a long table, as a position in `order`."""
    places = {metric_id: place for place, metric_id in enumerate(order)}

    def place_of(word: str) -> int | None:
        metric_id = vocabulary.metric_named(word)
        return None if metric_id is None else places[metric_id]

    def describe(word: str) -> Description:
        remedy = did_you_mean(word, order) or "define it in definitions/metrics.yaml first"
        return f"unknown metric '{shortened(word)}'", "", remedy

    codes = _coded(table, position, place_of, describe, report)
    return Names(codes, table.columns[position].header)


def _coded(
    table: RawTable,
    position: int,
    place_of: Callable[[str], int | None],
    describe: Callable[[str], Description],
    report: Report,
) -> Integers:

    column = table.columns[position]
    codes, found = factorize(column)
    places = np.full(len(found) + 1, -1, dtype=np.int64)
    for code, cell in enumerate(found):
        place = place_of(str(cell))
        places[code] = UNREADABLE if place is None else place
    placed = places[codes]
    unknown = np.flatnonzero(placed == UNREADABLE)
    kinds = codes[unknown]
    report.add_rows(unknown, column.header, lambda index: describe(str(found[int(kinds[index])])), kinds)
    return placed


def read_long(
    table: RawTable,
    layout: Layout,
    metric: Names,
    metrics: Sequence[Metric],
    product: Names,
    periods: Periods,
    report: Report,
) -> Measured:
    """The numbers of a long table, one entry for each row that holds anything."""

    codes = np.maximum(metric.codes, -1)
    numbers = {
        role: read_numbers(table, layout.long[role], role, codes, metrics, report)
        for role in NUMBER_ROLES
        if role in layout.long
    }
    if layout.unit is not None:
        _check_units(table, layout.unit, codes, metrics, report)
    filled, bad, values = _joined(numbers, len(table))
    columns = {(-1, role): column.header for role, column in layout.long.items()}
    columns.setdefault((-1, Role.VALUE), next(iter(columns.values()), ""))
    named = metric.codes != -1
    there = filled | named | (product.codes != -1) | periods.filled
    nameless = np.flatnonzero(there & ~named)
    report.add_rows(nameless, metric.column, lambda _: ("no metric", "the id of a metric", "write it in every row"))
    measured = Measured(np.arange(len(table)), metric.codes, *values, bad, columns)
    return measured if there.all() else measured.only(there)


def read_wide(table: RawTable, layout: Layout, metrics: Sequence[Metric], report: Report) -> Measured:
    """The numbers of a wide table, one entry for each filled cell; an empty cell was not reported."""
    places = {metric.id: place for place, metric in enumerate(metrics)}
    entries: list[Measured] = []
    columns: dict[tuple[int, Role], str] = {}
    for metric_id, parts in layout.wide.items():
        place = places[metric_id]
        codes = np.full(len(table), place, dtype=np.int64)
        numbers = {role: read_numbers(table, column, role, codes, metrics, report) for role, column in parts.items()}
        filled, bad, values = _joined(numbers, len(table))
        entries.append(Measured(np.arange(len(table)), codes, *values, bad, columns).only(filled))
        columns.update({(place, role): column.header for role, column in _with_value(parts).items()})
    return Measured(
        np.concatenate([entry.position for entry in entries]),
        np.concatenate([entry.metric for entry in entries]),
        np.concatenate([entry.value for entry in entries]),
        np.concatenate([entry.numerator for entry in entries]),
        np.concatenate([entry.denominator for entry in entries]),
        np.concatenate([entry.bad for entry in entries]),
        columns,
    )


def _with_value(parts: Mapping[Role, NumberColumn]) -> dict[Role, NumberColumn]:
    """Where a metric has no column of values, problems about its value name the column that it has."""
    return {Role.VALUE: next(iter(parts.values())), **parts}


def _joined(numbers: Mapping[Role, Numbers], length: int) -> tuple[Booleans, Booleans, tuple[Floats, Floats, Floats]]:

    filled = np.zeros(length, dtype=np.bool_)
    bad = np.zeros(length, dtype=np.bool_)
    values: list[Floats] = []
    for role in NUMBER_ROLES:
        if role in numbers:
            filled |= numbers[role].filled
            bad |= numbers[role].bad
            values.append(numbers[role].values)
        else:
            values.append(np.full(length, np.nan))
    return filled, bad, (values[0], values[1], values[2])


def _check_units(table: RawTable, position: int, metric: Integers, metrics: Sequence[Metric], report: Report) -> None:
    """A column of units must name the units of the metrics; a blank cell says nothing."""

    column = table.columns[position]
    codes, found = factorize(column)
    pairs = np.where((codes >= 0) & (metric >= 0), codes * len(metrics) + metric, -1)
    wrong: dict[int, Description] = {}
    for pair in np.unique(pairs).tolist():
        if pair < 0:
            continue
        cell, place = divmod(pair, len(metrics))
        unit, written = metrics[place].unit, str(found[cell])
        if not unit_fits(written, unit) and normalized(written) not in {
            "",
            metrics[place].kind.value,
            "share",
            "ratio",
        }:
            expected = f"'{unit}', the unit of {metrics[place].id}" if unit else f"no unit for {metrics[place].id}"
            wrong[pair] = (f"the unit '{shortened(written)}'", expected, "convert the number, or correct the unit")
    bad = np.flatnonzero(np.isin(pairs, np.fromiter(wrong, dtype=np.int64)))
    kinds = pairs[bad]
    report.add_rows(bad, column.header, lambda index: wrong[int(kinds[index])], kinds)


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
    product = names.codes[measured.position]
    known = measured.metric >= 0
    of_organization = np.array([metric.level is Level.ORGANIZATION for metric in metrics] + [False], dtype=np.bool_)
    organization = of_organization[np.maximum(measured.metric, -1)]
    misplaced = np.flatnonzero(known & organization & (product >= 0) & (product < len(products)))
    # a wide row may well hold numbers of a product beside one of the organization: the number is at fault, not the row

    def describe_misplaced(index: int) -> Description:
        metric = metrics[int(measured.metric[misplaced[index]])]
        name = products[int(product[misplaced[index]])]
        found = f"{metric.id} is measured for the whole organization, and the row names '{name}'"
        return found, "an empty product", "leave the product blank in this row"

    report.add_rows(measured.position[misplaced], names.column, describe_misplaced, measured.metric[misplaced])
    if default is not None:
        product = np.where((product == -1) & ~organization, products.index(default), product)
    missing = np.flatnonzero(known & ~organization & ((product == -1) | (product == len(products))))
    if len(missing):
        _report_missing(names, measured, missing, metrics, products, report)
    return np.where(organization, len(products), product)


def _report_missing(
    names: Names,
    measured: Measured,
    missing: Integers,
    metrics: Sequence[Metric],
    products: Sequence[str],
    report: Report,
) -> None:
    """A file without a column for products is one problem; a row without a product is one for the row."""
    known = ", ".join(f"'{product}'" for product in products[:6]) + (" …" if len(products) > 6 else "")
    expected = f"one of {known}" if products else "a product of records/products.yaml"

    def describe(index: int) -> Description:
        metric = metrics[int(measured.metric[missing[index]])]
        found = f"no product for {metric.id}, which is measured for each product"
        return found, expected, SAY_THE_PRODUCT

    if names.column is None:
        found, _, _ = describe(0)
        report.add(None, found, "a column 'product'" + (f" ({expected})" if products else ""), SAY_THE_PRODUCT)
        return
    positions, first = np.unique(measured.position[missing], return_index=True)
    missing = missing[first]
    report.add_rows(positions, names.column, describe, measured.metric[missing])
