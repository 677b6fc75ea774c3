"""What can be chosen in one field of a record: ids with their names, as the playbook knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playbook.model.playbook import Playbook
from playbook.services.called import Names, names_of
from playbook.services.recording.fields import RecordField
from playbook.services.recording.kinds import RecordKind


@dataclass(frozen=True, slots=True)
class Choices:
    """Names by id; `others` says that a word which is not listed may stand there too."""

    names: Mapping[str, str]
    others: bool = False


def choices_of(playbook: Playbook, kind: RecordKind, field: RecordField, chosen: Mapping[str, str]) -> Choices | None:
    """What can be chosen; `chosen` are the ids of the fields before it. None where plain words are meant."""
    if field.outer and kind.fills:
        return Choices(_still_blank(playbook, kind, field, chosen))
    if field.refers_to != "option" and (names := names_of(playbook, field.refers_to)) is not None:
        return Choices(_shown(names), others=field.refers_to == "seat")
    if field.refers_to == "criterion":
        gate = playbook.gates.get(chosen.get("gate", ""))
        signed = kind.kind == "sign-off"
        criteria = gate.criteria if gate is not None else ()
        return Choices({one.id: one.title for one in criteria if not signed or one.sign_off is not None})
    if field.refers_to == "candidate":
        put_forward, product = playbook.records.candidates.candidates, chosen.get("product")
        return Choices({one.id: one.tag or one.id for one in put_forward if product in (None, "", one.product)})
    if field.refers_to == "into":
        names = {**(names_of(playbook, "experiment") or {}), **(names_of(playbook, "product") or {})}
        return Choices(_shown(names))
    if field.refers_to == "option":
        layers = [one for one in playbook.definitions.stack.layers if chosen.get("layer") in (None, "", one.id)]
        options = {option.id: option.title for layer in layers for option in layer.options}
        return Choices(options, others=field.name == "provider")
    return None


def _still_blank(playbook: Playbook, kind: RecordKind, field: RecordField, chosen: Mapping[str, str]) -> dict[str, str]:
    """What finds an entry that is to be filled in, among those that are not yet."""
    around: list[Any] = [getattr(playbook.records, kind.file)]
    names = names_of(playbook, field.refers_to) or {}
    for step in kind.steps:
        held = [getattr(one, step.name) for one in around]
        around = [one for inner in held for one in inner] if step.is_list else [one for one in held if one is not None]
        if step is kind.steps[-1]:
            around = [one for one in around if not getattr(one, kind.fills[0])]
        for name, key in step.keys.items():
            if name == field.name:
                found = dict.fromkeys(str(getattr(one, key)) for one in around)
                return {word: names[word][0] if word in names else word for word in found}
            around = [one for one in around if not chosen.get(name) or str(getattr(one, key)) == chosen[name]]
    return {}


def _shown(names: Names) -> dict[str, str]:
    return {one: others[0] for one, others in names.items()}


def score_names(playbook: Playbook, field: RecordField) -> Mapping[str, str]:
    """What is scored: criteria of the matrix, or layers of skills."""
    if field.name == "levels":
        return {layer.id: layer.title for layer in playbook.definitions.skills.layers}
    return {criterion.id: criterion.noun for criterion in playbook.definitions.stack.matrix}
