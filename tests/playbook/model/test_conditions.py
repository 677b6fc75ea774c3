"""Grammar and three-valued evaluation of conditions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.lines import Operator
from playbook.model.conditions import (
    All,
    AnyOf,
    Condition,
    evaluate,
    parse_condition,
    parse_expression,
    text_of,
    without_relative,
)


@pytest.mark.parametrize(
    ("text", "operator", "number", "relative", "percent"),
    [
        # keptn/keptn lighthouse-service TestParseCriteriaString: keptn1-parse-05, keptn1-parse-08
        (">10", ">", 10, False, False),
        ("<=+10", "<=", 10, True, False),
        ("  <= +10% ", "<=", 10, True, True),
        (">= -5%", ">=", -5, True, True),
        ("<= +0.02", "<=", 0.02, True, False),
        (">= 0.90", ">=", 0.9, False, False),
        ("< .5", "<", 0.5, False, False),
        ("<= 1e-3", "<=", 0.001, False, False),
    ],
)
def test_conditions_read_as_people_write_them(
    text: str, operator: str, number: float, relative: bool, percent: bool
) -> None:
    condition = parse_condition(text)
    assert condition.operator is Operator(operator)
    assert condition.number == pytest.approx(number)
    assert (condition.relative, condition.percent) == (relative, percent)


def test_a_bare_percentage_is_refused_and_both_readings_are_offered() -> None:
    """Keptn reads `<=10%` as relative (keptn1-parse-10); it could as well mean a share."""
    with pytest.raises(ValueError, match=r"write '<= 0\.1' for the share or '<= \+10%' for the change"):
        parse_condition("<=10%")


@pytest.mark.parametrize("text", ["0.9", "=> 0.9", "== 1", ">= ", ">= ten", ">= 0,9", "", ">= 1 2", ">= nan", ">= inf"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a condition such as '>= 0\.90'"):
        parse_condition(text)


@pytest.mark.parametrize("value", [[], {"any": []}, {"all": [">= 1"]}, 0.9, None, {"any": ">= 1"}])
def test_an_expression_of_another_shape_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_expression(value)


def test_a_relative_line_is_a_share_of_the_absolute_baseline_or_a_difference() -> None:
    assert parse_condition("<= +10%").line(10) == pytest.approx(11)  # keptn1-or-02
    assert parse_condition("<= +10%").line(-10) == pytest.approx(-9)
    assert parse_condition(">= -1").line(10) == pytest.approx(9)
    assert parse_condition(">= -1").line(None) is None
    assert parse_condition(">= 1").line(10) == 1


@pytest.mark.parametrize(
    ("value", "satisfied"),
    # keptn1-or-01 to 03: <=10 or <=+10% of the mean of 10 and 10
    [(10.0, True), (11.0, True), (20.0, False)],
)
def test_any_of_needs_one_condition(value: float, satisfied: bool) -> None:
    expression = parse_expression({"any": ["<=10.0", "<=+10%"]})

    def judge(condition: Condition) -> bool | None:
        line = condition.line(10.0)
        return None if line is None else condition.operator.holds(value, line)

    assert evaluate(expression, judge) is satisfied


ANSWERS = st.sampled_from([True, False, None])


@given(st.lists(ANSWERS, min_size=1, max_size=6))
def test_and_and_or_follow_kleene(answers: list[bool | None]) -> None:
    parts = tuple(Condition(Operator.MORE, float(index)) for index in range(len(answers)))

    def judge(condition: Condition) -> bool | None:
        return answers[int(condition.number)]

    both = evaluate(All(parts), judge)
    either = evaluate(AnyOf(parts), judge)
    assert both is (False if False in answers else None if None in answers else True)
    assert either is (True if True in answers else None if None in answers else False)


def test_the_absolute_part_leaves_relative_conditions_out() -> None:
    expression = parse_expression([">= 0.85", ">= -2%"])
    absolute = without_relative(expression)
    assert absolute is not None
    assert text_of(absolute) == ">= 0.85"
    assert without_relative(parse_expression(">= -2%")) is None
    assert text_of(parse_expression([">= 1", {"any": ["< 5", "<= +1"]}])) == ">= 1 and (< 5 or <= +1)"
