"""The metric store: uploads that are only ever added to, and what counts of them."""

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from metrics import store_statements as statements
from metrics.migrations import NEWEST, migrate, version_of
from metrics.observation import Observation, ObservationBook
from metrics.problems import Problem, YamlPlace, did_you_mean
from metrics.store_location import Location, StoreUnavailable, explain, locate, look_at_the_path

if TYPE_CHECKING:
    import pandas as pd

    from metrics.snapshot import Snapshot

__all__ = ["Store", "StoreUnavailable", "UnknownUpload", "Upload", "open_store"]


class UnknownUpload(Exception):
    """There is no such upload to take back, or it was taken back before; nothing was changed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was received. Moments are naive UTC; `counting_rows` is how many of its rows count now."""

    upload_id: str
    digest: str
    file_name: str
    source: str
    actor: str
    received_at: datetime
    rows: int
    revoked_at: datetime | None
    revoked_by: str | None
    counting_rows: int


class Store:
    """One open store. Reads take a cursor each, from any thread; writes go one after the other."""

    def __init__(self, location: Location, connection: duckdb.DuckDBPyConnection, *, read_only: bool) -> None:
        self.location = location
        self.read_only = read_only
        self._connection = connection
        self._writing = threading.RLock()
        self._version: str | None = None
        self._listed: tuple[str, tuple[Upload, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything into the file and let go of it."""
        with self._writing:
            self._connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other writers of this process out while something is looked up and then written."""
        with self._writing:
            yield

    def version(self) -> str:
        """A short text that changes with every upload and every revocation; as good as free to ask for."""
        version = self._version
        if version is None:
            with self._writing:
                ((uploads, revocations, moment),) = self._rows(statements.VERSION)
                version = f"{uploads}-{revocations}-{moment:%Y%m%d%H%M%S%f}" if moment else "empty"
                # other processes can write to a lake, but never to a file that this one has open
                self._version = version if self.location.path is not None else None
        return version

    def add(self, snapshot: "Snapshot", *, source: str, actor: str, now: datetime) -> Upload:
        """Store a snapshot in one transaction, all rows or none; raises StoreUnavailable."""
        with self._transaction() as cursor:
            received_at = self._next_moment(cursor, now)
            upload = Upload(
                upload_id=f"u{received_at:%y%m%d-%H%M%S%f}{snapshot.digest[:4]}",
                digest=snapshot.digest,
                file_name=snapshot.file_name,
                source=source,
                actor=actor,
                received_at=received_at,
                rows=snapshot.rows,
                revoked_at=None,
                revoked_by=None,
                counting_rows=snapshot.rows,
            )
            named = {"upload_id": upload.upload_id, "received_at": received_at}
            described = {"digest": upload.digest, "file_name": upload.file_name, "source": source, "actor": actor}
            cursor.register("incoming", snapshot.table())
            cursor.execute(statements.ADD_UPLOAD, named | described | {"rows": upload.rows})
            cursor.execute(statements.ADD_OBSERVATIONS, {"upload_id": upload.upload_id})
            newest, forget, oldest_of_newest, insert = statements.KEEP_LATEST_OF_INCOMING
            cursor.execute(newest)
            cursor.execute(forget)
            ((since,),) = cursor.execute(oldest_of_newest).fetchall()
            cursor.execute(insert, named | {"since": since})
        return upload

    def still_counts(self, digest: str) -> Upload | None:
        """The upload with these very rows, when it is not revoked and every one of its rows still counts."""
        rows = self._rows(statements.UPLOAD_THAT_STILL_COUNTS, {"digest": digest})
        return Upload(*rows[0]) if rows else None

    def revoke(self, upload_id: str, *, actor: str, now: datetime) -> Upload:
        """Take an upload back, named by its id or the start of it; what it had replaced counts again by itself."""
        with self._transaction() as cursor:
            found = self._upload_named(cursor, upload_id)
            named = {"upload_id": found.upload_id}
            moment = self._next_moment(cursor, now)
            cursor.execute(statements.ADD_REVOCATION, named | {"actor": actor, "received_at": moment})
            self._keep_latest_without(cursor, named)
        return replace(found, revoked_at=moment, revoked_by=actor)

    @staticmethod
    def _keep_latest_without(cursor: duckdb.DuckDBPyConnection, named: Mapping[str, object]) -> None:
        ((until, first),) = cursor.execute(statements.STRETCH_TO_LOOK_THROUGH, named).fetchall()
        touched, counted = statements.FORGET_REVOKED
        cursor.execute(touched, named)
        cursor.execute(counted)
        cursor.execute(statements.DROP_REVOKED, named)
        stretch = timedelta(weeks=2)
        while cursor.execute(statements.STILL_TOUCHED).fetchall() != [(0,)] and until >= first:
            candidate, *keep = statements.KEEP_LATEST_OF_STRETCH
            cursor.execute(candidate, {"after": until - stretch, "until": until})
            for statement in keep:
                cursor.execute(statement)
            until, stretch = until - stretch, stretch * 2

    def uploads(self) -> tuple[Upload, ...]:
        """Everything received, newest first, revoked uploads included."""
        version = self.version()
        listed = self._listed
        if listed is None or listed[0] != version:
            listed = version, tuple(Upload(*row) for row in self._rows(statements.UPLOADS))
            self._listed = listed
        return listed[1]

    def book(self, metrics: Collection[str] | None = None, since: date | None = None) -> ObservationBook:
        """Every row received, superseded and revoked ones included; only of these metrics, or ended since a day."""
        wanted = None if metrics is None else sorted(metrics)
        rows = self._rows(statements.OBSERVATIONS, {"metrics": wanted, "since": since})
        return ObservationBook(
            {
                key: tuple(Observation(*row) for row in group)
                for key, group in groupby(rows, key=lambda row: (row[0], row[1]))
            }
        )

    def latest(self) -> "pd.DataFrame":
        """The newest counting row of every product and metric, at the same price with any length of history."""
        with self._cursor() as cursor:
            return cursor.execute(statements.LATEST).df()

    def _upload_named(self, cursor: duckdb.DuckDBPyConnection, upload_id: str) -> Upload:
        rows = cursor.execute(statements.UPLOADS_NAMED, {"prefix": upload_id}).fetchall() if upload_id else []
        found = [Upload(*row) for row in rows]
        exact = [upload for upload in found if upload.upload_id == upload_id]
        standing = exact or [upload for upload in found if upload.revoked_at is None] or found
        if not found:
            known = [name for (name,) in cursor.execute("SELECT upload_id FROM upload").fetchall()]
            raise self._refused(
                f"no upload '{upload_id}'", did_you_mean(upload_id, known) or "list them with: playbook uploads"
            )
        if len(standing) > 1:
            names = ", ".join(upload.upload_id for upload in standing[:5])
            raise self._refused(f"'{upload_id}' is the start of {len(standing)} uploads", f"say which: {names}")
        (upload,) = standing
        if upload.revoked_at is not None:
            raise self._refused(
                f"upload '{upload.upload_id}' was taken back before, on {upload.revoked_at:%Y-%m-%d} by "
                f"{upload.revoked_by}",
                "send the file again to make it count",
            )
        return upload

    def _refused(self, found: str, remedy: str) -> UnknownUpload:
        return UnknownUpload(Problem(YamlPlace(self.location.shown), found, "", remedy))

    @staticmethod
    def _next_moment(cursor: duckdb.DuckDBPyConnection, now: datetime) -> datetime:
        """`now` as naive UTC, or just after the last moment on record: time in the store never goes back."""
        moment = now.astimezone(UTC).replace(tzinfo=None) if now.tzinfo is not None else now
        ((_, _, last),) = cursor.execute(statements.VERSION).fetchall()
        return moment if last is None else max(moment, last + timedelta(microseconds=1))

    def _rows(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[Any]:
        with self._cursor() as cursor:
            return cursor.execute(statement, dict(parameters or {})).fetchall()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own that works in the store's catalog; what DuckDB reports comes out as StoreUnavailable."""
        try:
            with closing(self._connection.cursor()) as cursor:
                cursor.execute(f'USE "{self.location.catalog}"')
                yield cursor
        except duckdb.ProgrammingError:
            raise  # a fault of these statements, not of the store
        except duckdb.Error as error:
            raise explain(self.location, error) from error

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if self.read_only:
            raise explain(self.location, PermissionError("read-only"))
        with self._writing, self._cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                with suppress(duckdb.Error):  # after a failed commit there is nothing left to roll back
                    cursor.execute("ROLLBACK")
                raise
            finally:
                self._version = None


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at `url`, making a new one where there is none yet; raises StoreUnavailable with a remedy."""
    # Nothing in this process may open the file by any other way while it is attached: closing any other handle of it
    # lets go of the lock that keeps a second process out.
    location = locate(url)
    new = look_at_the_path(location, create=create)
    connection = duckdb.connect()
    try:
        read_only = _attach(connection, location, new=new)
        with closing(connection.cursor()) as cursor:
            cursor.execute(f'USE "{location.catalog}"')
            _bring_up_to_date(cursor, location, read_only=read_only)
    except duckdb.Error as error:
        connection.close()
        raise explain(location, error) from error
    except StoreUnavailable:
        connection.close()
        raise
    return Store(location, connection, read_only=read_only)


def _attach(connection: duckdb.DuckDBPyConnection, location: Location, *, new: bool) -> bool:
    """Attach the store; True where it can only be read."""
    try:
        connection.execute(location.attach_statement(new=new))
    except duckdb.IOException as error:
        unwritable = "permission denied" in str(error).lower() or "read-only" in str(error).lower()
        if location.path is None or not location.path.exists() or not unwritable:
            raise
        connection.execute(location.attach_statement(read_only=True))
        return True
    return False


def _bring_up_to_date(cursor: duckdb.DuckDBPyConnection, location: Location, *, read_only: bool) -> None:
    version = version_of(cursor, location.catalog)
    if version is None:
        raise location.problem(
            "this database holds other tables, it is not a metric store",
            "",
            "name a file that does not exist yet: a new store is made there",
        )
    if version > NEWEST:
        raise location.problem(
            f"the store was written by a newer version of this program (schema {version})",
            f"schema {NEWEST} or older",
            "bring the program up to date (git pull, then install again), or name another store with --store",
        )
    if version < NEWEST:
        if read_only:
            raise location.problem(
                "the store needs an update of its tables, and may not be written here",
                "",
                "give this user write permission on the file and its folder, and open it once",
            )
        migrate(cursor, version)
