"""Coverage of frameworks, what an auditor would find missing, and vendors as the document of `playbook governance`."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.concerns.governance.status import GovernanceStatus
from playbook.json_values import Document


@dataclass(frozen=True, kw_only=True)
class GovernanceDocument(GovernanceStatus, Document):
    """`governance --json`."""

    as_of: date
    basis: Basis
