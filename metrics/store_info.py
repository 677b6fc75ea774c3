"""What can be said of a store without looking at its numbers: where it is, how large, which schema, how many rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from metrics.store import Store


class StoreKind(StrEnum):
    """The kinds of store that one URL can name."""

    FILE = "file"
    LAKE = "lake"
    MOTHERDUCK = "motherduck"


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """`where` has no passwords; `bytes` is None where only the host knows; `rows` are all that were ever received."""

    where: str
    kind: StoreKind
    bytes: int | None
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
        ((rows,),) = cursor.execute("SELECT count(*) FROM observation").fetchall()
        ((series,),) = cursor.execute("SELECT count(*) FROM latest").fetchall()
        ((engine,),) = cursor.execute("SELECT version()").fetchall()
    path = store.location.path
    return StoreInfo(
        where=store.location.shown,
        kind=_kind(store),
        bytes=_bytes_of(path) if path is not None else None,
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


def _bytes_of(path: Path) -> int:
    """The file and the journal beside it; asked by name, for opening it again would let go of its lock."""
    files = (path, path.with_name(f"{path.name}.wal"))
    return sum(file.stat().st_size for file in files if file.exists())
