"""The newest counting row of each product and metric, looked for again from the history."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from metrics import store_statements as statements

if TYPE_CHECKING:
    import duckdb


def keep_latest_without(cursor: "duckdb.DuckDBPyConnection", upload: Mapping[str, object]) -> None:
    """Forget what an upload (`upload_id`) that was just taken back had kept, and keep what it had replaced."""
    ((until, first),) = cursor.execute(statements.STRETCH_TO_LOOK_THROUGH, upload).fetchall()
    cursor.execute(statements.TOUCHED_BY_REVOKED, upload)
    cursor.execute(statements.COUNTED)
    cursor.execute(statements.DROP_REVOKED, upload)
    _look_back(cursor, until, first)


def keep_latest_of_all(cursor: "duckdb.DuckDBPyConnection") -> None:
    """Work out everything anew, in a store whose kept table is empty."""
    ((until, first),) = cursor.execute(statements.WHOLE_STRETCH).fetchall()
    cursor.execute(statements.TOUCHED_BY_ALL)
    cursor.execute(statements.COUNTED)
    _look_back(cursor, until, first)


def _look_back(cursor: "duckdb.DuckDBPyConnection", until: date, first: date) -> None:
    stretch = timedelta(weeks=2)
    while cursor.execute(statements.STILL_TOUCHED).fetchall() != [(0,)] and until >= first:
        candidate, *keep = statements.KEEP_LATEST_OF_STRETCH
        cursor.execute(candidate, {"after": until - stretch, "until": until})
        for statement in keep:
            cursor.execute(statement)
        until, stretch = until - stretch, stretch * 2
