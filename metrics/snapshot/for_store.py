"""A snapshot's rows as the store takes them over: all of them, and the newest of each product and metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa

from metrics.arrays import Booleans, Floats, Integers
from metrics.snapshot.periods import day_of

_DAYS = 2**31
"""More days than a date can be away from 1970."""
_MOST_GROUPS = 4_000_000


@dataclass(frozen=True)
class Incoming:
    """Names with a code for each row, first and last days (from 1970), and value, numerator and denominator."""

    products: tuple[Sequence[str], Integers]
    metrics: tuple[Sequence[str], Integers]
    periods: tuple[Integers, Integers]
    numbers: tuple[Floats, Floats, Floats]

    @property
    def names(self) -> set[str]:
        """The products and metrics that occur."""
        return {*self.products[0], *self.metrics[0]}

    def rows(self, codes: Mapping[str, int]) -> pa.Table:
        """As an Arrow table: product and metric by the codes that stand for them in the store, first and last day
        (date32), three numbers, null where unknown."""
        return _table(_coded(*self.products, codes), _coded(*self.metrics, codes), self.periods, self.numbers)

    @cached_property
    def newest(self) -> pa.Table:
        """Those of the rows that no other row of the same product and metric is newer than; product and metric by
        their names, the rest as in `rows`."""
        (products, product), (metrics, metric) = self.products, self.metrics
        if len(products) * len(metrics) >= _DAYS:
            product = product.astype(np.int64)
        places = np.flatnonzero(_is_newest(product * len(metrics) + metric, *self.periods))
        start, end = (days[places] for days in self.periods)
        value, numerator, denominator = (numbers[places] for numbers in self.numbers)
        spelled_out = (_spelled_out(*self.products, places), _spelled_out(*self.metrics, places))
        return _table(*spelled_out, (start, end), (value, numerator, denominator))

    def last_days(self) -> list[date]:
        """The last days of the periods that occur, each once, in their order."""
        _, ends = self.periods
        if not len(ends):
            return []
        first = int(ends.min())
        occurs = np.zeros(int(ends.max()) - first + 1, dtype=np.bool_)
        occurs[ends - first] = True
        return [day_of(first + int(place)) for place in np.flatnonzero(occurs)]


def _table(
    product: pa.Array, metric: pa.Array, periods: tuple[Integers, Integers], numbers: tuple[Floats, Floats, Floats]
) -> pa.Table:
    start, end = (pa.array(days.astype(np.int32, copy=False)).view(pa.date32()) for days in periods)
    known = dict(zip(("value", "numerator", "denominator"), map(_known, numbers), strict=True))
    return pa.table({"product": product, "metric": metric, "period_start": start, "period_end": end, **known})


def _coded(names: Sequence[str], places: Integers, codes: Mapping[str, int]) -> pa.Array:
    return pa.array(np.array([codes[name] for name in names], dtype=np.int32).take(places))


def _spelled_out(names: Sequence[str], codes: Integers, places: Integers) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes[places]), pa.array(names, pa.string()))


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
