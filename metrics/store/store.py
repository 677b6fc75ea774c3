"""The metric store: uploads that are only ever added to, and what counts of them."""

import threading
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from math import inf
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from metrics.meaning import Meaning, StoredMeaning
from metrics.observation import Observation, ObservationBook
from metrics.store import statements
from metrics.store.connection import StoreConnection, connect, connect_to_nothing
from metrics.store.meanings import keep_meanings, stored_meanings
from metrics.store.names import StoreNames
from metrics.store.statements import keep_latest_beside, keep_latest_without
from metrics.store.uploads import Backfill, StillCounts, Upload, upload_named
from metrics.tested import MeasuredByProduct, MeasuredOn, tested_of, tested_text

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

    from metrics.snapshot.snapshot import Snapshot

MANY_ROWS = 100_000
"""So many rows that their fingerprint takes longer than a look into the store."""
FRESH_SECONDS = 0.5
"""How long what was read from a shared store is taken for its newest."""


class Store:
    """One open store. Reads take a cursor each, from any thread; writes go one after the other."""

    def __init__(self, connection: StoreConnection) -> None:
        self.location = connection.location
        self.read_only = connection.read_only
        self._connection = connection
        self._names = StoreNames()
        self._memory = threading.Lock()
        self._written = 0
        self._version: tuple[str, float] | None = None
        self._listed: tuple[str, tuple[Upload, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything into the file and let go of it."""
        self._connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other writers out while something is looked up and then written."""
        with self._connection.alone():
            yield

    @contextmanager
    def reading(self) -> Iterator["duckdb.DuckDBPyConnection"]:
        """A cursor whose statements all see the store in one state."""
        with self._connection.reading() as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator["duckdb.DuckDBPyConnection"]:
        """A cursor whose statements are kept together when the block ends, and not at all when it raises."""
        try:
            with self._connection.writing() as cursor:
                yield cursor
        finally:
            with self._memory:
                self._written += 1
                self._version = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything that this thread reads and writes in the block is kept together when it ends, and not at all when
        it raises; other writers wait."""
        try:
            with self._connection.together():
                yield
        except BaseException:
            self._names = StoreNames()  # codes that were given in the block are gone with it
            raise
        finally:
            with self._memory:
                self._written += 1
                self._version = None

    @contextmanager
    def upkeep(self) -> Iterator["duckdb.DuckDBPyConnection"]:
        """A cursor for statements that are transactions of their own, while no other writer is at work."""
        with self._connection.upkeep() as cursor:
            yield cursor

    def version(self) -> str:
        """A short text that changes with every upload and every revocation; as good as free to ask for. What another
        process wrote into a shared store shows after half a second at most."""
        if self._connection.transaction is not None:  # what is not kept yet is remembered for nobody
            return self.version_in(self._connection.transaction)
        known, written = self._version, self._written
        if known is not None and monotonic() < known[1]:
            return known[0]
        read_at = monotonic()
        with self._connection.cursor() as cursor:
            version = self.version_in(cursor)
        with self._memory:
            if written == self._written:  # else it was read beside a write, and may be the one before
                # other processes can write to a lake, but never to a file that this one has open
                self._version = version, inf if self.location.path is not None else read_at + FRESH_SECONDS
        return version

    @staticmethod
    def version_in(cursor: "duckdb.DuckDBPyConnection") -> str:
        """The version of the state that a cursor of `reading` sees."""
        ((uploads, revocations, moment),) = cursor.execute(statements.VERSION).fetchall()
        return f"{uploads}-{revocations}-{moment:%Y%m%d%H%M%S%f}" if moment else "empty"

    def add(
        self,
        snapshot: "Snapshot",
        *,
        source: str,
        actor: str,
        now: datetime,
        only_new: bool = False,
        meanings: Mapping[str, Meaning] | None = None,
        backfill: Backfill | None = None,
    ) -> Upload:
        """Store a snapshot in one transaction, all rows or none; raises StoreUnavailable, and StillCounts when
        `only_new` is asked for and the very same rows are there. `meanings` says what its metrics mean today."""
        with self.alone():
            if only_new:
                self._check_new(snapshot, backfill)
            # DuckDB leaves Python alone while it writes many rows, which is time to find out the rest
            with self.writing() as cursor, ThreadPoolExecutor(max_workers=1) as other:
                found_out = other.submit(lambda: (snapshot.digest, snapshot.incoming.newest))
                received_at = self._next_moment(cursor, now)
                upload_id = f"u{received_at:%y%m%d-%H%M%S%f}"
                codes = self._names.codes_of(cursor, snapshot.incoming.names)
                cursor.register("incoming", snapshot.incoming.rows(codes))
                cursor.execute(statements.ADD_MEASUREMENTS, {"received_at": received_at})
                digest, newest = found_out.result()
                upload = Upload(
                    upload_id=upload_id,
                    digest=digest,
                    file_name=snapshot.file_name,
                    source=source,
                    actor=actor,
                    received_at=received_at,
                    rows=snapshot.rows,
                    revoked_at=None,
                    revoked_by=None,
                    counting_rows=snapshot.rows,
                    known_at=None if backfill is None else backfill.known_at,
                    why=None if backfill is None else backfill.why,
                )
                self._complete(cursor, upload, newest)
                if snapshot.tested:
                    said = {product: tested_text(tested) for product, tested in sorted(snapshot.tested.items())}
                    named = {"upload_id": upload_id, "products": list(said), "said": list(said.values())}
                    cursor.execute(statements.ADD_TESTED, named)
                if meanings:
                    keep_meanings(cursor, meanings, received_at)
        return upload

    @staticmethod
    def _complete(cursor: "duckdb.DuckDBPyConnection", upload: Upload, newest: "pa.Table") -> None:
        """Write an upload whose rows are there into the ledger, and keep the newest of them."""
        named = {"upload_id": upload.upload_id, "received_at": upload.received_at}
        described = {"digest": upload.digest, "file_name": upload.file_name, "rows": upload.rows}
        cursor.execute(statements.ADD_UPLOAD, named | described | {"source": upload.source, "actor": upload.actor})
        if upload.known_at is not None:
            given = {"upload_id": upload.upload_id, "known_at": upload.known_at, "why": upload.why}
            cursor.execute(statements.ADD_BACKFILL, given)
            keep_latest_beside(cursor, {"received_at": upload.received_at})
            return
        cursor.register("newest", newest)
        forget, insert = statements.KEEP_LATEST_OF_INCOMING
        cursor.execute(forget)
        cursor.execute(insert, named)

    def _check_new(self, snapshot: "Snapshot", backfill: Backfill | None) -> None:
        """Raise StillCounts where there is an upload of these rows, said to be measured on the same."""
        # where nothing is as long, the fingerprint of many rows need not be known now
        digest = snapshot.digest if snapshot.rows < MANY_ROWS else None
        if self._connection.rows(statements.HOW_MANY_ALIKE, {"rows": snapshot.rows, "digest": digest}) == [(0,)]:
            return
        known = self.still_counts(snapshot.digest, None if backfill is None else backfill.known_at)
        if known is not None and self.tested(known.upload_id).get(known.upload_id, {}) == snapshot.tested:
            raise StillCounts(known)

    def still_counts(self, digest: str, known_at: datetime | None = None) -> Upload | None:
        """The upload with these very rows, when it is not revoked and every one of its rows still counts; known by a
        moment, where one is named."""
        rows = self._connection.rows(statements.UPLOAD_THAT_STILL_COUNTS, {"digest": digest, "known_at": known_at})
        return Upload(*rows[0]) if rows else None

    def revoke(self, upload_id: str, *, actor: str, now: datetime) -> Upload:
        """Withdraw an upload, named by its id or the start of it; what it had replaced counts again by itself."""
        with self.writing() as cursor:
            known = cursor.execute(statements.UPLOADS_TO_NAME).fetchall()
            found = upload_named(upload_id, (Upload(*row) for row in known), self.location.shown)
            named = {"upload_id": found.upload_id}
            moment = self._next_moment(cursor, now)
            cursor.execute(statements.ADD_REVOCATION, named | {"actor": actor, "received_at": moment})
            keep_latest_without(cursor, named)
        return replace(found, revoked_at=moment, revoked_by=actor)

    def uploads(self) -> tuple[Upload, ...]:
        """Everything received, newest first, revoked uploads included."""
        if self._connection.transaction is not None:
            return tuple(Upload(*row) for row in self._connection.rows(statements.UPLOADS))
        version = self.version()
        listed = self._listed
        if listed is None or listed[0] != version:
            listed = version, tuple(Upload(*row) for row in self._connection.rows(statements.UPLOADS))
            self._listed = listed
        return listed[1]

    def book(self, metrics: Collection[str] | None = None, since: date | None = None) -> ObservationBook:
        """Every row received, superseded and revoked ones included; only of these metrics, or ended since a day."""
        wanted = None if metrics is None else sorted(metrics)
        rows = self._connection.rows(statements.OBSERVATIONS, {"metrics": wanted, "since": since})
        return ObservationBook(
            {
                key: tuple(Observation(*row) for row in group)
                for key, group in groupby(rows, key=lambda row: (row[0], row[1]))
            },
            self.tested(),
        )

    def tested(self, upload_id: str | None = None) -> dict[str, MeasuredByProduct]:
        """What the numbers of each upload, or of one, were measured on; uploads that do not say are not there."""
        rows = self._connection.rows(statements.TESTED, {"upload_id": upload_id})
        found: dict[str, dict[str, MeasuredOn]] = {}
        for upload, product, said in rows:
            found.setdefault(upload, {})[product] = tested_of(said)
        return dict(found)

    def meanings(self) -> tuple[StoredMeaning, ...]:
        """What each metric meant when its numbers were sent, from which moment on; oldest first."""
        with self._connection.cursor() as cursor:
            return stored_meanings(cursor)

    def latest(self) -> "pd.DataFrame":
        """The newest counting row of every product and metric, at the same price with any length of history."""
        with self._connection.cursor() as cursor:
            return cursor.execute(statements.LATEST).df()

    @staticmethod
    def _next_moment(cursor: "duckdb.DuckDBPyConnection", now: datetime) -> datetime:
        """`now` as naive UTC, or just after the last moment on record: time in the store never goes back."""
        moment = now.astimezone(UTC).replace(tzinfo=None) if now.tzinfo is not None else now
        ((_, _, last),) = cursor.execute(statements.VERSION).fetchall()
        return moment if last is None else max(moment, last + timedelta(microseconds=1))


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at `url`, making a new one where there is none yet, or raising NoStore without
    `create`; raises StoreUnavailable with a remedy."""
    return Store(connect(url, create=create))


def empty_store(url: str) -> Store:
    """A store without rows, for questions about one that was not made yet; nothing is written at `url`."""
    return Store(connect_to_nothing(url))
