"""Theil-Sen lines against published ones and scipy's, and what they say of a target."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from metrics.statistics.projection import Lines, last_weeks, theil_sen

NAN = float("nan")
# Sen (1968), as in scipy/scipy scipy/stats/tests/test_mstats_basic.py
SEN_DAYS = np.array([1.0, 2, 3, 4, 10, 12, 18])
SEN_VALUES = np.array([[9.0, 15, 19, 20, 45, 55, 78]])
# a falling rate with one outlier; worked out with scipy 1.17.1
FALLING_DAYS = np.array([7.0, 14, 21, 28, 35, 42, 49, 56])
FALLING_VALUES = np.array([[0.09, 0.085, 0.08, 0.2, 0.072, 0.07, 0.066, 0.06]])
HIGHER, LOWER = np.array([1]), np.array([-1])


def slopes(lines: Lines) -> tuple[float, float, float]:
    return float(lines.slope[0]), float(lines.low_slope[0]), float(lines.high_slope[0])


def test_the_line_and_its_band_are_those_of_sen() -> None:
    lines = theil_sen(SEN_DAYS, SEN_VALUES)
    assert slopes(lines) == pytest.approx((4.0, 3.8333333333333335, 4.166666666666667))
    assert [float(side[0]) for side in lines.at(18)] == pytest.approx([76.0, 73.66666666666667, 78.33333333333334])
    assert lines.reaches(np.array([90.0]), HIGHER)[0] == pytest.approx(21.5)
    assert slopes(theil_sen(SEN_DAYS, SEN_VALUES, confidence=0.93)) == pytest.approx((4.0, 3.7142857142857144, 4.375))


def test_one_outlier_does_not_bend_the_line() -> None:
    lines = theil_sen(FALLING_DAYS, FALLING_VALUES)
    assert slopes(lines) == pytest.approx((-0.0005714285714285719, -0.000714285714285713, -0.000542857142857143))
    on_day_90 = [float(side[0]) for side in lines.at(90)]
    assert on_day_90 == pytest.approx([0.042571428571428545, 0.03421428571428579, 0.04424285714285713])
    assert lines.reaches(np.array([0.03]), LOWER)[0] == pytest.approx(112)
    wider = slopes(theil_sen(FALLING_DAYS, FALLING_VALUES, confidence=0.95))
    assert wider[1:] == pytest.approx((-0.0007142857142857149, -0.000476190476190476))


def test_two_points_make_a_line_only_where_that_is_asked_for() -> None:
    days, values = np.array([7.0, 14]), np.array([[1.0, 2]])
    assert np.isnan(theil_sen(days, values).slope[0])
    lines = theil_sen(days, values, fewest=2)
    assert float(lines.at(90)[0][0]) == pytest.approx(12.857142857142856)
    assert lines.reaches(np.array([5.0]), HIGHER)[0] == pytest.approx(35)


def test_five_points_make_a_line_and_four_do_not() -> None:
    values = np.array([[1.0, 2, NAN, 3, 4, 5], [1.0, 2, NAN, NAN, 4, 5]])
    lines = theil_sen(np.arange(0.0, 42, 7), values)
    assert lines.count.tolist() == [5, 4]
    assert np.isnan(lines.slope).tolist() == [False, True]


def test_points_may_stand_in_any_order() -> None:
    order = [3, 0, 6, 2, 5, 1, 4]
    assert slopes(theil_sen(SEN_DAYS[order], SEN_VALUES[:, order])) == slopes(theil_sen(SEN_DAYS, SEN_VALUES))


def test_a_target_behind_the_line_is_not_reached_at_this_pace() -> None:
    lines = theil_sen(SEN_DAYS, SEN_VALUES)
    assert np.isnan(lines.reaches(np.array([0.0]), LOWER)[0])
    flat = theil_sen(SEN_DAYS, np.full((1, 7), 5.0))
    assert np.isnan(flat.reaches(np.array([6.0]), HIGHER)[0])
    assert flat.reaches(np.array([5.0]), HIGHER)[0] == 1.0


def test_only_the_last_eight_weeks_count() -> None:
    days = np.arange(0.0, 140, 7)
    values = np.stack([np.arange(20.0), np.where(np.arange(20) < 12, 1000.0, np.arange(20.0))])
    values[1, 15:] = NAN
    ends, taken = last_weeks(days, values)
    assert taken[0].tolist() == list(range(12, 20))
    assert taken[1].tolist() == [1000.0] * 5 + [12.0, 13.0, 14.0]
    assert ends[1].tolist() == np.arange(49.0, 105, 7).tolist()


def test_weeks_that_nobody_reported_still_pass() -> None:
    days = np.array([0.0, 7, 14, 70, 77])
    _, taken = last_weeks(days, np.array([[1.0, 2, 3, 4, 5]]))
    assert taken[0][~np.isnan(taken[0])].tolist() == [4.0, 5.0]


def test_series_without_points_have_no_line() -> None:
    lines = theil_sen(*last_weeks(np.arange(0.0, 21, 7), np.full((2, 3), NAN)))
    assert np.isnan(lines.slope).all()
    assert np.isnan(lines.at(90)[0]).all()
    assert len(theil_sen(np.arange(8.0), np.empty((0, 8))).slope) == 0


def test_enormous_values_make_no_line_that_is_not_a_number_where_it_ends() -> None:
    values = np.array([[1.0, 2, 1e300, 4, 5, 6, 7, 8]])
    assert np.isfinite(theil_sen(FALLING_DAYS, values).slope[0])


@settings(deadline=None)
@given(
    arrays(
        float,
        st.tuples(st.integers(1, 4), st.just(8)),
        elements=st.one_of(st.just(NAN), st.integers(0, 6).map(float), st.floats(-1e6, 1e6)),
    ),
    st.sampled_from([0.8, 0.95]),
)
def test_every_line_is_the_one_scipy_draws(values: np.ndarray, confidence: float) -> None:
    lines = theil_sen(FALLING_DAYS, values, confidence=confidence, fewest=2)
    for row, points in enumerate(values):
        known = ~np.isnan(points)
        if known.sum() < 2:
            assert np.isnan(lines.slope[row])
            continue
        slope, intercept, low, high = stats.theilslopes(points[known], FALLING_DAYS[known], confidence)
        found = [lines.slope[row], lines.low_slope[row], lines.high_slope[row], lines.at(0.0)[0][row]]
        assert found == pytest.approx([slope, low, high, intercept], rel=1e-9, abs=1e-6)
