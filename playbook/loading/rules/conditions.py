"""Lines of metric criteria can be met, can be missed, look the right way and fit their metric."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from metrics.definition import Direction, Kind, Level, Metric, OverProducts, Sample
from metrics.problems import Problem
from metrics.statistics.looks import false_pass
from metrics.statistics.proportion import samples_still_needed, smallest_sample
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error, warning
from playbook.model.conditions import Condition, Expression, conditions_of, evaluate, without_relative
from playbook.model.criteria import Criterion, decides_by_sample
from playbook.wording import number_text, percent_text, plural

Range = tuple[float | None, float | None]


def can_hold(expression: Expression, valid: Range) -> bool:
    """True where some value of the range meets the expression, against some baseline of the range."""
    return any(_holds(expression, value, base) for value, base in _cases((expression,), valid))


def always_holds(expression: Expression, valid: Range) -> bool:
    """True where every value of the range meets it, whatever the baseline."""
    return all(_holds(expression, value, base) for value, base in _cases((expression,), valid))


def can_warn(pass_line: Expression, warn_line: Expression, valid: Range) -> bool:
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


_POOLED = (Kind.RATE, Kind.MEAN)


def lines_of(criterion: Criterion) -> Iterator[tuple[str, Expression]]:
    """The pass line and, where there is one, the warn line, each with its key."""
    for key, line in (("pass", criterion.pass_line), ("warn", criterion.warn_line)):
        if line is not None:
            yield key, line


def lines_look_the_better_way(world: World) -> Iterator[Problem]:
    """A line asks for more where more is better, and for less where less is."""
    for entry, metric in world.metric_criteria:
        if metric.better is Direction.NEUTRAL:
            continue
        wanted = metric.better is Direction.HIGHER
        for key, line in lines_of(entry.value):
            for condition in conditions_of(line):
                if condition.operator.wants_high != wanted:
                    found = f"'{condition.text}' looks the wrong way: {metric.better} is better for '{metric.id}'"
                    yield error(entry.value_at(key), found, f"a line with '{'>=' if wanted else '<='}'")


def a_warn_line_can_warn(world: World) -> Iterator[Problem]:
    """The warn line is looser than the pass line, so that something lies between them."""
    for entry, metric in world.metric_criteria:
        criterion = entry.value
        if criterion.pass_line is None or criterion.warn_line is None:
            continue
        if not can_warn(criterion.pass_line, criterion.warn_line, _range_of(metric)):
            found = f"the warn line of '{criterion.id}' can never warn: whatever meets it passes already"
            looser = "higher" if metric.better is Direction.LOWER else "lower"
            yield error(entry.at("warn"), found, "a line looser than pass", f"move it {looser}, or take it out")


def lines_can_be_met_and_missed(world: World) -> Iterator[Problem]:
    """Some value of the metric's range meets the pass line, and some value does not."""
    for entry, metric in world.metric_criteria:
        line = entry.value.pass_line
        if line is None or any(_beyond_proof(condition, metric, entry.value) for condition in conditions_of(line)):
            continue
        valid = _range_of(metric)
        if not can_hold(line, valid):
            found = f"no value of '{metric.id}' ({_range_words(metric)}) meets the pass line of '{entry.value.id}'"
            yield error(entry.value_at("pass"), found, remedy="move the line into the range")
        elif always_holds(line, valid):
            found = f"every value of '{metric.id}' ({_range_words(metric)}) meets the pass line of '{entry.value.id}'"
            yield warning(entry.value_at("pass"), found, remedy="move the line into the range")


def no_sample_proves_perfection(world: World) -> Iterator[Problem]:
    """`>= 1` and `<= 0` on a rate need `confidence: none`: no sample, however large, proves them."""
    for entry, metric in world.metric_criteria:
        for key, line in lines_of(entry.value):
            for condition in conditions_of(line):
                if _beyond_proof(condition, metric, entry.value):
                    found = f"no sample proves '{condition.text}' for a rate"
                    yield error(entry.value_at(key), found, remedy="move the line, or write confidence: none")


def _beyond_proof(condition: Condition, metric: Metric, criterion: Criterion) -> bool:
    if metric.kind is not Kind.RATE or criterion.confidence == "none" or condition.relative:
        return False
    return condition.number >= 1 if condition.operator.wants_high else condition.number <= 0


def no_percent_of_a_promoter_score(world: World) -> Iterator[Problem]:
    """A percentage of the baseline means nothing for a net promoter score, which runs through 0."""
    for entry, metric in world.metric_criteria:
        for key, line in lines_of(entry.value):
            for condition in conditions_of(line):
                if condition.percent and metric.kind is Kind.NPS:
                    points = condition.text.replace("%", "")
                    found = f"'{condition.text}' of a net promoter score"
                    yield error(entry.value_at(key), found, f"a difference in points, such as '{points}'")


