"""A store with everything it can hold, its backup, and an empty one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.store.backup import export_store
from metrics.store.store import Store, open_store
from tests.metrics.store.backups import NOW, fill
from tests.stores import new_url


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
