"""One field of the definitions set to another value, by its address."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from metrics.definition import Definition
from metrics.likeness import nearest
from playbook.model.charter import CharterDefinitions
from playbook.model.playbook import DEFINITION_FILES, Definitions
from playbook.readiness.bars import wording
from playbook.readiness.bars.directions import DIRECTIONS, Reads


class NotSet(Exception):
    """The address leads nowhere, or the value does not fit there; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`what` is an address as `gates.limited-release.criteria.grounded-answers.pass`, `value` as it was written."""

    what: str
    value: str


def parse_edit(text: str) -> Edit:
    """Reads `ADDRESS=VALUE`; raises NotSet."""
    what, equals, value = text.partition("=")
    if not equals or not what.strip():
        raise NotSet(wording.no_edit(text))
    return Edit(what.strip(), value.strip())


def with_edits(definitions: Definitions, edits: Sequence[Edit]) -> Definitions:
    """The definitions with every edit made; raises NotSet."""
    for edit in edits:
        file, _, rest = edit.what.partition(".")
        if file not in DEFINITION_FILES or not rest:
            raise NotSet(wording.no_address(edit.what, file, nearest(file, DEFINITION_FILES)))
        names = _by_phase(definitions.charter, rest.split(".")) if file == "charter" else rest.split(".")
        update: dict[str, Any] = {file: _edited(getattr(definitions, file), names, edit, file)}
        definitions = replace(definitions, **update)
    return definitions


def _by_phase(charter: CharterDefinitions, names: list[str]) -> list[str]:
    """`deliverables.x` with the phase it is in."""
    if names[0] == "deliverables" and len(names) > 1:
        for phase in charter.phases:
            if any(deliverable.id == names[1] for deliverable in phase.deliverables):
                return ["phases", phase.id, *names]
    return names


def _edited(model: Definition, names: Sequence[str], edit: Edit, file: str) -> Definition:
    field = _field_named(model, names[0])
    if field is None and file in type(model).model_fields:
        field, names = file, (file, *names)  # a list or part that repeats the file's name stays out of the address
    value = None if field is None else getattr(model, field)
    if field is not None and len(names) == 1:
        return _with_value(model, field, edit)
    if field is not None and isinstance(value, Definition):
        return model.model_copy(update={field: _edited(value, names[1:], edit, file)})
    if field is not None and isinstance(value, tuple):
        for index, entry in enumerate(value):
            taken = _taken(entry, names[1:])
            if taken and len(names) > 1 + taken:
                new = _edited(entry, names[1 + taken :], edit, file)
                return model.model_copy(update={field: (*value[:index], new, *value[index + 1 :])})
    wrong, known = _lost(model, names, file)
    raise NotSet(wording.no_address(edit.what, wrong, nearest(wrong, known)))


def _taken(entry: Any, names: Sequence[str]) -> int:
    """How many of the names are the entry's own, which may have a point in it; 0 where it is another."""
    if not isinstance(entry, Definition):
        return 0
    own = wording.entry_name(entry).split(".")
    return len(own) if list(names[: len(own)]) == own else 0


def _lost(model: Definition, names: Sequence[str], file: str) -> tuple[str, list[str]]:
    """The name that leads nowhere, and what it could have been."""
    field = _field_named(model, names[0])
    if field is not None and len(names) > 1:
        value = getattr(model, field)
        return names[1], [wording.entry_name(entry) for entry in value] if isinstance(value, tuple) else []
    entries = getattr(model, file, ())
    named = [wording.entry_name(entry) for entry in entries if isinstance(entry, Definition)]
    return names[0], [*map(_written, type(model).model_fields), *named]


def _written(field: str) -> str:
    return field.rstrip("_")


def _field_named(model: Definition, name: str) -> str | None:
    return next((field for field in type(model).model_fields if _written(field) == name), None)


def _with_value(model: Definition, field: str, edit: Edit) -> Definition:
    fields = type(model).model_fields
    given = {info.alias or name: getattr(model, name) for name, info in fields.items()}
    given[fields[field].alias or field] = _read(edit.value, DIRECTIONS[type(model)].get(field))
    try:
        return type(model).model_validate(given)
    except ValidationError as reason:
        first = reason.errors()[0]
        said = str(first.get("ctx", {}).get("error", first["msg"]))
        raise NotSet(wording.does_not_fit(edit.what, edit.value, said)) from reason


def _read(text: str, reads: Reads | None) -> Any:
    """A value as JSON writes it, else the text itself; blank takes the value out."""
    if not text:
        return None if reads is not Reads.MORE else ()
    try:
        return json.loads(text)
    except ValueError:
        return text
