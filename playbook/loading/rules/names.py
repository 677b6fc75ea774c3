"""A name means one thing: no two products or metrics share one, and a seat that is nobody's is no slip of another."""

from collections.abc import Iterable, Iterator
from typing import Any

from metrics.definition import Definition
from metrics.likeness import is_slip_of, normalized
from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error
from playbook.model.named_seats import definite_seats
from playbook.model.playbook import RECORD_FILES, Playbook

_SEATS = frozenset({"owner", "by", "reviewer", "asked_by", "approved_by", "whom", "seat"})
"""Keys of records whose word is a seat."""


def names_and_aliases_mean_one_thing(world: World) -> Iterator[Problem]:
    """The id, the name and the aliases of a product or a metric are those of no other."""
    yield from _one_thing("metric", world.metrics)
    yield from _one_thing("product", world.products)


def _one_thing(noun: str, entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    listed = tuple(entries)
    meant = {normalized(entry.value.id): entry for entry in listed}
    for entry in listed:
        names = [("name", entry.value.name)] if entry.value.name else []
        names += [("aliases", alias) for alias in entry.value.aliases]
        for place, (key, name) in enumerate(names):
            other = meant.setdefault(normalized(name), entry)
            if other.value.id == entry.value.id:
                continue
            where = entry.value_at(key) if key == "name" else entry.value_at(key, place - bool(entry.value.name))
            found = f"'{name}' means {noun} '{other.value.id}' already"
            yield error(where, found, f"a name of '{entry.value.id}' alone", "take it out of one of the two")


def seats_are_no_slips(world: World) -> Iterator[Problem]:
    """A seat that a record names, and nobody holds or defines, is not a slip of one that is known."""
    known = _known(world.playbook)
    checked: dict[str, str | None] = {}
    for name in RECORD_FILES:
        top = world.record(name)
        for entry, key in _seats_in(top):
            seat = getattr(entry.value, key)
            if seat in known:
                continue
            if seat not in checked:
                checked[seat] = next((one for one in sorted(known) if is_slip_of(seat, one)), None)
            meant = checked[seat]
            if meant is not None:
                yield error(entry.value_at(key), f"nobody's seat '{seat}'", "", f"did you mean '{meant}'?")


def _seats_in(entry: Entry[Any]) -> Iterator[tuple[Entry[Any], str]]:
    """Every key of an entry, and of what it lists, that names a seat."""
    for key in type(entry.value).model_fields:
        value = getattr(entry.value, key)
        if key in _SEATS and isinstance(value, str) and value:
            yield entry, key
        elif isinstance(value, tuple):
            for item in entry.each(key, value):
                if isinstance(item.value, Definition):
                    yield from _seats_in(item)


def _known(playbook: Playbook) -> frozenset[str]:
    """Seats of the team and of definitions, and owners of products that are no slips of those."""
    known = set(definite_seats(playbook)) - {""}
    owners = {product.owner for product in playbook.records.products.products} - known
    return frozenset(known | {owner for owner in owners if not any(is_slip_of(owner, one) for one in known)})
