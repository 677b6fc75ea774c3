"""Which deliverables, layers, experiments and alarms would stand otherwise, from two assessments of one day."""

from collections.abc import Iterator
from dataclasses import dataclass

from playbook import wording_changes as wording
from playbook.readiness import Assessment
from playbook.verdict import Area


@dataclass(frozen=True, slots=True)
class StateTurn:
    """Something that stands otherwise; `before` and `after` are words, `before` '' for what was not there."""

    area: Area
    id: str
    name: str
    before: str
    after: str
    reason: str

    def to_json(self) -> dict[str, object]:
        return {
            "area": str(self.area),
            "id": self.id,
            "from": self.before or None,
            "to": self.after,
            "reason": self.reason,
        }


def state_turns(before: Assessment, after: Assessment) -> Iterator[StateTurn]:
    """Deliverables, layers and experiments whose state turns, and alarms that begin or end."""
    yield from _deliverables(before, after)
    yield from _layers(before, after)
    yield from _experiments(before, after)
    for alarm in before.alarms:
        if alarm not in after.alarms:
            yield StateTurn(Area.GATES, "alarm", wording.ALARM, wording.RAISED, wording.OVER, alarm)
    for alarm in after.alarms:
        if alarm not in before.alarms:
            yield StateTurn(Area.GATES, "alarm", wording.ALARM, "", wording.RAISED, alarm)


def _deliverables(before: Assessment, after: Assessment) -> Iterator[StateTurn]:
    earlier = {one.id: wording.deliverable_words(one) for one in before.charter.deliverables}
    for one in after.charter.deliverables:
        was, now = earlier.get(one.id, ""), wording.deliverable_words(one)
        if was != now:
            yield StateTurn(Area.CHARTER, one.id, one.name, was, now, "; ".join(one.reasons[:2]))


def _layers(before: Assessment, after: Assessment) -> Iterator[StateTurn]:
    earlier = {layer.layer: wording.layer_words(layer) for layer in before.stack.layers}
    for layer in after.stack.layers:
        was, now = earlier.get(layer.layer, ""), wording.layer_words(layer)
        if was != now:
            yield StateTurn(Area.STACK, layer.layer, layer.name, was, now, "; ".join(layer.reasons[:2]))


def _experiments(before: Assessment, after: Assessment) -> Iterator[StateTurn]:
    earlier = {one.id: wording.experiment_words(one) for one in before.audit.experiments}
    for one in after.audit.experiments:
        was, now = earlier.get(one.id, ""), wording.experiment_words(one)
        if was != now:
            reason = "; ".join(finding.reason for finding in one.findings[:2])
            yield StateTurn(Area.EXPERIMENTS, one.id, one.name, was, now, reason)
