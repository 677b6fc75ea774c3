"""Rates corrected by people's labels: published arithmetic, coverage in simulated worlds, and what they prove."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.judged import Corrected, Labels, corrected, settled_within

DRAWS = 2_000


def test_the_estimate_is_the_judges_rate_plus_what_the_labels_say_it_is_off_by() -> None:
    """Angelopoulos et al. 2023, the prediction-powered mean: mean of the judge over the cases without labels, plus the
    mean of people minus judge over those with."""
    found = corrected(890, 1000, Labels(both=80, only_judge=6, only_people=2, neither=12))
    assert found.rate == pytest.approx(0.89 + (2 - 6) / 100)
    # with many labels the cases that are added no longer matter: the plain variance of the paper
    many = corrected(89_000, 100_000, Labels(8000, 600, 200, 1200))
    plain = sqrt(0.89 * 0.11 / 100_000 + ((600 + 200) / 10_000 - 0.04**2) / 10_000)
    assert many.stderr == pytest.approx(plain, rel=0.01)


@pytest.mark.parametrize("rate", [0.5, 0.9, 0.97])
@pytest.mark.parametrize(("right", "wrong"), [(0.95, 0.1), (0.9, 0.3), (0.8, 0.2), (0.98, 0.6), (1.0, 0.0)])
@pytest.mark.parametrize(("n", "labels"), [(200, 30), (1000, 100)])
def test_its_interval_holds_the_true_rate_where_the_judges_own_does_not(
    rate: float, right: float, wrong: float, n: int, labels: int
) -> None:
    """`right` and `wrong` are how often the judge counts a case that counts, and one that does not."""
    drawn = np.random.default_rng(7)
    counted = rate * right + (1 - rate) * wrong
    k = drawn.binomial(n, counted, DRAWS)
    shares = [rate * right, (1 - rate) * wrong, rate * (1 - right), (1 - rate) * (1 - wrong)]
    cells = drawn.multinomial(labels, shares, DRAWS)
    bounds = [
        corrected(float(one), n, Labels(*map(int, four))).bounds(0.95) for one, four in zip(k, cells, strict=True)
    ]
    held = np.mean([low <= rate <= high for low, high in bounds])
    assert held > 0.93, held
    above, below = np.mean([low > rate for low, _ in bounds]), np.mean([high < rate for _, high in bounds])
    assert max(above, below) < 0.055
    if abs(counted - rate) > 0.06 and n == 1000:
        width = 1.96 * np.sqrt(counted * (1 - counted) / n)
        assert np.mean(np.abs(k / n - rate) <= width) < 0.5


@given(
    st.integers(0, 500),
    st.integers(1, 500),
    st.tuples(*[st.integers(0, 60)] * 4).filter(any),
    st.floats(0.01, 0.99),
)
def test_what_is_proven_at_a_line_is_proven_at_every_looser_one(
    k: int, n: int, cells: tuple[int, int, int, int], line: float
) -> None:
    found = corrected(min(k, n), n, Labels(*cells))
    low, high = found.bounds(0.95)
    assert 0 <= low <= found.rate <= high <= 1
    if settled_within(found, line, ">=", 0.95) is True:
        assert settled_within(found, line / 2, ">=", 0.95) is True
        assert settled_within(found, line, "<", 0.95) is False


def test_more_labels_prove_more_and_a_perfect_judge_is_never_taken_for_certain() -> None:
    few, many = (corrected(950, 1000, Labels(one, 0, 0, one // 10)) for one in (30, 3000))
    assert few.stderr > 3 * many.stderr
    assert few.bounds(0.95)[0] < 0.95
    assert settled_within(Corrected(0.95, 0.01), 0.93, ">=", 0.95) is True
    assert settled_within(Corrected(0.95, 0.01), 0.94, ">=", 0.95) is None
    assert settled_within(Corrected(0.95, 0.01), 0.97, ">=", 0.95) is False


def test_nothing_is_corrected_by_nothing() -> None:
    with pytest.raises(ValueError, match="corrects nothing"):
        corrected(1, 0, Labels(1, 0, 0, 0))
    with pytest.raises(ValueError, match="corrects nothing"):
        corrected(1, 2, Labels(0, 0, 0, 0))


def test_agreement_has_its_interval() -> None:
    share, low, high = Labels(42, 1, 3, 14).agreement(0.95)
    assert share == pytest.approx(56 / 60)
    assert low == pytest.approx(0.840747, abs=1e-6)
    assert high == pytest.approx(0.973771, abs=1e-6)
