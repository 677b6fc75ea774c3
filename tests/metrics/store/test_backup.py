"""A backup holds everything, is checked before it is believed, and becomes a store in whole or not at all."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from metrics.meaning import meaning_of
from metrics.problems import Problems
from metrics.store import outbox
from metrics.store.backup import content_of, export_store, first_file, import_store
from metrics.store.backup_files import MANIFEST, OLDEST, TABLES, digest_of
from metrics.store.store import Store, open_store
from metrics.store.uploads import Backfill
from metrics.tested import MeasuredOn
from metrics.weeks import WeekCalendar
from tests.metrics.one_metric import a_metric
from tests.metrics.snapshots import a_snapshot, moment, snapshot_of
from tests.stores import new_url

NOW = moment(20)
DERIVED = {"latest", "schema_step"}
FOR_A_WHILE = {"answer"}
"""Answers to requests of the last weeks: whoever sends to another store is answered anew."""
OBSERVATIONS = {"measurement", "name"}
"""What the view of the observations is made of."""


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


def test_a_folder_that_is_not_there_is_named(empty: Store, tmp_path: Path) -> None:
    (message,) = refusal(empty, tmp_path / "nowhere")
    assert message.startswith(f"{tmp_path / 'nowhere'}: there is no such folder")


def test_a_folder_of_something_else_is_no_backup(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "week.csv").write_text("week,product\n", "utf-8")
    (message,) = refusal(empty, tmp_path)
    assert message.startswith(f"{tmp_path / MANIFEST}: there is no such file: this folder is no backup")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"kind": ', "manifest.json:1:10: this is not JSON"),
        ('{\n"kind": nonsense}', "manifest.json:2:9: this is not JSON"),
        ("\x00\xff", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ("[]", "expected the file as it was exported"),
        ("{}", "'store_version' is not as an export writes it"),
        ('{"kind": "something else"}', "'kind' is not as an export writes it"),
    ],
)
def test_a_manifest_that_is_none_is_said_to_be_none(empty: Store, backup: Path, text: str, found: str) -> None:
    (backup / MANIFEST).write_text(text, "latin-1")
    assert any(found in message for message in refusal(empty, backup))


def test_a_manifest_that_was_changed_is_not_believed(empty: Store, backup: Path) -> None:
    text = (backup / MANIFEST).read_text("utf-8")
    (backup / MANIFEST).write_text(text.replace('"rows": 7', '"rows": 5'), "utf-8")
    (message,) = refusal(empty, backup)
    assert "the manifest was changed after it was written" in message


def test_a_table_that_is_not_listed_is_missed(empty: Store, backup: Path) -> None:
    rewrite(backup, lambda content: content["files"].pop("revocation.parquet"))
    (message,) = refusal(empty, backup)
    assert "'files.revocation.parquet' is not as an export writes it (missing)" in message


def test_every_file_that_is_missing_or_changed_is_listed_at_once(empty: Store, backup: Path) -> None:
    (backup / "upload.parquet").unlink()
    revocation, observation = backup / "revocation.parquet", backup / "observation.parquet"
    content = bytearray(revocation.read_bytes())
    content[len(content) // 2] ^= 1
    revocation.write_bytes(content)
    whole = observation.read_bytes()
    observation.write_bytes(whole[:-10])
    missing, changed, cut = refusal(empty, backup)
    assert missing.startswith(f"{backup / 'upload.parquet'}: the manifest lists this file, and it is not there")
    assert changed.startswith(f"{revocation}: the file was changed")
    assert f"the file was cut short: {len(whole) - 10:,} bytes; expected {len(whole):,} bytes" in cut


def test_a_file_that_grew_is_no_longer_what_it_was(empty: Store, backup: Path) -> None:
    with (backup / "upload.parquet").open("ab") as file:
        file.write(b"more")
    assert "the file was added to" in refusal(empty, backup)[0]


@pytest.mark.parametrize(("key", "words"), [("format", "format 99"), ("schema_version", "schema 99")])
def test_a_backup_from_a_newer_version_is_refused(empty: Store, backup: Path, key: str, words: str) -> None:
    rewrite(backup, lambda content: content.update({key: 99, "a later key": True}))
    (message,) = refusal(empty, backup)
    assert f"the backup was made by a newer version of this program ({words})" in message
    assert "bring the program up to date" in message


def test_a_backup_from_a_schema_that_is_gone_is_refused(empty: Store, backup: Path) -> None:
    rewrite(backup, lambda content: content.update(schema_version=0))
    assert f"the backup has schema 0; expected schema {OLDEST} or newer" in refusal(empty, backup)[0]


def test_a_store_that_holds_something_takes_no_backup(store: Store, backup: Path) -> None:
    before = everything(store)
    with pytest.raises(Problems, match="the store holds 4 uploads already; expected an empty store"):
        import_store(store, backup)
    assert everything(store) == before


def test_the_digest_that_the_export_said_tells_one_backup_from_another(empty: Store, backup: Path) -> None:
    digest = json.loads((backup / MANIFEST).read_text("utf-8"))["digest"]
    rewrite(backup, lambda content: content.update(exported_at="2026-09-21T09:00:00Z"))
    (message,) = refusal(empty, backup, digest)
    assert f"expected {digest}; this is another backup, or it was changed" in message
    changed = json.loads((backup / MANIFEST).read_text("utf-8"))["digest"]
    import_store(empty, backup, f" {changed.upper()}\n")
    assert len(empty.uploads()) == 4


# whoever makes every digest fit can still not make rows that contradict each other


def forge(backup: Path, table: str, statement: str) -> None:
    """Another table in the place of an exported one, with every digest made to fit."""
    path = backup / f"{table}.parquet"
    with duckdb.connect() as forger:
        for name in TABLES:
            forger.read_parquet(str(backup / f"{name}.parquet")).create(name)
        forger.execute(statement)
        forger.table(table).write_parquet(str(path))
        rows, content = content_of(forger, table) if len(forger.table(table).columns) > 1 else (0, "")
    seal(backup, table, rows=rows, content=content)


def seal(backup: Path, table: str, **listed: object) -> None:
    path = backup / f"{table}.parquet"
    found = {"bytes": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}
    rewrite(backup, lambda content: content["files"][path.name].update(found | listed))


@pytest.mark.parametrize(
    ("table", "statement", "found"),
    [
        ("upload", "UPDATE upload SET upload_id = (SELECT min(upload_id) FROM upload)", "uploads share their id"),
        ("upload", "UPDATE upload SET received_at = TIMESTAMP '2026-09-14'", "share their moment"),
        ("upload", "UPDATE upload SET rows = rows + 1", "4 uploads have more or fewer rows than their ledger says"),
        ("observation", "UPDATE observation SET upload_id = 'u'", "7 rows belong to no upload"),
        ("observation", "DELETE FROM observation WHERE period_start = '2026-09-07'", "more or fewer rows"),
        ("revocation", "UPDATE revocation SET upload_id = 'u'", "speak of an upload that is not there"),
        ("revocation", "INSERT INTO revocation SELECT upload_id, 'b', now() FROM revocation", "withdrawn before"),
        ("backfill", "UPDATE backfill SET upload_id = 'u'", "backfills speak of an upload that is not there"),
        ("backfill", "INSERT INTO backfill SELECT * FROM backfill", "or twice of one"),
        ("tested", "UPDATE tested SET upload_id = 'u'", "notes on what was measured speak of an upload"),
        ("tested", "UPDATE tested SET said = '{'", "or are no notes"),
        ("observation", "UPDATE observation SET product = NULL", "does not hold a store's table"),
        ("observation", "ALTER TABLE observation ADD COLUMN colour VARCHAR", "does not hold a store's table"),
        ("upload", "CREATE OR REPLACE TABLE upload AS SELECT 'many' AS rows", "does not hold a store's table"),
    ],
)
def test_rows_that_contradict_each_other_are_not_imported(
    empty: Store, backup: Path, table: str, statement: str, found: str
) -> None:
    forge(backup, table, statement)
    assert any(found in message for message in refusal(empty, backup))


def test_rows_that_are_not_those_of_the_manifest_are_not_imported(empty: Store, backup: Path) -> None:
    seal(backup, "observation", content="f" * 32)
    assert "its rows are not the rows that were exported" in refusal(empty, backup)[0]
    seal(backup, "observation", rows=8)
    assert "7 rows; expected 8 rows, as the manifest says" in refusal(empty, backup)[0]


@pytest.mark.parametrize("table", TABLES)
def test_a_file_that_is_no_parquet_is_said_to_be_none(empty: Store, backup: Path, table: str) -> None:
    (backup / f"{table}.parquet").write_bytes(b"week,product,value\n" * 100)
    seal(backup, table)
    assert f"{table}.parquet: the file does not hold a store's table" in refusal(empty, backup)[0]


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
