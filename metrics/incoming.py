"""A snapshot's rows as the store takes them over: all of them, and the newest of each product and metric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from metrics.arrays import Booleans, Integers

if TYPE_CHECKING:
    import pandas as pd

_DAYS = 2**31
"""More days than a date can be away from 1970."""
_MOST_GROUPS = 4_000_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """Two Arrow tables with the same columns (FRAME_COLUMNS, days as date32): `rows`, and those of them that no other
    row of the same product and metric is newer than."""

    rows: pa.Table
    newest: pa.Table


def incoming_of(frame: pd.DataFrame, columns: tuple[str, ...]) -> Incoming:
    """The tables of a snapshot's frame; Arrow hands them to a database faster than a frame."""
    rows = pa.Table.from_pandas(frame[list(columns)], preserve_index=False)
    for name in ("period_start", "period_end"):
        position = rows.schema.get_field_index(name)
        rows = rows.set_column(position, name, rows.column(position).cast(pa.date32()))
    return Incoming(rows, rows.filter(pa.array(_is_newest(rows))))


def _is_newest(rows: pa.Table) -> Booleans:
    """Whether a row has the last period of its product and metric; of periods that end together, the later begun."""
    if not rows.num_rows:
        return np.zeros(0, dtype=np.bool_)
    product, _ = _coded(rows.column("product"))
    metric, metrics = _coded(rows.column("metric"))
    group = product.astype(np.int64) * metrics + metric
    start, end = (
        rows.column(name).cast(pa.int32()).to_numpy().astype(np.int64) for name in ("period_start", "period_end")
    )
    age = end * _DAYS + start
    if int(group.max()) > _MOST_GROUPS + len(group):  # few of the many pairs that could be
        _, group = np.unique(group, return_inverse=True)
    last = np.full(int(group.max()) + 1, np.iinfo(np.int64).min)
    np.maximum.at(last, group, age)
    newest: Booleans = age == last[group]
    return newest


def _coded(names: pa.ChunkedArray) -> tuple[Integers, int]:
    """Each name as a number below the returned count."""
    coded = names if pa.types.is_dictionary(names.type) else names.dictionary_encode()
    one = coded.unify_dictionaries().combine_chunks()
    return one.indices.to_numpy(), max(len(one.dictionary), 1)
