"""Accountability as the JSON of `playbook accountability --json`."""

from playbook.concerns.accountability.status import AccountabilityStatus, ChosenTopology
from playbook.json_values import Json, day_json
from playbook.model.accountability import AccountabilityDefinitions
from playbook.wording import OUTCOME_WORDS


def accountability_json(status: AccountabilityStatus, definitions: AccountabilityDefinitions) -> Json:
    """The RACI by stage and deliverable, who agreed to it, and how the company is organized."""
    return {
        "schema": 1,
        "as_of": status.as_of.isoformat(),
        "version": status.version,
        "owner": status.owner,
        "parties": [
            {"id": party.id, "name": party.title, "seat": party.seat, "decides": party.decides}
            for party in definitions.parties
        ],
        "raci": [
            {
                "about": row.about,
                "kind": "deliverable" if row.stage is None else "stage",
                "name": row.name,
                "work": row.work,
                "roles": {party: str(role) for party, role in row.roles.items()},
                "accountable": row.accountable,
                "owner": row.owner or None,
                "owner_fits": row.owner_fits,
            }
            for row in status.rows
        ],
        "agreements": [
            {
                "party": one.party,
                "name": one.name,
                "outcome": str(one.outcome),
                "words": OUTCOME_WORDS[one.outcome],
                "reason": one.reason,
                "who": one.who or None,
                "on": day_json(one.on),
                "by": one.by or None,
            }
            for one in status.agreements
        ],
        "topology": None if status.topology is None else _topology(status.topology),
        "topologies_before": [_topology(one) for one in status.history[1:]],
    }


def _topology(chosen: ChosenTopology) -> Json:
    return {
        "topology": chosen.topology,
        "name": chosen.name,
        "on": chosen.on.isoformat(),
        "by": chosen.by,
        "why": chosen.why,
    }
