"""A snapshot's rows as the store takes them over: all of them, and the newest of each product and metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa

from metrics.arrays import Booleans, Floats, Integers
from metrics.periods import day_of

_DAYS = 2**31
"""More days than a date can be away from 1970."""
_MOST_GROUPS = 4_000_000


@dataclass(frozen=True)
class Incoming:
    """`rows` as an Arrow table: product, metric, first and last day (date32), three numbers, null where unknown."""

    rows: pa.Table

    @cached_property
    def newest(self) -> pa.Table:
        """Those of the rows that no other row of the same product and metric is newer than."""
        product, metric = (self.rows.column(name).combine_chunks() for name in ("product", "metric"))
        start, end = (self.rows.column(name).cast(pa.int32()).to_numpy() for name in ("period_start", "period_end"))
        group, metrics = product.indices.to_numpy(), len(metric.dictionary)
        if len(product.dictionary) * metrics >= _DAYS:
            group = group.astype(np.int64)
        return self.rows.filter(pa.array(_is_newest(group * metrics + metric.indices.to_numpy(), start, end)))

    def names(self, column: str) -> list[str]:
        """The products or metrics that occur, each once."""
        return [str(name) for name in self.rows.column(column).combine_chunks().dictionary.to_pylist()]

    def last_days(self) -> list[date]:
        """The last days of the periods that occur, each once, in their order."""
        if not self.rows.num_rows:
            return []
        ends = self.rows.column("period_end").cast(pa.int32()).to_numpy()
        first = int(ends.min())
        occurs = np.zeros(int(ends.max()) - first + 1, dtype=np.bool_)
        occurs[ends - first] = True
        return [day_of(first + int(place)) for place in np.flatnonzero(occurs)]


def incoming_from(
    products: tuple[Sequence[str], Integers],
    metrics: tuple[Sequence[str], Integers],
    periods: tuple[Integers, Integers],
    numbers: tuple[Floats, Floats, Floats],
) -> Incoming:
    """The tables from names with a code for each row, first and last days (from 1970) and the numbers."""
    (product_names, product), (metric_names, metric) = products, metrics
    start, end = (days.astype(np.int32, copy=False) for days in periods)
    return Incoming(
        pa.table(
            {
                "product": pa.DictionaryArray.from_arrays(pa.array(product), pa.array(product_names, pa.string())),
                "metric": pa.DictionaryArray.from_arrays(pa.array(metric), pa.array(metric_names, pa.string())),
                "period_start": pa.array(start).view(pa.date32()),
                "period_end": pa.array(end).view(pa.date32()),
                **dict(zip(("value", "numerator", "denominator"), map(_known, numbers), strict=True)),
            }
        )
    )


def _known(numbers: Floats) -> pa.Array:
    """Numbers as the store keeps them: one that is none (NaN, infinite) is unknown."""
    finite = np.isfinite(numbers)
    if finite.all():
        return pa.array(numbers)
    return pa.array(numbers, mask=~finite) if finite.any() else pa.nulls(len(numbers), pa.float64())


def _is_newest(group: Integers, start: Integers, end: Integers) -> Booleans:
    """Whether a row has the last period of its group; of periods that end together, the later begun."""
    if not len(group):
        return np.zeros(0, dtype=np.bool_)
    age = end * np.int64(_DAYS) + start
    if int(group.max()) > _MOST_GROUPS + len(group):  # few of the many pairs that could be
        _, group = np.unique(group, return_inverse=True)
    last = np.full(int(group.max()) + 1, np.iinfo(np.int64).min)
    np.maximum.at(last, group, age)
    newest: Booleans = age == last[group]
    return newest
