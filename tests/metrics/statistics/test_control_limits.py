"""Limits: screened ranges, series that do not vary, states, restarts, p charts."""

import numpy as np
import pytest

from metrics.statistics.control_chart import LimitsState, Signal, control_charts
from tests.metrics import published_charts as published
from tests.metrics.one_chart import NAN, STEADY, assurance, chart, signals, variation


def test_one_outlier_does_not_widen_the_limits() -> None:
    # nhs-r-community/NHSRplotthedots vignettes/deviations.Rmd, its limits as rounded there
    values = [1.0, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    screened, unscreened = chart(values, baseline_rows=None), chart(values, baseline_rows=None, screen=False)
    assert [float(side[0]) for side in screened.limits] == pytest.approx([1.94, -0.72, 4.6], abs=0.01)
    assert [float(side[0]) for side in unscreened.limits] == pytest.approx([1.94, -3.06, 6.95], abs=0.01)
    assert screened.screened.tolist() == [2]
    assert signals(screened)[4] is Signal.OUTSIDE


def test_a_constant_series_has_no_limits_rather_than_ones_that_are_no_number() -> None:
    charts = chart([5.0] * 10)
    assert charts.state_of(0) is LimitsState.NO_VARIATION
    assert signals(charts) == [None] * 10
    assert variation(charts, 1, 9) is None
    assert assurance(charts, 5.0, 1) is None
    assert chart([0.1 + 0.2, 0.3] * 6).state_of(0) is LimitsState.NO_VARIATION


def test_where_screening_leaves_nothing_the_unscreened_ranges_make_the_limits() -> None:
    charts = chart([*[5.0] * 10, 6.0], baseline_rows=None)
    mean, lower, upper = (float(side[0]) for side in charts.limits)
    assert (mean, lower, upper) == pytest.approx((56 / 11, 56 / 11 - 0.266, 56 / 11 + 0.266))
    assert Signal.OUTSIDE not in signals(charts)[:10]
    assert signals(charts)[-1] is Signal.OUTSIDE


@pytest.mark.parametrize(
    ("points", "state"),
    [
        (0, LimitsState.TOO_EARLY),
        (1, LimitsState.TOO_EARLY),
        (2, LimitsState.TOO_EARLY),
        (5, LimitsState.TOO_EARLY),
        (6, LimitsState.TRIAL),
        (11, LimitsState.TRIAL),
        (12, LimitsState.LOCKED),
    ],
)
def test_limits_are_on_trial_from_six_points_and_locked_from_twelve(points: int, state: LimitsState) -> None:
    charts = chart([*STEADY[:points], *[NAN] * (13 - points)])
    assert charts.state_of(0) is state
    assert np.isnan(charts.limits[0][0]) == (state is LimitsState.TOO_EARLY)


def test_locked_limits_stay_whatever_comes_after() -> None:
    before, after = chart(STEADY), chart([*STEADY, 90, 10, 90, 10])
    assert [side[0] for side in before.limits] == [side[0] for side in after.limits]


def test_limits_start_anew_only_where_a_restart_says_so() -> None:
    values = [*STEADY, *[value + 40 for value in STEADY[:7]]]
    untouched, restarted = chart(values), chart(values, restarts=[(0, 12)])
    assert set(signals(untouched)[12:]) == {Signal.OUTSIDE}
    assert set(signals(restarted)[12:]) == {None}
    assert restarted.count.tolist() == [12, 7]
    assert restarted.first.tolist() == [0, 12]
    assert restarted.state_of(0) is LimitsState.TRIAL


def test_a_restart_after_the_last_point_changes_nothing_yet() -> None:
    charts = chart([*STEADY, NAN], restarts=[(0, 12)])
    assert charts.count.tolist() == [12]
    assert charts.state_of(0) is LimitsState.LOCKED


def test_a_restart_outside_the_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="no week 12 of series 0"):
        chart(STEADY, restarts=[(0, 12)])


def test_limits_of_a_p_chart_follow_the_size_of_each_sample() -> None:
    cases, sizes = np.array([published.P_CHART_CASES], float), np.array([published.P_CHART_SIZES], float)
    charts = control_charts(cases / sizes, sizes=sizes, baseline_rows=None)
    assert np.clip(charts.mean - charts.reach, 0, 1)[0] == pytest.approx(np.array(published.P_CHART_LOWER))
    assert (charts.mean + charts.reach)[0] == pytest.approx(np.array(published.P_CHART_UPPER))
    assert [place for place, signal in enumerate(signals(charts)) if signal is Signal.OUTSIDE] == [10]
    assert charts.limits[2][0] == pytest.approx(published.P_CHART_UPPER[-1])


def test_a_p_chart_starts_anew_where_it_is_told_to() -> None:
    rates = np.array([published.MONTGOMERY_CASES], float) / published.MONTGOMERY_SIZE
    rates[0, list(published.MONTGOMERY_LEFT_OUT)] = NAN
    charts = control_charts(
        rates,
        sizes=np.full(rates.shape, float(published.MONTGOMERY_SIZE)),
        restarts=[(0, published.MONTGOMERY_RESTART)],
        baseline_rows=None,
    )
    for stretch, (mean, lower, upper) in enumerate(published.MONTGOMERY_LIMITS):
        assert charts.mean[stretch] == pytest.approx(mean)
        assert max(charts.mean[stretch] - charts.reach[stretch, 0], 0) == pytest.approx(lower)
        assert charts.mean[stretch] + charts.reach[stretch, 0] == pytest.approx(upper)


def test_a_sample_of_no_cases_is_no_point_of_a_p_chart() -> None:
    sizes = np.array([[50.0] * 6 + [0.0] + [50.0]])
    charts = control_charts(np.array([[0.1, 0.2] * 3 + [0.0, 0.1]]), sizes=sizes)
    assert charts.count.tolist() == [7]
    assert not np.isnan(charts.limits[0][0])


def test_one_enormous_value_leaves_no_limit_that_is_not_a_number() -> None:
    charts = chart([*STEADY[:6], 1e300, *STEADY[6:]])
    assert np.isfinite(charts.limits).all()
    assert signals(charts)[6] is Signal.OUTSIDE
