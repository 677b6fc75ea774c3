"""Readiness: one pure function turns the playbook, what was measured and a day into the assessment all faces show."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.observation import Basis
from playbook.charter_status import CharterStatus
from playbook.experiments_status import AuditStatus
from playbook.gate_status import GateStatus
from playbook.north_star import MetricStatus
from playbook.stack_status import StackStatus


class Area(StrEnum):
    """The five areas of readiness."""

    CHARTER = "charter"
    EXPERIMENTS = "experiments"
    METRICS = "metrics"
    STACK = "stack"
    GATES = "gates"


@dataclass(frozen=True, slots=True)
class AreaScore:
    """One area, 0..100; `known` is False where there is nothing in it. `coverage` is 0..1, None when nothing was due."""

    area: Area
    weight: float
    score: float
    plan: float
    without_exemptions: float
    coverage: float | None
    known: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """The headline: scores run 0..100, coverage 0..1 (None while nothing is due)."""

    score: float
    plan: float
    without_exemptions: float
    coverage: float | None
    areas: tuple[AreaScore, ...]

    def area(self, area: Area) -> AreaScore:
        """Score of one area."""
        return next(score for score in self.areas if score.area is area)


class ChangeKind(StrEnum):
    """Why the score moved."""

    PERFORMANCE = "performance"
    SCOPE = "scope"
    RULE = "rule"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Change:
    """One cause of a change of the score; `effect` in points of readiness."""

    kind: ChangeKind
    area: Area
    text: str
    effect: float


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do now; `gain` in points of readiness. `subject` is (area, id) to link to."""

    action: str
    who: str
    gain: float
    area: Area
    subject: str


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A condition of a release decision that is not done; `late_days` above 0 where its due day passed."""

    product: str
    gate: str
    what: str
    owner: str
    due: date
    late_days: int


@dataclass(frozen=True, slots=True)
class Blocker:
    """One line of "what blocks and who must act", gravest first. `subject` is an id to link to."""

    area: Area
    subject: str
    product: str | None
    title: str
    reason: str
    who: str
    late_days: int


@dataclass(frozen=True, slots=True)
class DueSummary:
    """What the charter wants now and next: counts and the week the next ones are due."""

    due_now: int
    open_now: int
    next_week: int | None
    next_count: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the faces show about one day. `day` counts from 1; it passes `days` after the charter ended."""

    as_of: date
    basis: Basis
    start: date | None
    day: int | None
    days: int
    week: int | None
    organization: str
    charter_name: str
    readiness: Readiness
    charter: CharterStatus
    audit: AuditStatus
    metrics: tuple[MetricStatus, ...]
    stack: StackStatus
    gates: tuple[GateStatus, ...]
    changes: tuple[Change, ...]
    changed_since: date | None
    score_before: float | None
    actions: tuple[Action, ...]
    blockers: tuple[Blocker, ...]
    open_conditions: tuple[OpenCondition, ...]
    alarms: tuple[str, ...]
    due: DueSummary
