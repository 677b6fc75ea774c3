"""Value is followed by metrics that can be added up, product by product, in one kind of money."""

from collections.abc import Iterator

from metrics.definition import Kind, Level, Metric, OverProducts, Per
from metrics.problems import Place, Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error
from playbook.model.value import ValueDefinitions

_KINDS = {"realised": Kind.AMOUNT, "spent": Kind.AMOUNT, "outcomes": Kind.COUNT}


def value_names_what_is_defined(world: World) -> Iterator[Problem]:
    """Each metric exists, comes from products week by week, and adds up; all money is of one unit."""
    top = world.definition("value")
    metrics = {entry.value.id: entry.value for entry in world.metrics}
    unit = ""
    for key, place, name in _named(top):
        yield from world.known.metrics.unknown(place, name)
        metric = metrics.get(name)
        if metric is None:
            continue
        if not _adds_up(metric, _KINDS[key]):
            found = f"'{name}' cannot be added up over products and weeks"
            yield error(place, found, f"kind: {_KINDS[key]}, per: week, over_products: sum, of the level of products")
        elif metric.kind is Kind.AMOUNT:
            unit = unit or metric.unit
            if metric.unit != unit:
                yield error(place, f"'{name}' is in {metric.unit}", f"{unit}, as the metrics before it")


def _named(top: Entry[ValueDefinitions]) -> Iterator[tuple[str, Place, str]]:
    if top.value.realised is not None:
        yield "realised", top.value_at("realised"), top.value.realised
    for key, names in (("spent", top.value.spent), ("outcomes", top.value.outcomes)):
        for number, name in enumerate(names):
            yield key, top.value_at(key, number), name


def _adds_up(metric: Metric, kind: Kind) -> bool:
    weekly = metric.per is not Per.CHARTER and metric.level is Level.PRODUCT
    return metric.kind is kind and weekly and metric.over_products is OverProducts.SUM
