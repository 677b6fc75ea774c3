"""A value and its line: what arithmetic leaves behind decides nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.definition import Direction
from metrics.lines import Operator, beyond, equal, reached, towards
from metrics.statistics.proportion import settled, smallest_sample
from metrics.sums import total

NUMBERS = st.floats(-1e12, 1e12)
SLACK = st.floats(-0.99e-9, 0.99e-9)
FAR = st.floats(1.1e-9, 1.0)


@given(NUMBERS, SLACK, st.sampled_from(Operator))
def test_what_lies_within_the_slack_equals_the_line_for_every_operator(
    line: float, share: float, operator: Operator
) -> None:
    value = line + share * max(1.0, abs(line))
    assert equal(value, line) or abs(value - line) > 0.99e-9 * max(1.0, abs(line))
    if equal(value, line):
        assert operator.holds(value, line) is operator.holds(line, line)
        assert beyond(value, line, wants_high=operator.wants_high) == 0


@given(NUMBERS, FAR, st.sampled_from(Operator))
def test_what_lies_outside_the_slack_is_compared_as_it_is(line: float, share: float, operator: Operator) -> None:
    above, below = line + share * max(1.0, abs(line)), line - share * max(1.0, abs(line))
    assert operator.holds(above, line) is operator.wants_high
    assert operator.holds(below, line) is not operator.wants_high


@given(NUMBERS, NUMBERS)
def test_at_least_and_less_than_exclude_each_other_and_leave_nothing_out(value: float, line: float) -> None:
    assert Operator.AT_LEAST.holds(value, line) is not Operator.LESS.holds(value, line)
    assert Operator.AT_MOST.holds(value, line) is not Operator.MORE.holds(value, line)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(Operator))
def test_a_better_value_never_loses_what_a_worse_one_holds(
    one: float, other: float, line: float, operator: Operator
) -> None:
    worse, better = sorted([one, other], reverse=not operator.wants_high)
    assert operator.holds(better, line) or not operator.holds(worse, line)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1), st.sampled_from([1, -1]))
def test_arrays_are_compared_as_single_values_are(pairs: list[tuple[float, float]], better: int) -> None:
    values, lines = np.array(pairs, dtype=np.float64).T
    operator = towards(Direction.HIGHER if better > 0 else Direction.LOWER)
    found = reached(values, lines, np.full(len(pairs), better))
    assert found.tolist() == [operator.holds(value, line) for value, line in pairs]


@given(st.lists(st.floats(-1e300, 1e300), min_size=1))
def test_a_sum_does_not_depend_on_the_order(numbers: list[float]) -> None:
    assert total(numbers) == total(sorted(numbers)) == total(numbers[::-1])


def test_sums_and_means_say_what_they_say_on_paper() -> None:
    assert total([0.1] * 10) == 1.0
    assert total([1e308, 1e308]) == float("inf")


@pytest.mark.parametrize("operator", list(Operator))
def test_a_bound_that_equals_its_line_is_on_it(operator: Operator) -> None:
    """Every one of very many: both Wilson bounds are within 1e-9 of the rate itself."""
    cases = 1e19
    assert settled(0.3 * cases, cases, 0.1 + 0.2, operator, 0.95) is operator.holds(0.3, 0.3)


def test_nothing_proves_a_share_of_one() -> None:
    assert smallest_sample(0.7 + 0.2 + 0.1, ">=", 0.95) is None
