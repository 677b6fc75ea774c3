"""Stretches between restarts: points moved together over the gaps, and put back where they came from."""

import numpy as np
import pytest

from metrics.arrays import Integers
from metrics.statistics.stretches import restarts_by_row, stretches_of

NAN = float("nan")
VALUES = np.array([[1.0, NAN, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [NAN, NAN, NAN, NAN]])


def put_back(restarts: dict[int, list[int]]) -> tuple[list[int], list[int], list[list[float]], Integers]:
    """Series, counts and points of the stretches, and the place of each point within its stretch, put back."""
    stretches = stretches_of(~np.isnan(VALUES), 0, restarts)
    points = stretches.taken(VALUES)
    found = np.zeros(VALUES.shape, dtype=np.int64)
    stretches.put(found, np.tile(np.arange(1, 5), (len(points), 1)))
    known = [[value for value in row if not np.isnan(value)] for row in points.tolist()]
    return stretches.series.tolist(), stretches.count.tolist(), known, found


def test_points_move_together_over_the_gaps_and_go_back_to_their_weeks() -> None:
    series, counts, points, found = put_back({})
    assert (series, counts) == ([0, 1, 2], [3, 4, 0])
    assert points == [[1, 3, 4], [5, 6, 7, 8], []]
    assert found.tolist() == [[1, 0, 2, 3], [1, 2, 3, 4], [0, 0, 0, 0]]


def test_a_restart_makes_two_stretches_of_one_series() -> None:
    series, counts, points, found = put_back({1: [2]})
    assert (series, counts) == ([0, 2, 1, 1], [3, 0, 2, 2])
    assert points == [[1, 3, 4], [], [5, 6], [7, 8]]
    assert found.tolist() == [[1, 0, 2, 3], [1, 2, 1, 2], [0, 0, 0, 0]]


def test_series_without_a_gap_are_not_copied() -> None:
    whole = np.arange(6.0).reshape(2, 3)
    assert np.shares_memory(stretches_of(~np.isnan(whole), 0, {}).taken(whole), whole)


def test_restarts_are_in_order_and_once_and_inside_the_table() -> None:
    assert restarts_by_row([(1, 3), (1, 2), (1, 3)], 2, 4) == {1: [2, 3]}
    with pytest.raises(ValueError, match="no week 4 of series 1"):
        restarts_by_row([(1, 4)], 2, 4)
