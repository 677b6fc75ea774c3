"""Signals: each rule at its edge, which comes before which, and all of them against exact fractions."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.control_limits import Limits
from metrics.statistics.control_signals import signals_of
from tests.metrics.one_chart import NAN, STEADY, chart


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
    found = signals_of(together, Limits(np.zeros(1), np.full((1, 1), 9.0), np.zeros(1)))
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
    limits = Limits(np.full(1, 4.0), np.full((1, 1), 99.0), np.zeros(1))
    signal, direction = signals_of(np.array([values], dtype=float), limits)
    assert np.flatnonzero(signal[0] == 2).tolist() == flagged
    assert {int(direction[0, place]) for place in flagged} == ({way} if way else set())


def test_a_peak_between_two_trends_belongs_to_the_newer() -> None:
    limits = Limits(np.full(1, 4.0), np.full((1, 1), 99.0), np.zeros(1))
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
    limits = Limits(np.zeros(1), np.full((1, 1), 10.0), np.zeros(1))
    signal, _ = signals_of(np.array([values], dtype=float), limits)
    assert np.flatnonzero(signal[0] == 3).tolist() == flagged


@pytest.mark.parametrize(
    ("after", "signals"),
    [
        ([51, 52, 53, 54, 55, 56, 58], "TTTTTTO"),
        ([55, 51, 55.5, 51, 51, 51, 51], "NSNSSSS"),
        ([49, 50, 51, 52, 53, 55, 56], "TTTTTTT"),
    ],
)
def test_a_point_outside_comes_before_a_trend_and_a_trend_before_nearness_and_nearness_before_a_shift(
    after: list[float], signals: str
) -> None:
    assert chart([*STEADY, *after]).signals[-7:] == signals


def test_a_point_on_a_limit_lies_inside_and_a_point_on_the_mean_on_neither_side() -> None:
    alternating = [1.0, -1.0] * 6
    assert chart([*alternating, 5.32]).signals[-1] == "."
    assert chart([*alternating, 5.33]).signals[-1] == "O"
    tenths = [0.1, 0.3] * 6  # their mean is 0.2, but for the last digit of binary arithmetic
    assert chart([*tenths, 0.25, 0.25, 0.25, 0.2, 0.25, 0.25, 0.25]).signals[-7:] == "......."


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
    drawn = chart([value * scale for value in leaning], baseline_rows=baseline_rows)
    assert [".OTNS".index(letter) for letter in drawn.signals] == by_the_book(leaning, baseline_rows)
