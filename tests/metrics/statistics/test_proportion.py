"""Wilson bounds and sample sizes against published values, and the properties a gate relies on."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.proportion import samples_still_needed, settled, smallest_sample, wilson_bounds

# scipy 1.17.1 binomtest().proportion_ci(method="wilson") and statsmodels 0.15.0 proportion_confint
TWO_SIDED_95 = [
    (1, 2, 0.094531, 0.905469),
    (19, 20, 0.763869, 0.991119),
    (7, 10, 0.396778, 0.892209),
    (0, 10, 0.0, 0.277533),
    (100, 200, 0.431361, 0.568639),
    (114, 120, 0.895197, 0.976886),
    (38, 38, 0.90819, 1.0),
    (270, 300, 0.860834, 0.929052),
    (0, 30, 0.0, 0.113513),
    (59, 59, 0.938871, 1.0),
]
ONE_SIDED_95 = [
    (1, 2, 0.120866, 0.879134),
    (19, 20, 0.803993, 0.988765),
    (7, 10, 0.4417, 0.873123),
    (0, 10, 0.0, 0.212942),
    (100, 200, 0.442235, 0.557765),
    (114, 120, 0.906229, 0.973927),
    (38, 38, 0.933534, 1.0),
    (270, 300, 0.867838, 0.925011),
    (0, 30, 0.0, 0.082724),
    (59, 59, 0.956154, 1.0),
]
# R 3.6.2 prop.test, in scipy/stats/tests/test_morestats.py test_ci_wilson_method;
# R 4.3.3 DescTools BinomCI, in statsmodels/stats/tests/test_proportion.py; R binom.confint for 18 of 20
REFERENCE = [
    (3, 10, 2, 0.1077913, 0.6032219),
    (0, 10, 2, 0.0, 0.2775328),
    (10, 10, 2, 0.7224672, 1.0),
    (100, 200, 2, 0.4313609, 0.5686391),
    (18, 20, 2, 0.6989663547715128, 0.972133518786232),
    (3, 10, 1, 0.1268766, 0.5583002),
    (100, 200, 1, 0.442235, 0.557765),
]
# first n whose one-sided 95% Wilson lower bound reaches the line, at a rate that much above it (scipy, whole cases)
FIRST_SAMPLE_SIZES = [
    (0.80, 0.82, 1094),
    (0.80, 0.83, 488),
    (0.80, 0.85, 180),
    (0.85, 0.87, 869),
    (0.85, 0.88, 391),
    (0.85, 0.90, 140),
    (0.90, 0.92, 624),
    (0.90, 0.93, 284),
    (0.90, 0.95, 100),
    (0.95, 0.97, 331),
    (0.95, 0.98, 147),
    (0.97, 0.99, 199),
]
# n >= T * z^2 / (1 - T) with z = 1.644854
ALL_GOOD_SAMPLE_SIZES = [(0.8, 11), (0.85, 16), (0.9, 25), (0.95, 52), (0.97, 88), (0.99, 268), (0.995, 539)]

counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
lines = st.floats(0.01, 0.99)
operators = st.sampled_from([">=", ">", "<=", "<"])


@pytest.mark.parametrize(("k", "n", "lower", "upper"), TWO_SIDED_95)
def test_two_sided_bounds_are_the_published_ones(k: int, n: int, lower: float, upper: float) -> None:
    assert wilson_bounds(k, n, 0.95) == pytest.approx((lower, upper), abs=1e-6)


@pytest.mark.parametrize(("k", "n", "lower", "upper"), ONE_SIDED_95)
def test_one_sided_bounds_are_the_published_ones(k: int, n: int, lower: float, upper: float) -> None:
    assert wilson_bounds(k, n, 0.95, sides=1) == pytest.approx((lower, upper), abs=1e-6)


@pytest.mark.parametrize(("k", "n", "sides", "lower", "upper"), REFERENCE)
def test_bounds_agree_with_what_r_prints(k: int, n: int, sides: int, lower: float, upper: float) -> None:
    assert wilson_bounds(k, n, 0.95, sides) == pytest.approx((lower, upper), abs=1e-6)


@pytest.mark.parametrize(("line", "rate", "first"), FIRST_SAMPLE_SIZES)
def test_samples_still_needed_reach_the_published_sample_sizes(line: float, rate: float, first: int) -> None:
    good_of_ten = 100 * rate / 10
    assert samples_still_needed(good_of_ten, 10, line, ">=", 0.95) == first - 10


@pytest.mark.parametrize(("line", "rate", "first"), FIRST_SAMPLE_SIZES)
def test_a_line_from_above_needs_as_many_samples_as_its_mirror(line: float, rate: float, first: int) -> None:
    bad_of_ten = 10 - 100 * rate / 10
    assert samples_still_needed(bad_of_ten, 10, 1 - line, "<=", 0.95) == pytest.approx(first - 10, abs=1)


@pytest.mark.parametrize(("line", "least"), ALL_GOOD_SAMPLE_SIZES)
def test_the_smallest_sample_that_can_pass_is_the_published_one(line: float, least: int) -> None:
    assert smallest_sample(line, ">=", 0.95) == least
    assert smallest_sample(1 - line, "<=", 0.95) == least


@pytest.mark.parametrize(
    ("k", "n", "line", "proven"),
    [(19, 20, 0.9, None), (110, 120, 0.9, None), (114, 120, 0.9, True), (59, 59, 0.95, True), (52, 52, 0.95, True)],
)
def test_nineteen_of_twenty_does_not_prove_ninety_percent(k: int, n: int, line: float, proven: bool | None) -> None:
    assert settled(k, n, line, ">=", 0.95) is proven


def test_a_rate_far_below_its_line_is_missed() -> None:
    assert settled(50, 100, 0.9, ">=", 0.95) is False
    assert settled(50, 100, 0.1, "<=", 0.95) is False


def test_no_number_of_samples_settles_a_rate_on_or_beyond_its_line() -> None:
    assert samples_still_needed(9, 10, 0.9, ">=", 0.95) is None
    assert samples_still_needed(8, 10, 0.9, ">=", 0.95) is None
    assert samples_still_needed(1, 10, 0.1, "<=", 0.95) is None
    assert samples_still_needed(10, 10, 1.0, ">=", 0.95) is None
    assert samples_still_needed(0, 10, 0.0, "<=", 0.95) is None


def test_nothing_seen_proves_nothing() -> None:
    assert wilson_bounds(0, 0, 0.95) == (0.0, 1.0)
    assert settled(0, 0, 0.5, ">=", 0.95) is None
    assert samples_still_needed(0, 0, 0.5, ">=", 0.95) is None


def test_a_line_that_no_rate_can_prove_has_no_smallest_sample() -> None:
    assert smallest_sample(1.0, ">=", 0.95) is None
    assert smallest_sample(0.0, "<=", 0.95) is None


def test_a_hair_above_its_line_is_answered_without_counting_up() -> None:
    needed = samples_still_needed(5_000_001, 10_000_000, 0.5, ">=", 0.95)
    assert needed == pytest.approx(1.644854**2 * 0.25 / 1e-14, rel=1e-4)


@pytest.mark.parametrize(("k", "n"), [(-1, 10), (11, 10), (math.nan, 10)])
def test_what_is_no_count_of_cases_is_refused(k: float, n: float) -> None:
    with pytest.raises(ValueError, match="not a count of cases"):
        wilson_bounds(k, n, 0.95)


def test_an_unknown_operator_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'==' is not a valid Operator"):
        settled(1, 2, 0.5, "==", 0.95)


def test_a_confidence_without_a_tail_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves no tail"):
        wilson_bounds(1, 2, 1.0)
    with pytest.raises(ValueError, match="leaves no tail"):
        wilson_bounds(1, 2, 0.5, sides=1)


@given(counts, st.sampled_from([1, 2]), st.floats(0.6, 0.999))
def test_the_bounds_hold_the_observed_rate_between_them(cases: tuple[int, int], sides: int, confidence: float) -> None:
    lower, upper = wilson_bounds(*cases, confidence, sides)
    assert 0 <= lower <= cases[0] / cases[1] + 1e-12
    assert cases[0] / cases[1] - 1e-12 <= upper <= 1


@given(counts, lines, operators)
def test_adding_what_is_still_needed_settles_the_condition(cases: tuple[int, int], line: float, operator: str) -> None:
    k, n = cases
    needed = samples_still_needed(k, n, line, operator, 0.95)
    if needed is None or needed > 500_000:
        return
    total = n + needed
    exact = k * total / n
    whole = math.floor(exact + 1e-9) if ">" in operator else math.ceil(exact - 1e-9)
    assert settled(whole, total, line, operator, 0.95) is True


@given(counts, lines)
def test_at_the_same_n_a_better_rate_never_gives_a_worse_answer(cases: tuple[int, int], line: float) -> None:
    k, n = cases
    order = {False: 0, None: 1, True: 2}
    if k < n:
        assert order[settled(k, n, line, ">=", 0.95)] <= order[settled(k + 1, n, line, ">=", 0.95)]


@given(counts, lines)
def test_conditions_from_below_and_from_above_mirror_each_other(cases: tuple[int, int], line: float) -> None:
    k, n = cases
    lower, upper = wilson_bounds(k, n, 0.95, sides=1)
    if min(abs(lower - line), abs(upper - line)) < 1e-9:
        return
    assert settled(k, n, line, ">=", 0.95) is settled(n - k, n, 1 - line, "<=", 0.95)
