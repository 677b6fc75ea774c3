"""The words of metric criteria: what was measured, against which line, and what would settle a doubt."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from metrics.definition import Kind, Metric, Per
from metrics.observation import Point
from metrics.weeks import week_name
from playbook.concerns.gates.remedies import Doubt, Goal
from playbook.concerns.gates.weeks_left import WeeksLeft
from playbook.concerns.gates.windows import weeks_of
from playbook.model.conditions import AnyOf, Condition, Expression
from playbook.model.criteria import Criterion, decides_by_sample
from playbook.model.trajectory import WEEKS_PER_MONTH
from playbook.wording import MINUS, bar_text, day_text, join_words, percent_text, plural, value_text, week_text


def shown(window: Point, metric: Metric, criterion: Criterion) -> str:
    """`4.1% of 1,700 in Oct 26-Nov 1`."""
    words = value_text(window.value, metric)
    if window.denominator and metric.kind is Kind.RATE:
        words += f" of {window.denominator:,.0f}"
    if metric.per is Per.CHARTER:
        return f"{words} since the start, to {day_text(window.period_end, window.period_end)}"
    if criterion.pool_weeks > 1:
        return f"{words} in {plural(criterion.pool_weeks, 'week')} to {day_text(window.period_end, window.period_end)}"
    return f"{words} in {week_text(window.period_end)}"


def line_words(expression: Expression, metric: Metric, baseline: float | None) -> str:
    """The lines in the metric's unit, a relative one with the value it comes to; lines are by the week here."""

    def comes_to(relative: Condition) -> str:
        line = relative.line(baseline)
        if line is None:
            return f"{relative.text} of the baseline (not known yet)"
        operator = relative.operator
        change = f"{relative.number:+g}{'%' if relative.percent else ''}".replace("-", MINUS)
        return f"{operator} {bar_text(line, metric, wants_high=operator.wants_high)} (the baseline {change})"

    return _line_words(expression, metric, comes_to)


def rule_words(expression: Expression, metric: Metric) -> str:
    """The lines in the metric's unit as they are written, whatever a relative one comes to."""
    return _line_words(expression, metric, lambda relative: f"{relative.text} of the baseline")


def proof_words(criterion: Criterion, metric: Metric) -> str:
    """`proven at 95%, in one look`: how sure a rate is once it is met, and in how many weeks it had to be."""
    if not decides_by_sample(criterion, metric):
        return ""
    sure = f"proven at {percent_text(float(criterion.confidence))}"
    if criterion.labels_within_days is not None:
        sure = f"corrected by people's labels, {sure}"
    return f"{sure}, in one look" if criterion.weeks == 1 else f"{sure}{_each_week(criterion)}"


def _line_words(expression: Expression, metric: Metric, comes_to: Callable[[Condition], str]) -> str:
    if not isinstance(expression, Condition):
        words = [_line_words(part, metric, comes_to) for part in expression.parts]
        if isinstance(expression, AnyOf):
            return join_words(words, "or")
        pairs = zip(words, expression.parts, strict=True)
        return join_words(f"({word})" if isinstance(part, AnyOf) else word for word, part in pairs)
    if expression.relative:
        return comes_to(expression)
    high = expression.operator.wants_high
    words_of_line = f"{expression.operator} {bar_text(expression.number, metric, wants_high=high)}"
    if metric.per is Per.MONTH:
        by_month = bar_text(expression.number * WEEKS_PER_MONTH, metric, wants_high=high)
        return f"{words_of_line} a week ({by_month} a month)"
    return words_of_line


def _each_week(criterion: Criterion) -> str:
    """One good week is not enough where the worst of several counts."""
    return f" in each of {plural(criterion.weeks, 'week')}" if criterion.weeks > 1 else ""


class Advice(NamedTuple):
    """What would help; `past`: and earlier good weeks to compare with. `uploads` are the weeks it asks to report,
    `counts` the numerator and denominator that it asks for."""

    words: str = ""
    past: bool = False
    uploads: frozenset[str] = frozenset()
    counts: tuple[int, int] | None = None

    @property
    def covers(self) -> frozenset[str]:
        """What is settled by it, where it asks for weeks."""
        return self.uploads | {"past"} if self.uploads and self.past else self.uploads

    @property
    def text(self) -> str:
        """The whole of it."""
        return self.words + (", and earlier good weeks to compare with, or give it a baseline" if self.past else "")


NOTHING = Advice()


