"""A backup that is none, was changed or contradicts itself is not imported, and says why."""

import json
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from metrics.problems import Problems
from metrics.store.backup import content_of, import_store
from metrics.store.backup_files import MANIFEST, OLDEST, TABLES
from metrics.store.store import Store
from tests.metrics.store.backups import everything, refusal, rewrite


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
