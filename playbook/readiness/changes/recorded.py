"""Records entry by entry, under names that stay: so that a review can say later what was dated back, what reads
differently and what is gone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from metrics.definition import Definition, words_of
from playbook.model.playbook import RECORD_FILES, Records
from playbook.readiness.changes.entries import PROSE, is_list, plain

_NAMES = ("model", "title", "name")
_WORDS = (
    "id",
    "deliverable",
    "kind",
    "gate",
    "criterion",
    "product",
    "risk",
    "experiment",
    "seat",
    "layer",
    "option",
    "role",
    "team",
    "what",
    "metric",
    "stage",
    "state",
    "decided",
    "decision",
    "ring",
    "tier",
)
"""Keys that name a record, in the order in which people would."""
_FILLED_IN = {
    "done": {"done"},
    "reviewed_on": {"reviewer", "reviewed_on", "review"},
    "announced": {"announced", "retires", "replacement"},
    "resolved": {"resolved"},
    "ended": {"ended"},
    "withdrawn": {"withdrawn"},
}
"""What is filled in on a later day, by the key that says when."""
_BESIDE = frozenset({"note", "link"})
_DAYS = ("known_from", "on", "decided_on", "found", "since")
Known = Mapping[str, Mapping[str, str]]
"""Words of each entry that was on record, by file and key."""
Values = Mapping[str, Mapping[str, Mapping[str, str]]]
"""What each named entry said outside its dated lists, by file, key and field."""
Model = TypeVar("Model", bound=Definition)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry on record: the file and the key it stands under, words that name it, and the day it is dated; None
    where neither it nor what it belongs to bears a day."""

    file: str
    key: str
    words: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Differing:
    """A field of an entry that reads differently now; None where it was, or is, blank."""

    file: str
    words: str
    field: str
    was: str | None
    now: str | None


def records_of(records: Records, day: date) -> dict[str, dict[str, str]]:
    """Every entry on record with words that name it, by file and key, as it read on `day`."""
    return {
        f"{name}.yaml": {key: _worded(field, entry, parent, on) for field, entry, key, parent, on in _walk(model, day)}
        for name, model in _files(records)
    }


