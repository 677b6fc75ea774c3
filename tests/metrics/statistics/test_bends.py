"""Bends and cycles of the last weeks."""

import numpy as np
import pytest
from scipy import stats

from metrics.statistics.bends import bends
from metrics.statistics.cycles import cycles, season_differences
from metrics.statistics.first_weeks import shocks

RANDOM = np.random.default_rng(8)


def by_least_squares(values: np.ndarray, times: np.ndarray) -> float:
    """t of the square term with a design matrix, one series at a time."""
    design = np.stack([np.ones(8), times, times**2], axis=1)
    found, residual, *_ = np.linalg.lstsq(design, values, rcond=None)
    variance = residual[0] / 5 * np.linalg.inv(design.T @ design)[2, 2]
    return float(abs(found[2]) / np.sqrt(variance))


def test_the_square_term_is_that_of_least_squares() -> None:
    values = RANDOM.standard_normal((30, 8)).cumsum(axis=1)
    times = np.cumsum(RANDOM.integers(1, 3, (30, 8)), axis=1).astype(np.float64)
    found = bends(values, times, np.ones((30, 8), dtype=np.bool_))
    expected = [by_least_squares(*each) for each in zip(values, times, strict=True)]
    assert found.t == pytest.approx(expected, rel=1e-6)
    assert found.bent.tolist() == [2 * stats.t.sf(each, 5) < 0.01 for each in expected]


def test_faster_and_slower_go_by_the_way_the_series_moves() -> None:
    weeks = np.arange(8.0)
    up_slower, down_slower = 10 * np.sqrt(weeks + 1), -10 * np.sqrt(weeks + 1)
    values = np.stack([up_slower, down_slower, weeks**2, -(weeks**2)])
    found = bends(values, np.broadcast_to(weeks, values.shape), np.ones(values.shape, dtype=np.bool_))
    assert found.bent.all()
    assert found.faster.tolist() == [False, False, True, True]


def test_seven_weeks_and_a_straight_line_have_no_bend() -> None:
    weeks = np.broadcast_to(np.arange(8.0), (2, 8))
    values = np.stack([np.arange(8.0) ** 2, 3 * np.arange(8.0)])
    there = np.ones((2, 8), dtype=np.bool_)
    there[0, 0] = False
    assert bends(values, weeks, there).bent.tolist() == [False, False]


def test_a_cycle_of_four_is_named_by_the_week_that_stands_out() -> None:
    weeks = np.broadcast_to(np.arange(12.0), (2, 12))
    values = 2.0 * weeks + RANDOM.standard_normal((2, 12))
    values[0, 2::4] -= 25
    found = cycles(values, weeks, np.ones((2, 12), dtype=np.bool_))
    assert found.cyclic.tolist() == [True, False]
    assert (found.phase[0], found.high[0]) == (1, False)


def test_every_other_week_is_a_cycle_of_two() -> None:
    weeks = np.broadcast_to(np.arange(12.0), (2, 12))
    values = np.stack([np.tile([100.0, 140], 6), np.tile([100.0, 100, 100, 140], 3)]) + RANDOM.standard_normal((2, 12))
    found = cycles(values, weeks, np.ones((2, 12), dtype=np.bool_))
    assert found.cyclic.all()
    assert found.every.tolist() == [2, 4]
    assert (found.phase < found.every).all()


def test_a_season_is_the_difference_to_the_same_week_before() -> None:
    weeks = np.array([0.0, 1, 2, 4, 5, 6])
    found = season_differences(np.array([[1.0, 2, 3, 5, 9, np.nan]]), weeks, 4)
    assert found[0, 3:5].tolist() == [4, 7]
    assert np.isnan(found[0, [0, 1, 2, 5]]).all()


def test_a_shock_of_the_first_six_weeks_is_found_wherever_it_is() -> None:
    weeks = np.broadcast_to(np.arange(6.0), (6, 6))
    values = np.tile([10.0, 11, 10, 11.5, 10, 11], (6, 1)) + 30 * np.eye(6)
    assert shocks(values, weeks).tolist() == np.eye(6).astype(int).tolist()
    ramp = values + 8 * weeks - 60 * np.eye(6)
    assert (np.diag(shocks(ramp, weeks)) <= 0).all()


def test_six_weeks_without_a_shock_have_none() -> None:
    values = RANDOM.standard_normal((2000, 6)) + np.arange(6) * RANDOM.choice([0.0, 3.0], (2000, 1))
    found = shocks(values, np.broadcast_to(np.arange(6.0), values.shape))
    assert (found != 0).any(axis=1).mean() < 0.03