def newest_weeks_words(
    criterion: Criterion, metric: Metric, weeks_left: WeeksLeft, *, past: bool, weeks: int | None = None
) -> Advice:
    """What to upload where nothing in date is there to judge; `weeks` where another criterion judges more of them."""
    own = weeks_of(criterion)
    weeks = weeks or own
    others = f", {weeks} for another criterion" if weeks > own else ""
    closed = weeks if weeks_left.closed is None else min(weeks, weeks_left.closed)
    more = weeks - closed
    if more and not weeks_left.allows(more):
        return Advice(_too_short(metric, more, weeks_left), past)
    there = "" if not closed else "the last closed week" if closed == 1 else f"the last {closed} closed weeks"
    ahead = "" if not more else "the next week" if more == 1 else f"the next {more} weeks"
    uploads = frozenset(f"{place} back" for place in range(weeks))
    return Advice(
        f"upload {join_words([part for part in (there, ahead) if part])} of {metric.name}{others}", past, uploads
    )


def _too_short(metric: Metric, more: int, weeks_left: WeeksLeft) -> str:
    """There are not so many weeks any more."""
    left = plural(weeks_left.left or 0, "week")
    return f"ask for fewer weeks of {metric.name}: {more} more are needed, and the charter has {left} left"


def both_words(report: Advice, action: Advice) -> Advice:
    """What would help where weeks have to be reported, and what is known is not good enough either."""
    words = f"{report.words if action.past else report.text}, and {action.words}"
    return Advice(words, action.past, report.uploads and report.uploads | {action.words})


def missing_weeks_words(
    metric: Metric, missing: list[date], first: date, weeks_left: WeeksLeft, *, past: bool
) -> Advice:
    """Which weeks to upload (`missing` are the last days of those that are not there); where nothing was reported
    before them, the weeks ahead will do as well, and where some lie before the product began, those alone."""
    ahead = plural(len(missing), "more week")
    if any(end < weeks_left.begins for end in missing if weeks_left.begins is not None):
        words = f"upload {ahead} of {metric.name} in a row" if weeks_left.allows(len(missing)) else ""
        uploads = frozenset(f"{place} ahead" for place in range(len(missing))) if words else frozenset[str]()
        return Advice(words or _too_short(metric, len(missing), weeks_left), past, uploads)
    names = join_words(week_text(end) for end in missing)
    begun = f", or {ahead} in a row" if missing[-1] < first and weeks_left.allows(len(missing)) else ""
    return Advice(f"upload {metric.name} for {names}{begun}", past, frozenset(week_name(end) for end in missing))


def goal_words(criterion: Criterion, metric: Metric, goal: Goal, baseline: float | None) -> Advice:
    """What the metric has to come to."""
    words, counts = line_words(goal.line, metric, baseline) + _each_week(criterion), None
    if goal.cases is None:
        required = f"to {words}"
    elif goal.count is None:
        required = f"to {words}, with more than {goal.cases:,} {metric.denominator or 'cases'}"
    else:
        side = "least" if goal.wants_high else "most"
        required = f"to at {side} {goal.count:,} of {goal.cases:,}, which proves {words}"
        counts = None if goal.past else (goal.count, goal.cases)
    return Advice(f"bring {metric.name} {required}", goal.past, counts=counts)


def cases_words(criterion: Criterion, metric: Metric, more: int) -> Advice:
    """So many more samples would do."""
    return Advice(f"collect about {more:,} more {metric.denominator or 'cases'}{_each_week(criterion)}")


def doubt_words(
    confidence: float,
    metric: Metric,
    baseline: float | None,
    undecided: Sequence[tuple[str, Expression]],
    doubt: Doubt,
) -> str:
    """Why nothing is proven. `undecided` are the lines that the samples leave open, each with what it is called."""
    lines = settled_words(metric, baseline, undecided[0])
    if not doubt.sampled:
        return f"no sample size, so {lines} is not proven"
    sure = percent_text(confidence)
    if doubt.labelled:
        return f"{lines} is not proven at {sure}; more labels by people would settle it"
    cases = metric.denominator or "cases"
    if doubt.needed is None and doubt.too_many:
        so_far = "" if doubt.so_far is None else f", as far as the {doubt.so_far:,.0f} a week that came so far tell"
        return f"{lines} is not proven at {sure}; at this rate more {cases} do not settle it within the charter{so_far}"
    if doubt.needed is None:
        return f"too close to {lines} to prove at {sure}; no number of samples at this rate would"
    more = f"about {doubt.needed:,} more {cases}"
    if doubt.settles == 0:
        return f"{lines} is not proven at {sure}; {more} at this rate would settle it"
    looser = settled_words(metric, baseline, undecided[doubt.settles])
    if doubt.too_many:
        return f"{lines} is not proven at {sure}, nor within the charter at this rate; {more} would settle {looser}"
    return (
        f"too close to {lines} to prove at {sure}, no number of samples at this rate would; "
        f"{more} would settle {looser}"
    )


def settled_words(metric: Metric, baseline: float | None, line: tuple[str, Expression]) -> str:
    """A line with what it is called."""
    return f"{line[0]}{line_words(line[1], metric, baseline)}"
