"""The paired difference: Miller's standard error, mid-p, false alarms and power in simulation."""

from math import sqrt

import numpy as np
import pytest

from metrics.statistics.paired import mid_p, paired_difference


def test_without_clusters_it_is_the_paired_t() -> None:
    base, candidate = np.array([0.0, 1, 1, 0, 1]), np.array([1.0, 1, 0, 1, 1])
    found = paired_difference(base, candidate)
    difference = candidate - base
    assert found.difference == pytest.approx(0.2)
    assert found.stderr == pytest.approx(difference.std(ddof=1) / sqrt(5))
    # t(4) at 97.5%: 2.776445 (any table of Student's t)
    assert found.high - found.difference == pytest.approx(2.776445 * found.stderr, rel=1e-5)


def test_clusters_that_agree_count_as_one_case_each() -> None:
    base = np.zeros(40)
    candidate = np.repeat([0.0, 1.0, 0.0, 1.0], 10)
    clustered = paired_difference(base, candidate, np.repeat(np.arange(4), 10))
    alone = paired_difference(np.zeros(4), np.array([0.0, 1.0, 0.0, 1.0]))
    assert clustered.stderr == pytest.approx(alone.stderr)
    assert clustered.mid_p is None


def test_the_mid_p_of_mcnemar() -> None:
    # 1 and 7 discordant: exact p 0.0703, mid-p 0.0391 (Fagerland, Lydersen, Laake 2013, table 1 and formula 5)
    assert mid_p(1, 7) == pytest.approx(2 * (9 / 256) - 8 / 256)
    assert mid_p(0, 0) == 1


def test_nothing_that_differs_is_no_difference() -> None:
    found = paired_difference(np.ones(30), np.ones(30))
    assert (found.difference, found.low, found.high, found.p) == (0, 0, 0, 1)


@pytest.mark.parametrize("size", [1, 10, 25])
def test_false_alarms_are_near_five_percent(size: int) -> None:
    chance = np.random.default_rng(size)
    clusters = np.repeat(np.arange(60), size)
    alarms = 0
    for _ in range(1500):
        shared = np.repeat(chance.normal(0, 0.5, 60), size)
        base, candidate = chance.normal(0, 1, 60 * size), shared + chance.normal(0, 1, 60 * size)
        alarms += paired_difference(base, candidate, clusters).p < 0.05
    assert 0.035 <= alarms / 1500 <= 0.065


def test_power_is_what_it_says() -> None:
    chance = np.random.default_rng(7)
    seen = 0
    for _ in range(1500):
        base = chance.normal(0, 1, 200)
        candidate = base + chance.normal(0.1985, 1, 200)  # the difference that 200 such pairs see with 80% power
        seen += paired_difference(base, candidate).p < 0.05
    assert seen / 1500 == pytest.approx(0.8, abs=0.03)
