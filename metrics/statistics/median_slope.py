"""Theil-Sen slopes of many series at once: the median of the slopes between their points."""

import numpy as np

from metrics.arrays import Floats, Integers

ALL_PAIRS_UP_TO = 32
"""Points up to which every pair counts, as in `scipy.stats.theilslopes` (Sen 1968)."""
_PAIRS = 480
_CELLS = 1 << 18


def median_slopes(values: Floats, times: Floats, count: Integers) -> Floats:
    """Slope per week of each series, (R,); 0 for fewer than two points.

    values and times: (R, M), each series from the left on; count: (R,). Longer series are measured between points that
    lie at least a quarter of the series apart, at evenly chosen distances (Theil 1950, the incomplete method): as
    good a line, at a tenth of the work."""
    slopes = np.zeros(len(values))
    for many in np.unique(count):
        if many < 2:
            continue
        rows = np.flatnonzero(count == many)
        early, late = _pairs(int(many))
        step = max(_CELLS // len(early), 1)
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            value, time = values[some], times[some]
            rise = (value[:, late] - value[:, early]) / (time[:, late] - time[:, early])
            slopes[some] = _median(rise)
    return slopes


def _pairs(many: int) -> tuple[Integers, Integers]:
    if many <= ALL_PAIRS_UP_TO:
        return np.triu_indices(many, 1)
    distances = np.arange((many + 3) // 4, many)
    pairs = int((many - distances).sum())
    distances = distances[:: -(-pairs // _PAIRS)]
    early = np.concatenate([np.arange(many - distance) for distance in distances])
    late = early + np.repeat(distances, many - distances)
    return early, late


def _median(values: Floats) -> Floats:
    """Median of each row; the row is left in another order."""
    half = values.shape[1] // 2
    if values.shape[1] % 2:
        values.partition(half, axis=1)
        middle: Floats = values[:, half]
        return middle
    values.partition((half - 1, half), axis=1)
    return values[:, half - 1] / 2 + values[:, half] / 2
