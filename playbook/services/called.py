"""What a person calls a thing of the playbook, for options, forms, records and imports alike: by id, name or alias."""

from collections.abc import Callable, Mapping, Sequence

from metrics.called import Called
from playbook.concerns.team.seats import known_seats
from playbook.model.playbook import Playbook
from playbook.model.team import SeatRecord

Names = Mapping[str, Sequence[str]]
"""Each id with what else it is called; the first is the name that people are shown."""


def _seats(playbook: Playbook) -> Names:
    holders: dict[str, SeatRecord] = {}
    for record in sorted(playbook.records.team.seats, key=lambda record: record.since):
        holders[record.seat] = record
    return {seat: ((seat, holders[seat].holder) if seat in holders else (seat,)) for seat in known_seats(playbook)}


_NAMES: Mapping[str, Callable[[Playbook], Names]] = {
    "product": lambda playbook: {one.id: one.names for one in playbook.records.products.products},
    "metric": lambda playbook: {name: one.names for name, one in playbook.metrics.items()},
    "gate": lambda playbook: {one.id: (one.title,) for one in playbook.definitions.gates.gates},
    "deliverable": lambda playbook: {name: (one.title,) for name, (_, one) in playbook.deliverables.items()},
    "evidence": lambda playbook: {one.id: (one.noun,) for one in playbook.definitions.gates.evidence_kinds},
    "layer": lambda playbook: {one.id: (one.title,) for one in playbook.definitions.stack.layers},
    "option": lambda playbook: {
        one.id: (one.title,) for layer in playbook.definitions.stack.layers for one in layer.options
    },
    "risk": lambda playbook: {one.id: (one.title,) for one in playbook.definitions.risks.risks},
    "framework": lambda playbook: {one.id: (one.name or one.id,) for one in playbook.definitions.governance.frameworks},
    "signal": lambda playbook: {one.id: (one.name or one.id,) for one in playbook.definitions.signals.signals},
    "experiment": lambda playbook: {one.id: (one.title,) for one in playbook.records.experiments.experiments},
    "incident": lambda playbook: {one.id: (one.name,) for one in playbook.records.incidents.incidents},
    "vendor": lambda playbook: {one.id: (one.title,) for one in playbook.records.vendors.vendors},
    "source": lambda playbook: {one.id: (one.title,) for one in playbook.definitions.sources.sources},
    "find": lambda playbook: {one.id: (one.title or one.id,) for one in playbook.records.research.backlog},
    "role": lambda playbook: {one.id: (one.title,) for one in playbook.definitions.skills.roles},
    "seat": _seats,
}


def names_of(playbook: Playbook, kind: str) -> Names | None:
    """The things of one kind with their names; None for a kind that has none."""
    names = _NAMES.get(kind)
    return None if names is None else names(playbook)


def called(playbook: Playbook, kind: str) -> Called:
    """What finds things of one kind by any of their names."""
    return Called(names_of(playbook, kind) or {})
