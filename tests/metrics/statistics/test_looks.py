"""What repeated looks cost, held to exact formulas and to published numbers."""

import pytest

from metrics.statistics.looks import false_pass


def test_twelve_looks_that_share_nothing_pass_by_chance_in_almost_half_of_all_cases() -> None:
    assert false_pass(12, 0.95) == pytest.approx(1 - 0.95**12)
    assert false_pass(1, 0.95) == pytest.approx(0.05)


def test_two_weeks_in_a_row_are_runs_of_a_coin() -> None:
    # by hand: both of two, then of three looks the first two or, after a miss, the last two
    assert false_pass(2, 0.9, weeks=2) == pytest.approx(0.01)
    assert false_pass(3, 0.9, weeks=2) == pytest.approx(0.01 + 0.9 * 0.01)
    assert false_pass(12, 0.95, weeks=2) == pytest.approx(0.0260, abs=5e-4)
    # Feller 1968, XIII.7: a run of 5 heads or more in 20 throws of a fair coin
    assert false_pass(20, 0.5, weeks=5) == pytest.approx(0.2499, abs=5e-4)


def test_pooled_windows_share_weeks_so_that_their_looks_cost_less() -> None:
    assert false_pass(12, 0.95) > false_pass(12, 0.95, pooled=2) > false_pass(12, 0.95, weeks=2, pooled=2) > 0
    assert false_pass(2, 0.95, pooled=2) == pytest.approx(0.05, abs=0.004)


def test_before_there_are_enough_weeks_nothing_passes() -> None:
    assert false_pass(2, 0.95, weeks=2, pooled=2) == 0
