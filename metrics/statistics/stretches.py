"""The stretches of each series between two restarts of its limits, with their points moved together over the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of the rows `start` to `stop` of a table of series by weeks.

    By stretch, (R,): `series` (row of the whole table), `first` (its first column), `count` of its points. `known`,
    (R, W), marks its points; None where each row is one stretch without a gap. `is_whole`: no row has a second one."""

    start: int
    stop: int
    series: Integers
    first: Integers
    count: Integers
    known: Booleans | None = None
    is_whole: bool = True

    def taken(self, values: Floats) -> Floats:
        """The points of each stretch from the left on, then NaN, (R, W); a view where nothing has to move."""
        rows = values[self.start : self.stop]
        if self.known is None:
            return rows
        points = np.full(self.known.shape, np.nan)
        # both masks mark as many places in each row, in the same order
        points[self._moved()] = (rows if self.is_whole else values[self.series])[self.known]
        return points

    def put(self, into: Integers, found: Integers) -> None:
        """Writes what was found of each point back to its series and week."""
        if self.known is None:
            into[self.start : self.stop] = found
        elif self.is_whole:
            into[self.start : self.stop][self.known] = found[self._moved()]
        else:
            stretch, week = np.nonzero(self.known)
            into[self.series[stretch], week] = found[self._moved()]

    def _moved(self) -> Booleans:
        """Where the points stand once they are moved together."""
        assert self.known is not None
        moved: Booleans = np.arange(self.known.shape[1]) < self.count[:, None]
        return moved


def restarts_by_row(restarts: Sequence[tuple[int, int]], rows: int, weeks: int) -> dict[int, list[int]]:
    """Columns at which the limits of a row start anew, in order, each once; raises ValueError outside the table."""
    found: dict[int, set[int]] = {}
    for row, column in restarts:
        if not (0 <= row < rows and 0 <= column < weeks):
            raise ValueError(f"no week {column} of series {row} to restart at")
        found.setdefault(row, set()).add(column)
    return {row: sorted(columns) for row, columns in found.items()}


def stretches_of(known: Booleans, start: int, restarts: Mapping[int, Sequence[int]]) -> Stretches:
    """Stretches of a block of rows from row `start` on; `known` (rows, W) says which weeks have a value."""
    rows, weeks = known.shape
    series = np.arange(start, start + rows)
    first = np.zeros(rows, dtype=np.int64)
    broken = [row for row in range(start, start + rows) if row in restarts] if restarts else []
    if not broken and known.all():
        return Stretches(start, start + rows, series, first, np.full(rows, weeks))
    if broken:
        kept = np.ones(rows, dtype=np.bool_)
        kept[[row - start for row in broken]] = False
        parts = [_broken(known[row - start], row, restarts[row]) for row in broken]
        series = np.concatenate((series[kept], *(part[0] for part in parts)))
        first = np.concatenate((first[kept], *(part[1] for part in parts)))
        known = np.concatenate((known[kept], *(part[2] for part in parts)))
    return Stretches(start, start + rows, series, first, known.sum(axis=1), known, is_whole=not broken)


def _broken(known: Booleans, row: int, columns: Sequence[int]) -> tuple[Integers, Integers, Booleans]:
    """Series, first columns and points of the stretches of one row; without a point only the first one is kept."""
    weeks = np.arange(len(known))
    starts = [0, *(column for column in columns if column)]
    firsts: list[int] = []
    inside: list[Booleans] = []
    for first, end in zip(starts, [*starts[1:], len(known)], strict=True):
        points = known & (weeks >= first) & (weeks < end)
        if points.any() or not firsts:
            firsts.append(first)
            inside.append(points)
    return np.full(len(firsts), row), np.array(firsts), np.stack(inside)
