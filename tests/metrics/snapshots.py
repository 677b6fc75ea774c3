"""Snapshots built by hand, for tests of what happens to them in the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

import numpy as np
import pandas as pd

from metrics.arrays import Integers
from metrics.snapshot.context import FRAME_COLUMNS
from metrics.snapshot.for_store import Incoming
from metrics.snapshot.snapshot import Snapshot

MONDAY = date(2026, 9, 7)
Row = tuple[str, str, int, float]
"""Product, metric, week (0 is the one of MONDAY) and value."""


@dataclass(frozen=True)
class FramedRows:
    """Observations that are a frame already; what their digest is taken of can be said."""

    table: pd.DataFrame
    said: str = ""

    def __len__(self) -> int:
        return len(self.table)

    def digest(self) -> str:
        """The same rows have the same one."""
        rows = sorted(map(str, self.table.itertuples(index=False, name=None))) if not self.said else [self.said]
        return sha256("\n".join(rows).encode()).hexdigest()

    def frame(self) -> pd.DataFrame:
        """The frame itself."""
        return self.table

    def incoming(self) -> Incoming:
        """The frame's tables."""
        return incoming_of(self.table)

    def row_numbers(self) -> Integers:
        """Rows below a header."""
        return np.arange(2, len(self.table) + 2, dtype=np.int64)

    def named_days(self) -> list[date | None]:
        """Every week is named as one."""
        return [None] * len(self.table)


def incoming_of(frame: pd.DataFrame) -> Incoming:
    """The tables of a frame with a snapshot's columns."""
    coded = (frame[name].astype("category").cat.remove_unused_categories() for name in ("product", "metric"))
    product, metric = (column.cat for column in coded)
    start, end = (frame[name].to_numpy("datetime64[D]").astype(np.int64) for name in ("period_start", "period_end"))
    value, numerator, denominator = (frame[name].to_numpy(np.float64) for name in ("value", "numerator", "denominator"))
    return Incoming(
        (list(product.categories), product.codes.to_numpy(np.int32)),
        (list(metric.categories), metric.codes.to_numpy(np.int32)),
        (start, end),
        (value, numerator, denominator),
    )


def moment(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in September 2026, naive UTC as the store keeps them."""
    return datetime(2026, 9, day, hour, minute)


def a_snapshot(*rows: Row, file_name: str = "week.csv") -> Snapshot:
    """A snapshot of weekly rows without counts; the same rows have the same digest."""
    return snapshot_of(pd.DataFrame(list(_full(rows)), columns=list(FRAME_COLUMNS)), file_name)


def snapshot_of(frame: pd.DataFrame, file_name: str = "week.csv") -> Snapshot:
    """A snapshot of any frame."""
    return Snapshot(file_name, FramedRows(frame))


def a_large_snapshot(rows: int, week: int = 0, products: int = 1000) -> Snapshot:
    """Many rows, quickly: one value each for so many metrics of so many products."""
    start = pd.Timestamp(MONDAY + timedelta(weeks=week))
    numbers = pd.RangeIndex(rows).to_series()
    frame = pd.DataFrame(
        {
            "product": "p" + (numbers % products).astype(str),
            "metric": "m" + (numbers // products).astype(str),
            "period_start": start,
            "period_end": start + pd.Timedelta(days=6),
            "value": numbers.astype(float),
            "numerator": float("nan"),
            "denominator": float("nan"),
        }
    )
    return Snapshot("large.csv", FramedRows(frame, f"{rows} {week}"))


def _full(rows: Iterable[Row]) -> Iterable[tuple[object, ...]]:
    for product, metric, week, value in rows:
        start = pd.Timestamp(MONDAY + timedelta(weeks=week))
        yield product, metric, start, start + pd.Timedelta(days=6), value, float("nan"), float("nan")
