"""Flat, line and step: which of them, what is expected, and how far a week may lie off."""

import numpy as np
import pytest
from scipy import stats

from metrics.arrays import Floats
from metrics.statistics.median_slope import ALL_PAIRS_UP_TO, median_slopes
from metrics.statistics.moving_range import screened_average
from metrics.statistics.packed import packed
from metrics.statistics.shape import Shape, Shapes, shapes_of

RANDOM = np.random.default_rng(11)


def shaped(values: Floats) -> Shapes:
    return shapes_of(packed(values, np.arange(float(values.shape[1]))))


def by_hand(values: Floats) -> Shape:
    """The three BIC of one series, one after the other."""
    many, weeks = len(values), np.arange(len(values))

    def bic(residual: Floats, parameters: int) -> float:
        return float(many * np.log((residual**2).sum() / many) + parameters * np.log(many))

    flat = bic(values - values.mean(), 1)
    line = bic(values - np.polyval(np.polyfit(weeks, values, 1), weeks), 2)
    parts = [(values[:cut] - values[:cut].mean(), values[cut:] - values[cut:].mean()) for cut in range(3, many - 2)]
    step = min(bic(np.concatenate(part), 3) for part in parts)
    if step < min(flat, line) - 6:
        return Shape.STEP
    return Shape.LINE if line < flat - 6 else Shape.FLAT


def test_the_shape_is_the_one_of_the_least_bic() -> None:
    values = RANDOM.standard_normal((300, 11))
    values[100:200] += RANDOM.uniform(0, 1.5, (100, 1)) * np.arange(11)
    values[200:, 6:] += RANDOM.uniform(0, 6, (100, 1))
    found = shaped(values).kind.tolist()
    assert found == [by_hand(row) for row in values]
    assert {Shape(each) for each in found} == {Shape.FLAT, Shape.LINE, Shape.STEP}


def test_gaps_leave_time_running() -> None:
    values = 5.0 * np.arange(14)[None] + RANDOM.standard_normal((1, 14))
    values[0, [3, 4, 9]] = np.nan
    found = shaped(values)
    assert found.kind[0] == Shape.LINE
    assert found.expected(np.array([14.0]))[0] == pytest.approx(70, abs=3)


def test_a_flat_series_with_a_shock_has_its_median_and_the_ranges_of_the_others() -> None:
    values = np.array([[10.0, 11, 10, 11, 60, 10, 11, 10, 11]])
    found = shaped(values)
    assert (found.level[0], found.dropped[0]) == (11, 2)
    assert found.reach(np.array([9.0]))[0] == pytest.approx(2.66 * np.sqrt(1 + 1 / 9))


def test_a_step_has_the_ranges_about_its_levels_and_the_weeks_since() -> None:
    values = np.array([[10.0, 11, 10, 11, 10, 11, 30, 31, 30]])
    found = shaped(values)
    assert (found.kind[0], found.step[0], found.since[0]) == (Shape.STEP, 6, 3)
    assert (found.before[0], found.level[0]) == pytest.approx((10.5, 91 / 3))
    residual = values[0] - np.where(np.arange(9) < 6, 10.5, 91 / 3)
    average = np.abs(np.diff(residual)).mean()
    assert found.reach(np.array([9.0]))[0] == pytest.approx(2.66 * average * np.sqrt(1 + 1 / 3))


def test_screening_drops_what_is_out_of_bounds_once() -> None:
    average, dropped = screened_average(np.array([[1.0, -1, 1, 50, -50, 1, 1, 1, 1, 1], [0.0] * 10, [0.0] * 9 + [5]]))
    assert average.tolist() == [1, 0, 0.5]
    assert dropped.tolist() == [2, 0, 0]


@pytest.mark.parametrize("weeks", [6, 11, 24, ALL_PAIRS_UP_TO])
def test_slopes_are_those_of_scipy(weeks: int) -> None:
    values = RANDOM.standard_normal((20, weeks)) + 0.3 * np.arange(weeks)
    times = np.cumsum(RANDOM.integers(1, 3, (20, weeks)), axis=1).astype(np.float64)
    found = median_slopes(values, times, np.full(20, weeks))
    assert found == pytest.approx([stats.theilslopes(row, time)[0] for row, time in zip(values, times, strict=True)])


def test_slopes_of_long_series_are_as_good_as_all_pairs() -> None:
    values = RANDOM.standard_normal((300, 104))
    times = np.broadcast_to(np.arange(104.0), values.shape)
    ours = median_slopes(values, times, np.full(300, 104))
    theirs = np.array([stats.theilslopes(row, times[0])[0] for row in values[:100]])
    of_all = 1 / np.sqrt(((times[0] - times[0].mean()) ** 2).sum())
    assert ours.std() < 1.15 * of_all
    assert np.abs(ours[:100] - theirs).max() < of_all
