"""Market signals have names of their own, apart from the metrics."""

from collections.abc import Iterator

from metrics.problems import Problem
from playbook.rules_world import World, error


def signals_have_names_of_their_own(world: World) -> Iterator[Problem]:
    """A signal stands once, and no metric bears its id: both go through one door."""
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
