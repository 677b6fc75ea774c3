"""Tidying a lake: fewer and larger files, nothing that anybody needs is gone, whoever uploads meanwhile."""

import threading
from pathlib import Path

import pytest

from metrics.store.info import describe
from metrics.store.store import Store, open_store
from metrics.store.upkeep import tidy
from tests.lake.test_replicas import add, replicas, url
from tests.metrics.crowd import ROWS, Crowd
from tests.metrics.snapshots import a_large_snapshot, moment

__all__ = ["replicas", "url"]


def files_of(store: Store) -> set[str]:
    """Names of the files that lie in the lake's folder."""
    folder = Path(store.location.options["DATA_PATH"])
    return {path.name for path in folder.rglob("*.parquet")}


def everything(store: Store) -> tuple[object, ...]:
    """All that a store answers."""
    return store.version(), store.uploads(), dict(store.book().rows), store.latest().to_csv()


def test_many_small_files_become_few_and_the_store_answers_the_same(replicas: tuple[Store, Store]) -> None:
    one, other = replicas
    uploads = [
        one.add(a_large_snapshot(100, week=week, products=100), source="s", actor="a", now=moment(14))
        for week in range(6)
    ]
    one.revoke(uploads[-1].upload_id, actor="a", now=moment(15))
    before = everything(one)
    done = tidy(one, hours=0)
    assert done.files_after < done.files_before
    assert done.bytes_after < done.bytes_before
    assert done.removed > 0
    assert len(files_of(one)) == done.files_after == describe(other).files
    assert everything(one) == everything(other) == before
    assert tidy(one, hours=0).orphans == 0
    add(other, 1)
    assert len(one.book().rows["copilot", "m"]) == 1


def test_what_an_upload_left_behind_that_broke_off_goes_when_it_is_old_enough(replicas: tuple[Store, Store]) -> None:
    one, _ = replicas

    def break_off() -> None:
        with one.writing() as cursor:
            incoming = a_large_snapshot(100).incoming
            cursor.register("incoming", incoming.rows({name: code for code, name in enumerate(incoming.names)}))
            cursor.execute("INSERT INTO measurement SELECT TIMESTAMP '2026-09-14', * FROM incoming")
            leftover.update(files_of(one))
            raise RuntimeError

    leftover: set[str] = set()
    with pytest.raises(RuntimeError):
        break_off()
    orphan = Path(one.location.options["DATA_PATH"]) / "main" / "measurement" / "ducklake-orphan.parquet"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"the beginning of an upload")
    assert tidy(one).orphans == 0
    assert orphan.exists()
    assert tidy(one, hours=0).orphans >= 1
    assert not orphan.exists()
    assert not files_of(one) & leftover


def test_uploads_and_readers_at_work_lose_nothing_while_it_is_tidied(url: str) -> None:
    done, tidied = threading.Event(), []

    def keep_tidying() -> None:
        with open_store(url) as keeper:
            while not done.is_set():
                tidied.append(tidy(keeper, hours=1))

    with open_store(url) as store:
        keeper = threading.Thread(target=keep_tidying)
        keeper.start()
        report = Crowd(store, own=4, common=0).run(range(3), readers=3)
        done.set()
        keeper.join()
        assert report.errors == report.torn == []
        assert len(report.acknowledged) == len(store.uploads()) == 12
        assert all(upload.counting_rows == ROWS for upload in store.uploads())
    assert tidied


def test_orphans_of_the_last_hour_are_those_of_nobody_while_uploads_go_on(url: str) -> None:
    done = threading.Event()

    def keep_tidying() -> None:
        with open_store(url) as keeper:
            while not done.is_set():
                tidy(keeper, hours=0)

    with open_store(url) as store:
        keeper = threading.Thread(target=keep_tidying)
        keeper.start()
        report = Crowd(store, own=4, common=0).run(range(3), readers=0)
        done.set()
        keeper.join()
        assert report.errors == []
        assert len(store.book().rows) == ROWS
        assert sum(len(rows) for rows in store.book().rows.values()) == 12 * ROWS
