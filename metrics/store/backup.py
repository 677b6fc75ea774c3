"""The store as Parquet files with a manifest, and back into an empty store: all of it or nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from metrics.problems import Problem, Problems
from metrics.store import wording
from metrics.store.backup_files import (
    TABLES,
    Manifest,
    TableFile,
    describe_file,
    file_of,
    growing_backup,
    read_backup,
    tables_of,
    write_manifest,
    writing_to,
)
from metrics.store.location import quoted
from metrics.store.statements import keep_latest_of_all
from metrics.store.store import Store

# in the order in which they were received: the same history makes the same files, whatever its store
_IN_ORDER = {
    "upload": "SELECT * FROM upload ORDER BY received_at, upload_id",
    "revocation": "SELECT * FROM revocation ORDER BY received_at, upload_id",
    "observation": """
        SELECT observation.* FROM observation JOIN upload USING (upload_id)
        ORDER BY received_at, upload_id, product, metric, period_start, period_end
    """,
    "backfill": "SELECT * FROM backfill ORDER BY upload_id",
    "meaning": "SELECT * FROM meaning ORDER BY received_at, metric",
    "reported": "SELECT * FROM reported ORDER BY reported_at, key, state",
    "message": "SELECT * FROM message ORDER BY made_at, message_id",
    "delivery": "SELECT * FROM delivery ORDER BY message_id, step",
    "tested": "SELECT * FROM tested ORDER BY upload_id, product",
}
# Sums of digests of the rows: the same for the same rows in any order. Numbers are written out to their last bit, so
# that no version of DuckDB can round them in another way.
_TEXT_OF_ROW = {
    "upload": "upload_id, digest, file_name, source, actor, epoch_us(received_at), rows",
    "revocation": "upload_id, actor, epoch_us(received_at)",
    "observation": (
        "upload_id, product, metric, period_start, period_end, coalesce(format('{:a}', value), '-'), "
        "coalesce(format('{:a}', numerator), '-'), coalesce(format('{:a}', denominator), '-')"
    ),
    "backfill": "upload_id, epoch_us(known_at), why",
    "meaning": "epoch_us(received_at), metric, kind, unit, level, grain, over_time, over_products, week_ends",
    "reported": "key, state, about, epoch_us(reported_at)",
    "message": "message_id, channel, subject, epoch_us(made_at), content",
    "delivery": "message_id, step, state, epoch_us(happened_at), epoch_us(next_at), worker, why",
    "tested": "upload_id, product, said",
}
_LEDGER = ("upload", "revocation", "backfill", "meaning", "reported", "message", "delivery", "tested")
# Other columns than those of the table are refused before its rows are spread over the tables of the view.
_TAKE_IN = {
    "upload": ("INSERT INTO upload BY NAME SELECT * FROM read_parquet({file})",),
    "revocation": ("INSERT INTO revocation BY NAME SELECT * FROM read_parquet({file})",),
    "backfill": ("INSERT INTO backfill BY NAME SELECT * FROM read_parquet({file})",),
    "meaning": ("INSERT INTO meaning BY NAME SELECT * FROM read_parquet({file})",),
    "reported": ("INSERT INTO reported BY NAME SELECT * FROM read_parquet({file})",),
    "message": ("INSERT INTO message BY NAME SELECT * FROM read_parquet({file})",),
    "delivery": ("INSERT INTO delivery BY NAME SELECT * FROM read_parquet({file})",),
    "tested": ("INSERT INTO tested BY NAME SELECT * FROM read_parquet({file})",),
    "observation": (
        "CREATE OR REPLACE TEMP TABLE observation_columns AS SELECT * FROM observation LIMIT 0",
        "INSERT INTO observation_columns BY NAME SELECT * FROM read_parquet({file}) LIMIT 0",
        """
        INSERT INTO name SELECT CAST(row_number() OVER (ORDER BY name) AS INTEGER), name
        FROM (SELECT product AS name FROM read_parquet({file}) UNION SELECT metric FROM read_parquet({file}))
        """,
        """
        INSERT INTO measurement
        SELECT received_at, p.code, m.code, period_start, period_end, value, numerator, denominator
        FROM read_parquet({file}) JOIN upload USING (upload_id)
        JOIN name AS p ON p.name = product JOIN name AS m ON m.name = metric
        """,
    ),
}
_LEDGER_CONTRADICTIONS = {
    "upload_ids": "SELECT count(*) - count(DISTINCT upload_id) FROM upload",
    "moments": """
        SELECT count(*) - count(DISTINCT received_at)
        FROM (SELECT received_at FROM upload UNION ALL SELECT received_at FROM revocation)
    """,
    "backfilled": "SELECT count(*) - count(DISTINCT upload.upload_id) FROM backfill LEFT JOIN upload USING (upload_id)",
    "tested": """
        SELECT count(*) FROM tested LEFT JOIN upload USING (upload_id)
        WHERE digest IS NULL OR NOT coalesce(json_valid(said), false)
    """,
    "revoked": "SELECT count(*) - count(DISTINCT upload.upload_id) FROM revocation LEFT JOIN upload USING (upload_id)",
}
_OWNERS = {"owners": "SELECT count(*) FROM read_parquet({file}) ANTI JOIN upload USING (upload_id)"}
_ROWS_OF_UPLOADS = {
    "rows_of_uploads": """
        SELECT count(*) FROM upload
        LEFT JOIN (SELECT received_at, count(*) AS found FROM measurement GROUP BY received_at) USING (received_at)
        WHERE rows <> coalesce(found, 0)
    """
}


def export_store(store: Store, folder: Path, *, now: datetime) -> Manifest:
    """Write everything a store holds into a new folder, as of one moment; `now` is naive UTC.

    Raises Problems where the folder cannot be written and StoreUnavailable; the folder is then not there.
    """
    with growing_backup(folder) as growing:
        with store.reading() as cursor:
            version = store.version_in(cursor)
            with _writing_to(folder):
                files = {file_of(table): _export_table(cursor, table, growing) for table in TABLES}
        sealed = Manifest(exported_at=f"{now.isoformat()}Z", store_version=version, files=files).sealed()
        with _writing_to(folder):
            write_manifest(growing, sealed)
    return sealed


def import_store(store: Store, folder: Path, digest: str | None = None) -> Manifest:
    """Read a backup into an empty store; `digest` is what the export said, where it is known.

    Raises Problems and StoreUnavailable; the store is then as it was.
    """
    manifest = read_backup(folder, digest)
    ledger = [table for table in _LEDGER if table in tables_of(manifest)]
    with store.writing() as cursor:
        ((held,),) = cursor.execute("SELECT count(*) FROM upload").fetchall()
        if held:
            raise Problems([wording.not_empty(store.location.shown, held)])
        # rows are told apart by the ledger, which therefore has to be sound before they come in
        for step in (
            lambda: [problem for table in ledger for problem in _import_table(cursor, table, folder, manifest)],
            lambda: _contradictions(cursor, folder, _LEDGER_CONTRADICTIONS),
            lambda: _contradictions(cursor, folder, _OWNERS),
            lambda: _import_table(cursor, "observation", folder, manifest),
            lambda: _contradictions(cursor, folder, _ROWS_OF_UPLOADS),
        ):
            problems = list(step())
            if problems:
                raise Problems(problems)
        if manifest.rows("observation"):
            keep_latest_of_all(cursor)
    return manifest


def first_file(folder: Path) -> tuple[str, datetime] | None:
    """Name and moment of the first file that the store of a backup received; raises Problems."""
    read_backup(folder)
    with duckdb.connect() as memory, _reading(folder / file_of("upload")):
        statement = "SELECT file_name, received_at FROM read_parquet($file) ORDER BY received_at LIMIT 1"
        rows = memory.execute(statement, {"file": str(folder / file_of("upload"))}).fetchall()
    return (rows[0][0], rows[0][1]) if rows else None


def content_of(cursor: duckdb.DuckDBPyConnection, table: str) -> tuple[int, str]:
    """How many rows a table has, and a digest of them that does not depend on their order or their store."""
    ((rows, low, high),) = cursor.execute(
        f"WITH row_digest AS (SELECT md5_number(concat_ws(chr(31), {_TEXT_OF_ROW[table]})) AS number FROM {table}) "  # noqa: S608 - constants of this module
        "SELECT count(*), coalesce(sum(CAST(number % 18446744073709551616 AS UBIGINT)), 0), "
        "coalesce(sum(CAST(number // 18446744073709551616 AS UBIGINT)), 0) FROM row_digest"
    ).fetchall()
    return rows, f"{int(high) % 2**64:016x}{int(low) % 2**64:016x}"


def _export_table(cursor: duckdb.DuckDBPyConnection, table: str, folder: Path) -> TableFile:
    path = folder / file_of(table)
    rows, content = content_of(cursor, table)
    cursor.execute(f"COPY ({_IN_ORDER[table]}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    return describe_file(path, rows, content)


def _import_table(cursor: duckdb.DuckDBPyConnection, table: str, folder: Path, manifest: Manifest) -> Iterator[Problem]:
    path = folder / file_of(table)
    with _reading(path):
        for statement in _TAKE_IN[table]:
            cursor.execute(statement.format(file=quoted(str(path))))
    listed = manifest.files[file_of(table)]
    rows, content = content_of(cursor, table)
    if rows != listed.rows:
        yield wording.other_rows(str(path), rows, listed.rows)
    elif content != listed.content:
        yield wording.other_content(str(path))


def _contradictions(
    cursor: duckdb.DuckDBPyConnection, folder: Path, statements: Mapping[str, str]
) -> Iterator[Problem]:
    for name, statement in statements.items():
        table, what = wording.CONTRADICTIONS[name]
        path = folder / file_of(table)
        with _reading(path):
            ((count,),) = cursor.execute(statement.format(file=quoted(str(path)))).fetchall()
        if count:
            yield wording.contradiction(str(path), what, count)


@contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    try:
        with writing_to(folder):
            yield
    except duckdb.IOException as reason:
        if folder.name not in str(reason):
            raise  # it is the store that cannot be read
        raise Problems([wording.cannot_write(str(folder), str(reason))]) from reason


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as reason:
        if str(path) in str(reason) or isinstance(
            reason, duckdb.ProgrammingError | duckdb.DataError | duckdb.IntegrityError
        ):
            raise Problems([wording.no_table(str(path), str(reason))]) from reason
        raise
