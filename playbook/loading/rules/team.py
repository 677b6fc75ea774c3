"""Skills and team hold together: described levels, known layers and roles, assessments by another, honest counts."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.references import all_known, one_known
from playbook.loading.rules.world import Known, World, error, warning
from playbook.model.skills import HIGHEST_LEVEL
from playbook.wording import plural


def skill_levels_are_described(world: World) -> Iterator[Problem]:
    """Each layer of skills says what somebody can do at each of the five levels."""
    for entry in world.listed(world.definition("skills"), "layers"):
        described = len(entry.value.levels)
        if described != HIGHEST_LEVEL and entry.is_whole:
            found = f"layer '{entry.value.id}' describes {plural(described, 'level')}"
            yield error(entry.at("levels"), found, f"{HIGHEST_LEVEL} levels, the lowest first")


def skills_name_what_is_defined(world: World) -> Iterator[Problem]:
    """Needs, ladder and roles name layers of skills that exist, and a role names a level of the ladder."""
    skills = world.definition("skills")
    layers = world.known.skill_layers
    for entry in chain(*(world.listed(skills, name) for name in ("needs", "ladder", "roles"))):
        yield from _layers(entry, entry.value.levels, layers)
    for role in world.listed(skills, "roles"):
        yield from one_known(role, "ladder", world.known.ladder)


def each_stage_has_one_need(world: World) -> Iterator[Problem]:
    """What a product needs in a stage is said once."""
    first: dict[str, int | None] = {}
    for entry in world.listed(world.definition("skills"), "needs"):
        stage = entry.value.stage
        if stage in first:
            found = f"what stage '{stage}' needs, said a second time"
            yield error(entry.at("stage"), found, remedy=f"the first stands in line {first[stage]}; keep one")
        first.setdefault(stage, entry.at("stage").line)


def team_records_name_what_is_defined(world: World) -> Iterator[Problem]:
    """Roles, openings, assessments, trainings and pay bands of the team name things that are defined."""
    known, team = world.known, world.record("team")
    for role in world.listed(team, "roles"):
        yield from one_known(role, "role", known.roles)
        yield from one_known(role, "ladder", known.ladder)
        yield from all_known(role, "products", role.value.products, known.products)
    for opening in world.listed(team, "openings"):
        yield from all_known(opening, "delays", opening.value.delays, known.deliverables)
    for assessed in world.listed(team, "levels"):
        yield from one_known(assessed, "role", known.roles)
        yield from _layers(assessed, assessed.value.levels, known.skill_layers)
    for training in world.listed(team, "trainings"):
        yield from one_known(training, "team", known.customer_teams)
    for band in world.listed(team, "pay_bands"):
        yield from one_known(band, "ladder", known.ladder)


def _layers(entry: Entry[Any], levels: Mapping[str, int], known: Known) -> Iterator[Problem]:
    for layer in levels:
        yield from known.unknown(entry.at("levels", layer), layer)


def levels_are_for_a_seat_or_a_role(world: World) -> Iterator[Problem]:
    """An assessment is of one seat or of one role."""
    for entry in world.listed(world.record("team"), "levels"):
        if (entry.value.seat is None) == (entry.value.role is None) and entry.is_whole:
            found = "levels of neither a seat nor a role" if entry.value.seat is None else "levels of a seat and a role"
            yield error(entry.at(), found, "'seat' or 'role', one of the two")


def levels_are_assessed_by_another(world: World) -> Iterator[Problem]:
    """The levels of a seat are assessed by another person than who holds it."""
    for entry in world.listed(world.record("team"), "levels"):
        if entry.value.seat and world.same(entry.value.by, entry.value.seat, entry.value.on):
            found = f"'{entry.value.seat}' is assessed by the person who holds it"
            yield warning(entry.value_at("by"), found, "another person", "it does not count")


def roles_and_openings_end_after_they_began(world: World) -> Iterator[Problem]:
    """A role or an opening ends on its first day or later."""
    team = world.record("team")
    for entry in world.listed(team, "roles"):
        yield from _ends_after(entry, "ended", entry.value.ended, entry.value.since)
    for opening in world.listed(team, "openings"):
        yield from _ends_after(opening, "withdrawn", opening.value.withdrawn, opening.value.on)


def _ends_after(entry: Entry[Any], key: str, last: Any, first: Any) -> Iterator[Problem]:
    if last is not None and last < first:
        yield error(entry.value_at(key), f"{key} on {last}, before it began on {first}", f"a day from {first} on")


def trainings_count_people_of_the_team(world: World) -> Iterator[Problem]:
    """Nobody outside a team was trained as part of it."""
    for entry in world.listed(world.record("team"), "trainings"):
        given = entry.value
        if given.trained > given.people:
            found = f"{given.trained} trained of {plural(given.people, 'person', 'people')} in '{given.team}'"
            yield error(entry.value_at("trained"), found, f"at most {given.people}")


def pay_bands_run_upwards(world: World) -> Iterator[Problem]:
    """A pay band ends above where it begins."""
    for entry in world.listed(world.record("team"), "pay_bands"):
        if entry.value.high < entry.value.low:
            found = f"a band from {entry.value.low:,.0f} to {entry.value.high:,.0f}"
            yield error(entry.value_at("high"), found, "the higher amount second")
