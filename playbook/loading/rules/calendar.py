"""Weeks without reporting name weeks and products that can be meant."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from metrics.problems import Problem
from metrics.weeks import Weekday
from playbook.loading.rules.world import World, error, warning


def closures_name_products(world: World) -> Iterator[Problem]:
    """A closure is for products that are on record, or for all."""
    for entry in world.listed(world.definition("calendar"), "closures"):
        for index, product in enumerate(entry.value.products):
            yield from world.known.products.unknown(entry.value_at("products", index), product)


def closed_weeks_are_weeks_of_reporting(world: World) -> Iterator[Problem]:
    """A week is closed once for the same products, and lies in the charter or after it."""
    if world.charter.value.charter.week_ends.upper() not in Weekday.__members__:
        return
    calendar, start = world.playbook.calendar, world.start
    first: dict[tuple[str, frozenset[str]], int | None] = {}
    for entry in world.listed(world.definition("calendar"), "closures"):
        for index, week in enumerate(entry.value.weeks):
            where, end = entry.value_at("weeks", index), calendar.week_named(week)
            key = (week, frozenset(entry.value.products))
            if key in first:
                yield error(where, f"{week} is closed twice", remedy=f"it stands in line {first[key]}; keep one")
            first.setdefault(key, where.line)
            if start is not None and end < start:
                found = f"{week} is closed, before the charter begins on {start}"
                yield warning(where, found, f"{calendar.name_of(start)} or a later week")


def closures_are_the_exception(world: World) -> Iterator[Problem]:
    """Four closed weeks in a row and more are worth a second look: nothing would be stale for so long."""
    if world.charter.value.charter.week_ends.upper() not in Weekday.__members__:
        return
    calendar = world.playbook.calendar
    for entry in world.listed(world.definition("calendar"), "closures"):
        ends = sorted({calendar.week_named(week) for week in entry.value.weeks})
        in_a_row = longest = 1
        for before, end in pairwise(ends):
            in_a_row = in_a_row + 1 if end - before == timedelta(days=7) else 1
            longest = max(longest, in_a_row)
        if longest >= _MANY_WEEKS:
            found = f"{longest} weeks without reporting in a row"
            yield warning(entry.at("weeks"), found, remedy="nothing is stale in them; are so many meant?")


_MANY_WEEKS = 4
