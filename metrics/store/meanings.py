"""What metrics meant when their numbers were sent: a line for each time it changed."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from metrics.meaning import Meaning, StoredMeaning

if TYPE_CHECKING:
    import duckdb

_PARTS = ", ".join(part.name for part in fields(Meaning))
_MEANINGS = f"SELECT metric, received_at, {_PARTS} FROM meaning ORDER BY received_at, metric"  # noqa: S608 - constants
_ADD = f"""
    INSERT INTO meaning (metric, received_at, {_PARTS})
    SELECT unnest($metric), $received_at, {", ".join(f"unnest(${part.name})" for part in fields(Meaning))}
"""


def keep_meanings(cursor: "duckdb.DuckDBPyConnection", meanings: Mapping[str, Meaning], received_at: datetime) -> None:
    """Writes down the meanings that are new, in the transaction of the cursor, while no other writer is at work."""
    known = {stored.metric: stored.meaning for stored in stored_meanings(cursor)}
    new = {metric: meaning for metric, meaning in meanings.items() if known.get(metric) != meaning}
    if new:
        parts = {part.name: [getattr(meaning, part.name) for meaning in new.values()] for part in fields(Meaning)}
        cursor.execute(_ADD, {"metric": list(new), "received_at": received_at, **parts})


def stored_meanings(cursor: "duckdb.DuckDBPyConnection") -> tuple[StoredMeaning, ...]:
    """What each metric meant from which upload on, oldest first."""
    return tuple(
        StoredMeaning(metric, received_at, Meaning(*parts))
        for metric, received_at, *parts in cursor.execute(_MEANINGS).fetchall()
    )
