"""Control charts against published ones, the precedence of signals, and what must never be taken for a signal."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.control_chart import SIGNALS, Assurance, ControlCharts, LimitsState, Signal, Variation, control_charts
from metrics.control_limits import Limits
from metrics.control_signals import signals_of
from tests.metrics import published_charts as published
from tests.metrics.published_charts import PLOT_THE_DOTS, PlotTheDots

LETTERS = {"O": Signal.OUTSIDE, "T": Signal.TREND, "S": Signal.SHIFT}
STEADY = [50.0, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48]
"""Twelve points with mean 50.25 and limits 43.479 to 57.021; near limits 45.736 and 54.764."""
NAN = float("nan")


def chart(values: Sequence[float], **options: Any) -> ControlCharts:
    return control_charts(np.array([values], dtype=float), **options)


def signals(charts: ControlCharts, row: int = 0) -> list[Signal | None]:
    return [None if code == 0 else SIGNALS[code - 1] for code in charts.signal[row].tolist()]


def variation(charts: ControlCharts, better: int, last: int) -> Variation | None:
    return charts.variation(np.array([better]), np.array([last]))[0]


def assurance(charts: ControlCharts, target: float, better: int) -> Assurance | None:
    return charts.assurance(np.array([target]), np.array([better]))[0]


@pytest.mark.parametrize("case", PLOT_THE_DOTS, ids=lambda case: case.name)
def test_limits_and_signals_are_the_published_ones(case: PlotTheDots) -> None:
    charts = chart(
        case.values,
        restarts=[(0, column) for column in case.restarts],
        baseline_rows=case.baseline_rows,
        screen=case.screen,
        fewest=2,
    )
    limits = np.stack((charts.mean, charts.mean - charts.reach[:, 0], charts.mean + charts.reach[:, 0]), axis=1)
    assert limits == pytest.approx(np.array(case.limits), rel=1e-9, abs=1e-9)
    assert signals(charts) == [LETTERS.get(letter) for letter in case.signals]
    effects = "".join(".+-"[way] if case.better else ".^v"[way] for way in (charts.direction[0] * (case.better or 1)))
    assert effects == case.effects
    assert variation(charts, case.better, len(case.values) - 1) == case.variation
    assert assurance(charts, NAN if case.target is None else case.target, case.better) == case.assurance


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([1, 1, 1, 1, 1, 1], []),
        ([1, 1, 1, 1, 1, 1, -1], []),
        ([1, 1, 1, 1, 1, 1, 1, 1, -1], [0, 1, 2, 3, 4, 5, 6, 7]),
        ([-1, -1, -1, -1, -1, -1, -1, -1, 1], [0, 1, 2, 3, 4, 5, 6, 7]),
        ([1, 1, 1, 1, 0, 1, 1, 1], []),
        ([1, 1, 1, 1, NAN, 1, 1, 1], [0, 1, 2, 3, 5, 6, 7]),
    ],
)
def test_seven_on_one_side_of_the_mean_are_a_shift(values: list[float], flagged: list[int]) -> None:
    # nhs-r-community/NHSRplotthedots tests/testthat/test-ptd_calculate_point_type.R; the last two are ours
    points = np.array([values])
    together = np.array([[value for value in values if not np.isnan(value)] + [NAN] * values.count(NAN)])
    found = signals_of(
        together, Limits(np.array([2]), np.zeros(1), np.full((1, 1), 9.0), np.zeros(1), np.zeros(1, int))
    )
    where = np.flatnonzero(~np.isnan(points[0]))
    assert [int(where[place]) for place in np.flatnonzero(found[0][0] == 4)] == flagged


@pytest.mark.parametrize(
    ("values", "flagged", "way"),
    [
        ([1, 2, 3, 4, 5, 6], [], 0),
        ([1, 2, 3, 3, 4, 5, 6], [], 0),
        ([1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6], 1),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [1, 2, 3, 4, 5, 6, 7], 1),
        ([7, 6, 5, 4, 3, 2, 1], [0, 1, 2, 3, 4, 5, 6], -1),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [1, 2, 3, 4, 5, 6, 7], -1),
    ],
)
def test_seven_strictly_rising_or_falling_are_a_trend(values: list[float], flagged: list[int], way: int) -> None:
    # nhs-r-community/NHSRplotthedots tests/testthat/test-ptd_calculate_point_type.R; its end worked back
    limits = Limits(np.array([2]), np.full(1, 4.0), np.full((1, 1), 99.0), np.zeros(1), np.zeros(1, int))
    signal, direction = signals_of(np.array([values], dtype=float), limits)
    assert np.flatnonzero(signal[0] == 2).tolist() == flagged
    assert {int(direction[0, place]) for place in flagged} == ({way} if way else set())


def test_a_peak_between_two_trends_belongs_to_the_newer() -> None:
    limits = Limits(np.array([2]), np.full(1, 4.0), np.full((1, 1), 99.0), np.zeros(1), np.zeros(1, int))
    peak = np.array([[1.0, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]])
    assert signals_of(peak, limits)[1][0].tolist() == [1] * 6 + [-1] * 7
    assert signals_of(-peak, limits)[1][0].tolist() == [-1] * 6 + [1] * 7


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([8, 1, 8], [0, 2]),
        ([1, 1, 8, 1, 8, 1, 1], [2, 4]),
        ([1, 1, 8, 8, 1, -1, -1], [2, 3]),
        ([8, -1, 8], []),
        ([8, 0, 8], []),
        ([8, 1, 1, 8], []),
        ([8, 1, 1, 8, 8], [3, 4]),
        ([-8, -1, -8], [0, 2]),
        ([8, 1, -8], []),
        ([12, 8, 1], []),
        ([12, 8, 8], [1, 2]),
    ],
)
def test_two_of_three_near_a_limit_are_flagged_where_all_three_lie_on_one_side(
    values: list[float], flagged: list[int]
) -> None:
    # the first six as in nhs-r-community/NHSRplotthedots tests/testthat/test-ptd_calculate_point_type.R
    limits = Limits(np.array([2]), np.zeros(1), np.full((1, 1), 10.0), np.zeros(1), np.zeros(1, int))
    signal, _ = signals_of(np.array([values], dtype=float), limits)
    assert np.flatnonzero(signal[0] == 3).tolist() == flagged


def test_a_point_outside_comes_before_a_trend_and_a_trend_before_nearness_and_nearness_before_a_shift() -> None:
    assert signals(chart([*STEADY, 51, 52, 53, 54, 55, 56, 58]))[-7:] == [*[Signal.TREND] * 6, Signal.OUTSIDE]
    assert signals(chart([*STEADY, 55, 51, 55.5, 51, 51, 51, 51]))[-7:] == [
        Signal.TWO_OF_THREE,
        Signal.SHIFT,
        Signal.TWO_OF_THREE,
        *[Signal.SHIFT] * 4,
    ]
    assert signals(chart([*STEADY, 49, 50, 51, 52, 53, 55, 56]))[-7:] == [Signal.TREND] * 7


def test_a_point_on_a_limit_lies_inside_and_a_point_on_the_mean_on_neither_side() -> None:
    alternating = [1.0, -1.0] * 6
    assert signals(chart([*alternating, 5.32]))[-1] is None
    assert signals(chart([*alternating, 5.33]))[-1] is Signal.OUTSIDE
    tenths = [0.1, 0.3] * 6  # their mean is 0.2, but for the last digit of binary arithmetic
    assert signals(chart([*tenths, 0.25, 0.25, 0.25, 0.2, 0.25, 0.25, 0.25]))[-7:] == [None] * 7


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


def test_what_leaves_a_long_standstill_is_a_signal() -> None:
    charts = chart([*[0.0] * 12, 0.0, 3.0, 0.0])
    assert charts.state_of(0) is LimitsState.LOCKED
    assert signals(charts) == [*[None] * 13, Signal.OUTSIDE, None]


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


def test_a_target_that_equals_a_limit_is_hit_and_missed() -> None:
    charts = chart([1.0, -1.0] * 6)
    assert [assurance(charts, target, 1) for target in (-5.33, -5.32, 0, 5.32, 5.33)] == [
        Assurance.MEETS,
        Assurance.HIT_AND_MISS,
        Assurance.HIT_AND_MISS,
        Assurance.HIT_AND_MISS,
        Assurance.MISSES,
    ]
    assert [assurance(charts, target, -1) for target in (-5.33, -5.32, 5.32, 5.33)] == [
        Assurance.MISSES,
        Assurance.HIT_AND_MISS,
        Assurance.HIT_AND_MISS,
        Assurance.MEETS,
    ]
    assert assurance(charts, 0.0, 0) is None
    assert assurance(charts, NAN, 1) is None


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


def test_no_series_at_all_is_no_chart() -> None:
    charts = control_charts(np.empty((0, 5)))
    assert charts.variation(np.empty(0, int), np.empty(0, int)) == []
    assert charts.assurance(np.empty(0), np.empty(0, int)) == []


def test_one_enormous_value_leaves_no_limit_that_is_not_a_number() -> None:
    charts = chart([*STEADY[:6], 1e300, *STEADY[6:]])
    assert np.isfinite(charts.limits).all()
    assert signals(charts)[6] is Signal.OUTSIDE


tables = arrays(
    float,
    st.tuples(st.integers(1, 5), st.integers(1, 30)),
    elements=st.one_of(st.just(NAN), st.integers(-20, 20).map(float)),
)


@settings(deadline=None)
@given(tables)
def test_many_series_at_once_are_each_series_alone(values: np.ndarray) -> None:
    together = control_charts(values)
    for row in range(len(values)):
        alone = control_charts(values[row : row + 1])
        assert together.signal[row].tolist() == alone.signal[0].tolist()
        assert np.array_equal(
            [side[row] for side in together.limits], [side[0] for side in alone.limits], equal_nan=True
        )


@settings(deadline=None)
@given(tables)
def test_gaps_change_nothing_but_where_the_points_stand(values: np.ndarray) -> None:
    together = control_charts(values)
    for row, points in enumerate(values):
        alone = control_charts(points[~np.isnan(points)][None, :])
        assert together.signal[row][~np.isnan(points)].tolist() == alone.signal[0].tolist()
        assert not together.signal[row][np.isnan(points)].any()


@settings(deadline=None)
@given(tables, st.sampled_from([1.0, 0.5, 4.0]), st.integers(-8, 8))
def test_a_mirrored_scaled_or_moved_series_has_the_same_signals(
    values: np.ndarray,
    scale: float,
    moved: int,
) -> None:
    charts, other = control_charts(values), control_charts(moved - scale * values)
    assert charts.signal.tolist() == other.signal.tolist()
    assert charts.direction.tolist() == (-other.direction).tolist()


@settings(deadline=None)
@given(tables, st.integers(1, 29))
def test_two_stretches_are_two_charts(values: np.ndarray, column: int) -> None:
    column = min(column, values.shape[1] - 1)
    charts = control_charts(values, restarts=[(row, column) for row in range(len(values))])
    before, after = control_charts(values[:, :column]), control_charts(values[:, column:])
    assert charts.signal.tolist() == np.hstack((before.signal, after.signal)).tolist()


def by_the_book(values: list[int], baseline_rows: int | None) -> list[int]:
    """Codes of the signals by the rules as they are written, point by point and in exact fractions."""
    baseline = values[:baseline_rows]
    mean = Fraction(sum(baseline), len(baseline))
    ranges = [abs(later - earlier) for earlier, later in pairwise(baseline)]
    average = Fraction(sum(ranges), len(ranges))
    kept = [each for each in ranges if each < Fraction("3.267") * average]
    average = Fraction(sum(kept), len(kept)) if any(kept) else average
    reach = Fraction("2.66") * average
    sides = [(value > mean) - (value < mean) for value in values]
    close = [reach * 2 / 3 < abs(value - mean) <= reach for value in values]
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(values)]
    codes = [0] * len(values)
    for first in range(len(values) - 6):
        if abs(sum(sides[first : first + 7])) == 7:
            codes[first : first + 7] = [4] * 7
    for first in range(len(values) - 2):
        if abs(sum(sides[first : first + 3])) == 3 and sum(close[first : first + 3]) >= 2:
            codes[first : first + 3] = [
                3 if near else code
                for near, code in zip(close[first : first + 3], codes[first : first + 3], strict=True)
            ]
    for first in range(len(values) - 6):
        if abs(sum(steps[first : first + 6])) == 6:
            codes[first : first + 7] = [2] * 7
    return [1 if abs(value - mean) > reach else code for value, code in zip(values, codes, strict=True)]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.integers(0, 9), min_size=6, max_size=30).filter(lambda values: len(set(values)) > 1),
    st.sampled_from([12, None]),
    st.sampled_from([1.0, 0.1, 0.001, 3000.0]),
    st.integers(-1, 1),
)
def test_signals_are_those_of_the_rules_in_exact_fractions(
    values: list[int], baseline_rows: int | None, scale: float, slope: int
) -> None:
    leaning = [value + slope * place for place, value in enumerate(values)]
    if len(set(leaning)) == 1:
        return
    charts = chart([value * scale for value in leaning], baseline_rows=baseline_rows)
    assert charts.signal[0].tolist() == by_the_book(leaning, baseline_rows)
