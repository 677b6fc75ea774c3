"""Conditions on a metric: the grammar people write, and its three-valued evaluation (Kleene)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from metrics.lines import Operator
from playbook.model.fields import Refused


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison. A signed number is relative to the baseline: `percent` of its absolute value, or a difference."""

    operator: Operator
    number: float
    relative: bool = False
    percent: bool = False
    text: str = ""

    def line(self, baseline: float | None = None) -> float | None:
        """The absolute line; None where a relative condition has no baseline."""
        if not self.relative:
            return self.number
        if baseline is None:
            return None
        return baseline + (self.number / 100 * abs(baseline) if self.percent else self.number)


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Expression", ...]


Expression = Condition | All | AnyOf
_CONDITION = re.compile(r"\s*(>=|<=|>|<)\s*([+-]?)\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)\s*(%?)\s*")


def parse_condition(text: str) -> Condition:
    """Reads `>= 0.90`, `< 4`, `<= +10%`, `>= -5%`, `<= +0.02`; raises ValueError with a sentence."""
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise Refused(f"'{text}'", expected="a condition such as '>= 0.90', '< 4' or '<= +10%'")
    operator, sign, digits, percent = match.groups()
    if percent and not sign:
        raise Refused(
            f"the bare percentage '{text.strip()}' could mean a share or a change against the baseline",
            remedy=f"write '{operator} {float(digits) / 100:g}' for the share "
            f"or '{operator} +{digits}%' for the change",
        )
    number = float(digits) * (-1 if sign == "-" else 1)
    return Condition(Operator(operator), number, bool(sign), bool(percent), " ".join(text.split()))


def parse_expression(value: Any) -> Expression:
    """Reads a condition, a list of them (all must hold) or `any:` with a list; raises ValueError with a sentence."""
    if isinstance(value, str):
        return parse_condition(value)
    if isinstance(value, list | tuple):
        if not value:
            raise Refused(expected="at least one condition in the list")
        return All(tuple(parse_expression(part) for part in value))
    if isinstance(value, dict) and set(value) == {"any"} and isinstance(value["any"], list | tuple) and value["any"]:
        return AnyOf(tuple(parse_expression(part) for part in value["any"]))
    raise Refused(expected="a condition such as '>= 0.90', a list of conditions, or 'any:' with a list")


def conditions_of(expression: Expression) -> Iterator[Condition]:
    """Every comparison in it, in reading order."""
    if isinstance(expression, Condition):
        yield expression
    else:
        for part in expression.parts:
            yield from conditions_of(part)


@lru_cache
def is_relative(expression: Expression) -> bool:
    """Whether any comparison in it is held against the past."""
    return any(condition.relative for condition in conditions_of(expression))


def without_relative(expression: Expression) -> Expression | None:
    """The expression's own absolute part; None where nothing absolute is left."""
    if isinstance(expression, Condition):
        return None if expression.relative else expression
    parts = tuple(kept for part in expression.parts if (kept := without_relative(part)) is not None)
    return type(expression)(parts) if parts else None


def text_of(expression: Expression) -> str:
    """The expression as a person would say it."""
    if isinstance(expression, Condition):
        return expression.text
    joint = " and " if isinstance(expression, All) else " or "
    words = [text_of(part) for part in expression.parts]
    return joint.join(f"({word})" if " or " in word and joint == " and " else word for word in words)


def evaluate(expression: Expression, judge: Callable[[Condition], bool | None]) -> bool | None:
    """Kleene's strong three-valued AND and OR over `judge`, which says True, False or None (undecided)."""
    if isinstance(expression, Condition):
        return judge(expression)
    answers = [evaluate(part, judge) for part in expression.parts]
    decisive = isinstance(expression, AnyOf)
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


_REOPEN = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*([<>]=?\s*[^\s].*?)(?:\s+for\s+(\d+)\s+weeks?)?\s*")

REOPEN_FORM = "a metric, a comparison and a number ('latency_p95_seconds > 4 for 2 weeks')"


@dataclass(frozen=True, slots=True)
class ReopenCondition:
    """The decision is open again once `condition` held in each of the last `weeks` closed weeks."""

    metric: str
    condition: Condition
    weeks: int = 1
    text: str = ""


def parse_reopen(text: str) -> ReopenCondition:
    """Reads `latency_p95_seconds > 4 for 2 weeks` or `token_spend_usd > +25%`; raises ValueError with a sentence."""
    match = _REOPEN.fullmatch(text)
    if match is None:
        raise Refused(f"'{text}'", expected=REOPEN_FORM)
    weeks = int(match[3] or 1)
    if not 1 <= weeks <= 52:
        raise Refused(str(weeks), expected="1 to 52 weeks")
    return ReopenCondition(match[1], parse_condition(match[2]), weeks, " ".join(text.split()))
