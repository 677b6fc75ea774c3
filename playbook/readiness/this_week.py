"""What leadership decides or starts this week: decisions that wait and acts that raise readiness most, each once."""

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.concerns.gates.verdict import without_exemption
from playbook.readiness.assessment import Assessment
from playbook.readiness.decisions import DecisionKind, DecisionNeeded
from playbook.readiness.items import gate_value
from playbook.readiness.wording_decisions import deliverable, without_it
from playbook.verdict import Area, Verdict

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
    in points of readiness, None where nothing is known of it. `subject` is the id to link to in the area. `confirms`: a
    release is in doubt."""

    what: str
    who: str
    due: date | None
    late_days: int
    gain: float | None
    area: Area
    subject: str
    product: str | None
    confirms: bool = False


def to_decide(assessment: Assessment) -> tuple[ToDecide, ...]:
    """Everything that is due within a week or would raise readiness most: a release in doubt first, then what
    is worth most, then the latest. A decision has the points of what it does itself: a layer's and an experiment's are
    those of settling it, the end of an exemption takes some, and a release moves nothing."""
    gains = {(action.area, action.subject): action for action in assessment.actions}
    items = {(item.area, item.id): item for item in assessment.items}
    found: list[ToDecide] = []
    seen: set[tuple[Area, str]] = set()
    for decision in assessment.decisions_needed:
        key = (_AREA_OF[decision.kind], decision.subject)
        action = gains.get(key) if key[0] is not Area.GATES else None
        if action is None and decision.due > assessment.as_of + _SOON:
            continue
        if action is not None:
            seen.add(key)
        gain, what = (None, decision.what) if action is None else (action.gain, action.action)
        if decision.kind is DecisionKind.EXEMPTION:
            verdict, gain = _if_it_ends(assessment, decision)
            what = without_it(decision.what, verdict)
        found.append(
            ToDecide(
                what, decision.who, decision.due, decision.late_days, gain, *key, decision.product, decision.confirms
            )
        )
    for key, action in gains.items():
        if key in seen:
            continue
        item = items.get(key)
        due = None if item is None or item.was_there else item.due
        late = 0 if due is None else max(0, (assessment.as_of - due).days)
        what = action.action
        if item is not None and item.area is Area.CHARTER:
            what = deliverable(item.title, state=item.state)
        found.append(ToDecide(what, action.who, due, late, action.gain, *key, action.product))
    return tuple(sorted(found, key=lambda one: (not one.confirms, -abs(one.gain or 0.0), one.due or date.max)))


def _if_it_ends(assessment: Assessment, decision: DecisionNeeded) -> tuple[Verdict, float | None]:
    """The verdict once the exemption is over, and what that does to readiness; None where it does nothing."""
    gate = next(one for one in assessment.gates if one.subject == decision.subject)
    after = without_exemption(gate, decision.criterion or "")
    item = next((one for one in assessment.items if one.area is Area.GATES and one.id == gate.subject), None)
    if item is None or not item.value:
        return after.verdict, None
    gates = [one for one in assessment.items if one.area is Area.GATES]
    own, day = [one for one in gates if one.product == gate.product and one is not item], item.due or date.max
    is_next = not gate.verdict.holds or all(one.value >= 1 for one in own if (one.due or day) < day)
    value = gate_value(after, after.verdict, after.score, is_next=is_next, exempt_counts=True) - item.value
    if gate.verdict.holds and not after.verdict.holds:
        value -= sum(one.value for one in own if one.value < 1 and (one.due or day) > day)  # it is the next no more
    area, weights = assessment.readiness.area(Area.GATES), sum(one.weight for one in assessment.readiness.areas) or 1.0
    return after.verdict, 100 * area.weight / weights * value / sum(one.weight for one in gates) or None
