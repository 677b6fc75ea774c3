"""Rates against their own recent weeks, and small samples pooled."""

import numpy as np
import pytest
from scipy import stats

from metrics.statistics.own_weeks import against_own_weeks, few_cases_reach, fisher, p_prime_reach, sigma_z
from metrics.statistics.proportion import wilson_bounds
from metrics.statistics.small_samples import are_small, pooled_weeks

RANDOM = np.random.default_rng(5)
# orders of a shop, as published for p' charts: twelve weeks of 250,000 cases
HITS = np.array([[5125.0, 4825, 5275, 4950, 5400, 4750, 5200, 4875, 5325, 5025, 4800, 5225]])
CASES = np.full((1, 12), 250_000.0)


def test_fisher_is_scipys() -> None:
    first, second = RANDOM.integers(1, 60, 200), RANDOM.integers(1, 400, 200)
    one, two = RANDOM.binomial(first, 0.15), RANDOM.binomial(second, 0.05)
    one[::7], two[::7] = first[::7], second[::7]
    found = fisher(*(each.astype(np.float64) for each in (one, first, two, second)))
    expected = [
        stats.fisher_exact([[a, n - a], [b, m - b]])[1] for a, n, b, m in zip(one, first, two, second, strict=True)
    ]
    assert found == pytest.approx(expected)


def test_sigma_z_says_how_much_more_than_their_cases_weeks_vary() -> None:
    rate = np.full(HITS.shape, HITS.sum() / CASES.sum())
    found = sigma_z(HITS, CASES, rate, np.ones(HITS.shape, dtype=np.bool_))
    assert found[0] == pytest.approx(4.977, abs=0.0005)
    reach = p_prime_reach(rate[:, 0], CASES[:, 0], found)
    assert [rate[0, 0] - reach[0], rate[0, 0] + reach[0]] == pytest.approx([0.01605, 0.02447], abs=5e-6)


def test_as_many_weeks_back_count_as_bring_as_many_cases_and_four_at_most() -> None:
    hits = np.array([[9.0, 1, 2, 3, 4, 5]] * 3)
    cases = np.array([[10.0] * 6] * 3)
    usable = np.ones((3, 6), dtype=np.bool_)
    usable[2, 5] = False
    newest = np.array([10.0, 100.0, 20.0])
    found = against_own_weeks(np.array([5.0, 50, 10]), newest, hits, cases, usable, np.zeros(3))
    assert found.hits.tolist() == [5, 14, 7]
    assert found.cases.tolist() == [10, 40, 20]


def test_a_rate_that_always_varies_more_is_held_to_more() -> None:
    ones = np.ones((2, 1), dtype=np.bool_)
    hits, cases = np.full((2, 1), 100.0), np.full((2, 1), 1000.0)
    found = against_own_weeks(np.full(2, 150.0), np.full(2, 1000.0), hits, cases, ones, np.array([0.3, 2.0]))
    z = 0.05 / np.sqrt(0.125 * 0.875 * 2 / 1000)
    assert found.z == pytest.approx([z, z])
    assert found.chance == pytest.approx([2 * stats.norm.sf(z), 2 * stats.norm.sf(z / 2)])


def test_small_samples_are_those_with_few_of_one_outcome() -> None:
    hits = np.array([[1.0, 0, 2, 9], [95.0, 94, 96, 93], [4.0, 5, 6, 7], [1.0, 0, 2, 9]])
    cases = np.array([[9.0, 9, 9, 9], [100.0] * 4, [100.0] * 4, [9.0, 9, 0, 9]])
    assert are_small(hits, cases, np.ones(hits.shape, dtype=np.bool_)).tolist() == [True, False, False, False]


def test_four_weeks_are_pooled_with_wilson() -> None:
    there = np.array([[False, True, True, True]])
    found = pooled_weeks(np.array([[9.0, 1, 0, 2]]), np.array([[9.0, 9, 8, 9]]), there)
    assert (found.hits[0], found.cases[0], found.weeks[0]) == (3, 26, 3)
    assert (found.low[0], found.high[0]) == pytest.approx(wilson_bounds(3, 26, 0.95))
    nothing = pooled_weeks(np.zeros((1, 4)), np.zeros((1, 4)), ~there)
    assert (nothing.low[0], nothing.high[0]) == (0, 1)


def test_a_week_of_far_fewer_cases_than_those_before_it_has_room_for_them() -> None:
    """Of 2.5% of 225 after 350 to 2,180: three times the root of 0.025 x 0.975 x (1/225 - 1/626) is 0.0253."""
    before = [350.0, 420, 500, 640, 880, 1280, 2180]
    reach = few_cases_reach(np.full((1, 10), 0.01), np.array([0.025]), np.array([[*before, 225, np.nan, 2185]]))
    usual = float(stats.hmean(before))
    assert reach[0, 7] == pytest.approx(np.sqrt(0.01**2 + 9 * 0.025 * 0.975 * (1 / 225 - 1 / usual)))
    assert np.delete(reach[0], 7).tolist() == [0.01] * 9
