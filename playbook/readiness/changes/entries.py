"""Definitions entry by entry, under names that stay: so that a review can say later which rule was changed."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from metrics.definition import Definition
from playbook.model.playbook import Definitions

PROSE = frozenset(
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
        "decimals",
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
        if alias not in written or key in PROSE:
            continue
        if isinstance(value, Definition) and not path:
            yield from _rules(value, key)
        elif is_list(value) and all(_identity(entry) for entry in value):
            for entry in value:
                yield from _rules(entry, f"{path}/{_identity(entry)}".lstrip("/"))
        else:
            own[alias] = plain(written[alias])
    if own:
        yield path, own


def is_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(entry, Definition) for entry in value)


def _identity(entry: Any) -> str:
    return str(getattr(entry, "id", None) or getattr(entry, "rule", None) or "")


def plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


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
