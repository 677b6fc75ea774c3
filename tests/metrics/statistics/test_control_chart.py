"""Control charts against published ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.control_limits import SCREEN_FACTOR
from metrics.statistics.moving_range import screened_average
from metrics.statistics.own_weeks import p_prime_reach
from tests.metrics import published_charts as published
from tests.metrics.one_chart import NAN, STEADY, chart, limited
from tests.metrics.published_charts import PLOT_THE_DOTS, PlotTheDots


@pytest.mark.parametrize("case", PLOT_THE_DOTS, ids=lambda case: case.name)
def test_limits_and_signals_are_the_published_ones(case: PlotTheDots) -> None:
    drawn = chart(case.values, restarts=case.restarts, baseline_rows=case.baseline_rows, screen=case.screen)
    assert np.array(drawn.limits) == pytest.approx(np.array(case.limits), rel=1e-9, abs=1e-9)
    assert drawn.signals == case.signals
    effects = "".join(".+-"[way * (case.better or 1)] if case.better else ".^v"[way] for way in drawn.direction)
    assert effects == case.effects


def test_one_outlier_does_not_widen_the_limits() -> None:
    # nhs-r-community/NHSRplotthedots vignettes/deviations.Rmd, its limits as rounded there
    values = [1.0, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    screened, unscreened = chart(values, baseline_rows=None), chart(values, baseline_rows=None, screen=False)
    assert screened.limits[0] == pytest.approx([1.94, -0.72, 4.6], abs=0.01)
    assert unscreened.limits[0] == pytest.approx([1.94, -3.06, 6.95], abs=0.01)
    assert screened_average(np.diff([values]))[1].tolist() == [2]
    assert screened.signals[4] == "O"


def test_where_screening_leaves_nothing_the_unscreened_ranges_make_the_limits() -> None:
    drawn = chart([*[5.0] * 10, 6.0], baseline_rows=None)
    assert drawn.limits[0] == pytest.approx((56 / 11, 56 / 11 - 0.266, 56 / 11 + 0.266))
    assert "O" not in drawn.signals[:10]
    assert drawn.signals[-1] == "O"


def test_ranges_are_screened_from_their_upper_limit_on() -> None:
    ranges = np.array([[1.0, 1, 1, 1, 1, 100]])
    average, dropped = screened_average(ranges)
    assert (average[0], dropped[0]) == (1, 1)
    assert SCREEN_FACTOR * ranges.mean() < 100


def test_limits_of_a_p_chart_follow_the_size_of_each_sample() -> None:
    cases, sizes = np.array(published.P_CHART_CASES, float), np.array(published.P_CHART_SIZES, float)
    mean = cases.sum() / sizes.sum()
    reach = p_prime_reach(np.full(len(sizes), mean), sizes, np.ones(len(sizes)))
    assert np.clip(mean - reach, 0, 1) == pytest.approx(np.array(published.P_CHART_LOWER))
    assert mean + reach == pytest.approx(np.array(published.P_CHART_UPPER))


@pytest.mark.parametrize("stretch", [0, 1])
def test_a_p_chart_starts_anew_where_it_is_reported_to(stretch: int) -> None:
    cases = np.array(published.MONTGOMERY_CASES, float)
    cases[list(published.MONTGOMERY_LEFT_OUT)] = NAN
    mine = (cases[: published.MONTGOMERY_RESTART], cases[published.MONTGOMERY_RESTART :])[stretch]
    rate = np.array([np.nanmean(mine) / published.MONTGOMERY_SIZE])
    reach = p_prime_reach(rate, np.array([float(published.MONTGOMERY_SIZE)]), np.ones(1))
    mean, lower, upper = published.MONTGOMERY_LIMITS[stretch]
    assert (rate[0], max(rate[0] - reach[0], 0), rate[0] + reach[0]) == pytest.approx((mean, lower, upper))


def test_one_enormous_value_is_outside() -> None:
    assert chart([*STEADY[:6], 1e300, *STEADY[6:]], baseline_rows=6).signals[6] == "O"


@settings(deadline=None)
@given(
    st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=30),
    st.sampled_from([1.0, 0.5, 4.0]),
    st.integers(-8, 8),
)
def test_a_mirrored_scaled_or_moved_series_has_the_same_signals(values: list[float], scale: float, moved: int) -> None:
    drawn, other = chart(values), chart([moved - scale * value for value in values])
    assert drawn.signals == other.signals
    assert drawn.direction == tuple(-way for way in other.direction)


@given(st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=30), st.integers(1, 9))
def test_what_comes_after_gaps_is_nothing(values: list[float], gaps: int) -> None:
    signal, way = limited(np.array(values), 0.0, 9.0)
    longer, way_of_longer = limited(np.array([*values, *[NAN] * gaps]), 0.0, 9.0)
    assert (longer.tolist(), way_of_longer.tolist()) == ([*signal, *[0] * gaps], [*way, *[0] * gaps])
