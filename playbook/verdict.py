"""Outcomes of criteria, verdicts of gates and their order, areas of readiness, and the judgement with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """How one criterion, metric or proof stands."""

    MET = "met"
    WARNING = "warning"
    NOT_MET = "not_met"
    INCONCLUSIVE = "inconclusive"
    NO_DATA = "no_data"
    STALE = "stale"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"
    OBSERVING = "observing"

    @property
    def is_decided(self) -> bool:
        """Met, warning or not met: somebody knows."""
        return self in _DECIDED

    @property
    def is_undecided(self) -> bool:
        """Inconclusive, no data or stale: nobody knows."""
        return self in UNDECIDED


_DECIDED = frozenset({Outcome.MET, Outcome.WARNING, Outcome.NOT_MET})
UNDECIDED = frozenset({Outcome.INCONCLUSIVE, Outcome.NO_DATA, Outcome.STALE})
OUT_OF_THE_SUM = frozenset({Outcome.EXEMPT, Outcome.NOT_APPLICABLE, Outcome.OBSERVING})
DECIDED_RANK = {Outcome.NOT_MET: 0, Outcome.WARNING: 1, Outcome.MET: 2}


class Verdict(StrEnum):
    """What a gate says about a product; compare by `rank`."""

    NO_GO = "no_go"
    NOT_EVALUATED = "not_evaluated"
    INCONCLUSIVE = "inconclusive"
    GO_WITH_CONDITIONS = "go_with_conditions"
    GO = "go"

    @property
    def rank(self) -> int:
        """0 (NO-GO) to 4 (GO)."""
        return _VERDICT_ORDER.index(self)

    @property
    def holds(self) -> bool:
        """True where the gate lets the product pass."""
        return self in (Verdict.GO, Verdict.GO_WITH_CONDITIONS)


_VERDICT_ORDER = (
    Verdict.NO_GO,
    Verdict.NOT_EVALUATED,
    Verdict.INCONCLUSIVE,
    Verdict.GO_WITH_CONDITIONS,
    Verdict.GO,
)


class Area(StrEnum):
    """The five areas of readiness."""

    CHARTER = "charter"
    EXPERIMENTS = "experiments"
    METRICS = "metrics"
    STACK = "stack"
    GATES = "gates"


class ChangeKind(StrEnum):
    """Why the readiness score moved."""

    PERFORMANCE = "performance"
    SCOPE = "scope"
    RULE = "rule"
    DATA = "data"
    DATED_BACK = "dated_back"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do: what it is about, who does it ('' where nobody is named), and what. `covers` names the facts
    that it settles, so that one that is part of another is known."""

    name: str
    who: str
    action: str
    covers: frozenset[str] = frozenset()

    @property
    def does(self) -> frozenset[str]:
        """What is done with it; by its words, where no fact is named."""
        return self.covers or frozenset({f"{self.who}: {self.action}"})


def each_once(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The acts without those that another one of them contains, or repeats."""
    listed = tuple(acts)
    return tuple(
        act
        for place, act in enumerate(listed)
        if not any(
            act.does < other.does or (act.does == other.does and (len(other.action), at) < (len(act.action), place))
            for at, other in enumerate(listed)
        )
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome with the sentence that explains it, who can change it, and what that person would do. `cause` is what
    lies behind the reason, at its root; '' where the reason is the root itself. `steps` are what
    being met takes, and `lesser` what would do for a warning, where both are known act by act. `due` is the day it is
    wanted by for its own sake: a deliverable's day, the last day of evidence that expired. `by_time`: it is no longer
    met because a day passed, whatever was measured."""

    outcome: Outcome
    reason: str
    who: str = ""
    action: str = ""
    cause: str = ""
    steps: tuple[Act, ...] = ()
    lesser: tuple[Act, ...] = ()
    due: date | None = None
    by_time: bool = False

    @property
    def root(self) -> str:
        """What went wrong first."""
        return self.cause or self.reason
