"""Control charts against published ones, their assurance, and what holds of many series together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.control_chart import Assurance, Signal, control_charts
from tests.metrics.one_chart import NAN, assurance, chart, signals, tables, variation
from tests.metrics.published_charts import PLOT_THE_DOTS, PlotTheDots

LETTERS = {"O": Signal.OUTSIDE, "T": Signal.TREND, "S": Signal.SHIFT}


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


def test_no_series_at_all_is_no_chart() -> None:
    charts = control_charts(np.empty((0, 5)))
    assert charts.variation(np.empty(0, int), np.empty(0, int)) == []
    assert charts.assurance(np.empty(0), np.empty(0, int)) == []


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
