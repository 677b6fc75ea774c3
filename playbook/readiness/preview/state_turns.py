"""Which deliverables, layers, experiments, promises and alarms would stand otherwise, from two assessments of a day."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from playbook.readiness.assessment import Assessment
from playbook.readiness.preview import wording
from playbook.readiness.preview.results import StateTurn
from playbook.verdict import Area


def state_turns(before: Assessment, after: Assessment) -> Iterator[StateTurn]:
    """Deliverables, layers, experiments and promises whose state turns, and alarms that begin or end."""
    for area, standing in _STANDINGS.items():
        earlier = {one.id: one.words for one in standing(before)}
        for one in standing(after):
            was = earlier.get(one.id, "")
            if was != one.words:
                yield StateTurn(area, one.id, one.name, was, one.words, one.reason)
    yield from _promises(before, after)
    for alarm in before.alarms:
        if alarm not in after.alarms:
            yield StateTurn(Area.GATES, "alarm", wording.ALARM, wording.RAISED, wording.OVER, alarm)
    for alarm in after.alarms:
        if alarm not in before.alarms:
            yield StateTurn(Area.GATES, "alarm", wording.ALARM, "", wording.RAISED, alarm)


def _promises(before: Assessment, after: Assessment) -> Iterator[StateTurn]:
    """Follow-ups that are agreed or done, and conditions of releases that open or close."""
    agreed = {(one.what, one.product, one.on): wording.follow_up_words(one) for one in before.follow_ups}
    for follow_up in after.follow_ups:
        was = agreed.get((follow_up.what, follow_up.product, follow_up.on), "")
        words = wording.follow_up_words(follow_up)
        if was != words:
            yield StateTurn(None, "follow-up", follow_up.what, was, words, wording.acts(follow_up.owner))
    for condition in before.open_conditions:
        if condition not in after.open_conditions:
            words = wording.open_words(condition.due)
            yield StateTurn(Area.GATES, "condition", condition.what, words, wording.OVER, condition.gate_name)
    for condition in after.open_conditions:
        if condition not in before.open_conditions:
            words = wording.open_words(condition.due)
            yield StateTurn(Area.GATES, "condition", condition.what, "", words, wording.acts(condition.owner))


class _Standing(NamedTuple):
    """How one thing stands, in words."""

    id: str
    name: str
    words: str
    reason: str


def _deliverables(assessment: Assessment) -> Iterator[_Standing]:
    for one in assessment.charter.deliverables:
        yield _Standing(one.id, one.name, wording.deliverable_words(one), "; ".join(one.reasons[:2]))


def _layers(assessment: Assessment) -> Iterator[_Standing]:
    for layer in assessment.stack.layers:
        yield _Standing(layer.layer, layer.name, wording.layer_words(layer), "; ".join(layer.reasons[:2]))


def _experiments(assessment: Assessment) -> Iterator[_Standing]:
    for one in assessment.audit.experiments:
        reasons = "; ".join(finding.reason for finding in one.findings[:2])
        yield _Standing(one.id, one.name, wording.experiment_words(one), reasons)


_STANDINGS: Mapping[Area, Callable[[Assessment], Iterator[_Standing]]] = {
    Area.CHARTER: _deliverables,
    Area.STACK: _layers,
    Area.EXPERIMENTS: _experiments,
}
