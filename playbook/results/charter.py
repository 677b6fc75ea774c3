"""How the charter stands."""

from dataclasses import dataclass
from datetime import date

from playbook.json_values import Share
from playbook.model.charter import State


@dataclass(frozen=True, slots=True)
class DeliverableStatus:
    """One deliverable on the as-of day. `wanted` is the day it is late from: its due day, or the later one on which a
    proof that held lapsed; `late_days` is above 0 where that day passed and it is not proven; `unknown` where it is
    said to be done and nobody can tell whether its proof holds."""

    id: str
    name: str
    phase: str
    owner: str
    weight: float
    due_week: int
    due: date
    wanted: date
    state: State
    state_on: date | None
    claimed: bool
    proven: bool
    dropped: bool
    late_days: int
    reasons: tuple[str, ...]
    who: str = ""
    why: str = ""
    done_when: str = ""
    note: str = ""
    links: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def lapsed(self) -> bool:
        """True where it stood after its due day and stands no more."""
        return not self.proven and self.wanted > self.due


@dataclass(frozen=True, slots=True)
class PhaseStatus:
    """One phase; shares run 0..1 and are None where every deliverable was dropped or none is listed."""

    id: str
    name: str
    goal: str
    start: date
    end: date
    claimed: Share | None
    proven: Share | None
    plan: Share | None
    deliverables: tuple[DeliverableStatus, ...]


@dataclass(frozen=True, slots=True)
class CharterStatus:
    """The whole charter; shares run 0..1."""

    claimed: Share | None
    proven: Share | None
    plan: Share | None
    elapsed: Share
    phases: tuple[PhaseStatus, ...]

    @property
    def deliverables(self) -> tuple[DeliverableStatus, ...]:
        """All deliverables in the order of the file."""
        return tuple(deliverable for phase in self.phases for deliverable in phase.deliverables)
