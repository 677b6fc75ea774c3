"""What leadership decides or starts this week: decisions that wait and acts that raise readiness most, each once."""

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.readiness.assessment import Assessment
from playbook.readiness.decisions import DecisionKind
from playbook.verdict import Area

_SOON = timedelta(days=7)
_AREA_OF = {
    DecisionKind.RELEASE: Area.GATES,
    DecisionKind.EXEMPTION: Area.GATES,
    DecisionKind.LAYER: Area.STACK,
    DecisionKind.EXPERIMENT: Area.EXPERIMENTS,
}


@dataclass(frozen=True, slots=True)
class ToDecide:
    """One thing to decide or to start. `due` is None where no day is set, `late_days` above 0 where it passed; `gain`
    in points of readiness, None where nothing is known of it. `subject` is the id to link to in the area."""

    what: str
    who: str
    due: date | None
    late_days: int
    gain: float | None
    area: Area
    subject: str
    product: str | None


def to_decide(assessment: Assessment) -> tuple[ToDecide, ...]:
    """Everything that is due within a week or would raise readiness most: what is worth most first, then the latest."""
    gains = {(action.area, action.subject): action for action in assessment.actions}
    items = {(item.area, item.id): item for item in assessment.items}
    found: list[ToDecide] = []
    seen: set[tuple[Area, str]] = set()
    for decision in assessment.decisions_needed:
        key = (_AREA_OF[decision.kind], decision.subject)
        action = gains.get(key)
        if action is None and decision.due > assessment.as_of + _SOON:
            continue
        gain = None if action is None or key in seen else action.gain
        seen.add(key)
        found.append(
            ToDecide(decision.what, decision.who, decision.due, decision.late_days, gain, *key, decision.product)
        )
    for key, action in gains.items():
        if key in seen:
            continue
        item = items.get(key)
        due = None if item is None or item.was_there else item.due
        late = 0 if due is None else max(0, (assessment.as_of - due).days)
        found.append(ToDecide(action.action, action.who, due, late, action.gain, *key, action.product))
    return tuple(sorted(found, key=lambda one: (-(one.gain or 0.0), one.due or date.max)))
