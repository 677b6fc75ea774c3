"""Columns of few different texts: each cell as a number into the list of what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from metrics.arrays import Integers
from metrics.called import Called
from metrics.likeness import is_production, normalized
from metrics.problems import did_you_mean
from metrics.readers.beside import is_done
from metrics.readers.footer import is_total
from metrics.readers.raw_table import RawColumn, RawTable, number_as_text
from metrics.snapshot.columns import Vocabulary
from metrics.snapshot.layout import Layout
from metrics.snapshot.problem_report import Description, Report
from metrics.snapshot.unknown_columns import unknown_metric
from metrics.wording import shortened

_ORGANIZATION_WORDS = frozenset({"organization", "organisation", "org", "company", "organization wide", "company wide"})
_LEAVE_OUT = "leave these rows out, or name the column 'comment' if they are to count all the same"
UNREADABLE = -2
"""Code of a name that was found, is unknown, and has been reported."""


@dataclass(frozen=True)
class Names:
    """Codes into a list of known names: -1 where the cell is blank, UNREADABLE where it is unknown."""

    codes: Integers
    column: str | None = None


def factorize(column: RawColumn) -> tuple[Integers, list[str | date]]:
    """Codes (-1 where blank) and the different cells they stand for: texts, trimmed, and days."""
    encoded = column.text if pa.types.is_dictionary(column.text.type) else column.text.dictionary_encode()
    indices = encoded.indices.fill_null(-1) if encoded.indices.null_count else encoded.indices
    codes: Integers = indices.to_numpy(zero_copy_only=False)
    found: list[str | date] = [
        str(text).strip(" \t\r\n\u00a0\u200b\ufeff\u202f") for text in encoded.dictionary.to_pylist()
    ]
    blank = [place for place, text in enumerate(found) if not text]
    if blank or column.days is not None or column.numbers is not None:
        codes = codes.copy()
    if blank:
        codes[np.isin(codes, blank)] = -1
    if column.days is not None:
        there = ~np.isnat(column.days)
        days, inverse = np.unique(column.days[there], return_inverse=True)
        codes[there] = inverse + len(found)
        found.extend(day.item() for day in days)
    if column.numbers is not None:
        there = ~np.isnan(column.numbers)
        numbers, inverse = np.unique(column.numbers[there], return_inverse=True)
        codes[there] = inverse + len(found)
        found.extend(number_as_text(float(number)) for number in numbers)
    return codes, found


def read_products(table: RawTable, layout: Layout, products: Sequence[str], called: Called, report: Report) -> Names:
    """Product of each row, as a position in `products`, whose first stands for the organization; `called` knows them
    by all of their names."""
    if layout.product is None:
        return Names(np.full(len(table), -1, dtype=np.int32))
    column = table.columns[layout.product]
    places = {product: place for place, product in enumerate(products) if place}

    def place_of(word: str) -> int | None:
        product = called.find(word)
        if product is None:
            return 0 if normalized(word) in _ORGANIZATION_WORDS else None
        return places[product]

    def describe(word: str) -> Description:
        if is_total(word):
            return f"'{word}' where a product should stand", "", "delete rows of totals; products are added up here"
        remedy = did_you_mean(word, called.spoken, strict=True) or "add it to records/products.yaml first"
        return f"unknown product '{shortened(word)}'", "", remedy

    return Names(_coded(table, layout.product, place_of, describe, report), column.header)


def read_metrics(
    table: RawTable, layout: Layout, vocabulary: Vocabulary, order: Sequence[str], report: Report
) -> Names:
    """Metric of each row of a long table, as a position in `order`; a wide table names none in its rows."""
    if layout.metric is None:
        return Names(np.full(len(table), -1, dtype=np.int32))
    places = {metric_id: place for place, metric_id in enumerate(order)}

    def place_of(word: str) -> int | None:
        metric_id = vocabulary.metric_named(word)
        return None if metric_id is None else places[metric_id]

    def describe(word: str) -> Description:
        return unknown_metric(word, vocabulary)

    codes = _coded(table, layout.metric, place_of, describe, report)
    return Names(codes, table.columns[layout.metric].header)


def _coded(
    table: RawTable,
    position: int,
    place_of: Callable[[str], int | None],
    describe: Callable[[str], Description],
    report: Report,
) -> Integers:

    column = table.columns[position]
    codes, found = factorize(column)
    places = np.full(len(found) + 1, -1, dtype=np.int32)
    for code, cell in enumerate(found):
        place = place_of(str(cell))
        places[code] = UNREADABLE if place is None else place
    placed = places[codes]
    if (places == UNREADABLE).any():
        unknown = np.flatnonzero(placed == UNREADABLE)
        kinds = codes[unknown]
        report.add_rows(unknown, column.header, lambda index: describe(str(found[int(kinds[index])])), kinds)
    return placed


def check_circumstances(table: RawTable, layout: Layout, report: Report) -> None:
    """Rows that say where they were measured have to say production, and those with a status that it is done."""
    checks = (
        (layout.environment, is_production, "is not production", "numbers of production"),
        (layout.status, is_done, "is not done", "numbers that are whole"),
    )
    for position, is_fine, fault, expected in checks:
        if position is None:
            continue
        column = table.columns[position]
        codes, found = factorize(column)
        others = [code for code, cell in enumerate(found) if not is_fine(str(cell))]
        elsewhere = np.flatnonzero(np.isin(codes, np.array(others, dtype=np.int64)))
        kinds = codes[elsewhere]

        def describe(
            index: int,
            found: list[str | date] = found,
            kinds: Integers = kinds,
            fault: str = fault,
            expected: str = expected,
        ) -> Description:
            return f"'{shortened(str(found[int(kinds[index])]))}' {fault}", expected, _LEAVE_OUT

        report.add_rows(elsewhere, column.header, describe, kinds)
