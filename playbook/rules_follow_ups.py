"""Follow-ups name a product that exists, and are due and done after they were agreed."""

from collections.abc import Iterator

from metrics.problems import Problem
from playbook.rules_world import World, error


def follow_ups_come_after_they_were_agreed(world: World) -> Iterator[Problem]:
    """A follow-up is due, and done, on the day it was agreed or later."""
    for entry in world.listed(world.record("follow_ups"), "follow_ups"):
        agreed = entry.value.on
        if entry.value.due < agreed:
            found = f"a follow-up due on {entry.value.due}, before it was agreed on {agreed}"
            yield error(entry.value_at("due"), found, f"a day from {agreed} on")
        if entry.value.done is not None and entry.value.done < agreed:
            found = f"a follow-up done on {entry.value.done}, before it was agreed on {agreed}"
            yield error(entry.value_at("done"), found, f"a day from {agreed} on")


def follow_ups_name_a_product(world: World) -> Iterator[Problem]:
    """A follow-up names a product that is on record, or none."""
    for entry in world.listed(world.record("follow_ups"), "follow_ups"):
        if entry.value.product is not None:
            yield from world.known.products.unknown(entry.value_at("product"), entry.value.product)
