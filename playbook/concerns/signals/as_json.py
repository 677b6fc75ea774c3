"""Market signals as the document of `playbook signals --json`."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.concerns.signals.status import SignalStatus
from playbook.json_values import Document


@dataclass(frozen=True, kw_only=True)
class SignalsDocument(Document):
    """`signals --json`."""

    as_of: date
    basis: Basis
    signals: tuple[SignalStatus, ...]
