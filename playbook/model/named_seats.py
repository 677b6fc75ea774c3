"""Which seats a playbook names by itself, before any record speaks of one."""

from collections.abc import Iterator

from playbook.model.playbook import Playbook


def definite_seats(playbook: Playbook) -> Iterator[str]:
    """Seats that the team or a definition names, some twice; those of which records may speak."""
    definitions, records = playbook.definitions, playbook.records
    yield from (record.seat for record in records.team.seats)
    yield from (role.seat for role in records.team.roles)
    yield from (opening.seat for opening in records.team.openings)
    yield from (seat for role in definitions.gates.sign_offs for seat in role.seats)
    yield from (kind.owner for kind in definitions.gates.evidence_kinds)
    for gate in definitions.gates.gates:
        yield gate.owner
        yield from (criterion.owner for criterion in gate.criteria)
    yield from (metric.owner for metric in definitions.metrics.metrics)
    yield from (risk.owner for risk in definitions.risks.risks)
    yield from (deliverable.owner for _, deliverable in playbook.deliverables.values())
    for party in definitions.accountability.parties:
        yield party.seat
        yield from party.seats
