"""What a shared store needs beyond a file: DuckDB's extensions, and one writer at a time over all processes."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import duckdb

from metrics.store.location import Location, quoted

EXTENSIONS = ("ducklake", "postgres_scanner")
CATALOG_SERVER = "catalog_server"
LONGEST_WAIT_SECONDS = 300
_TAKE = "SELECT 1 FROM pg_advisory_xact_lock(7461308522317)"
"""The number names the lock among all advisory locks of the database; any would do, but it must never change."""


def load_extensions(connection: duckdb.DuckDBPyConnection) -> None:
    """Load what the lake needs from the packages of the extra `lake`; without them DuckDB looks in its own places."""
    # loaded where the package lies: nothing is copied into a home directory, which a container may not have
    for name in EXTENSIONS:
        package = find_spec(f"duckdb_extension_{name}")
        places = package.submodule_search_locations if package is not None else None
        file = Path(next(iter(places or ["."]))) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if file.exists():
            connection.execute(f"LOAD {quoted(str(file))}")


class WriterLock:
    """An advisory lock of the catalog server: who holds it is the only writer of the lake.

    DuckLake lets two transactions that look and then insert both commit, so the same content sent twice in one moment
    would be stored twice, and the moments of two replicas could cross. Readers could instead take the first of two
    equal uploads, but would pay for that in every query, and for ever. The lock costs a round trip for each upload.
    It ends with the connection that holds it: no writer that was killed leaves it behind.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, location: Location) -> None:
        self._connection = connection
        self._holder: duckdb.DuckDBPyConnection | None = None
        connection.execute(f"ATTACH {quoted(location.server)} AS {CATALOG_SERVER} (TYPE postgres, READ_ONLY)")

    def lake_is_new(self) -> bool:
        """True where the catalog's database holds no lake yet."""
        with closing(self._connection.cursor()) as cursor:
            return self._ask(cursor, "SELECT to_regclass('ducklake_metadata') IS NULL") == [(True,)]

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock and keep it for the block; a block within a block keeps it on. One thread at a time."""
        if self._holder is not None:
            yield
            return
        with closing(self._connection.cursor()) as holder:
            holder.execute("BEGIN TRANSACTION")
            self._ask(holder, f"SELECT set_config('lock_timeout', '{LONGEST_WAIT_SECONDS}s', true)")
            self._ask(holder, _TAKE)
            self._holder = holder
            try:
                yield
            finally:
                self._holder = None
                with suppress(duckdb.Error):  # a connection that was lost has let go of it before
                    holder.execute("ROLLBACK")

    def check(self) -> None:
        """Raises duckdb.Error where the lock was lost: somebody else may be writing."""
        if self._holder is not None:
            self._ask(self._holder, "SELECT 1")

    @staticmethod
    def _ask(cursor: duckdb.DuckDBPyConnection, statement: str) -> list[tuple[object, ...]]:
        query = f"SELECT * FROM postgres_query({quoted(CATALOG_SERVER)}, {quoted(statement)})"  # noqa: S608 - constants of this class
        return cursor.execute(query).fetchall()
