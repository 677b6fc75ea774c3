"""Rare events: how likely a burst is, how often they come, and whether they come in batches."""

import numpy as np
import pytest
from scipy import stats

from metrics.statistics.rare_events import are_rare, chance_of, rare_events

ALL = np.ones((1, 12), dtype=np.bool_)
# twelve weeks in which incidents came in batches, with what a statistician says of them
BATCHES = np.array([[0.0, 0, 4, 0, 0, 1, 0, 0, 0, 5, 0, 0]])


def test_mostly_zeros_and_small_whole_numbers_are_rare() -> None:
    series = np.array([[0.0, 0, 0, 1, 2], [0.0, 0, 1, 2, 3], [0.0, 0, 0, 0, 11], [0.0, 0, 0, 0, 0.5], [0.0] * 5])
    assert are_rare(series, np.ones(series.shape, dtype=np.bool_)).tolist() == [True, False, False, False, True]


def test_batches_are_reported_by_the_index_of_dispersion() -> None:
    found = rare_events(BATCHES, ALL)
    assert found.dispersion[0] == pytest.approx(40.4, abs=0.05)
    assert found.chance[0] == pytest.approx(3.06e-5, rel=0.002)
    assert (found.weeks_with[0], found.weeks[0], found.weeks_since[0]) == (3, 12, 2)
    assert found.in_batches[0]


def test_weeks_since_the_last_one_count_from_the_newest_week_of_the_series() -> None:
    counts = np.array([[np.nan, np.nan, 0, 1, 0, 2], [0, 1, 0, 0, np.nan, 0], [np.nan, 1, 0, np.nan, np.nan, np.nan]])
    found = rare_events(counts, np.isfinite(counts), np.array([0.0, 1, 2, 3, 4, 7]))
    assert found.weeks_since.tolist() == [0, 6, 1]


@pytest.mark.parametrize("events", [0, 1, 4, 30])
def test_the_rate_has_garwoods_exact_interval(events: int) -> None:
    counts = np.zeros((1, 12))
    counts[0, : min(events, 12)] = events / max(min(events, 12), 1)
    found = rare_events(counts, ALL)
    low = stats.chi2.ppf(0.025, 2 * events) / 2 / 12 if events else 0.0
    assert found.low[0] == pytest.approx(low)
    assert found.high[0] == pytest.approx(stats.chi2.ppf(0.975, 2 * events + 2) / 2 / 12)
    assert found.weeks_since[0] == (12 - min(events, 12) if events else -1)


def test_a_burst_is_as_likely_as_the_negative_binomial_says() -> None:
    counts = np.array([[0.0, 1, 0, 0, 1, 0, 0, 0]])
    there = np.ones(counts.shape, dtype=np.bool_)
    for newest in range(7):
        expected = stats.nbinom.sf(newest - 1, 2.5, 8 / 9)
        assert chance_of(np.array([float(newest)]), counts, there)[0] == pytest.approx(expected)
    assert chance_of(np.array([5.0]), counts, there)[0] < 0.00135


def test_one_more_batch_is_no_news_where_they_come_in_batches() -> None:
    before = BATCHES[:, :9]
    there = np.ones(before.shape, dtype=np.bool_)
    assert stats.nbinom.sf(4, 5.5, 9 / 10) < 0.00135
    assert chance_of(np.array([5.0]), before, there)[0] > 0.00135
    assert chance_of(np.array([30.0]), before, there)[0] < 0.00135


def test_without_a_week_before_nothing_is_a_burst() -> None:
    assert chance_of(np.array([9.0]), np.zeros((1, 3)), np.zeros((1, 3), dtype=np.bool_))[0] == 1
