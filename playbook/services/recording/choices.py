"""What can be chosen in one field of a record: ids with their names, as the playbook knows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playbook.concerns.team.seats import known_seats
from playbook.model.playbook import Playbook
from playbook.services.recording.fields import RecordField
from playbook.services.recording.kinds import RecordKind


@dataclass(frozen=True, slots=True)
class Choices:
    """Names by id; `others` says that a word which is not listed may stand there too."""

    names: Mapping[str, str]
    others: bool = False


_LISTS: Mapping[str, Callable[[Playbook], Mapping[str, str]]] = {
    "product": lambda playbook: {one.id: one.title for one in playbook.records.products.products},
    "gate": lambda playbook: {one.id: one.title for one in playbook.definitions.gates.gates},
    "deliverable": lambda playbook: {name: one.title for name, (_, one) in playbook.deliverables.items()},
    "evidence": lambda playbook: {one.id: one.noun for one in playbook.definitions.gates.evidence_kinds},
    "layer": lambda playbook: {one.id: one.title for one in playbook.definitions.stack.layers},
    "risk": lambda playbook: {one.id: one.title for one in playbook.definitions.risks.risks},
    "experiment": lambda playbook: {one.id: one.title for one in playbook.records.experiments.experiments},
    "incident": lambda playbook: {one.id: one.name for one in playbook.records.incidents.incidents},
    "vendor": lambda playbook: {one.id: one.title for one in playbook.records.vendors.vendors},
    "metric": lambda playbook: {name: one.name for name, one in playbook.metrics.items()},
    "find": lambda playbook: {one.id: one.title or one.id for one in playbook.records.research.backlog},
    "role": lambda playbook: {one.id: one.title for one in playbook.definitions.skills.roles},
}


def choices_of(playbook: Playbook, kind: RecordKind, field: RecordField, chosen: Mapping[str, str]) -> Choices | None:
    """What can be chosen; `chosen` are the ids of the fields before it. None where plain words are meant."""
    if field.refers_to in _LISTS:
        return Choices(_LISTS[field.refers_to](playbook))
    if field.refers_to == "seat":
        return Choices({seat: seat for seat in known_seats(playbook)}, others=True)
    if field.refers_to == "criterion":
        gate = playbook.gates.get(chosen.get("gate", ""))
        signed = kind.kind == "sign-off"
        criteria = gate.criteria if gate is not None else ()
        return Choices({one.id: one.title for one in criteria if not signed or one.sign_off is not None})
    if field.refers_to == "into":
        return Choices({**_LISTS["experiment"](playbook), **_LISTS["product"](playbook)})
    if field.refers_to == "option":
        layers = [one for one in playbook.definitions.stack.layers if chosen.get("layer") in (None, "", one.id)]
        names = {option.id: option.title for layer in layers for option in layer.options}
        return Choices(names, others=field.name == "provider")
    return None


def score_names(playbook: Playbook, field: RecordField) -> Mapping[str, str]:
    """What is scored: criteria of the matrix, or layers of skills."""
    if field.name == "levels":
        return {layer.id: layer.title for layer in playbook.definitions.skills.layers}
    return {criterion.id: criterion.noun for criterion in playbook.definitions.stack.matrix}
