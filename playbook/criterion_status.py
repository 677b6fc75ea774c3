"""How one criterion of a gate stands for one product."""

from dataclasses import dataclass
from datetime import date

from playbook.verdict import Outcome


@dataclass(frozen=True, slots=True)
class CriterionStatus:
    """One criterion for one product. `underlying` is the outcome an exemption hides; `distance` is how far the value
    lies on the good side of its line (negative: short of it), in the metric's unit. `to_meet` is what makes it met,
    where the action would only settle a doubt."""

    id: str
    name: str
    kind: str
    key: bool
    weight: float
    outcome: Outcome
    underlying: Outcome
    reason: str
    who: str
    action: str
    value: float | None = None
    n: float | None = None
    week: str | None = None
    line: str | None = None
    distance: float | None = None
    metric: str | None = None
    exempt_until: date | None = None
    stale: bool = False
    to_meet: str = ""
