"""Whether a line lets more values pass than another, and whether a trajectory asks for more than another."""

from collections.abc import Callable, Sequence
from itertools import product

from metrics.definition import Direction, Target, TargetKind
from metrics.lines import equal
from playbook.model.conditions import Condition, Expression, conditions_of, evaluate
from playbook.model.trajectory import value_on

_STEP = 1e-6


def condition_growth(was: Expression | None, now: Expression | None) -> int | None:
    """1 where every value that passed still does and others too, -1 the other way round, 0 for neither; None where the
    same values pass. No line lets nothing pass.

    Both lines are made of comparisons of the value, or of its change against a baseline, with fixed numbers. Between
    two of those numbers nothing turns, so trying each number and a point on either side of it settles the question."""
    lines = [line for line in (was, now) if line is not None]
    numbers: dict[tuple[bool, bool], list[float]] = {}
    for line in lines:
        for condition in conditions_of(line):
            numbers.setdefault(_axis(condition), []).append(condition.number)
    axes = list(numbers)
    points = [sorted({number + side for number in found for side in _sides(number)}) for found in numbers.values()]
    more = fewer = False
    for values in product(*points):
        at = dict(zip(axes, values, strict=True))
        before, after = (line is not None and bool(evaluate(line, _judge(at))) for line in (was, now))
        more |= after and not before
        fewer |= before and not after
    return _sign(more, fewer)


def target_growth(was: Sequence[Target], now: Sequence[Target], better: Direction) -> int | None:
    """1 where the newer trajectory asks for at least as much on every day and for more on some, -1 the other way round;
    where it asks for more on some days and for less on others, what it asks for in the end decides, 0 where that is the
    same. None where both ask for the same. A trajectory without a target asks for nothing."""
    corners = [sorted((one.date, one.value) for one in targets) for targets in (was, now)]
    aims = [any(one.kind is TargetKind.TARGET for one in targets) for targets in (was, now)]
    if aims[0] != aims[1]:
        return 1 if aims[1] else -1
    days = sorted({day for found in corners for day, _ in found})
    harder = [_harder(value_on(corners[0], day), value_on(corners[1], day), better) for day in days]
    if not aims[1] or not any(harder):
        return None
    if better is Direction.NEUTRAL:
        return 0
    sign = _sign(any(step > 0 for step in harder), any(step < 0 for step in harder))
    return harder[-1] if sign == 0 else sign


def _sign(more: bool, fewer: bool) -> int | None:
    return 0 if more and fewer else 1 if more else -1 if fewer else None


def _harder(was: float | None, now: float | None, better: Direction) -> int:
    if was is None or now is None or equal(now, was):
        return 0
    return 1 if (now > was) is (better is Direction.HIGHER) else -1


def _axis(condition: Condition) -> tuple[bool, bool]:
    return condition.relative, condition.percent


def _sides(number: float) -> tuple[float, float, float]:
    step = _STEP * max(1.0, abs(number))
    return -step, 0.0, step


def _judge(at: dict[tuple[bool, bool], float]) -> Callable[[Condition], bool]:
    return lambda condition: condition.operator.holds(at[_axis(condition)], condition.number)
