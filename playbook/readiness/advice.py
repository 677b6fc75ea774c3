"""What would help most, what blocks, and what should alarm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import computed_field

from playbook.concerns.gates.verdict import ranked
from playbook.concerns.gates.wording import verdict_of_the_day
from playbook.concerns.gates.wording_verdicts import change_line
from playbook.json_values import NotShown, Score
from playbook.model.charter import AreaWeights, State
from playbook.model.experiments import FindingSeverity
from playbook.model.gates import Ruling
from playbook.model.products import STAGE_ORDER, Stage
from playbook.readiness.items import Item
from playbook.readiness.open_conditions import open_conditions_of
from playbook.results.charter import CharterStatus
from playbook.results.experiments import AuditStatus
from playbook.results.gates import GateStatus
from playbook.results.questions import Questions
from playbook.verdict import Act, Area, Outcome
from playbook.wording import NO_OWNER, VERDICT_WORDS, day_text, join_words, plural, seat_text, sentence_case

HOW_MANY_ACTIONS = 3
_FULL_GAIN = 1e-9


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do now; `gain` in points of readiness. `area` and `subject` say what to link to; `steps`
    are what it takes, each with who does it, where it takes more than one."""

    action: str
    who: str
    gain: Score
    area: Area
    subject: str
    steps: tuple[str, ...] = ()
    product: NotShown[str | None] = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """One line of "what blocks and who must act", gravest first. `subject` is an id to link to, `about` what is kept
    back, `name` the part of it that does so ('' for itself)."""

    area: Area
    subject: str
    product: str | None
    about: NotShown[str]
    name: NotShown[str]
    reason: str
    who: str
    late_days: int

    @computed_field
    @property
    def title(self) -> str:
        """What is kept back and by which part of it."""
        return f"{self.about}: {self.name}" if self.name else self.about


def best_actions(items: Sequence[Item], weights: AreaWeights, day: date, notice: timedelta) -> tuple[Action, ...]:
    """The three actions that would raise readiness most, among what is due within the notice; among equals what takes
    the fewest acts, then the earlier due. An action of which a part brings more for each act is not offered: the part
    is. What an action does for other items too is part of its gain, and what an earlier one does is not promised again
    by a wider one after it."""
    worth = _Worth(items, weights)
    in_reach = [item for item in worth.items if item.due is not None and item.due <= day + notice]
    done, chosen = frozenset[str](), list[Action]()
    while len(chosen) < HOW_MANY_ACTIONS:
        gains = [(worth.gain(item, done), item) for item in in_reach]
        # a stable sort leaves equals in the order of the files, which people have put in order of importance
        left = sorted(
            ((gain, item) for gain, item in gains if gain > _FULL_GAIN),
            key=lambda one: (-round(one[0], 6), len(_left_of(one[1], done)), one[1].due or date.max),
        )
        if not left:
            break
        gain, item = next(one for one in left if _cheapest_within(left, one, done) is one)
        chosen.append(_action(item, gain, done))
        done = worth.with_what_follows(item.does, done)
    return tuple(chosen)


