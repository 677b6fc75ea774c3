"""The options that many commands share, as they were given."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path

from metrics.observation import Basis
from playbook.cli import wording
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Parameters:
    """The options that many commands share, as they were given."""

    playbook: Path | None = None
    store: str | None = None
    json: bool = False
    as_of: str | None = None
    basis: Basis | None = None
    definitions: str | None = None
    server: str | None = None
    token: str | None = None
    insecure: bool = False

    def over(self, before: "Parameters") -> "Parameters":
        """What stands after the command wins over what stands before it."""
        chosen = {field.name: getattr(self, field.name) or getattr(before, field.name) for field in fields(Parameters)}
        return Parameters(**chosen)

    def refuse_others(self, names: Collection[str], command: str) -> None:
        """What was given before a command that does not take it is no option of it: raises WrongUse, so that nobody
        takes an answer of today for one of the day they named."""
        others = [field.name for field in fields(Parameters) if getattr(self, field.name) and field.name not in names]
        if others:
            raise WrongUse(wording.not_taken([f"--{name.replace('_', '-')}" for name in others], command))

    def workspace(self, *, making: bool = False) -> Workspace:
        """The playbook that was asked for; `making` says that its store may be made."""
        return Workspace.find(self.playbook, self.store, making=making)
