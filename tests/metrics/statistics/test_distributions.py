"""Distributions: every tail and quantile is scipy's, from the smallest samples to large ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from metrics.statistics.distributions import (
    beta_cdf,
    chi_square_quantile,
    chi_square_tail,
    normal_tail,
    student_quantile,
    student_tail,
)

DEGREES = [1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 29.0, 100.0, 999.0, 12_345.0]
PARAMETERS = st.floats(0.05, 5_000)
EXACT = 1e-12
"""Of a number; scipy itself is off by more far out in a tail."""


def array(*numbers: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(numbers, dtype=np.float64)


@given(st.sampled_from(DEGREES), st.floats(0, 40))
def test_student_tails_are_scipys(degrees: float, distance: float) -> None:
    expected = stats.t.sf(distance, degrees)
    assert student_tail(array(degrees), array(distance))[0] == pytest.approx(expected, rel=1e-11, abs=1e-250)


def test_published_quantiles_of_student() -> None:
    """Table III of Fisher and Yates (1963), at 5%."""
    published = array(12.706, 4.303, 3.182, 2.776, 2.571)
    assert student_quantile(array(1, 2, 3, 4, 5), 0.025) == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize("tail", [0.00135, 0.025, 0.1, 0.2, 0.499])
def test_quantiles_of_student_are_scipys(tail: float) -> None:
    assert student_quantile(array(*DEGREES), tail) == pytest.approx(stats.t.isf(tail, DEGREES), rel=EXACT)


def test_a_quantile_alone_is_the_one_among_others() -> None:
    together = student_quantile(array(*DEGREES), 0.1)
    alone = [student_quantile(array(degrees), 0.1)[0] for degrees in DEGREES]
    assert alone == pytest.approx(together, rel=1e-15)


@given(st.sampled_from(DEGREES), st.floats(0, 3))
def test_tails_of_chi_square_are_scipys(degrees: float, times: float) -> None:
    tail = chi_square_tail(array(degrees), array(degrees * times))[0]
    assert tail == pytest.approx(special.chdtrc(degrees, degrees * times), rel=1e-11, abs=1e-100)


@pytest.mark.parametrize("tail", [0.975, 0.5, 0.025])
def test_quantiles_of_chi_square_are_scipys(tail: float) -> None:
    degrees = np.arange(1.0, 500.0)
    assert chi_square_quantile(degrees, tail) == pytest.approx(special.chdtri(degrees, tail), rel=EXACT)


@given(PARAMETERS, PARAMETERS, st.floats(0, 1))
def test_the_beta_distribution_is_scipys(a: float, b: float, x: float) -> None:
    share = beta_cdf(array(a), array(b), array(x), array(1 - x))[0]
    assert share == pytest.approx(special.betainc(a, b, x), rel=1e-10, abs=1e-100)
    assert 0 <= share <= 1


@given(st.floats(0, 30))
def test_tails_of_the_normal_distribution_are_scipys(distance: float) -> None:
    assert normal_tail(array(distance))[0] == pytest.approx(stats.norm.sf(distance), rel=EXACT)


def test_no_series_has_no_tails() -> None:
    nothing = array()
    assert not len(student_tail(nothing, nothing)) + len(chi_square_tail(nothing, nothing)) + len(normal_tail(nothing))
    assert not len(student_quantile(nothing, 0.1)) + len(beta_cdf(nothing, nothing, nothing, nothing))


def test_what_is_not_known_stays_unknown_and_the_edges_are_exact() -> None:
    unknown = student_tail(array(5, 5, 5), array(np.nan, 0, np.inf))
    assert np.isnan(unknown[0])
    assert unknown[1:].tolist() == pytest.approx([0.5, 0.0])
    assert chi_square_tail(array(3), array(0)).tolist() == [1.0]
