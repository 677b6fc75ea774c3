"""Columns of few different texts: each cell as a number into the list of what was found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pyarrow as pa

from metrics.arrays import Integers
from metrics.columns import normalized
from metrics.readers.raw_table import RawColumn, RawTable, number_as_text

TOTAL_WORDS = frozenset(
    [
        "total",
        "totals",
        "grand total",
        "sub total",
        "subtotal",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "zwischensumme",
        "overall",
        "all",
        "insgesamt",
        "total general",
        "average",
        "avg",
        "mean",
        "durchschnitt",
        "mittelwert",
        "median",
        "totaux",
        "suma",
    ]
)


def factorize(column: RawColumn) -> tuple[Integers, list[str | date]]:
    """Codes (-1 where blank) and the different cells they stand for: texts, trimmed, and days."""
    encoded = column.text if pa.types.is_dictionary(column.text.type) else column.text.dictionary_encode()
    codes = np.array(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
    found: list[str | date] = [
        str(text).strip(" \t\r\n\u00a0\u200b\ufeff\u202f") for text in encoded.dictionary.to_pylist()
    ]
    blank = [place for place, text in enumerate(found) if not text]
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


def is_total(text: str) -> bool:
    """Whether a cell is the label of a row of totals."""
    return normalized(text) in TOTAL_WORDS


def without_totals(table: RawTable, names: Iterable[str]) -> RawTable:
    """The table without the rows of totals at its end, unless something of the playbook is called so."""
    real = {normalized(name) for name in names}
    end = len(table)
    for position in range(len(table) - 1, max(-1, len(table) - 1000), -1):
        first = next((text for column in table.columns if (text := column.shown(position))), "")
        if not first:
            continue
        if not is_total(first) or normalized(first) in real:
            break
        end = position
    if end == len(table):
        return table
    columns = tuple(
        RawColumn(
            column.header,
            column.text.slice(0, end),
            None if column.numbers is None else column.numbers[:end],
            None if column.days is None else column.days[:end],
        )
        for column in table.columns
    )
    return RawTable(table.file_name, table.header_row, columns, table.rows[:end], table.points_may_group, table.faults)
