"""Of the rows that come in, the newest of each product and metric are found before the store is asked."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.snapshot import for_store as incoming
from metrics.snapshot.context import FRAME_COLUMNS
from tests.metrics.snapshots import incoming_of

DAY = date(2026, 9, 7)
Row = tuple[str, str, int, int]
"""Product, metric, first and last day as days behind DAY."""


def a_frame(rows: list[Row]) -> pd.DataFrame:
    cells = [
        (product, metric, DAY + timedelta(days=first), DAY + timedelta(days=last), float(place), np.nan, np.nan)
        for place, (product, metric, first, last) in enumerate(rows)
    ]
    frame = pd.DataFrame(cells, columns=list(FRAME_COLUMNS))
    return frame.astype({"period_start": "datetime64[us]", "period_end": "datetime64[us]"})


def newest_of(rows: list[Row]) -> set[Row]:
    kept = incoming_of(a_frame(rows)).newest.column("value").to_pylist()
    return {rows[int(place)] for place in kept}


a_row = st.tuples(
    st.sampled_from(["", "a", "b"]), st.sampled_from(["m", "n"]), st.integers(0, 30), st.integers(0, 6)
).map(lambda row: (row[0], row[1], row[2], row[2] + row[3]))


@given(st.lists(a_row, max_size=30, unique=True))
def test_the_newest_end_last_and_of_those_begin_last(rows: list[Row]) -> None:
    expected = {
        max((row for row in rows if row[:2] == key), key=lambda row: (row[3], row[2]))
        for key in {row[:2] for row in rows}
    }
    assert newest_of(rows) == expected


def test_few_of_many_possible_pairs_take_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "_MOST_GROUPS", 0)
    rows: list[Row] = [(f"p{place}", f"m{place}", week, week + 6) for place in range(9) for week in (0, 7)]
    assert newest_of(rows) == {row for row in rows if row[2] == 7}


def test_a_table_says_which_names_and_last_days_occur() -> None:
    tables = incoming_of(a_frame([("b", "m", 0, 6), ("a", "m", 7, 13), ("b", "n", 0, 6)]))
    assert sorted(tables.products[0]) == ["a", "b"]
    assert sorted(tables.metrics[0]) == ["m", "n"]
    assert tables.names == {"a", "b", "m", "n"}
    assert tables.last_days() == [DAY + timedelta(days=6), DAY + timedelta(days=13)]
    assert incoming_of(a_frame([])).last_days() == []
