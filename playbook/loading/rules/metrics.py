"""Metrics are fed by somebody, and their targets and ranges make sense."""

from collections.abc import Iterator, Sequence

from metrics.definition import Day, Direction, Grain, Level, Metric, Target, TargetKind
from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error, runs_upwards, warning
from playbook.wording import join_words


def signals_have_names_of_their_own(world: World) -> Iterator[Problem]:
    """A signal stands once, and no metric bears its id: both go through one entrance."""
    first: dict[str, int | None] = {}
    metrics = {metric.value.id: metric.at("id").line for metric in world.metrics}
    for entry in world.listed(world.definition("signals"), "signals"):
        name = entry.value.id
        if name in first:
            remedy = f"the first stands in line {first[name]}; rename one"
            yield error(entry.at("id"), f"second signal '{name}'", remedy=remedy)
        elif name in metrics:
            found = f"signal '{name}' bears the id of a metric"
            yield error(entry.at("id"), found, remedy=f"the metric stands in metrics.yaml:{metrics[name]}; rename one")
        first.setdefault(name, entry.at("id").line)


def somebody_feeds_each_metric(world: World) -> Iterator[Problem]:
    """A metric names who answers for it and where its numbers come from."""
    asking: dict[str, list[str]] = {}
    for gate, entry in world.criteria:
        if entry.value.metric is not None and gate.value.id not in asking.setdefault(entry.value.metric, []):
            asking[entry.value.metric].append(gate.value.id)
    for metric in world.metrics:
        missing = [key for key in ("owner", "source") if not getattr(metric.value, key).strip()]
        if not missing or not metric.is_whole:
            continue
        waiting = [f"'{gate}'" for gate in asking.get(metric.value.id, [])]
        found = f"metric '{metric.value.id}' has no {join_words(missing, 'and no')}"
        if waiting:
            found += f", and gate {join_words(waiting)} waits for its numbers" if len(waiting) == 1 else ""
            found += f", and gates {join_words(waiting)} wait for its numbers" if len(waiting) > 1 else ""
        yield warning(metric.at(), found, remedy=f"say {_questions(missing)}")


def _questions(missing: list[str]) -> str:
    return join_words({"owner": "who answers for it", "source": "where the numbers come from"}[key] for key in missing)


def ranges_run_upwards(world: World) -> Iterator[Problem]:
    """The lowest value of a range is below the highest."""
    for metric in world.metrics:
        low, high = metric.value.valid_range
        if not runs_upwards(metric.value):
            yield error(
                metric.value_at("range"),
                f"the range of '{metric.value.id}' runs from {low:g} to {high:g}",
                "the lower value first",
            )


def reported_days_fit_the_grain(world: World) -> Iterator[Problem]:
    """Weekdays stand once each, and only where a metric is measured by the day."""
    for metric in world.metrics:
        days = metric.value.reported_on
        if days and metric.value.grain is not Grain.DAY:
            found = f"weekdays for '{metric.value.id}', which is measured by the week"
            yield error(metric.at("reported_on"), found, remedy="say grain: day, or take 'reported_on' out")
        twice = [day for day in Day if days.count(day) > 1]
        if twice:
            found = f"'{twice[0]}' stands more than once in 'reported_on' of '{metric.value.id}'"
            yield error(metric.at("reported_on"), found, "each weekday once")


def targets_make_a_trajectory(world: World) -> Iterator[Problem]:
    """Targets have a day each, the baseline first, lie in the range, and stand where one way is better."""
    for metric in world.metrics:
        for key in ("targets", "targets_by_product"):
            if getattr(metric.value, key) and metric.value.better is Direction.NEUTRAL:
                found = f"targets for '{metric.value.id}', for which neither way is better"
                yield error(metric.at(key), found, remedy="say better: lower or better: higher, or take them out")
    for metric, targets in _trajectories(world):
        yield from _dated(metric, targets)
        if runs_upwards(metric.value):
            yield from _in_range(metric, targets)


def products_with_targets_are_products(world: World) -> Iterator[Problem]:
    """Targets by product name products, of a metric that is measured for each."""
    for metric in world.metrics:
        if metric.value.targets_by_product and metric.value.level is Level.ORGANIZATION:
            found = f"targets by product for '{metric.value.id}', which is measured once for the organization"
            yield error(metric.at("targets_by_product"), found, remedy="say level: product, or take them out")
        for product in metric.value.targets_by_product:
            yield from world.known.products.unknown(metric.at("targets_by_product", product), product)


def _trajectories(world: World) -> Iterator[tuple[Entry[Metric], tuple[Entry[Target], ...]]]:
    """The targets of each metric, then those of each product that has its own."""
    for metric in world.metrics:
        yield metric, tuple(metric.each("targets", metric.value.targets))
        by_product = metric.step("targets_by_product", metric.value.targets_by_product)
        for product, targets in by_product.value.items():
            yield metric, tuple(by_product.each(product, targets))


def _dated(metric: Entry[Metric], targets: Sequence[Entry[Target]]) -> Iterator[Problem]:
    first: dict[object, int | None] = {}
    aims = [entry.value.date for entry in targets if entry.value.kind is TargetKind.TARGET]
    for entry in targets:
        day = entry.value.date
        if day in first:
            found = f"second target of '{metric.value.id}' for {day}"
            yield error(entry.at("date"), found, remedy=f"the first stands in line {first[day]}; keep one")
        first.setdefault(day, entry.at("date").line)
        if entry.value.kind is TargetKind.BASELINE and any(aim < day for aim in aims):
            found = f"the baseline of '{metric.value.id}' is dated after its target of {min(aims)}"
            yield error(entry.at("date"), found, "a baseline before every target")


def _in_range(metric: Entry[Metric], targets: Sequence[Entry[Target]]) -> Iterator[Problem]:
    low, high = metric.value.valid_range
    for entry in targets:
        value = entry.value.value
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = f"{'' if low is None else f'{low:g}'} to {'' if high is None else f'{high:g}'}"
            words = (
                f"a value within {bounds}"
                if None not in (low, high)
                else f"a value of at {'least' if high is None else 'most'} {low if high is None else high:g}"
            )
            hint = f"{value / 100:g} for {value:g}%" if high == 1 and 1 < value <= 100 else ""
            yield error(
                entry.value_at("value"),
                f"the target {value:g} lies outside the range of '{metric.value.id}'",
                words,
                f"write {hint}" if hint else "",
            )


def targets_lead_the_better_way(world: World) -> Iterator[Problem]:
    """The last target is better than the baseline."""
    for metric, targets in _trajectories(world):
        baseline = next((entry.value for entry in targets if entry.value.kind is TargetKind.BASELINE), None)
        aims = [entry for entry in targets if entry.value.kind is TargetKind.TARGET]
        if baseline is None or not aims or metric.value.better is Direction.NEUTRAL or not metric.is_whole:
            continue
        last = max(aims, key=lambda entry: entry.value.date)
        gain = last.value.value - baseline.value
        if gain and (gain > 0) != (metric.value.better is Direction.HIGHER):
            found = (
                f"'{metric.value.id}' is to go from {baseline.value:g} to {last.value.value:g}, "
                f"and {metric.value.better} is better"
            )
            yield warning(last.value_at("value"), found, remedy="check 'better' and the two values")
