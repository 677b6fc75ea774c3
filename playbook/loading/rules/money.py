"""Money is in one currency: the charter's, so that sums and shares hold one amount against another of its kind."""

from collections.abc import Iterator
from typing import Any

from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, warning
from playbook.wording import CURRENCY_SIGNS


def money_is_in_the_currency_of_the_charter(world: World) -> Iterator[Problem]:
    """Cases, the audit's costs and the metrics of value are in the currency of the charter's budget; without a budget,
    cases are in that of the metric by which value is followed. A case that names none is in it. Any other metric is
    held against its own targets alone, and pay bands are in the currency of their country."""
    budget = world.charter_records.value.budget
    if budget is None:
        yield from _cases(world, *_of_value(world))
        return
    its, whose = budget.currency, "the charter's budget"
    yield from _cases(world, its, whose)
    audit = world.definition("experiments").step("audit", world.definition("experiments").value.audit)
    found = world.listed(world.record("experiments"), "experiments")
    costs = any(seen.monthly_cost for entry in found for seen in entry.value.seen)
    if audit.value.currency != its and costs:
        yield _other(audit, "currency", "costs of experiments are", audit.value.currency, its, whose)
    value = world.definition("value").value
    for entry in world.metrics:
        followed = entry.value.id in (value.realised, *value.spent)
        if followed and entry.value.unit in CURRENCY_SIGNS and entry.value.unit != its:
            yield _other(entry, "unit", f"'{entry.value.id}' is", entry.value.unit, its, whose)


def _of_value(world: World) -> tuple[str, str]:
    name = world.definition("value").value.realised
    metric = world.metrics_meant.get(name or "")
    return ("", "") if metric is None else (metric.unit, f"'{metric.id}', by which value is followed,")


def _cases(world: World, its: str, whose: str) -> Iterator[Problem]:
    for entry in world.listed(world.record("workflow"), "cases"):
        own = entry.value.currency
        if its and own and own != its:
            yield _other(entry, "currency", f"the case of '{entry.value.product}' is", own, its, whose)


def _other(entry: Entry[Any], key: str, what: str, said: str, its: str, whose: str) -> Problem:
    remedy = f"convert it and write {its}; amounts of two currencies are never added up"
    return warning(entry.at(key), f"{what} in {said}, and {whose} is in {its}", remedy=remedy)
