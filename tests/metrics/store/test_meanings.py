"""The store writes down what a metric meant when its numbers were sent, once for each time it changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from metrics.meaning import Meaning, meaning_of
from metrics.store import store as store_module
from metrics.store.meanings import keep_meanings
from metrics.store.store import open_store
from metrics.weeks import WeekCalendar, Weekday
from tests.metrics.one_metric import a_metric
from tests.metrics.snapshots import a_snapshot, moment
from tests.stores import new_url

DOLLARS = replace(meaning_of(a_metric(), WeekCalendar()), unit="USD")
EUROS = replace(DOLLARS, unit="EUR")


def test_a_meaning_is_what_decides_how_a_number_is_read() -> None:
    assert DOLLARS.changes_to(EUROS) == ("unit",)
    assert DOLLARS.changes_to(DOLLARS) == ()
    saturday = meaning_of(a_metric(), WeekCalendar(Weekday.SATURDAY))
    assert meaning_of(a_metric(), WeekCalendar()).changes_to(saturday) == ("week_ends",)


def test_a_change_is_written_down_with_the_upload_that_came_first_with_it(tmp_path: Path) -> None:
    url = new_url(tmp_path)
    sent = [(14, DOLLARS), (15, DOLLARS), (16, EUROS), (17, DOLLARS)]
    with open_store(url) as store:
        for day, meaning in sent:
            store.add(a_snapshot(("a", "m", 0, day)), source="s", actor="a", now=moment(day), meanings={"m": meaning})
    with open_store(url) as store:
        store.add(a_snapshot(("a", "m", 0, 1)), source="s", actor="a", now=moment(18), meanings={"m": DOLLARS})
        store.add(a_snapshot(("a", "m", 0, 2)), source="s", actor="a", now=moment(19))
        stored_meanings = [(stored.metric, stored.received_at, stored.meaning) for stored in store.meanings()]
    assert stored_meanings == [("m", moment(14), DOLLARS), ("m", moment(16), EUROS), ("m", moment(17), DOLLARS)]


def test_an_upload_that_breaks_off_leaves_no_meaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(cursor: duckdb.DuckDBPyConnection, meanings: Mapping[str, Meaning], received_at: datetime) -> None:
        keep_meanings(cursor, meanings, received_at)
        raise OSError("the disk is gone")

    with open_store(new_url(tmp_path)) as store:
        with monkeypatch.context() as patched:
            patched.setattr(store_module, "keep_meanings", break_off)
            with pytest.raises(OSError, match="the disk is gone"):
                store.add(a_snapshot(("a", "m", 0, 1)), source="s", actor="a", now=moment(14), meanings={"m": EUROS})
        assert (store.uploads(), store.meanings()) == ((), ())
        store.add(a_snapshot(("a", "m", 0, 1)), source="s", actor="a", now=moment(15), meanings={"m": EUROS})
        assert [stored.received_at for stored in store.meanings()] == [moment(15)]
