"""Values of definitions in words, and what moved."""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from shlex import quote
from typing import Any

from metrics.definition import Definition, Target
from playbook.model.charter import Proof
from playbook.model.conditions import All, AnyOf, Condition, Expression, text_of
from playbook.readiness.bars.results import BarMove

_NAMES = (
    "id",
    "rule",
    "part",
    "severity",
    "stage",
    "kind",
    "party",
    "artefact",
    "deliverable",
    "what",
    "source",
    "name",
    "weeks",
)


def entry_name(entry: object) -> str:
    """What an entry of a list is known by: its id, what it is about, or the one thing it names."""
    if not isinstance(entry, Definition):
        return value_text(entry)
    if isinstance(entry, Proof):
        name, value = next((name, value) for name, value in entry if value is not None)
        return f"{name}.{value}" if isinstance(value, str) else name
    keys = (name for name in _NAMES if name in type(entry).model_fields)
    return next((value_text(value) for name in keys if (value := getattr(entry, name)) not in (None, "")), "entry")


def value_text(value: Any) -> str:
    """A value as YAML writes it, on one line; '' for none."""
    match value:
        case None | () | "":
            return ""
        case bool():
            return str(value).lower()
        case Condition():
            return text_of(value)
        case All() | AnyOf():
            return json.dumps(_written(value))
        case Enum():
            return str(value.value)
        case float() | int():
            return f"{value:.12g}"
        case date():
            return value.isoformat()
        case Target():
            return f"{value.date.isoformat()} {value_text(value.value)}"
        case Mapping():
            return ", ".join(f"{key} {value_text(part)}" for key, part in value.items())
        case tuple() | list():
            return ", ".join(value_text(part) for part in value)
        case Definition():
            return entry_name(value) if "id" in type(value).model_fields else _parts(value)
        case _:
            return str(value)


def _written(line: Expression) -> Any:
    """A line as YAML and JSON write it."""
    if isinstance(line, Condition):
        return text_of(line)
    parts = [_written(part) for part in line.parts]
    return parts if isinstance(line, All) else {"any": parts}


def _parts(value: Definition) -> str:
    shown = {name: getattr(value, name) for name in type(value).model_fields}
    return ", ".join(f"{name.rstrip('_')} {value_text(part)}" for name, part in shown.items() if value_text(part))


RECORD_EXPECTED = "a weaker bar to have its record in records/bar_changes.yaml"
NOT_THERE = "not there"
NO_RECORD = "no record"


def unreadable_then(revision: str, problem: str) -> str:
    """The definitions of a revision follow another format."""
    return f"the definitions at '{revision}' cannot be read by this version, so nothing can be compared: {problem}"


def nothing_then(revision: str) -> str:
    """There is no file of definitions at a revision."""
    return f"there are no definitions at '{revision}', so nothing can be compared"


def from_to(before: str, after: str) -> str:
    """`<= 0.03 → <= 0.05`; what is not there is said."""
    return f"{before or NOT_THERE} → {after or NOT_THERE}"


def weakened(move: BarMove) -> str:
    """What was lowered."""
    return f"'{move.what}' became weaker: {from_to(move.before, move.after)}"


def record_it(move: BarMove) -> str:
    """The command that writes the record, to be completed."""
    values = f"--from {quote(move.before)} --to {quote(move.after)}"
    return f"say why: playbook record bar-change --what {quote(move.what)} {values} --by SEAT --why TEXT"


def no_edit(text: str) -> str:
    """An edit that is none."""
    return f"'{text}' sets nothing; write ADDRESS=VALUE, such as 'gates.limited-release.go=85'"


def no_address(what: str, part: str, near: str | None) -> str:
    """An address that leads nowhere."""
    meant = f"did you mean '{near}'?" if near else "'playbook impact' shows addresses of this kind"
    return f"'{what}' leads to nothing in the definitions: there is no '{part}'; {meant}"


def does_not_fit(what: str, value: str, why: str) -> str:
    """A value that the field cannot have."""
    return f"'{what}' cannot be '{value}': {why}"
