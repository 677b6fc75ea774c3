"""One open connection to a store: attached once, a cursor for each request, one writer at a time."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import Any

import duckdb

from metrics.problems import did_you_mean
from metrics.store.explanations import explain, is_known_of_servers, unreadable_log
from metrics.store.journal import is_damaged, journal_of
from metrics.store.lake import WriterLock, load_extensions
from metrics.store.location import Location, StoreUnavailable, locate
from metrics.store.migrations import NEWEST, migrate, version_of

_NOTHING = ":memory:"
_NOT_YET = "there is no store here yet"
_MAKE_IT = "upload a first file to make it, or name another with --store"


class StoreConnection:
    """Reads take a cursor each, from any thread; writes go one after the other."""

    def __init__(
        self,
        location: Location,
        connection: duckdb.DuckDBPyConnection,
        lock: WriterLock | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self.location = location
        self.read_only = read_only
        self._connection = connection
        self._lock = lock
        self._writing = threading.RLock()
        self._joined = threading.local()

    def close(self) -> None:
        """Write everything into the file and let go of it."""
        with self._writing:
            self._connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other writers out while something is looked up and then written: those of this process, and of a lake
        those of every process."""
        with self._writing, self._explained(), self._lock.held() if self._lock is not None else nullcontext():
            yield

    @property
    def transaction(self) -> duckdb.DuckDBPyConnection | None:
        """The cursor of the transaction that this thread is in; None outside of `together`."""
        found: duckdb.DuckDBPyConnection | None = getattr(self._joined, "cursor", None)
        return found

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything that this thread reads and writes in the block is one transaction: kept when the block ends, and
        not at all when it raises. Others see nothing of it before."""
        with self.writing() as cursor:
            self._joined.cursor = cursor
            try:
                yield
            finally:
                self._joined.cursor = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own that works in the store's catalog; what DuckDB reports comes out as StoreUnavailable."""
        if self.transaction is not None:
            with self._explained():
                yield self.transaction
            return
        with self._explained(), closing(self._connection.cursor()) as cursor:
            cursor.execute(f'USE "{self.location.catalog}"')
            yield cursor

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose statements all see the store in one state, whatever others write meanwhile."""
        with self.cursor() as cursor:
            if self.transaction is not None:
                yield cursor
                return
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
            finally:
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose statements are kept together when the block ends, and not at all when it raises."""
        with self.upkeep() as cursor:
            if self.transaction is not None:
                yield cursor
                return
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
                if self._lock is not None:
                    self._lock.check()
                cursor.execute("COMMIT")
            except BaseException:
                with suppress(duckdb.Error):  # after a failed commit there is nothing left to roll back
                    cursor.execute("ROLLBACK")
                raise

    @contextmanager
    def upkeep(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for statements that are transactions of their own, while no other writer is at work."""
        if self.location.target == _NOTHING:
            raise self.location.no_store(_NOT_YET, "", _MAKE_IT, not_yet=True)
        if self.read_only:
            raise explain(self.location, PermissionError("read-only"))
        with self.alone(), self.cursor() as cursor:
            yield cursor

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            # what a catalog server says may come as a fault of the statement that asked it
            if isinstance(error, duckdb.ProgrammingError) and not is_known_of_servers(self.location, error):
                raise  # a fault of these statements, not of the store
            raise explain(self.location, error) from _cause(self.location, error)

    def rows(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[Any]:
        """What one statement answers."""
        with self.cursor() as cursor:
            return cursor.execute(statement, dict(parameters or {})).fetchall()


def look_for(url: str) -> None:
    """Raises NoStore where no store can be at an address, without opening it; whether a lake is there only its server
    knows."""
    _look_at_the_path(locate(url), create=False)


def connect(url: str, *, create: bool = True) -> StoreConnection:
    """Attach the store at `url`, its tables made or brought up to date; raises StoreUnavailable with a remedy."""
    # Nothing in this process may open the file by any other way while it is attached: closing any other handle of it
    # lets go of the lock that keeps a second process out.
    location = locate(url)
    new = _look_at_the_path(location, create=create)
    connection = duckdb.connect()
    # it would draw a bar on standard output after two seconds, where commands write a document; cursors inherit this
    connection.execute("SET enable_progress_bar = false")
    try:
        if location.server:
            load_extensions(connection)
        lock = WriterLock(connection, location) if location.server else None
        lake_is_new = lock is not None and lock.lake_is_new()
        if lake_is_new and not create:
            raise location.no_store(_NOT_YET, "", _MAKE_IT, not_yet=True)
        with lock.held() if lock is not None and lake_is_new else nullcontext():
            read_only = _attach(connection, location, new=new)
        with closing(connection.cursor()) as cursor:
            cursor.execute(f'USE "{location.catalog}"')
            _bring_up_to_date(cursor, location, lock, read_only=read_only)
    except duckdb.Error as error:
        connection.close()
        raise explain(location, error) from _cause(location, error)
    except StoreUnavailable:
        connection.close()
        raise
    return StoreConnection(location, connection, lock, read_only=read_only)


def connect_to_nothing(url: str) -> StoreConnection:
    """A store without rows, in memory, in place of one that was not made yet."""
    location = replace(locate(url), target=_NOTHING, options={})
    connection = duckdb.connect()
    connection.execute(location.attach_statement())
    with closing(connection.cursor()) as cursor:
        cursor.execute(f'USE "{location.catalog}"')
        migrate(cursor, 0)
    return StoreConnection(location, connection, read_only=True)


def _cause(location: Location, error: Exception) -> Exception | None:
    """What a traceback may show below the sentence; what a catalog server says repeats its password."""
    return None if location.server else error


def _look_at_the_path(location: Location, *, create: bool) -> bool:
    """What can be said about a file before it is opened: True where it is to be made; raises StoreUnavailable."""
    # The file is never read here: in a process that has it attached, closing it again would let go of the lock on it.
    path = location.path
    if path is None:
        return False
    try:
        if path.is_dir():
            raise location.no_store("this is a folder", "a file", f"name a file in it: {path / 'playbook.duckdb'}")
        if not path.parent.is_dir():
            raise location.no_store(
                f"there is no folder '{path.parent}'", "", "make the folder, or name another store with --store"
            )
        if path.exists():
            if not create or path.stat().st_size > 0:
                return False
            path.unlink()  # DuckDB takes an empty file for a broken one
        journal = journal_of(path)
        if journal.exists():
            raise location.problem(
                f"the store's file is gone, and '{journal.name}' beside it may hold its last uploads",
                "",
                f"put the file back; to begin with an empty store, move '{journal.name}' away",
            )
        if not create:
            near = did_you_mean(path.name, (file.name for file in path.parent.glob("*.duckdb")))
            raise location.no_store(_NOT_YET, "", "; ".join(filter(None, (_MAKE_IT, near))), not_yet=True)
    except OSError as error:
        raise explain(location, error) from error
    return True


def _attach(connection: duckdb.DuckDBPyConnection, location: Location, *, new: bool) -> bool:
    """Attach the store; True where it can only be read."""
    # looked at before DuckDB may replay it, and reported after: it matters while another process has the store
    passed_over = location.path is not None and is_damaged(journal_of(location.path))
    read_only = _attached(connection, location, new=new)
    if passed_over:
        raise unreadable_log(location)
    return read_only


def _attached(connection: duckdb.DuckDBPyConnection, location: Location, *, new: bool) -> bool:
    try:
        connection.execute(location.attach_statement(new=new))
    except duckdb.IOException as error:
        unwritable = "permission denied" in str(error).lower() or "read-only" in str(error).lower()
        if location.path is None or not location.path.exists() or not unwritable:
            raise
        connection.execute(location.attach_statement(read_only=True))
        return True
    return False


def _bring_up_to_date(
    cursor: duckdb.DuckDBPyConnection, location: Location, lock: WriterLock | None, *, read_only: bool
) -> None:
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
        with lock.held() if lock is not None else nullcontext():
            migrate(cursor, version_of(cursor, location.catalog) or 0)  # another replica may have been faster
