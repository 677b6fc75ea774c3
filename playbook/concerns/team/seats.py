"""Every seat that a playbook names: in its team, as owner, signer or author."""

from collections.abc import Iterator

from playbook.model.named_seats import definite_seats
from playbook.model.playbook import Playbook


def known_seats(playbook: Playbook) -> tuple[str, ...]:
    """Seats in alphabetical order."""
    named = {playbook.seat_for(seat, None) for seat in _seats(playbook)}
    return tuple(sorted(named - {""}))


def _seats(playbook: Playbook) -> Iterator[str]:
    definitions, records = playbook.definitions, playbook.records
    yield from definite_seats(playbook)
    yield from (progress.owner for progress in records.charter.progress)
    yield from (product.owner for product in records.products.products)
    for experiment in records.experiments.experiments:
        yield experiment.owner
        yield from (decision.by for decision in experiment.decisions)
    for choice in records.stack.choices:
        yield from (move.by for move in choice.history)
        yield from (review.by for review in choice.reviews)
    for record in records.evidence.evidence:
        yield from (record.by, record.reviewer)
    yield from (signed.by for signed in records.sign_offs.sign_offs)
    for exemption in records.exemptions.exemptions:
        yield from (exemption.asked_by, exemption.approved_by)
    for decision in records.decisions.decisions:
        yield decision.by
        yield from (condition.owner for condition in decision.conditions)
    yield from (assessment.by for assessment in records.risks.assessments)
    for incident in records.incidents.incidents:
        yield incident.owner
        yield from (action.owner for action in incident.actions)
    yield from (vendor.owner for vendor in records.vendors.vendors)
    yield definitions.governance.vendors.retirement_owner
    yield from (follow_up.owner for follow_up in records.follow_ups.follow_ups)
    yield from (wait.whom for wait in records.workflow.waits)
