"""Ids that were given up between two versions of the definitions, where what bore them came back under another one."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from metrics.definition import Definition
from playbook.model.playbook import Definitions
from playbook.readiness.bars.directions import DIRECTIONS, Reads


def with_later_ids(before: Definitions, after: Definitions) -> Definitions:
    """The earlier definitions in the ids of the later ones. An entry was renamed where one of the same content came
    while it went; what names it is read as naming it under its later id."""
    went, came = _apart(before, after), _apart(after, before)
    later: dict[str, str] = {}
    found = True
    while found and went and came:  # a gate that comes after a renamed one is the same only once that one is known
        pairs = {old: new for old, entry in went.items() if (new := _twin(_renamed(entry, later), came)) is not None}
        found = bool(pairs)
        for old, new in pairs.items():
            if came.pop(new, None) is not None:
                later[old] = new
                del went[old]
    if not later:
        return before
    return replace(before, **{part.name: _renamed(getattr(before, part.name), later) for part in fields(before)})


def _apart(one: Definitions, other: Definitions) -> dict[str, Definition]:
    """Entries of the one whose ids nothing of their kind bears in the other."""
    named, there = _entries(one), _entries(other)
    return {entry_id: entry for (kind, entry_id), entry in named.items() if (kind, entry_id) not in there}


def _entries(definitions: Definitions) -> dict[tuple[type[Definition], str], Definition]:
    """What is named from elsewhere: entries with an id, and those one list below them; criteria are followed within
    their gate."""
    found: dict[tuple[type[Definition], str], Definition] = {}
    for part in fields(definitions):
        for entry in _listed(getattr(definitions, part.name)):
            found[type(entry), entry.id] = entry
            found |= {(type(one), one.id): one for one in _listed(entry) if not hasattr(one, "key")}
    return found


def _listed(model: Definition) -> Iterator[Any]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Definition) and "id" in type(one).model_fields)


def _twin(entry: Definition, came: Mapping[str, Definition]) -> str | None:
    """The only one of the same content."""
    same = [name for name, one in came.items() if type(one) is type(entry) and content_of(one) == content_of(entry)]
    return same[0] if len(same) == 1 else None


def content_of(entry: Definition) -> dict[str, Any]:
    """An entry apart from its names and prose."""
    words = {name for name, reads in DIRECTIONS[type(entry)].items() if reads is Reads.WORDS}
    return entry.model_dump(exclude=words)


def _renamed(value: Any, later: Mapping[str, str]) -> Any:
    if isinstance(value, Definition):
        update = {}
        for name in type(value).model_fields:
            was = getattr(value, name)
            now = _renamed(was, later)
            if now is not was and now != was:
                update[name] = now
        return value.model_copy(update=update) if update else value
    if isinstance(value, tuple):
        return tuple(_renamed(one, later) for one in value)
    return later.get(value, value) if type(value) is str else value
