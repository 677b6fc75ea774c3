"""Accountability as the document of `playbook accountability --json`."""

from dataclasses import dataclass

from playbook.concerns.accountability.status import AccountabilityStatus
from playbook.json_values import Document, fill
from playbook.model.accountability import AccountabilityDefinitions


@dataclass(frozen=True, slots=True)
class PartyRow:
    """AI engineering or one of its neighbors."""

    id: str
    name: str
    seat: str
    decides: str


@dataclass(frozen=True, kw_only=True)
class AccountabilityDocument(AccountabilityStatus, Document):
    """The RACI by stage and deliverable, who agreed to it, and how the company is organized."""

    parties: tuple[PartyRow, ...]


def accountability_json(status: AccountabilityStatus, definitions: AccountabilityDefinitions) -> AccountabilityDocument:
    """The whole document."""
    parties = tuple(fill(PartyRow, party, name=party.title) for party in definitions.parties)
    return fill(AccountabilityDocument, status, parties=parties)
