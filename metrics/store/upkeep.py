"""Upkeep of a store: small files become large ones, and what nobody needs any more goes; others may write meanwhile."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.store.info import describe
from metrics.store.store import Store

if TYPE_CHECKING:
    import duckdb

HOURS_KEPT = 24
"""How long a file that is no longer needed is kept: whoever began to read it before may still be reading."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What upkeep did. `removed` files were replaced by larger ones; `orphans` were left by uploads that broke off."""

    files_before: int
    files_after: int
    bytes_before: int
    bytes_after: int
    removed: int
    orphans: int


def tidy(store: Store, hours: float = HOURS_KEPT) -> Tidied:
    """Merge a lake's files, and remove those that nobody has needed for `hours`; write a file's journal into it.

    Each step waits for the writer before it and keeps the next one out, so that no file of an upload which is just
    being written is taken for an orphan. Raises StoreUnavailable; what was done until then holds.
    """
    before = describe(store)
    removed = orphans = 0
    if store.location.server:
        old = f"older_than => now() - to_seconds({max(0.0, hours) * 3600:.0f})"
        _do(store, "ducklake_flush_inlined_data('store')")
        _do(store, f"ducklake_expire_snapshots('store', {old})")
        _do(store, "ducklake_merge_adjacent_files('store')")
        _do(store, "ducklake_rewrite_data_files('store', delete_threshold => 0.5)")
        removed = _do(store, f"ducklake_cleanup_old_files('store', {old})")
        orphans = _do(store, f"ducklake_delete_orphaned_files('store', {old})")
    elif store.location.path is not None:
        with store.upkeep() as cursor:
            cursor.execute("CHECKPOINT")
    after = describe(store)
    return Tidied(before.files or 0, after.files or 0, before.bytes or 0, after.bytes or 0, removed, orphans)


def _do(store: Store, step: str) -> int:
    with store.upkeep() as cursor:
        return _count(cursor, step)


def _count(cursor: "duckdb.DuckDBPyConnection", step: str) -> int:
    """How many rows a step answers: for those that remove files, one for each."""
    # counted where they are: fetching moments with a zone needs a package of its own
    ((count,),) = cursor.execute(f"SELECT count(*) FROM {step}").fetchall()  # noqa: S608 - steps of this module
    return int(count)
