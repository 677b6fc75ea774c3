"""Uploads, corrections, revocations and what counts of them."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from metrics.snapshot.snapshot import Snapshot
from metrics.store import statements as store_statements
from metrics.store.location import StoreUnavailable
from metrics.store.store import Store, open_store
from metrics.store.uploads import StillCounts, UnknownUpload, Upload
from tests.metrics.snapshots import MONDAY, a_large_snapshot, a_snapshot, moment, snapshot_of
from tests.stores import new_url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(new_url(tmp_path)) as opened:
        yield opened


def add(store: Store, snapshot: Snapshot, now: datetime | None = None) -> Upload:
    return store.add(snapshot, source="weekly export", actor="lead-ai-engineer", now=now or moment(14))


def revoke(store: Store, upload_id: str, now: datetime | None = None) -> Upload:
    return store.revoke(upload_id, actor="head-of-data", now=now or moment(14))


def latest(store: Store) -> dict[tuple[str, str], tuple[date, float]]:
    return {
        (row["product"], row["metric"]): (row["period_end"].date(), row["value"])
        for row in store.latest().to_dict("records")
    }


def test_an_upload_is_on_record_with_who_sent_what_and_when(store: Store) -> None:
    upload = add(store, a_snapshot(("copilot", "m", 0, 0.1), ("copilot", "m", 1, 0.2), file_name="week37.csv"))
    assert store.uploads() == (upload,)
    assert (upload.file_name, upload.source, upload.actor) == ("week37.csv", "weekly export", "lead-ai-engineer")
    assert (upload.received_at, upload.rows, upload.counting_rows) == (moment(14), 2, 2)


def test_the_book_holds_every_row_superseded_and_revoked_ones_included(store: Store) -> None:
    first = add(store, a_snapshot(("copilot", "m", 0, 0.1)), moment(14))
    second = add(store, a_snapshot(("copilot", "m", 0, 0.2)), moment(15))
    revoke(store, second.upload_id, moment(16))
    rows = store.book().rows["copilot", "m"]
    assert [(row.value, row.upload_id, row.received_at, row.revoked_at) for row in rows] == [
        (0.1, first.upload_id, moment(14), None),
        (0.2, second.upload_id, moment(15), moment(16)),
    ]
    assert (rows[0].period_start, rows[0].period_end) == (MONDAY, MONDAY + timedelta(days=6))
    assert (rows[0].numerator, rows[0].denominator) == (None, None)


def test_the_book_can_be_asked_for_less(store: Store) -> None:
    add(store, a_snapshot(("copilot", "m", 0, 1), ("copilot", "m", 1, 2), ("copilot", "n", 1, 3)))
    assert set(store.book({"n"}).rows) == {("copilot", "n")}
    assert store.book(()).rows == {}
    later = store.book(since=MONDAY + timedelta(days=7)).rows
    assert {key: [row.value for row in rows] for key, rows in later.items()} == {
        ("copilot", "m"): [2],
        ("copilot", "n"): [3],
    }


def test_counts_and_what_is_no_number_are_stored_as_known_and_unknown(store: Store) -> None:
    snapshot = a_snapshot(("copilot", "m", 0, 0.1), ("copilot", "m", 1, 0.2))
    frame = snapshot.frame.assign(numerator=[12.0, float("nan")], denominator=[120.0, float("inf")])
    add(store, snapshot_of(frame))
    rows = store.book().rows["copilot", "m"]
    assert [(row.numerator, row.denominator) for row in rows] == [(12.0, 120.0), (None, None)]


def test_frames_with_plain_dates_are_taken_as_well(store: Store) -> None:
    frame = a_snapshot(("copilot", "m", 0, 0.1)).frame
    plain = frame.assign(period_start=[MONDAY], period_end=[MONDAY + timedelta(days=6)])
    add(store, snapshot_of(plain))
    assert store.book().rows["copilot", "m"][0].period_start == MONDAY


def test_a_name_that_looks_like_a_statement_is_a_name(store: Store) -> None:
    name = "'; DROP TABLE observation; --"
    add(store, a_snapshot((name, name, 0, 0.1), file_name=name))
    assert set(store.book([name]).rows) == {(name, name)}
    assert store.uploads()[0].file_name == name


def test_time_in_the_store_never_goes_back(store: Store) -> None:
    first = add(store, a_snapshot(("copilot", "m", 0, 1)), moment(15))
    second = add(store, a_snapshot(("copilot", "m", 0, 2)), moment(14))
    withdrawn = revoke(store, second.upload_id, moment(13))
    third = add(store, a_snapshot(("copilot", "m", 0, 3)), moment(12))
    tick = timedelta(microseconds=1)
    assert [first.received_at, second.received_at, withdrawn.revoked_at, third.received_at] == [
        moment(15) + tick * number for number in range(4)
    ]
    assert [upload.upload_id for upload in store.uploads()] == sorted(
        [first.upload_id, second.upload_id, third.upload_id], reverse=True
    )


def test_moments_with_a_time_zone_are_kept_as_utc(store: Store) -> None:
    berlin = datetime(2026, 9, 14, 11, tzinfo=UTC).astimezone()
    assert add(store, a_snapshot(("copilot", "m", 0, 1)), berlin).received_at == moment(14, 11)


def test_the_version_changes_with_every_upload_and_every_revocation(store: Store) -> None:
    versions = [store.version()]
    upload = add(store, a_snapshot(("copilot", "m", 0, 1)))
    versions.append(store.version())
    revoke(store, upload.upload_id)
    versions.append(store.version())
    assert len(set(versions)) == 3
    assert store.version() == versions[-1]


def test_a_store_opened_again_is_the_same(tmp_path: Path) -> None:
    url = new_url(tmp_path)
    with open_store(url) as store:
        upload = add(store, a_snapshot(("copilot", "m", 0, 1)))
        version = store.version()
    with open_store(url, create=False) as store:
        assert store.uploads() == (upload,)
        assert store.version() == version


# what still counts


def test_the_same_rows_count_until_one_of_them_is_replaced(store: Store) -> None:
    snapshot = a_snapshot(("copilot", "m", 0, 1), ("copilot", "m", 1, 2))
    upload = add(store, snapshot)
    assert store.still_counts(snapshot.digest) == upload
    add(store, a_snapshot(("copilot", "m", 1, 3)))
    assert store.still_counts(snapshot.digest) is None


def test_rows_count_again_when_what_replaced_them_is_taken_back(store: Store) -> None:
    snapshot = a_snapshot(("copilot", "m", 0, 1), ("copilot", "m", 1, 2))
    upload = add(store, snapshot)
    correction = add(store, a_snapshot(("copilot", "m", 1, 3)))
    revoke(store, correction.upload_id)
    assert store.still_counts(snapshot.digest) == upload


def test_a_revoked_upload_does_not_count_and_can_be_sent_again(store: Store) -> None:
    snapshot = a_snapshot(("copilot", "m", 0, 1))
    first = add(store, snapshot)
    revoke(store, first.upload_id)
    assert store.still_counts(snapshot.digest) is None
    second = add(store, snapshot)
    assert store.still_counts(snapshot.digest) == second
    assert second.upload_id != first.upload_id


@pytest.mark.parametrize("many", [1, 100])
def test_rows_that_all_count_are_not_stored_again_where_only_new_ones_are_wanted(
    store: Store, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("metrics.store.store.MANY_ROWS", many)  # the fingerprint is looked up before, or afterwards
    snapshot = a_snapshot(("copilot", "m", 0, 1))
    upload = store.add(snapshot, source="s", actor="a", now=moment(14), only_new=True)
    version = store.version()
    with pytest.raises(StillCounts) as known:
        store.add(snapshot, source="other", actor="b", now=moment(15), only_new=True)
    assert known.value.upload == upload
    assert store.version() == version
    assert store.uploads() == (upload,)
    other = a_snapshot(("copilot", "m", 0, 2))  # as many rows, and not the same ones
    assert store.add(other, source="s", actor="a", now=moment(15), only_new=True) in store.uploads()


def test_uploads_say_how_many_of_their_rows_count(store: Store) -> None:
    first = add(store, a_snapshot(("copilot", "m", 0, 1), ("copilot", "m", 1, 2)))
    second = add(store, a_snapshot(("copilot", "m", 1, 3), ("copilot", "n", 1, 4)))
    third = add(store, a_snapshot(("copilot", "m", 1, 5)))
    counting = {upload.upload_id: upload.counting_rows for upload in store.uploads()}
    assert counting == {first.upload_id: 1, second.upload_id: 1, third.upload_id: 1}
    revoke(store, third.upload_id)
    counting = {upload.upload_id: upload.counting_rows for upload in store.uploads()}
    assert counting == {first.upload_id: 1, second.upload_id: 2, third.upload_id: 0}


# the portfolio


def test_latest_holds_the_newest_period_of_every_product_and_metric(store: Store) -> None:
    add(store, a_snapshot(("copilot", "m", 2, 3), ("copilot", "m", 1, 2), ("search", "m", 0, 9)))
    add(store, a_snapshot(("copilot", "m", 0, 1), ("copilot", "n", 0, 7)))
    assert latest(store) == {
        ("copilot", "m"): (date(2026, 9, 27), 3),
        ("copilot", "n"): (date(2026, 9, 13), 7),
        ("search", "m"): (date(2026, 9, 13), 9),
    }


def test_latest_follows_corrections_and_their_revocation(store: Store) -> None:
    add(store, a_snapshot(("copilot", "m", 0, 1)))
    correction = add(store, a_snapshot(("copilot", "m", 0, 2)))
    assert latest(store) == {("copilot", "m"): (date(2026, 9, 13), 2)}
    revoke(store, correction.upload_id)
    assert latest(store) == {("copilot", "m"): (date(2026, 9, 13), 1)}


def test_latest_forgets_what_no_upload_stands_for(store: Store) -> None:
    upload = add(store, a_snapshot(("copilot", "m", 0, 1)))
    revoke(store, upload.upload_id)
    assert latest(store) == {}


# withdrawing


def test_an_upload_can_be_named_by_the_start_of_its_id(store: Store) -> None:
    upload = add(store, a_snapshot(("copilot", "m", 0, 1)))
    withdrawn = revoke(store, upload.upload_id[:9], moment(15))
    assert (withdrawn.upload_id, withdrawn.revoked_at, withdrawn.revoked_by) == (
        upload.upload_id,
        moment(15),
        "head-of-data",
    )
    assert withdrawn.counting_rows == 0
    assert store.uploads() == (withdrawn,)


def test_a_start_that_fits_several_uploads_is_asked_back(store: Store) -> None:
    first = add(store, a_snapshot(("copilot", "m", 0, 1)))
    second = add(store, a_snapshot(("copilot", "m", 0, 2)))
    with pytest.raises(UnknownUpload, match=f"start of 2 uploads; say which: {first.upload_id}, {second.upload_id}"):
        revoke(store, "u26")
    assert [upload.revoked_at for upload in store.uploads()] == [None, None]


def test_a_start_that_fits_one_standing_upload_means_that_one(store: Store) -> None:
    first = add(store, a_snapshot(("copilot", "m", 0, 1)))
    second = add(store, a_snapshot(("copilot", "m", 0, 2)))
    revoke(store, first.upload_id)
    assert revoke(store, "u26").upload_id == second.upload_id


def test_an_upload_that_was_taken_back_before_is_not_taken_back_twice(store: Store) -> None:
    upload = add(store, a_snapshot(("copilot", "m", 0, 1)))
    revoke(store, upload.upload_id, moment(15))
    with pytest.raises(UnknownUpload, match="was withdrawn before, on 2026-09-15 by head-of-data"):
        revoke(store, upload.upload_id)


@pytest.mark.parametrize("unknown", ["", "u1", "%", "'; DROP TABLE upload"])
def test_an_unknown_upload_is_named_in_the_answer(store: Store, unknown: str) -> None:
    add(store, a_snapshot(("copilot", "m", 0, 1)))
    with pytest.raises(UnknownUpload) as refused:
        revoke(store, unknown)
    assert refused.value.problem.found == f"no upload '{unknown}'"
    assert len(store.uploads()) == 1


# all or nothing


def test_an_upload_that_fails_half_way_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, a_snapshot(("copilot", "m", 0, 1)))
    version = store.version()
    broken = (store_statements.KEEP_LATEST_OF_INCOMING[0], "SELECT error('a fault'), $upload_id, $received_at")
    with monkeypatch.context() as patched:
        patched.setattr(store_statements, "KEEP_LATEST_OF_INCOMING", broken)
        with pytest.raises(duckdb.Error, match="a fault"):
            store.add(a_snapshot(("copilot", "m", 0, 2)), source="s", actor="a", now=moment(15))
    assert store.version() == version
    assert latest(store) == {("copilot", "m"): (date(2026, 9, 13), 1)}
    add(store, a_snapshot(("copilot", "m", 0, 3)))
    assert latest(store) == {("copilot", "m"): (date(2026, 9, 13), 3)}


def test_threads_write_one_after_the_other_and_read_whole_uploads(store: Store) -> None:
    rows, uploads = 500, 8
    torn: list[int] = []
    done = threading.Event()

    def write(thread: int) -> None:
        for number in range(uploads):
            add(store, a_large_snapshot(rows, week=10 * thread + number, products=rows))

    def read() -> None:
        while not done.is_set():
            counted = sum(len(kept) for kept in store.book().rows.values())
            if counted % rows or len(store.latest()) % rows:
                torn.append(counted)

    writers = [threading.Thread(target=write, args=(thread,)) for thread in range(2)]
    reader = threading.Thread(target=read)
    for thread in [*writers, reader]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert torn == []
    moments = [upload.received_at for upload in store.uploads()]
    assert len(moments) == len(set(moments)) == 2 * uploads
    assert len(store.latest()) == rows


def test_a_closed_store_answers_with_a_sentence(tmp_path: Path) -> None:
    store = open_store(new_url(tmp_path))
    store.close()
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        store.book()


def test_the_portfolio_frame_has_no_surprises(store: Store) -> None:
    assert list(store.latest().columns) == [
        *("product", "metric", "period_start", "period_end", "value", "numerator", "denominator"),
        *("upload_id", "received_at"),
    ]
    add(store, a_snapshot(("copilot", "m", 0, 1)))
    assert isinstance(store.latest(), pd.DataFrame)


def test_a_slow_statement_draws_nothing_where_commands_write_their_documents(store: Store) -> None:
    with store.reading() as cursor:
        answered = cursor.execute("SELECT value FROM duckdb_settings() WHERE name = 'enable_progress_bar'").fetchall()
    assert answered == [("false",)]
