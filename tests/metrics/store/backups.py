"""Backups that were changed, and all that a store answers."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from metrics.meaning import meaning_of
from metrics.problems import Problems
from metrics.store import outbox
from metrics.store.backup import import_store
from metrics.store.backup_files import MANIFEST, digest_of
from metrics.store.store import Store
from metrics.store.uploads import Backfill
from metrics.tested import MeasuredOn
from metrics.weeks import WeekCalendar
from tests.metrics.one_metric import a_metric
from tests.metrics.snapshots import a_snapshot, moment, snapshot_of

NOW = moment(20)


def everything(store: Store) -> tuple[object, ...]:
    """All that a store answers."""
    return (
        store.version(),
        store.uploads(),
        dict(store.book().rows),
        store.latest().to_csv(),
        store.meanings(),
        outbox.reported(store),
        outbox.newest(store, 9),
    )


def rewrite(backup: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """A manifest with something changed in it, its own digest made to fit."""
    content = json.loads((backup / MANIFEST).read_text("utf-8"))
    change(content)
    content["digest"] = digest_of(content)
    (backup / MANIFEST).write_text(json.dumps(content), "utf-8")


def refusal(store: Store, backup: Path, digest: str | None = None) -> list[str]:
    """What is said of a backup that is refused; the store must stay empty."""
    with pytest.raises(Problems) as refused:
        import_store(store, backup, digest)
    assert all(problem.remedy for problem in refused.value.problems)
    assert store.uploads() == ()
    assert store.book().rows == {}
    assert store.latest().empty
    return [problem.message for problem in refused.value.problems]


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
