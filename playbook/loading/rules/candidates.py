"""Candidates stand once, and what names one names a candidate of its own product."""

from collections.abc import Iterator
from typing import Any

from metrics.definition import Level
from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.references import all_known, one_known
from playbook.loading.rules.world import Known, World, error

_WORK = ("cases", "journeys", "suites", "retrieval", "feedback", "drift", "calibrations")


def candidates_stand_once(world: World) -> Iterator[Problem]:
    """An id is one candidate of a product for ever: other parts are another candidate."""
    first: dict[tuple[str, str], int | None] = {}
    for entry in world.listed(world.record("candidates"), "candidates"):
        name = (entry.value.product, entry.value.id)
        if name in first:
            found = f"second candidate '{name[1]}' of '{name[0]}'"
            remedy = f"the first stands in line {first[name]}; what ships otherwise needs another id"
            yield error(entry.value_at("id"), found, remedy=remedy)
        first.setdefault(name, entry.at("id").line)


def candidates_are_of_a_product(world: World) -> Iterator[Problem]:
    """A candidate, and what was measured on it, names a product and metrics of products."""
    organization = {entry.value.id for entry in world.metrics if entry.value.level is Level.ORGANIZATION}
    for entry in world.listed(world.record("candidates"), "candidates"):
        yield from one_known(entry, "product", world.known.products)
    for entry in world.listed(world.record("candidates"), "numbers"):
        yield from one_known(entry, "product", world.known.products)
        yield from all_known(entry, "metrics", entry.value.metrics, world.known.metrics)
        for index, metric in enumerate(entry.value.metrics):
            if metric in organization:
                found = f"'{metric}' is measured once for the whole organization, not on a candidate"
                yield error(entry.value_at("metrics", index), found, remedy="take it out of the list")


def records_name_a_candidate_of_their_product(world: World) -> Iterator[Problem]:
    """Evidence, sign-offs, decisions, incidents and records of work name a candidate of the product they are about."""
    known: dict[str, set[str]] = {}
    for entry in world.listed(world.record("candidates"), "candidates"):
        known.setdefault(entry.value.product, set()).add(entry.value.id)
    whole = world.record("candidates").is_whole
    for entry in _naming(world):
        product, candidate = entry.value.product, entry.value.candidate
        where = entry.value_at("candidate")
        if product is None:
            yield error(where, f"candidate '{candidate}' without its product", remedy="name the product")
            continue
        of_product = Known("candidate", frozenset(known.get(product, ())), whole, f"product '{product}'")
        if product in world.known.products.ids:
            yield from of_product.unknown(where, candidate)


def records_come_after_their_candidate(world: World) -> Iterator[Problem]:
    """Nothing is shown or decided of a candidate before the day on which it was put forward."""
    days = {
        (entry.value.product, entry.value.id): entry.value.on
        for entry in world.listed(world.record("candidates"), "candidates")
    }
    for entry in _naming(world):
        day = getattr(entry.value, "on", None) or entry.value.since
        forward = days.get((entry.value.product, entry.value.candidate))
        if forward is not None and day < forward:
            found = f"dated {day}, and candidate '{entry.value.candidate}' was put forward on {forward}"
            yield error(entry.value_at("candidate"), found, f"a candidate of {day} or earlier")


def _naming(world: World) -> Iterator[Entry[Any]]:
    """Every record that names a candidate."""
    places = [
        ("evidence", "evidence"),
        ("sign_offs", "sign_offs"),
        ("decisions", "decisions"),
        ("incidents", "incidents"),
        ("candidates", "numbers"),
        *(("workflow", name) for name in _WORK),
    ]
    for file, name in places:
        yield from (entry for entry in world.listed(world.record(file), name) if entry.value.candidate)
