"""The stretches of each series between two restarts of its limits, with their points moved together over the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of the rows `start` to `stop` of a table of series by weeks.

    By stretch, (R,): `series` (row of the whole table), `first` (its first column), `count` of its points. `places`
    holds the columns of its points in order, then -1, (R, W); None where each row is one stretch without a gap."""

    start: int
    stop: int
    series: Integers
    first: Integers
    count: Integers
    places: Integers | None = None

    def taken(self, values: Floats) -> Floats:
        """The points of each stretch from the left on, then NaN, (R, W); a view where nothing has to move."""
        if self.places is None:
            return values[self.start : self.stop]
        points = values[self.series[:, None], self.places]
        points[self.places < 0] = np.nan
        return points

    def put(self, into: Integers, found: Integers) -> None:
        """Writes what was found of each point back to its series and week."""
        if self.places is None:
            into[self.start : self.stop] = found
            return
        stretch, point = np.nonzero(self.places >= 0)
        into[self.series[stretch], self.places[stretch, point]] = found[stretch, point]


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
    broken = [row for row in restarts if start <= row < start + rows]
    nowhere = np.zeros(rows, dtype=np.int64)
    if not broken and known.all():
        return Stretches(start, start + rows, series, nowhere, np.full(rows, weeks))
    places = np.where(known, np.arange(weeks), weeks)
    places.sort(axis=1)
    places[places == weeks] = -1
    if broken:
        kept = np.ones(rows, dtype=np.bool_)
        kept[[row - start for row in broken]] = False
        parts = [_broken(known[row - start], row, restarts[row]) for row in broken]
        series = np.concatenate((series[kept], *(part[0] for part in parts)))
        nowhere = np.concatenate((nowhere[kept], *(part[1] for part in parts)))
        places = np.concatenate((places[kept], *(part[2] for part in parts)))
    return Stretches(start, start + rows, series, nowhere, (places >= 0).sum(axis=1), places)


def _broken(known: Booleans, row: int, columns: Sequence[int]) -> tuple[Integers, Integers, Integers]:
    """Series, first columns and places of the stretches of one row; without a point only the first one is kept."""
    weeks = len(known)
    points = np.flatnonzero(known)
    starts = [0, *(column for column in columns if column)]
    firsts: list[int] = []
    places: list[Integers] = []
    for first, end in zip(starts, [*starts[1:], weeks], strict=True):
        inside = points[(points >= first) & (points < end)]
        if len(inside) or not firsts:
            firsts.append(first)
            places.append(np.pad(inside, (0, weeks - len(inside)), constant_values=-1))
    return np.full(len(firsts), row), np.array(firsts), np.stack(places)
