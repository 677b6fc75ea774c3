"""Several apps on one store: each sees what the others wrote, and time goes one way for all of them."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import sleep

import pytest

from metrics.intake import Receipt, keep
from metrics.store import lake as store_lake
from metrics.store.info import describe
from metrics.store.location import StoreUnavailable
from metrics.store.migrations import NEWEST
from metrics.store.store import FRESH_SECONDS, Store, open_store
from metrics.store.uploads import Upload
from tests.metrics.snapshots import a_large_snapshot, a_snapshot, moment
from tests.stores import new_url, server


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_url(tmp_path)


@pytest.fixture
def replicas(url: str) -> Iterator[tuple[Store, Store]]:
    """Two apps; each has a connection of its own, as two processes have."""
    with open_store(url) as one, open_store(url) as other:
        yield one, other


def add(store: Store, value: float, day: int = 14) -> Upload:
    return store.add(a_snapshot(("copilot", "m", 0, value)), source="s", actor="a", now=moment(day))


def at_once(*work: Callable[[], Receipt]) -> list[Receipt]:
    """All begin in the same moment, each in a thread of its own."""
    gate = threading.Barrier(len(work))

    def begin(one: Callable[[], Receipt]) -> Receipt:
        gate.wait()
        return one()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(begin, work))


def test_a_new_lake_may_be_opened_by_many_at_once(url: str) -> None:
    gate = threading.Barrier(4)

    def first(_: int) -> int:
        gate.wait()
        with open_store(url) as store:
            return describe(store).schema

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(first, range(4))) == [NEWEST] * 4


def test_the_same_content_sent_to_two_replicas_at_once_is_one_upload(replicas: tuple[Store, Store]) -> None:
    def send(store: Store, week: int) -> Receipt:
        return keep(a_large_snapshot(300, week=week), store, source="s", actor="a", now=moment(14))

    for week in range(5):
        receipts = at_once(*(partial(send, store, week) for store in replicas))
        assert sorted(receipt.state for receipt in receipts) == ["already_counts", "stored"]
        assert len({receipt.upload.upload_id for receipt in receipts}) == 1
    assert len(replicas[0].uploads()) == 5


def test_time_never_goes_back_whichever_replica_has_the_slower_clock(replicas: tuple[Store, Store]) -> None:
    one, other = replicas
    moments = [
        add(one, 1, day=16).received_at,
        add(other, 2, day=14).received_at,
        other.revoke(other.uploads()[0].upload_id, actor="a", now=moment(13)).revoked_at,
        add(one, 3, day=15).received_at,
        add(other, 4, day=17).received_at,
    ]
    assert all(before < after for before, after in pairwise(moments) if before and after)
    assert None not in moments


def test_what_one_replica_wrote_shows_in_the_other_after_half_a_second(replicas: tuple[Store, Store]) -> None:
    one, other = replicas
    before = other.version()
    upload = add(one, 1)
    assert other.book().rows["copilot", "m"][0].upload_id == upload.upload_id
    sleep(FRESH_SECONDS)
    assert other.version() == one.version() != before
    assert other.uploads() == (upload,)
    other.revoke(upload.upload_id, actor="a", now=moment(15))
    sleep(FRESH_SECONDS)
    assert one.uploads()[0].revoked_by == "a"


def test_a_reader_is_not_kept_waiting_by_a_writer(replicas: tuple[Store, Store]) -> None:
    one, other = replicas
    add(one, 1)
    with one.writing() as cursor:
        cursor.execute("DELETE FROM latest")
        assert len(other.latest()) == len(other.uploads()) == 1
        assert other.version()
        with open_store(other.location.url) as third:
            assert len(third.uploads()) == 1


def test_what_is_read_together_is_of_one_moment(replicas: tuple[Store, Store]) -> None:
    one, other = replicas
    add(one, 1)
    with other.reading() as cursor:
        assert cursor.execute("SELECT count(*) FROM upload").fetchall() == [(1,)]
        add(one, 2)
        assert cursor.execute("SELECT count(*) FROM observation").fetchall() == [(1,)]
    assert len(other.book().rows["copilot", "m"]) == 2


def test_a_writer_that_never_ends_is_reported_of_and_nothing_is_stored(
    replicas: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = replicas
    monkeypatch.setattr(store_lake, "LONGEST_WAIT_SECONDS", 1)
    with one.alone(), pytest.raises(StoreUnavailable, match="other writers have kept the store busy"):
        add(other, 1)
    assert len(add(other, 2).upload_id) > 0
    assert len(one.uploads()) == 1


def test_a_writer_whose_lock_was_lost_keeps_nothing(replicas: tuple[Store, Store]) -> None:
    one, other = replicas
    holder = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"

    def write() -> None:
        with one.writing() as cursor:
            cursor.execute("INSERT INTO revocation SELECT 'u', 'a', TIMESTAMP '2026-09-14'")
            server().ask(f"SELECT pg_terminate_backend(({holder}))")  # the lock's connection, and no other
            add(other, 1)

    with pytest.raises(StoreUnavailable, match="the connection to the catalog server was lost"):
        write()
    assert describe(other).revocations == 0
    assert len(other.uploads()) == 1


def test_the_writer_of_one_lake_does_not_wait_for_that_of_another(tmp_path: Path) -> None:
    with open_store(new_url(tmp_path)) as one, open_store(new_url(tmp_path)) as other, one.alone():
        add(other, 1)
        assert len(other.uploads()) == 1
