"""A disk that fills up: every acknowledged upload is whole, no part of another is kept, and a sentence says so."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.problems import Problems
from metrics.store.backup import export_store
from metrics.store.location import StoreUnavailable
from metrics.store.store import Store, open_store
from tests.long_run import times
from tests.metrics.snapshots import a_large_snapshot, moment
from tests.small_disk import fill, mounted
from tests.stores import ON_THE_LAKE, new_url

ROWS = 2_000


def add(store: Store, week: int) -> str:
    """One upload; its id."""
    return store.add(a_large_snapshot(ROWS, week), source="s", actor="a", now=moment(14)).upload_id


def assert_whole(store: Store) -> set[str]:
    """Every upload has all of its rows; their ids."""
    rows = Counter(row.upload_id for kept in store.book().rows.values() for row in kept)
    uploads = {upload.upload_id for upload in store.uploads()}
    assert rows == dict.fromkeys(uploads, ROWS)
    assert len(store.latest()) in (0, ROWS)
    return uploads


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    with mounted(tmp_path / "disk") as disk:
        yield disk


def fill_up(store: Store, disk: Path) -> set[str]:
    """Uploads until the disk is full; what was acknowledged. Something else takes most of the room first."""
    fill(disk, left=300_000)
    acknowledged = set()

    def until_it_is_full() -> None:
        for week in range(1, 200):
            acknowledged.add(add(store, week))

    with pytest.raises(
        StoreUnavailable, match="no room left to write the store; nothing of this upload was kept; make"
    ):
        until_it_is_full()
    return acknowledged


def test_a_full_disk_keeps_what_was_acknowledged_and_takes_more_when_there_is_room_again(
    tmp_path: Path, small_disk: Path
) -> None:
    url = new_url(small_disk)
    with open_store(url) as store:
        acknowledged = {add(store, 0)}
    for _ in range(times(1)):
        with open_store(url) as store:
            acknowledged |= fill_up(store, small_disk)
            if ON_THE_LAKE:  # other apps go on
                assert assert_whole(store) == acknowledged
        (small_disk / "ballast").unlink()
        with open_store(url) as store:
            assert assert_whole(store) == acknowledged
            acknowledged.add(add(store, 500))
            export_store(store, tmp_path / "backup", now=moment(20))
            shutil.rmtree(tmp_path / "backup")


def test_a_backup_onto_a_full_disk_is_refused_and_leaves_nothing(tmp_path: Path, small_disk: Path) -> None:
    with open_store(new_url(tmp_path)) as store:
        add(store, 0)
        fill(small_disk, left=4096)
        with pytest.raises(Problems, match="the backup cannot be written here"):
            export_store(store, small_disk / "backup", now=moment(20))
        assert [path.name for path in small_disk.iterdir()] == ["ballast"]
        assert len(store.uploads()) == 1
