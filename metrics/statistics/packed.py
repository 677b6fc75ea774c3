"""The points of many series moved together over their gaps, each with the week it is of."""

from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers


@dataclass(frozen=True, slots=True)
class Packed:
    """R series, each from the left on: `values` and `times` (week numbers), (R, M), 0 after a series' last point;
    `count` of its points, (R,); `columns`, (R, M), where each point stood (None: where it stands now)."""

    values: Floats
    times: Floats
    count: Integers
    columns: Integers | None = None

    @property
    def inside(self) -> Booleans:
        """Which places hold a point, (R, M)."""
        held: Booleans = np.arange(self.values.shape[1]) < self.count[:, None]
        return held

    def taken(self, other: Floats) -> Floats:
        """The values of another table of the same series at the same points, 0 after the last."""
        if self.columns is None:
            return other
        moved = np.take_along_axis(other, self.columns, axis=1)
        return np.where(self.inside, moved, 0.0)

    def rows(self, chosen: Integers | Booleans) -> "Packed":
        """Some of the series."""
        columns = None if self.columns is None else self.columns[chosen]
        return Packed(self.values[chosen], self.times[chosen], self.count[chosen], columns)

    def without_newest(self) -> "Packed":
        """The series without their last points."""
        count = np.maximum(self.count - 1, 0)
        held = np.arange(self.values.shape[1]) < count[:, None]
        return Packed(np.where(held, self.values, 0.0), self.times, count, self.columns)

    def newest(self, of: Floats) -> Floats:
        """The last point's entry in a packed table, (R,); 0 where there is no point."""
        place = np.maximum(self.count - 1, 0)
        entry: Floats = np.where(self.count > 0, of[np.arange(len(of)), place], 0.0)
        return entry

    def last(self, of: Floats, points: int) -> tuple[Floats, Booleans]:
        """The last entries of a packed table in order, (R, `points`), and which of them there are."""
        places = self.count[:, None] + np.arange(-points, 0)
        there = places >= 0
        return np.where(there, np.take_along_axis(of, np.maximum(places, 0), axis=1), 0.0), there


def packed(values: Floats, weeks: Floats) -> Packed:
    """Moves the points of series by weeks together. values: (R, W), NaN where a week has none; weeks: (W,)."""
    rows, width = values.shape
    known = np.isfinite(values)
    times = np.broadcast_to(weeks, values.shape)
    if known.all():
        return Packed(values, times, np.full(rows, width))
    columns = np.argsort(~known, axis=1, kind="stable")
    count = known.sum(axis=1)
    width = int(count.max(initial=0))
    columns = columns[:, : max(width, 1)]
    held = np.arange(columns.shape[1]) < count[:, None]
    moved = np.where(held, np.take_along_axis(values, columns, axis=1), 0.0)
    return Packed(moved, np.where(held, weeks[columns], 0.0), count, columns)