def relative_lines_have_a_floor(world: World) -> Iterator[Problem]:
    """A line against the baseline alone lets the metric slide a little every week."""
    for entry, _ in world.metric_criteria:
        line = entry.value.pass_line
        if line is not None and without_relative(line) is None:
            found = f"'{entry.value.id}' is only held against its own past, and may slide a little every week"
            floor = "an absolute line beside it, such as pass: ['>= 0.85', '>= -2%']"
            yield warning(entry.value_at("pass"), found, floor)


def pooled_weeks_are_new_evidence(world: World) -> Iterator[Problem]:
    """`pool_weeks` adds up weeks of what can be pooled and whose sample is drawn afresh."""
    for entry, metric in world.metric_criteria:
        weeks = entry.value.pool_weeks
        if weeks == 1:
            continue
        where = entry.at("pool_weeks")
        if metric.kind not in _POOLED and metric.over_products is not OverProducts.POOL:
            found = f"pool_weeks: {weeks} on '{metric.id}', which is of kind {metric.kind}"
            yield error(
                where,
                found,
                "a rate, a mean, or a metric with over_products: pool",
                "use weeks: for the worst of some weeks",
            )
        elif metric.sample is Sample.FIXED:
            found = f"pool_weeks: {weeks} on '{metric.id}', whose sample is fixed"
            yield error(where, found, remedy="the same cases run again are no new evidence; take it out")


def labels_correct_rates_of_products(world: World) -> Iterator[Problem]:
    """People's labels correct a rate that each product has for itself."""
    for entry, metric in world.metric_criteria:
        if entry.value.labels_within_days is None:
            continue
        if metric.kind is not Kind.RATE or metric.level is Level.ORGANIZATION:
            found = f"labels_within_days on '{metric.id}', which is no rate of a product"
            yield error(entry.at("labels_within_days"), found, "a metric of kind rate and level product")


def usual_samples_are_large_enough(world: World) -> Iterator[Problem]:
    """The usual week brings enough cases to prove the line for a product that is clearly on the good side of it."""
    for entry, metric in world.metric_criteria:
        criterion = entry.value
        if metric.kind is not Kind.RATE or metric.usual_n is None or criterion.pass_line is None:
            continue
        for condition in conditions_of(criterion.pass_line):
            if isinstance(criterion.confidence, float) and 0 < condition.number < 1 and not condition.relative:
                yield from _too_small(entry, metric, metric.usual_n, condition, criterion.confidence)


def _too_small(
    entry: Entry[Criterion], metric: Metric, usual: int, condition: Condition, confidence: float
) -> Iterator[Problem]:
    line, operator = condition.number, str(condition.operator)
    halfway = (1 + line) / 2 if condition.operator.wants_high else line / 2
    more = samples_still_needed(halfway, 1, line, operator, confidence)
    needed = None if more is None else 1 + more
    weeks = entry.value.pool_weeks
    sample = usual * weeks
    if needed is None or sample >= needed:
        return
    least = smallest_sample(line, operator, confidence)
    hardly = "can never prove" if least is not None and sample < least else "can hardly prove"
    found = f"{plural(sample, 'usual case')} {hardly} '{condition.text}' for '{entry.value.id}'"
    expected = f"about {number_text(needed)} cases, to prove it at a rate of {number_text(halfway)}"
    enough = ceil(needed / usual)
    pooled = metric.sample is Sample.FRESH and enough <= 8
    remedy = (
        f"write pool_weeks: {enough}, judge more cases, or move the line"
        if pooled
        else "judge more cases, or move the line"
    )
    yield warning(entry.value_at("pass"), found, expected, remedy)


LOOKS = 12
"""Closed weeks of a charter: as often is a gate looked at."""


def key_rates_hold_for_two_weeks(world: World) -> Iterator[Problem]:
    """A rate that one look decides passes by chance sooner or later: `weeks: 2` makes that rare. Where weeks are added
    up, `weeks: 1` written out says that one look is meant."""
    for entry, metric in world.metric_criteria:
        criterion = entry.value
        meant = criterion.weeks > 1 or (criterion.pool_weeks > 1 and "weeks" in criterion.model_fields_set)
        if not criterion.key or meant or not decides_by_sample(criterion, metric):
            continue
        confidence, pooled = float(criterion.confidence), criterion.pool_weeks
        now, then = (false_pass(LOOKS, confidence, weeks, pooled) for weeks in (1, 2))
        found = f"one look decides '{criterion.id}': on its line, {now:.0%} pass by chance in {LOOKS} weekly looks"
        yield warning(entry.value_at("pass"), found, remedy=f"write weeks: 2, which makes it {percent_text(then)}")


def _range_of(metric: Metric) -> tuple[float | None, float | None]:
    return metric.valid_range


def _range_words(metric: Metric) -> str:
    low, high = metric.valid_range
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is None and high is None:
        return "any number"
    return f"{low:g} and more" if low is not None else f"at most {high:g}"
