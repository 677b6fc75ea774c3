"""Sources name metrics, products and tools that can be meant."""

from collections.abc import Iterator

from metrics.problems import Problem, did_you_mean
from metrics.source import TABLE, TOOLS
from playbook.loading.rules.world import World, error

_OURS = frozenset({"week", "date", "product", "metric", "value", "numerator", "denominator", "unit", "environment", ""})


def sources_name_what_is_defined(world: World) -> Iterator[Problem]:
    """A source takes measures of a tool that is read, for metrics and products on record."""
    tools = {*TOOLS, TABLE}
    known = {tool.casefold() for tool in tools}
    for entry in world.listed(world.definition("sources"), "sources"):
        source = entry.value
        if source.tool.casefold() not in known:
            found = f"no files of '{source.tool}' are read here"
            yield error(entry.at("tool"), found, remedy=did_you_mean(source.tool, tools))
        for one in entry.each("takes", source.takes):
            yield from world.known.metrics.unknown(one.at("metric"), one.value.metric)
            if one.value.product is not None:
                yield from world.known.products.unknown(one.at("product"), one.value.product)
        if source.product is not None:
            yield from world.known.products.unknown(entry.at("product"), source.product)
        for product in source.products.values():
            yield from world.known.products.unknown(entry.at("products"), product)
        for metric in source.metrics.values():
            yield from world.known.metrics.unknown(entry.at("metrics"), metric)


def sources_take_something(world: World) -> Iterator[Problem]:
    """A source of a tool takes a measure; one of tables says what its headings are."""
    for entry in world.listed(world.definition("sources"), "sources"):
        source = entry.value
        if source.tool != TABLE and not source.takes:
            found = f"source '{source.id}' takes nothing"
            yield error(entry.at("tool"), found, "'takes' with a measure and its metric")
        if source.tool == TABLE and not source.headings:
            yield error(entry.at("id"), f"source '{source.id}' names no headings", "'headings', or 'tool'")
        for heading, meant in source.headings.items():
            if meant not in _OURS and meant not in world.metrics_meant:
                remedy = did_you_mean(meant, {*_OURS, *world.metrics_meant} - {""})
                found = f"'{heading}' is '{meant}', which is neither a column nor a metric"
                yield error(entry.at("headings"), found, remedy=remedy)
