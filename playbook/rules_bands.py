"""Whether a warn line leaves any room beside its pass line: exact, by trying a value in every stretch between lines."""

from collections.abc import Iterator
from itertools import pairwise

from playbook.conditions import Condition, Expression, conditions_of, evaluate

Range = tuple[float | None, float | None]


def can_hold(expression: Expression, valid: Range) -> bool:
    """True where some value of the range meets the expression, against some baseline of the range."""
    return any(_holds(expression, value, base) for value, base in _cases((expression,), valid))


def always_holds(expression: Expression, valid: Range) -> bool:
    """True where every value of the range meets it, whatever the baseline."""
    return all(_holds(expression, value, base) for value, base in _cases((expression,), valid))


def leaves_room(pass_line: Expression, warn_line: Expression, valid: Range) -> bool:
    """True where some value misses the pass line and meets the warn line."""
    return any(
        _holds(warn_line, value, base) and not _holds(pass_line, value, base)
        for value, base in _cases((pass_line, warn_line), valid)
    )


def _holds(expression: Expression, value: float, base: float) -> bool:
    def judge(condition: Condition) -> bool:
        line = condition.line(base)
        return line is not None and condition.operator.holds(value, line)

    return bool(evaluate(expression, judge))


def _cases(expressions: tuple[Expression, ...], valid: Range) -> Iterator[tuple[float, float]]:
    """A value on each line and one in each stretch between, for a baseline in each stretch where no two lines cross."""
    conditions = [condition for expression in expressions for condition in conditions_of(expression)]
    relative = any(condition.relative for condition in conditions)
    for base in _sampled(_crossings(conditions, valid), valid) if relative else (0.0,):
        lines = [line for condition in conditions if (line := condition.line(base)) is not None]
        for value in _sampled(lines, valid):
            yield value, base


def _crossings(conditions: list[Condition], valid: Range) -> list[float]:
    """Baselines at which two lines meet, or a line and an end of the range; each is straight on either side of 0."""
    points = [0.0]
    ends = [(end, 0.0) for end in valid if end is not None]
    for side in (1.0, -1.0):
        straight = [*(_straight(condition, side) for condition in conditions), *ends]
        for index, (offset, slope) in enumerate(straight):
            for other, steepness in straight[:index]:
                if slope != steepness:
                    points.append((other - offset) / (slope - steepness))
    return points


def _straight(condition: Condition, side: float) -> tuple[float, float]:
    """Offset and slope of a line over the baseline, for baselines on one side of 0."""
    if not condition.relative:
        return condition.number, 0.0
    return (0.0, 1 + side * condition.number / 100) if condition.percent else (condition.number, 1.0)


def _sampled(points: list[float], valid: Range) -> list[float]:
    """The points, the middle of each stretch between them, and one beyond either end, within the valid range."""
    low, high = valid
    ends = [end for end in (low, high) if end is not None]
    inside = sorted({point for point in (*points, *ends) if _within(point, valid)}) or [0.0]
    middles = [(one + other) / 2 for one, other in pairwise(inside)]
    reach = 1 + max(abs(point) for point in inside)
    beyond = [point for point in (inside[0] - reach, inside[-1] + reach) if _within(point, valid)]
    return [*inside, *middles, *beyond]


def _within(point: float, valid: Range) -> bool:
    low, high = valid
    return (low is None or point >= low) and (high is None or point <= high)