class _Worth:
    """What it would bring to have things done, in points of readiness."""

    def __init__(self, items: Sequence[Item], weights: AreaWeights) -> None:
        all_weights = sum(float(getattr(weights, area)) for area in Area) or 1.0
        totals = {area: sum(item.weight for item in items if item.area is area) for area in Area}
        self.items = [item for item in items if item.value < 1 - _FULL_GAIN]
        self._points = {
            area: 100 * float(getattr(weights, area)) / all_weights / whole for area, whole in totals.items() if whole
        }
        self._gates = {item.id: item for item in self.items if item.area is Area.GATES}
        self._lifting = {item.lifted: item for item in self.items if item.lifted}
        self._named = {item.named: item for item in self.items}
        self._touching: dict[str, list[Item]] = {}
        for item in self.items:
            for fact in item.does:
                self._touching.setdefault(fact, []).append(item)

    def gain(self, item: Item, done: frozenset[str]) -> float:
        """What doing it brings once other things are done: itself, and whatever else it was the last part of."""
        after = self.with_what_follows(item.does, done)
        touched = {one.named: one for fact in after - done for one in self._touching.get(fact, ())}
        settled = [one for one in touched.values() if one.does <= after]
        return sum(self._own(one, done, after) for one in settled)

    def with_what_follows(self, facts: frozenset[str], done: frozenset[str]) -> frozenset[str]:
        """What is done once these facts are: an item is with all its facts, and where the item is, so are they."""
        after, new = set(done), list(facts - done)
        while new:
            fact = new.pop()
            if fact in after:
                continue
            after.add(fact)
            if (whole := self._named.get(fact)) is not None:
                new += whole.does - after
            new += [one.named for one in self._touching.get(fact, ()) if one.does <= after]
        return frozenset(after)

    def _own(self, item: Item, done: frozenset[str], after: frozenset[str]) -> float:
        lifted, lifting = self._gates.get(item.lifted), self._lifting.get(item.id)
        value = item.weight * (1 - item.value)
        if lifted is None or not lifted.does <= after:
            value += item.lift
        if item.area is Area.GATES and lifting is not None and lifting.does <= done:
            value -= lifting.lift  # it counted already from where the gate before it held
        return self._points[item.area] * value


def _left_of(item: Item, done: frozenset[str]) -> tuple[Act, ...]:
    return tuple(act for act in item.acts if not act.does <= done)


def _cheapest_within(
    left: Sequence[tuple[float, Item]], whole: tuple[float, Item], done: frozenset[str]
) -> tuple[float, Item]:
    """The whole, or the part of it that brings most for each act, where that is more than the whole does."""

    def for_each_act(one: tuple[float, Item]) -> float:
        return one[0] / max(1, len(_left_of(one[1], done)))

    wanted = whole[1].does - done
    parts = [one for one in left if one is not whole and one[1].does - done <= wanted]
    best = max(parts, key=for_each_act, default=whole)
    return best if for_each_act(best) > for_each_act(whole) + _FULL_GAIN else whole


def _action(item: Item, gain: float, done: frozenset[str]) -> Action:
    """What is left to do for the item; one act is said in its own words."""
    left = _left_of(item, done)
    steps = tuple(map(change_line, left)) or item.blocking
    words = f"{left[0].action} ({item.title})" if len(left) == 1 else item.action
    who = ", ".join(dict.fromkeys(who for act in left if (who := act.who or item.who))) or item.who
    return Action(sentence_case(words), who, gain, item.area, item.id, steps if len(steps) > 1 else (), item.product)


def blockers_of(
    questions: Questions, gates: Sequence[GateStatus], charter: CharterStatus, audit: AuditStatus
) -> tuple[Blocker, ...]:
    """Gates due soon and what keeps them shut; late, blocked and unowned deliverables; overdue layers and decisions.
    Gravest first, and within one grade the latest."""
    graded = [
        *_shut_gates(gates, questions.day),
        *_late_deliverables(charter, questions.day),
        *_overdue_layers(questions),
        *_undecided_experiments(audit, questions.day),
    ]
    return tuple(blocker for _, blocker in sorted(graded, key=lambda pair: (pair[0], -pair[1].late_days)))


def _shut_gates(gates: Sequence[GateStatus], day: date) -> Iterator[tuple[int, Blocker]]:
    for gate in gates:
        if gate.quiet or gate.verdict.holds or (gate.decision and gate.decision.decided is Ruling.STOP):
            continue
        for criterion in ranked(gate.criteria, gate.verdict):
            decisive = criterion.key or criterion.outcome is Outcome.NOT_MET
            if not decisive or criterion.outcome is Outcome.WARNING:
                continue
            yield (
                0 if criterion.key else 2,
                Blocker(
                    Area.GATES,
                    gate.subject,
                    gate.product,
                    f"{gate.product_name}, {gate.gate_name}",
                    criterion.name,
                    criterion.reason,
                    criterion.who or gate.owner,
                    max(0, (day - criterion.due).days) if criterion.due is not None else 0,
                ),
            )


