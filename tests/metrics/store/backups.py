"""Backups that were changed, and all that a store answers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from metrics.problems import Problems
from metrics.store import outbox
from metrics.store.backup import import_store
from metrics.store.backup_files import MANIFEST, digest_of
from metrics.store.store import Store
from tests.metrics.snapshots import moment

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
