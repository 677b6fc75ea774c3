"""Snapshots built by hand, for tests of what happens to them in the store."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

import pandas as pd

from metrics.snapshot import FRAME_COLUMNS, Snapshot

MONDAY = date(2026, 9, 7)
Row = tuple[str, str, int, float]
"""Product, metric, week (0 is the one of MONDAY) and value."""


def moment(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in September 2026, naive UTC as the store keeps them."""
    return datetime(2026, 9, day, hour, minute)


def a_snapshot(*rows: Row, file_name: str = "week.csv") -> Snapshot:
    """A snapshot of weekly rows without counts; the same rows have the same digest."""
    return snapshot_of(pd.DataFrame(list(_full(rows)), columns=list(FRAME_COLUMNS)), file_name)


def snapshot_of(frame: pd.DataFrame, file_name: str = "week.csv") -> Snapshot:
    """A snapshot of any frame."""
    rows = sorted(map(str, frame.itertuples(index=False, name=None)))
    return Snapshot(file_name=file_name, digest=sha256("\n".join(rows).encode()).hexdigest(), frame=frame)


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
    return Snapshot(file_name="large.csv", digest=sha256(f"{rows} {week}".encode()).hexdigest(), frame=frame)


def _full(rows: Iterable[Row]) -> Iterable[tuple[object, ...]]:
    for product, metric, week, value in rows:
        start = pd.Timestamp(MONDAY + timedelta(weeks=week))
        yield product, metric, start, start + pd.Timedelta(days=6), value, float("nan"), float("nan")
