"""Resources and the research backlog: entries stand once, name layers that exist, and are triaged in order."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error, warning
from playbook.model.research import TriageState


def resources_and_finds_stand_once(world: World) -> Iterator[Problem]:
    """A resource and an entry of the backlog each have an id of their own."""
    yield from _once("resource", world.listed(world.definition("resources"), "resources"))
    yield from _once("entry of the backlog", world.listed(world.record("research"), "backlog"))


def _once(noun: str, entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    first: dict[str, int | None] = {}
    for entry in entries:
        name = entry.value.id
        if name in first:
            remedy = f"the first stands in line {first[name]}; rename one"
            yield error(entry.at("id"), f"second {noun} '{name}'", remedy=remedy)
        first.setdefault(name, entry.at("id").line)


def resources_and_finds_name_layers(world: World) -> Iterator[Problem]:
    """Layers that could change are layers of the stack."""
    resources = world.listed(world.definition("resources"), "resources")
    for entry in (*resources, *world.listed(world.record("research"), "backlog")):
        for index, layer in enumerate(entry.value.layers):
            yield from world.known.layers.unknown(entry.value_at("layers", index), layer)


def triage_runs_forward(world: World) -> Iterator[Problem]:
    """Nothing is triaged before it was found, and what is dropped or adopted says why."""
    for entry in world.listed(world.record("research"), "backlog"):
        steps = list(entry.each("triage", entry.value.triage))
        for step in steps:
            if step.value.on < entry.value.found:
                found = f"'{entry.value.id}' is triaged on {step.value.on}, before it was found on {entry.value.found}"
                yield error(step.value_at("on"), found, "a day on or after it")
            if step.value.state in (TriageState.ADOPTED, TriageState.DROPPED) and not step.value.why.strip():
                found = f"'{entry.value.id}' is {step.value.state} without a word"
                yield warning(step.at("state"), found, remedy="say in 'why' what decided it")
        for before, after in pairwise(steps):
            if after.value.on < before.value.on:
                found = f"a step of {after.value.on} below one of {before.value.on}"
                yield warning(after.value_at("on"), found, remedy="write the newest last")
