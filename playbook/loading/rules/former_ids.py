"""Ids that were given up, and numbers that were stored before a definition changed: each is reported once."""

from collections.abc import Iterator
from typing import Any

from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error
from playbook.model.corrections.meaning_changes import OlderNumbers


def former_ids_are_free(world: World) -> Iterator[Problem]:
    """An id that was given up is borne by nothing else, and by one thing it went over to."""
    yield from _free("metric", world.metrics)
    yield from _free("product", world.products)


def _free(noun: str, entries: tuple[Entry[Any], ...]) -> Iterator[Problem]:
    borne = {entry.value.id: entry for entry in entries}
    first: dict[str, str] = {}
    for entry in entries:
        for index, old in enumerate(entry.value.formerly):
            where = entry.value_at("formerly", index)
            if old in borne:
                line = borne[old].at("id").line
                found = f"'{old}' was given up, and is the id of a {noun} in line {line}"
                yield error(where, found, remedy="take it out of 'formerly', or rename that one")
            elif old in first:
                found = f"'{old}' went over to two: '{first[old]}' and '{entry.value.id}'"
                yield error(where, found, remedy="keep one")
            first.setdefault(old, entry.value.id)


def meaning_changes_name_metrics(world: World) -> Iterator[Problem]:
    """A change of meaning is of a metric that is defined; what is gone can only start anew."""
    for entry in world.listed(world.record("meaning_changes"), "changes"):
        if entry.value.metric is not None and entry.value.older is not OlderNumbers.START_ANEW:
            yield from world.known.metrics.unknown(entry.value_at("metric"), entry.value.metric)
