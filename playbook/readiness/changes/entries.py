"""Definitions and records entry by entry, under names that stay: so that a review can say later what is new, what was
changed and what is gone."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from metrics.definition import Definition, words_of
from playbook.model.playbook import RECORD_FILES, Definitions, Records

_PROSE = frozenset(
    [
        "name",
        "why",
        "goal",
        "definition",
        "description",
        "done_when",
        "antidote",
        "what",
        "purpose",
        "looks_at",
        "note",
        "source",
        "remedy",
        "summary",
        "numerator",
        "denominator",
        "responsibilities",
        "tools",
        "value_case",
        "reason",
        "text",
        "url",
        "link",
        "title",
    ]
)
"""Keys that explain a rule and are none; a change of theirs changes no verdict."""
_WORDS = [
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
]
"""Keys that name a record, in the order in which people would."""
_FILLED_IN = {"done": {"done"}, "reviewed_on": {"reviewer", "reviewed_on", "review"}}
"""What is filled in on a later day, by the key that says when."""
_BESIDE = frozenset({"note", "link"})
_DAYS = ("on", "decided_on", "found", "since")
Model = TypeVar("Model", bound=Definition)


def rules_of(definitions: Definitions) -> dict[str, dict[str, dict[str, str]]]:
    """Every entry of the definitions with its keys that decide something, by file and by the way to it."""
    return {f"{name}.yaml": dict(_rules(getattr(definitions, name), "")) for name in definitions.__dataclass_fields__}


def digests_of(definitions: Definitions) -> dict[str, str]:
    """A fingerprint of each file of definitions, prose included."""
    return {
        f"{name}.yaml": sha256(getattr(definitions, name).model_dump_json(by_alias=True).encode()).hexdigest()
        for name in definitions.__dataclass_fields__
    }


def _rules(model: Definition, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    written = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    own: dict[str, str] = {}
    for key, field in type(model).model_fields.items():
        value, alias = getattr(model, key), field.serialization_alias or field.alias or key
        if alias not in written or key in _PROSE:
            continue
        if isinstance(value, Definition) and not path:
            yield from _rules(value, key)
        elif _is_list(value) and all(_identity(entry) for entry in value):
            for entry in value:
                yield from _rules(entry, f"{path}/{_identity(entry)}".lstrip("/"))
        else:
            own[alias] = _plain(written[alias])
    if own:
        yield path, own


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(entry, Definition) for entry in value)


def _identity(entry: Any) -> str:
    return str(getattr(entry, "id", None) or getattr(entry, "rule", None) or "")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def records_of(records: Records, day: date) -> dict[str, dict[str, str]]:
    """Every entry on record with words that name it, by file and key, as it read on `day`."""
    return {
        f"{name}.yaml": {key: words for key, words, _ in _entries(getattr(records, name), "", day)}
        for name in RECORD_FILES
    }


def _entries(model: Definition, path: str, seen_on: date) -> Iterator[tuple[str, str, date | None]]:
    for field, entry, key in _children(model, path, seen_on):
        day = day_of(entry)
        yield key, _named(field, entry, day), day
        yield from _entries(entry, key, seen_on)


def _children(model: Definition, path: str, day: date) -> Iterator[tuple[str, Definition, str]]:
    """Entries of each list of a model, with the list's name and the entry's key."""
    for field in type(model).model_fields:
        value = getattr(model, field)
        if _is_list(value):
            for entry in value:
                yield field, entry, _key(path, field, entry, day)


def _key(path: str, field: str, entry: Any, day: date) -> str:
    """The name of an entry, as somebody on `day` would make it: what was filled in later is not part of it."""
    identity = getattr(entry, "id", None)
    if not identity and hasattr(entry, "layer") and hasattr(entry, "option"):
        identity = f"{entry.layer}/{entry.option}"
    if identity:
        return f"{path}/{field}/{identity}"
    own = {key: value for key, value in entry if value not in (None, "", ()) and not _is_list(value)}
    for when, filled in _FILLED_IN.items():
        if isinstance(own.get(when), date) and own[when] > day:
            own = {key: value for key, value in own.items() if key not in filled}
    text = json.dumps({key: own[key] for key in own.keys() - _BESIDE}, default=str, sort_keys=True)
    return f"{path}/{field}/{sha256(text.encode()).hexdigest()[:16]}"


def day_of(entry: Definition) -> date | None:
    """The day an entry is dated; None where it bears no date."""
    for name in _DAYS:
        value = getattr(entry, name, None)
        if isinstance(value, date) and not (name == "on" and hasattr(entry, "decided_on")):
            return value
    return None


def _named(field: str, entry: Definition, day: date | None) -> str:
    found = [str(value) for name in _WORDS if (value := getattr(entry, name, None)) not in (None, "", ())]
    words = ", ".join(found[:3])
    return f"{words_of(field)}: {words}" + (f", {day.isoformat()}" if day is not None else "")


def dated_back(records: Records, known: Mapping[str, Mapping[str, str]], day: date) -> tuple[str, ...]:
    """Entries that a review of `day` would have seen and did not: dated by then, or undated, and not on record."""
    return tuple(
        f"{file}: {words}" for file, entries in _new(records, known, day).items() for words in entries.values()
    )


def _new(records: Records, known: Mapping[str, Mapping[str, str]], day: date) -> dict[str, dict[str, str]]:
    return {
        f"{name}.yaml": {
            key: words
            for key, words, dated in _entries(getattr(records, name), "", day)
            if key not in known.get(f"{name}.yaml", {}) and (dated is None or dated <= day)
        }
        for name in RECORD_FILES
    }


def taken_away(records: Records, known: Mapping[str, Mapping[str, str]], day: date) -> tuple[str, ...]:
    """Entries that a review had seen and that are gone or read differently now."""
    now = records_of(records, day)
    return tuple(
        f"{file}: {words}"
        for file, entries in known.items()
        for key, words in entries.items()
        if key not in now.get(file, {})
    )


def without_later(records: Records, known: Mapping[str, Mapping[str, str]], day: date) -> Records:
    """The records as a review of `day` saw them: without what was dated back since."""
    return Records(
        **{name: _without(getattr(records, name), "", known.get(f"{name}.yaml", {}), day) for name in RECORD_FILES}
    )


def _without(model: Model, path: str, known: Mapping[str, str], day: date) -> Model:
    kept: dict[str, list[Definition]] = {}
    for field, entry, key in _children(model, path, day):
        dated = day_of(entry)
        entries = kept.setdefault(field, [])
        if key in known or (dated is not None and dated > day):
            entries.append(_without(entry, key, known, day))
    return model.model_copy(update={field: tuple(entries) for field, entries in kept.items()})


class RuleChange(NamedTuple):
    """A key that decides something, with what it was and what it is; None where the whole entry or the key was not
    there. `entry` is the way to it: the ids, joined by `/`."""

    file: str
    entry: str
    key: str
    was: str | None
    now: str | None


def rule_changes(
    now: Mapping[str, Mapping[str, Mapping[str, str]]], then: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> Iterator[RuleChange]:
    """Each key that decides something and was changed."""
    for file in sorted({*now, *then}):
        before, after = then.get(file, {}), now.get(file, {})
        for entry in sorted({*before, *after}):
            old, new = before.get(entry), after.get(entry)
            if old is None or new is None:
                yield RuleChange(file, entry, "", None if old is None else "", None if new is None else "")
                continue
            for key in sorted({*old, *new}):
                if old.get(key) != new.get(key):
                    yield RuleChange(file, entry, key, old.get(key), new.get(key))
