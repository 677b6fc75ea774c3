"""A backup holds everything, is checked before it is believed, and becomes a store in whole or not at all."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from metrics.problems import Problems
from metrics.store.backup import content_of, export_store, first_file, import_store
from metrics.store.backup_files import MANIFEST, OLDEST, TABLES
from metrics.store.store import Store, open_store
from tests.metrics.snapshots import a_snapshot, moment
from tests.metrics.store.backups import NOW, everything, rewrite
from tests.stores import new_url

DERIVED = {"latest", "schema_step"}
FOR_A_WHILE = {"answer"}
"""Answers to requests of the last weeks: whoever sends to another store is answered anew."""
OBSERVATIONS = {"measurement", "name"}
"""What the view of the observations is made of."""


# there and back


def test_a_store_that_was_exported_and_imported_answers_the_same(store: Store, backup: Path, empty: Store) -> None:
    import_store(empty, backup)
    assert everything(empty) == everything(store)


def test_what_was_imported_can_be_corrected_and_taken_back_as_before(store: Store, backup: Path, empty: Store) -> None:
    import_store(empty, backup)
    for each in (store, empty):
        each.revoke(each.uploads()[2].upload_id, actor="a", now=moment(21))
        each.add(a_snapshot(("search", "m", 0, 6)), source="s", actor="a", now=moment(22))
    assert everything(empty) == everything(store)


def test_a_backup_of_what_was_imported_holds_the_same(backup: Path, empty: Store, tmp_path: Path) -> None:
    import_store(empty, backup)
    again = export_store(empty, tmp_path / "again", now=NOW)
    first = json.loads((backup / MANIFEST).read_text("utf-8"))
    assert {name: file.content for name, file in again.files.items()} == {
        name: file["content"] for name, file in first["files"].items()
    }


@pytest.mark.parametrize("version", [OLDEST, 2])
def test_a_backup_of_an_older_schema_can_still_be_imported(
    store: Store, backup: Path, empty: Store, version: int
) -> None:
    """Its store knew neither backfills nor what metrics meant."""
    without = (
        "backfill.parquet",
        "meaning.parquet",
        "reported.parquet",
        "message.parquet",
        "delivery.parquet",
        "tested.parquet",
    )
    for name in without:
        (backup / name).unlink()

    def as_it_was(content: dict[str, Any]) -> None:
        content["schema_version"] = version
        for name in without:
            content["files"].pop(name)

    rewrite(backup, as_it_was)
    import_store(empty, backup)
    assert [upload.upload_id for upload in empty.uploads()] == [upload.upload_id for upload in store.uploads()]
    assert all(upload.known_at is None for upload in empty.uploads())
    assert empty.meanings() == ()
    names = ["product", "metric", "value"]
    assert empty.latest()[names].equals(store.latest()[names])


def test_an_empty_store_can_be_exported_and_imported(empty: Store, tmp_path: Path) -> None:
    manifest = export_store(empty, tmp_path / "nothing", now=NOW)
    assert [manifest.rows(table) for table in TABLES] == [0] * len(TABLES)
    with open_store(new_url(tmp_path)) as third:
        import_store(third, tmp_path / "nothing")
        assert everything(third) == everything(empty)


def test_every_table_is_in_the_backup_or_worked_out_again(store: Store, backup: Path) -> None:
    with store.reading() as cursor:
        tables = {
            name
            for (name,) in cursor.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = 'store'"
            ).fetchall()
        }
        views = cursor.execute("SELECT view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal")
        assert views.fetchall() == [("observation",)]
    assert tables == set(TABLES) - {"observation"} | OBSERVATIONS | DERIVED | FOR_A_WHILE
    assert {path.name for path in backup.iterdir()} == {MANIFEST, *(f"{table}.parquet" for table in TABLES)}


def test_the_manifest_says_what_is_in_the_files(store: Store, backup: Path) -> None:
    content = json.loads((backup / MANIFEST).read_text("utf-8"))
    rows = {name: file["rows"] for name, file in content["files"].items()}
    assert rows == {
        "upload.parquet": 4,
        "revocation.parquet": 1,
        "observation.parquet": 7,
        "backfill.parquet": 1,
        "meaning.parquet": 1,
        "reported.parquet": 1,
        "message.parquet": 1,
        "delivery.parquet": 2,
        "tested.parquet": 1,
    }
    assert content["exported_at"] == "2026-09-20T09:00:00Z"
    assert content["store_version"] == store.version()
    with duckdb.connect() as plain:  # anybody can read them
        for name, count in rows.items():
            assert plain.execute("SELECT count(*) FROM read_parquet(?)", [str(backup / name)]).fetchall() == [(count,)]


def test_the_digest_of_the_content_sees_the_last_bit_of_a_number_and_nothing_of_the_order(tmp_path: Path) -> None:
    rows = [("copilot", "m", 0, 0.3), ("copilot", "m", 1, 0.7)]
    contents = []
    for order in (rows, rows[::-1], [rows[0], ("copilot", "m", 1, 0.7000000000000001)]):
        with open_store(new_url(tmp_path)) as store:
            store.add(a_snapshot(*order), source="s", actor="a", now=moment(14))
            with store.reading() as cursor:
                cursor.execute("UPDATE upload SET upload_id = 'u'")
                contents.append(content_of(cursor, "observation"))
    assert contents[0] == contents[1]
    assert contents[0] != contents[2]


# what is wrong with a backup is said, and nothing is imported


# whoever makes every digest fit can still not make rows that contradict each other


# writing one


def test_a_folder_that_holds_something_is_left_alone(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text("mine", "utf-8")
    for place in (folder, folder / "plan.txt"):
        with pytest.raises(Problems, match="there is something here already; expected a new or empty folder"):
            export_store(store, place, now=NOW)
    assert [path.name for path in folder.iterdir()] == ["plan.txt"]


def test_an_empty_folder_takes_a_backup(store: Store, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    export_store(store, tmp_path / "new", now=NOW)
    assert (tmp_path / "new" / MANIFEST).exists()


def test_a_place_that_cannot_be_written_keeps_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Problems, match="the backup cannot be written here"):
        export_store(store, tmp_path / "no such" / "folder", now=NOW)
    assert not (tmp_path / "no such").exists()


def test_a_backup_that_breaks_off_leaves_no_folder(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("metrics.store.backup.write_manifest", full)
    with pytest.raises(Problems, match=r"cannot be written here \(No space left on device\)"):
        export_store(store, tmp_path / "backup", now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir() if "backup" in path.name) == []


def test_a_backup_knows_the_first_file_that_was_received(backup: Path) -> None:
    assert first_file(backup) == ("wéek, 1.csv", moment(14))
