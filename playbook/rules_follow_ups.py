"""Follow-ups name a product that exists, and are due and done after they were agreed."""

from collections.abc import Iterator

from metrics.problems import Problem, did_you_mean
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


def what_is_done_was_agreed(world: World) -> Iterator[Problem]:
    """A follow-up that is said to be done was agreed by that day, in the same words."""
    agreed = {entry.value.what: entry.value.on for entry in world.listed(world.record("follow_ups"), "follow_ups")}
    for entry in world.listed(world.record("follow_ups"), "done"):
        what, where = entry.value.what, entry.value_at("what")
        if what not in agreed and world.record("follow_ups").is_whole:
            yield error(where, f"no follow-up was agreed as '{what}'", remedy=did_you_mean(what, agreed))
        elif what in agreed and entry.value.on < agreed[what]:
            found = f"done on {entry.value.on}, before it was agreed on {agreed[what]}"
            yield error(entry.value_at("on"), found, f"a day from {agreed[what]} on")


def follow_ups_name_a_product(world: World) -> Iterator[Problem]:
    """A follow-up names a product that is on record, or none."""
    for entry in world.listed(world.record("follow_ups"), "follow_ups"):
        if entry.value.product is not None:
            yield from world.known.products.unknown(entry.value_at("product"), entry.value.product)
