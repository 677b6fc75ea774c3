"""Statuses put together by hand, for tests of charts and of the views readers ask for."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from metrics.definition import Direction, Kind, Metric, Pillar, Target, TargetKind
from metrics.observation import Point, Series
from playbook.concerns.north_star.status import MetricStatus
from playbook.model.charter import State
from playbook.model.experiments import Decision
from playbook.model.stack import Ring
from playbook.results.charter import DeliverableStatus, PhaseStatus
from playbook.results.experiments import ExperimentStatus
from playbook.results.stack import LayerState, LayerStatus, OptionMove
from playbook.verdict import Outcome

START = date(2026, 9, 7)
TODAY = date(2026, 11, 6)

_DELIVERABLE = DeliverableStatus(
    id="experiment-audit",
    name="Experiment audit",
    phase="measure",
    owner="lead-ai-engineer",
    weight=1,
    due_week=2,
    due=date(2026, 9, 20),
    wanted=date(2026, 9, 20),
    state=State.DONE,
    state_on=date(2026, 9, 18),
    claimed=True,
    proven=True,
    dropped=False,
    late_days=0,
    reasons=("all decided",),
)
_EXPERIMENT = ExperimentStatus(
    id="desk-bot",
    name="Desk bot",
    kind="prototype bot",
    purpose="",
    team="support",
    owner="head-of-support",
    product=None,
    risk_tier=None,
    data=None,
    provider="",
    evals="",
    found=START,
    weekly_users=20,
    monthly_cost=100.0,
    last_active=None,
    decision=Decision.KEEP,
    decided_on=START,
    decided_by="head-of-support",
    decision_until=date(2026, 12, 6),
    decision_in_date=True,
    duplicate_of=None,
    findings=(),
)
_METRIC_STATUS = MetricStatus(
    metric="hallucination_rate",
    name="Hallucination rate",
    pillar=Pillar.QUALITY,
    kind=Kind.RATE,
    better=Direction.LOWER,
    unit="",
    owner="lead-ai-engineer",
    product=None,
    week="2026-W44",
    period_end=date(2026, 11, 1),
    value=0.05,
    numerator=50,
    n=1000,
    low=0.04,
    high=0.06,
    target=0.06,
    final_target=0.03,
    final_date=date(2026, 12, 5),
    outcome=Outcome.MET,
    age_days=5,
    partial=None,
    change=-0.01,
    reason="5% of 1,000",
    series=Series("hallucination_rate", None),
)


def deliverable(**changes: Any) -> DeliverableStatus:
    """A proven deliverable, but for the changes."""
    return replace(_DELIVERABLE, **changes)


def phase(name: str = "Measure", weeks: tuple[int, int] = (1, 3), **changes: Any) -> PhaseStatus:
    """A phase of the charter that began on START, half proven."""
    first, last = weeks
    start, end = START + timedelta(weeks=first - 1), START + timedelta(weeks=last, days=-1)
    whole = PhaseStatus(name.lower(), name, "", start, end, claimed=0.8, proven=0.5, plan=1.0, deliverables=())
    return replace(whole, **changes)


def experiment(**changes: Any) -> ExperimentStatus:
    """A clean experiment, but for the changes."""
    return replace(_EXPERIMENT, **changes)


def metric_status(**changes: Any) -> MetricStatus:
    """A metric on its trajectory, but for the changes."""
    return replace(_METRIC_STATUS, **changes)


def layer(name: str, *moves: OptionMove, **changes: Any) -> LayerStatus:
    """A decided layer with these moves."""
    option = moves[-1].option if moves else None
    whole = LayerStatus(
        layer=name.lower(),
        name=name,
        why="",
        option=option,
        option_name=moves[-1].option_name if moves else None,
        ring=moves[-1].ring if moves else None,
        state=LayerState.DECIDED if moves else LayerState.UNDECIDED,
        outcome=Outcome.MET if moves else Outcome.NOT_MET,
        reasons=(),
        who="",
        due=date(2026, 10, 18),
        decided_on=None,
        review_by=None,
        moves=moves,
    )
    return replace(whole, **changes)


def move(option: str, ring: Ring, previous: Ring | None = None, on: date = date(2026, 10, 1)) -> OptionMove:
    """One move of an option."""
    return OptionMove(option, option.capitalize(), ring, previous, on, "architecture-council", "it won", "")


def rate_metric(**changes: Any) -> Metric:
    """A rate that shall fall from 12% to 3%."""
    targets = (
        Target(date=START, value=0.12, kind=TargetKind.BASELINE),
        Target(date=date(2026, 12, 5), value=0.03),
    )
    known: dict[str, Any] = {
        "id": "hallucination_rate",
        "pillar": Pillar.QUALITY,
        "kind": Kind.RATE,
        "better": Direction.LOWER,
        "denominator": "answers judged",
        "targets": targets,
    }
    return Metric(**{**known, **changes})


def points(*values: float, n: float | None = 1000, **last: Any) -> tuple[Point, ...]:
    """Weeks from START on; `last` changes the last of them."""
    made = []
    for week, value in enumerate(values):
        start = START + timedelta(weeks=week)
        k = None if n is None else value * n
        made.append(Point(f"2026-W{37 + week}", start, start + timedelta(days=6), value, k, n))
    if made and last:
        made[-1] = replace(made[-1], **last)
    return tuple(made)
