"""What can be said of a store without looking at its numbers: where it is, how large, which schema, how many rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from metrics.store.store import Store

if TYPE_CHECKING:
    import duckdb


class StoreKind(StrEnum):
    """The kinds of store that one URL can name."""

    FILE = "file"
    LAKE = "lake"
    MOTHERDUCK = "motherduck"


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """`where` has no passwords; `bytes` and `files` are None where only the host knows; `rows` are all received."""

    where: str
    kind: StoreKind
    bytes: int | None
    files: int | None
    schema: int
    version: str
    duckdb: str
    uploads: int
    revocations: int
    rows: int
    series: int
    first_received: datetime | None
    last_received: datetime | None
    read_only: bool


def describe(store: Store) -> StoreInfo:
    """The facts of an open store; raises StoreUnavailable."""
    with store.reading() as cursor:
        version = store.version_in(cursor)
        ((schema,),) = cursor.execute("SELECT max(step) FROM schema_step").fetchall()
        ((uploads, first, last),) = cursor.execute(
            "SELECT count(*), min(received_at), max(received_at) FROM upload"
        ).fetchall()
        ((revocations,),) = cursor.execute("SELECT count(*) FROM revocation").fetchall()
        ((rows,),) = cursor.execute("SELECT count(*) FROM measurement").fetchall()
        ((series,),) = cursor.execute("SELECT count(*) FROM latest").fetchall()
        ((engine,),) = cursor.execute("SELECT version()").fetchall()
        size, files = _size(store, cursor)
    return StoreInfo(
        where=store.location.shown,
        kind=_kind(store),
        bytes=size,
        files=files,
        schema=schema,
        version=version,
        duckdb=engine,
        uploads=uploads,
        revocations=revocations,
        rows=rows,
        series=series,
        first_received=first,
        last_received=last,
        read_only=store.read_only,
    )


def _kind(store: Store) -> StoreKind:
    if store.location.path is not None:
        return StoreKind.FILE
    return StoreKind.MOTHERDUCK if store.location.url.startswith("md:") else StoreKind.LAKE


def _size(store: Store, cursor: "duckdb.DuckDBPyConnection") -> tuple[int | None, int | None]:
    """Bytes and number of files."""
    path = store.location.path
    if path is not None:
        # the file and the journal beside it; asked by name, for opening it again would let go of its lock
        present = [file for file in (path, path.with_name(f"{path.name}.wal")) if file.exists()]
        return sum(file.stat().st_size for file in present), len(present)
    if not store.location.server:
        return None, None
    ((size, files),) = cursor.execute(
        "SELECT CAST(sum(file_size_bytes + delete_file_size_bytes) AS BIGINT), "
        "CAST(sum(file_count + delete_file_count) AS BIGINT) FROM ducklake_table_info('store')"
    ).fetchall()
    return size, files
