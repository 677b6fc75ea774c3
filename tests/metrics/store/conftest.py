"""A store with everything it can hold, its backup, and an empty one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metrics.meaning import meaning_of
from metrics.store import outbox
from metrics.store.backup import export_store
from metrics.store.store import Store, open_store
from metrics.store.uploads import Backfill
from metrics.tested import MeasuredOn
from metrics.weeks import WeekCalendar
from tests.metrics.one_metric import a_metric
from tests.metrics.snapshots import a_snapshot, moment, snapshot_of
from tests.metrics.store.backups import NOW
from tests.stores import new_url


def fill(store: Store) -> None:
    """A correction, a revocation, unknown numbers and counts: everything that a store can hold."""
    first = a_snapshot(("copilot", "m", 0, 0.1), ("copilot", "m", 1, 0.30000000000000004), file_name="wéek, 1.csv")
    meanings = {"m": meaning_of(a_metric(), WeekCalendar())}
    store.add(first, source="weekly 'export'", actor="lead-ai-engineer", now=moment(14), meanings=meanings)
    frame = a_snapshot(("copilot", "m", 1, 0.2), ("", "n", 1, 1e300)).frame
    counted = frame.assign(numerator=[12.0, float("nan")], denominator=[120.0, float("nan")])
    store.add(snapshot_of(counted), source="s", actor="a", now=moment(15))
    wrong = store.add(
        a_snapshot(("copilot", "m", 1, 0.9), ("search", "m", 0, 5)), source="s", actor="a", now=moment(16)
    )
    store.revoke(wrong.upload_id, actor="head-of-data", now=moment(17))
    tested = {"search": MeasuredOn(candidate="pilot")}
    moved = Backfill(moment(13), "moved from the old sheet")
    of_pilot = replace(a_snapshot(("search", "m", 0, 4)), tested=tested)
    store.add(of_pilot, source="s", actor="a", now=moment(18), backfill=moved)
    message = outbox.NewMessage("msg_1", "leaders", "verdict:x", moment(18), "{}")
    outbox.tell(store, [outbox.Reported("verdict:x", "go", "{}", moment(18))], [message])
    (waiting,) = outbox.on_their_way(store)
    claimed = outbox.claim(store, waiting, "one", moment(18), moment(19))
    assert claimed is not None
    outbox.happened(store, claimed, outbox.MessageState.SENT, "one", moment(18))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(new_url(tmp_path)) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    export_store(store, tmp_path / "backup", now=NOW)
    return tmp_path / "backup"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with open_store(new_url(tmp_path)) as opened:
        yield opened
