"""The names in a store, each kept once with a code that stands for it in every row."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from metrics.store import statements

if TYPE_CHECKING:
    import duckdb


class StoreNames:
    """The codes of names as far as they were looked up; a name that is in the store keeps its code for ever."""

    def __init__(self) -> None:
        self._known: Mapping[str, int] = {}

    def codes_of(self, cursor: "duckdb.DuckDBPyConnection", names: Collection[str]) -> Mapping[str, int]:
        """A code for each of the names; those that are new are given theirs in the transaction of the cursor, while
        no other writer is at work."""
        if all(name in self._known for name in names):
            return self._known
        # only what is in the store: the names given below are gone again when the transaction breaks off
        self._known = dict(cursor.execute(statements.NAMES).fetchall())
        new = sorted({name for name in names if name not in self._known})
        if not new:
            return self._known
        first = max(self._known.values(), default=0) + 1
        given = dict(zip(new, range(first, first + len(new)), strict=True))
        cursor.execute(statements.ADD_NAMES, {"codes": list(given.values()), "names": new})
        return {**self._known, **given}
