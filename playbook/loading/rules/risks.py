"""Risks and incidents hold together: indicators can be read, days stand in order, postmortems are read by another."""

from collections.abc import Iterator

from metrics.definition import Direction
from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.references import unreadable
from playbook.loading.rules.world import World, error, warning
from playbook.model.fields import Refused
from playbook.model.incidents import Incident, Severity
from playbook.model.indicators import Watched, parse_indicator
from playbook.model.risks import RiskState
from playbook.model.trajectory import trajectory_of


def indicators_can_be_read(world: World) -> Iterator[Problem]:
    """An indicator names a metric that is defined, and what about it raises the risk."""
    metrics = world.metrics_meant
    for entry in world.listed(world.definition("risks"), "risks"):
        for index, text in enumerate(entry.value.indicators):
            where = entry.value_at("indicators", index)
            try:
                indicator = parse_indicator(text)
            except Refused as reason:
                yield unreadable(where, text, reason)
                continue
            yield from world.known.metrics.unknown(where, indicator.metric)
            metric = metrics.get(indicator.metric)
            if metric is None or indicator.watched is not Watched.PLAN:
                continue
            if metric.better is Direction.NEUTRAL or not (trajectory_of(world.playbook, metric) or metric.per):
                found = f"'{text}' can never be raised: '{metric.id}' has no target"
                yield warning(where, found, remedy="give the metric a target, or name a line such as '> 0.05'")


def risks_are_assessed_in_order(world: World) -> Iterator[Problem]:
    """A risk is accepted until a later day, and reviewed on a later day."""
    for entry in world.listed(world.record("risks"), "assessments"):
        said = entry.value
        if said.accepted_until is not None and said.accepted_until < said.on:
            found = f"accepted until {said.accepted_until}, before the assessment of {said.on}"
            yield error(entry.value_at("accepted_until"), found, "a later day")
        if said.next_review is not None and said.next_review <= said.on:
            found = f"next review on {said.next_review}, not after the assessment of {said.on}"
            yield error(entry.value_at("next_review"), found, "a later day")
        if said.state is RiskState.ACCEPTED and said.accepted_until is None and entry.is_whole:
            found = f"risk '{said.risk}' is accepted without an end"
            yield warning(entry.at("state"), found, remedy="say in 'accepted_until' when it is looked at again")
        if said.state is not RiskState.ACCEPTED and said.accepted_until is not None:
            found = f"'accepted_until' with a risk that is '{said.state}'"
            yield warning(entry.at("accepted_until"), found, remedy="take it out, or say state: accepted")


def severities_stand_once(world: World) -> Iterator[Problem]:
    """The ladder says once what a severity asks for."""
    top = world.definition("risks")
    ladder = top.step("incidents", top.value.incidents)
    first: dict[Severity, int | None] = {}
    for entry in ladder.each("severities", ladder.value.severities):
        name = entry.value.severity
        if name in first:
            remedy = f"the first stands in line {first[name]}; keep one"
            yield error(entry.at("severity"), f"second word about severity '{name}'", remedy=remedy)
        first.setdefault(name, entry.at("severity").line)


def incidents_name_what_is_defined(world: World) -> Iterator[Problem]:
    """An incident names a product and risks that are defined, and has an id of its own."""
    first: dict[str, int | None] = {}
    for entry in _incidents(world):
        name = entry.value.id
        if name in first:
            yield error(entry.at("id"), f"second incident '{name}'", remedy=f"the first stands in line {first[name]}")
        first.setdefault(name, entry.at("id").line)
        if entry.value.product is not None:
            yield from world.known.products.unknown(entry.value_at("product"), entry.value.product)
        for index, risk in enumerate(entry.value.risks):
            yield from world.known.risks.unknown(entry.value_at("risks", index), risk)


def incidents_run_forward(world: World) -> Iterator[Problem]:
    """Nothing about an incident is over, written or done before it was found or agreed."""
    for entry in _incidents(world):
        found_on, resolved, postmortem = entry.value.on, entry.value.resolved, entry.value.postmortem
        if resolved is not None and resolved < found_on:
            found = f"over on {resolved}, before it was found on {found_on}"
            yield error(entry.value_at("resolved"), found, "a day on or after it")
        if postmortem is not None and postmortem.on < found_on:
            found = f"a postmortem of {postmortem.on}, before the incident of {found_on}"
            yield error(entry.value_at("postmortem", "on"), found, "a day on or after it")
        read_on = postmortem.reviewed_on if postmortem is not None else None
        if postmortem is not None and read_on is not None and read_on < postmortem.on:
            found = f"a postmortem read on {read_on}, before it was written on {postmortem.on}"
            yield error(entry.value_at("postmortem", "reviewed_on"), found, "a day on or after it")
        for action in entry.each("actions", entry.value.actions):
            began = action.value.on or found_on
            for key, day in (("on", action.value.on), ("due", action.value.due), ("done", action.value.done)):
                if day is not None and day < (found_on if key == "on" else began):
                    said = {"on": "agreed", "due": "due", "done": "done"}[key]
                    since = "the incident" if key == "on" or action.value.on is None else "it was agreed"
                    yield error(action.value_at(key), f"an action {said} on {day}, before {since}", "a later day")


def postmortems_are_read_by_another(world: World) -> Iterator[Problem]:
    """Another than its author has read a postmortem."""
    for entry in _incidents(world):
        written = entry.value.postmortem
        if written is not None and world.same(written.reviewer, written.by, written.on):
            found = f"a postmortem written and read by '{written.by}'"
            yield error(entry.value_at("postmortem", "reviewer"), found, "a reader other than its author")


def _incidents(world: World) -> tuple[Entry[Incident], ...]:
    return world.listed(world.record("incidents"), "incidents")