def _late_deliverables(charter: CharterStatus, day: date) -> Iterator[tuple[int, Blocker]]:
    for deliverable in charter.deliverables:
        blocked = deliverable.state is State.BLOCKED
        unowned = not deliverable.owner and deliverable.due <= day + timedelta(days=7)
        late = deliverable.late_days
        if deliverable.proven or deliverable.dropped or not (late or deliverable.lapsed or blocked or unowned):
            continue
        reason = "; ".join(deliverable.reasons[:2]) + ("" if deliverable.owner else f"; {NO_OWNER}")
        yield 1, Blocker(Area.CHARTER, deliverable.id, None, deliverable.name, "", reason, deliverable.who, late)


def _overdue_layers(questions: Questions) -> Iterator[tuple[int, Blocker]]:
    if questions.playbook.records.charter.start is None:
        return
    for definition in questions.playbook.definitions.stack.layers:
        layer = questions.layer(definition.id)
        late = (questions.day - layer.wanted_by(questions.day)).days
        if late >= 0 and layer.outcome is Outcome.NOT_MET:
            yield 3, Blocker(Area.STACK, layer.layer, None, layer.name, "", "; ".join(layer.reasons), layer.who, late)


def _undecided_experiments(audit: AuditStatus, day: date) -> Iterator[tuple[int, Blocker]]:
    if audit.due is None or audit.due > day:
        return
    for experiment in audit.experiments:
        grave = [finding for finding in experiment.findings if finding.severity is FindingSeverity.HIGH]
        if grave or not experiment.decision_in_date:
            reason = "; ".join(finding.reason for finding in grave) or "no decision in date"
            yield (
                4,
                Blocker(
                    Area.EXPERIMENTS,
                    experiment.id,
                    experiment.product,
                    experiment.name,
                    "",
                    reason,
                    experiment.owner,
                    max(0, (day - audit.wanted_by(experiment, audit.due)).days),
                ),
            )


def alarms_of(questions: Questions, gates: Sequence[GateStatus]) -> tuple[str, ...]:
    """Products that stand in a stage which no gate lets them be in and nobody decided."""
    day = questions.day
    alarms: list[str] = []
    for product in questions.playbook.products.values():
        stage = product.stage_on(day)
        if stage is None or not product.exists_on(day) or STAGE_ORDER.index(stage) < STAGE_ORDER.index(Stage.SHIP):
            continue
        own = [gate for gate in gates if gate.product == product.id]
        leading = [gate for gate in own if STAGE_ORDER.index(gate.stage) <= STAGE_ORDER.index(stage)]
        at_stage = [gate for gate in leading if gate.stage is stage] or leading
        if not at_stage:
            alarms.append(f"{product.title} is in stage {stage} and no gate leads there")
        elif not any(gate.verdict.holds or _released(gate) for gate in at_stage):
            verdicts = join_words(f"{gate.gate_name} says {VERDICT_WORDS[gate.verdict]}" for gate in at_stage)
            alarms.append(
                f"{product.title} is in stage {stage} without a gate that holds or a release decision: {verdicts}"
            )
    alarms += [
        f"{gate.product_name} was released at {gate.gate_name} on {day_text(gate.decision.on, day)} by "
        f"{seat_text(gate.decision.by)} although "
        f"{verdict_of_the_day(gate.decision.verdict_then, gate.decision.verdict_seen)}"
        for gate in gates
        if gate.decision is not None and gate.decision.against_verdict
    ]
    late = sum(condition.late_days > 0 for condition in open_conditions_of(questions))
    if late:
        alarms.append(f"{plural(late, 'release condition')} past due")
    return tuple(alarms)


def _released(gate: GateStatus) -> bool:
    return gate.decision is not None and gate.decision.decided is Ruling.RELEASE