def values_of(records: Records, day: date) -> dict[str, dict[str, dict[str, str]]]:
    """What each named entry, and each file itself (''), says outside its dated lists, as it read on `day`."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, model in _files(records):
        named = {key: entry for _, entry, key, _, _ in _walk(model, day) if _identity(entry)}
        said = {key: _values(entry, day) for key, entry in {"": model, **named}.items()}
        found[f"{name}.yaml"] = {key: values for key, values in said.items() if values}
    return found


def added(records: Records, known: Known, day: date) -> tuple[Recorded, ...]:
    """Entries that a review of `day` would have seen and did not: dated by then, or undated, and not on record."""
    return tuple(
        Recorded(f"{name}.yaml", key, _worded(field, entry, parent, on), on)
        for name, model in _files(records)
        for field, entry, key, parent, on in _walk(model, day)
        if key not in known.get(f"{name}.yaml", {}) and (on is None or on <= day)
    )


def taken_away(records: Records, known: Known, day: date) -> tuple[str, ...]:
    """Entries that a review had seen and that are gone or read differently now."""
    now = records_of(records, day)
    return tuple(
        f"{file}: {words}"
        for file, entries in known.items()
        for key, words in entries.items()
        if key not in now.get(file, {})
    )


def differing(records: Records, values: Values, day: date) -> tuple[Differing, ...]:
    """Fields that bear no date of their own and read differently than a review of `day` saw them."""
    now, words = values_of(records, day), records_of(records, day)
    return tuple(
        Differing(file, words[file].get(key, ""), field, said.get(field), now[file][key].get(field))
        for file, entries in values.items()
        for key, said in entries.items()
        if key in now.get(file, {})
        for field in sorted({*said, *now[file][key]})
        if said.get(field) != now[file][key].get(field)
    )


def without(records: Records, left_out: frozenset[tuple[str, str]], day: date) -> Records:
    """The records without the entries that stand under these files and keys."""
    return Records(**{name: _without(model, "", f"{name}.yaml", left_out, day) for name, model in _files(records)})


def _files(records: Records) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(records, name)) for name in RECORD_FILES)


def _walk(
    model: Definition, seen_on: date, path: str = "", parent: str = "", of_parent: date | None = None
) -> Iterator[tuple[str, Definition, str, str, date | None]]:
    """Each entry with the list it stands in, its key, the name of what it belongs to and its day: its own, else the
    first of what it holds, else that of what it belongs to."""
    for field, entry, key in _children(model, path, seen_on):
        on = day_of(entry) or _first_day(entry) or of_parent
        yield field, entry, key, parent, on
        yield from _walk(entry, seen_on, key, _name(entry), on)


def _children(model: Definition, path: str, day: date) -> Iterator[tuple[str, Definition, str]]:
    """Entries of each list of a model, with the list's name and the entry's key."""
    for field in type(model).model_fields:
        value = getattr(model, field)
        if is_list(value):
            for entry in value:
                yield field, entry, _key(path, field, entry, day)


def _identity(entry: Any) -> str:
    """What an entry is called for good; '' where only all that it says tells it from others."""
    if identity := getattr(entry, "id", None):
        return str(identity)
    if hasattr(entry, "layer") and hasattr(entry, "option"):
        return f"{entry.layer}/{entry.option}"
    return str(entry.model) if hasattr(entry, "model") and hasattr(entry, "retires") else ""


def _key(path: str, field: str, entry: Any, day: date) -> str:
    """The name of an entry, as somebody on `day` would make it: what was filled in later is not part of it."""
    if identity := _identity(entry):
        return f"{path}/{field}/{identity}"
    own = {key: value for key, value in entry if value not in (None, "", ()) and not is_list(value)}
    own = {key: value for key, value in own.items() if key not in _filled_in_later(own, day) | _BESIDE}
    text = json.dumps(own, default=str, sort_keys=True)
    return f"{path}/{field}/{sha256(text.encode()).hexdigest()[:16]}"


def _filled_in_later(own: Mapping[str, Any], day: date) -> frozenset[str]:
    found = (
        filled for when, filled in _FILLED_IN.items() if isinstance(moment := own.get(when), date) and moment > day
    )
    return frozenset(key for filled in found for key in filled)


def _values(entry: Definition, day: date) -> dict[str, str]:
    own = {key: value for key, value in entry if value not in (None, "", ()) and not is_list(value)}
    left_out = _filled_in_later(own, day) | PROSE | _BESIDE
    if isinstance(until := own.get("until"), date) and until > day:
        left_out |= {"until"}  # it was in use on the day, whenever somebody ended that
    written = entry.model_dump(mode="json")
    return {key: plain(written[key]) for key in own if key not in left_out}


def day_of(entry: Definition) -> date | None:
    """The day an entry is dated; None where it bears no date."""
    for name in _DAYS:
        value = getattr(entry, name, None)
        if isinstance(value, date) and not (name == "on" and hasattr(entry, "decided_on")):
            return value
    return None


def _first_day(entry: Definition) -> date | None:
    inner = [one for field in type(entry).model_fields if is_list(value := getattr(entry, field)) for one in value]
    days = [day for one in inner if (day := day_of(one)) is not None]
    return min(days, default=None)


def _name(entry: Definition) -> str:
    """What people call an entry that others belong to."""
    found = (str(value) for name in (*_NAMES, "id") if (value := getattr(entry, name, None)) not in (None, "", ()))
    return next(found, "")


def _worded(field: str, entry: Definition, parent: str, day: date | None) -> str:
    if _identity(entry):
        said = [_name(entry)]
    else:
        said = [str(value) for name in _WORDS if (value := getattr(entry, name, None)) not in (None, "", ())][:3]
        said = said or [name for name in (_name(entry),) if name]
    words = ", ".join([*said, *([f"of {parent}"] if parent else [])])
    return f"{words_of(field)}: {words}" + (f", {day.isoformat()}" if day is not None else "")


def _without(model: Model, path: str, file: str, left_out: frozenset[tuple[str, str]], day: date) -> Model:
    kept: dict[str, list[Definition]] = {}
    for field, entry, key in _children(model, path, day):
        entries = kept.setdefault(field, [])
        if (file, key) not in left_out:
            entries.append(_without(entry, key, file, left_out, day))
    return model.model_copy(update={field: tuple(entries) for field, entries in kept.items()})
