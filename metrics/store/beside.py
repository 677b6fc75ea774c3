"""What a store holds beside the rows of one file: those it takes the place of, and those of the same series."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from metrics.observation import Observation, ObservationBook
from metrics.replaced import LARGEST, Replaced, ReplacedUpload, Replacement, summed_up
from metrics.store import statements
from metrics.store.store import Store

if TYPE_CHECKING:
    import duckdb

    from metrics.snapshot.snapshot import Snapshot

_AROUND = timedelta(weeks=13)
_END_OF_TIME = datetime(9999, 1, 1)  # noqa: DTZ001 - the store's moments are naive UTC


def replaced_by_upload(store: Store, received_at: datetime) -> Replaced:
    """The numbers that counted before an upload that was received then and has the same periods."""
    with store.reading() as cursor:
        found = cursor.execute(
            statements.REPLACED.format(mine=statements.OF_UPLOAD),
            {"before": received_at, "received_at": received_at, "largest": LARGEST},
        )
        return _replaced(found.fetchall())


def replaced_by_snapshot(store: Store, snapshot: "Snapshot") -> Replaced:
    """The numbers that would stop counting if these rows were stored now."""
    with store.reading() as cursor:
        _register(cursor, snapshot)
        found = cursor.execute(
            statements.REPLACED.format(mine=statements.OF_INCOMING), {"before": _END_OF_TIME, "largest": LARGEST}
        )
        return _replaced(found.fetchall())


def book_near(store: Store, snapshot: "Snapshot") -> ObservationBook:
    """What counts of the products and metrics of a file, around the periods that it speaks of."""
    days = snapshot.incoming.last_days()
    if not days:
        return ObservationBook()
    with store.reading() as cursor:
        _register(cursor, snapshot)
        rows = cursor.execute(statements.NEAR, {"first": days[0] - _AROUND, "last": days[-1] + _AROUND}).fetchall()
    return ObservationBook(
        {
            key: tuple(Observation(*row) for row in group)
            for key, group in groupby(rows, key=lambda row: (row[0], row[1]))
        }
    )


def _register(cursor: "duckdb.DuckDBPyConnection", snapshot: "Snapshot") -> None:
    """The rows by the codes of their names; a name that the store does not know has no rows in it."""
    known = dict(cursor.execute(statements.NAMES).fetchall())
    codes = {name: known.get(name, -1) for name in snapshot.incoming.names}
    cursor.register("incoming", snapshot.incoming.rows(codes))


def _replaced(found: list[tuple[Any, ...]]) -> Replaced:
    uploads = [
        ReplacedUpload(upload_id, file_name, actor, received_at, numbers)
        for upload_id, file_name, actor, received_at, numbers, _, _ in found
    ]
    largest = [Replacement(**one, upload_id=row[0]) for row in found for one in row[6] or ()]
    return summed_up(uploads, sum(row[5] for row in found), largest)
