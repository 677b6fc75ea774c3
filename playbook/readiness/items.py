"""The five areas as lists of items, each with a weight and how far it has come: score, coverage and actions follow."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta

from metrics.definition import words_of
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.gates.criteria import criteria_once
from playbook.concerns.gates.verdict import Line, score_of
from playbook.concerns.north_star.status import MetricStatus, metric_statuses
from playbook.results.charter import DeliverableStatus
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.results.questions import Questions
from playbook.results.stack import LayerStatus
from playbook.verdict import Act, Area, Outcome, Verdict
from playbook.wording import VERDICT_WORDS

_UNKNOWN = (Outcome.NO_DATA, Outcome.STALE)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing an area is made of. `value` runs 0..1; `inputs` and `known_inputs` count the facts it needs by now
    (0: nothing is due); `due` is the day it is wanted; `acts` are what the action takes, where it is no act itself;
    `lift` is what the item `lifted` would come to count more once this one is done; `cause` lies behind its state, at
    its root, `parts` are a gate's criteria. `was_there`: it was decided or released, so not late from its day."""

    area: Area
    id: str
    title: str
    weight: float
    value: float
    value_without_exemptions: float
    planned: float
    inputs: float
    known_inputs: float
    state: str
    undecided: bool
    action: str
    who: str
    due: date | None
    acts: tuple[Act, ...] = ()
    blocking: tuple[str, ...] = ()
    lift: float = 0.0
    lifted: str = ""
    product: str | None = None
    cause: str = ""
    parts: tuple[CriterionStatus, ...] = ()
    was_there: bool = False

    @property
    def named(self) -> str:
        """The fact that it counts in full."""
        return f"{self.area}/{self.id}"

    @property
    def does(self) -> frozenset[str]:
        """What has to be done for it to count in full."""
        return frozenset[str]().union(*(act.does for act in self.acts)) or frozenset({self.named})


@dataclass(frozen=True, slots=True)
class _Words:
    """What an item says in words."""

    state: str
    action: str
    who: str
    undecided: bool = False
    cause: str = ""


def _all_or_nothing(
    named: tuple[Area, str, str],
    words: _Words,
    *,
    holds: bool,
    due: bool,
    due_on: date | None,
    known: float,
    weight: float = 1.0,
) -> Item:
    """An item that counts in full or not at all; `known` is the share of its facts that are there (0..1)."""
    area, item_id, title = named
    value = 1.0 if holds else 0.0
    return Item(
        area=area,
        id=item_id,
        title=title,
        weight=weight,
        value=value,
        value_without_exemptions=value,
        planned=1.0 if due else 0.0,
        inputs=weight if due else 0.0,
        known_inputs=weight * known if due else 0.0,
        state=words.state,
        undecided=words.undecided,
        action=words.action,
        who=words.who,
        due=due_on,
        cause=words.cause,
    )


def charter_items(questions: Questions) -> list[Item]:
    """Deliverables: proven or not; wanted by their due day."""
    started = questions.playbook.records.charter.start is not None
    phases = questions.playbook.definitions.charter.phases
    statuses = [questions.deliverable(deliverable.id) for phase in phases for deliverable in phase.deliverables]
    return [_deliverable_item(status, questions.day, started=started) for status in statuses if not status.dropped]


def _deliverable_item(status: DeliverableStatus, day: date, *, started: bool) -> Item:
    state = "proven" if status.proven else "claimed" if status.claimed else words_of(status.state)
    todo = f"prove '{status.name}'" if status.claimed else f"finish and prove '{status.name}'"
    return _all_or_nothing(
        (Area.CHARTER, status.id, status.name),
        _Words(
            state,
            f"{todo}: {'; '.join(status.reasons)}",
            status.who or status.owner,
            undecided=status.unknown,
            cause=status.reasons[0] if status.reasons else "",
        ),
        holds=status.proven,
        due=started and status.due <= day,
        due_on=status.wanted if started else None,
        known=float(status.state_on is not None),
        weight=status.weight,
    )


def experiment_items(questions: Questions) -> list[Item]:
    """Experiments: decided in date and free of findings; wanted from the day the audit is due."""
    audit = questions.audit()
    due = audit.due is not None and audit.due <= questions.day
    return [_experiment_item(experiment, audit.due, due=due) for experiment in audit.experiments]


def _experiment_item(experiment: ExperimentStatus, due_on: date | None, *, due: bool) -> Item:
    facts = (experiment.owner, experiment.risk_tier, experiment.data, experiment.monthly_cost, experiment.last_active)
    finding = experiment.findings[0] if experiment.findings else None
    todo = "decide on it" if not experiment.decision_in_date else (finding.remedy or finding.reason) if finding else ""
    decided = "decided, with findings" if experiment.decision_in_date else "undecided"
    state = "clean" if experiment.is_clean else decided
    item = _all_or_nothing(
        (Area.EXPERIMENTS, experiment.id, experiment.name),
        _Words(state, f"settle '{experiment.name}': {todo}", experiment.owner, cause=finding.reason if finding else ""),
        holds=experiment.is_clean,
        due=due,
        due_on=due_on,
        known=sum(fact not in (None, "") for fact in facts) / len(facts),
    )
    return replace(item, was_there=experiment.decision_in_date)


def metric_items(questions: Questions, statuses: tuple[MetricStatus, ...]) -> list[Item]:
    """Metrics with a target: on their trajectory or not; wanted from the day the metrics are due."""
    start = questions.playbook.records.charter.start
    definitions = questions.playbook.definitions
    charter, due_week = definitions.charter.charter, definitions.metrics.due_week
    due_on = None if start is None else charter.end_of_week(start, due_week)
    due = due_on is not None and due_on <= questions.day
    targeted = [status for status in statuses if status.outcome is not Outcome.NOT_APPLICABLE]
    return [_metric_item(status, due_on, due=due) for status in targeted]


def _metric_item(status: MetricStatus, due_on: date | None, *, due: bool) -> Item:
    todo = {Outcome.NO_DATA: "report", Outcome.STALE: "report again"}.get(status.outcome, "bring to plan")
    action = f"{todo} {status.name}: {status.reason}"
    return _all_or_nothing(
        (Area.METRICS, status.metric, status.name),
        _Words(
            words_of(status.outcome), action, status.owner, undecided=status.outcome.is_undecided, cause=status.reason
        ),
        holds=status.outcome is Outcome.MET,
        due=due,
        due_on=due_on,
        known=float(status.outcome not in _UNKNOWN and status.partial is None),
    )


def stack_items(questions: Questions) -> list[Item]:
    """Layers: decided, reviewed and unexpired or not; wanted by their due day."""
    started = questions.playbook.records.charter.start is not None
    layers = questions.playbook.definitions.stack.layers
    return [_layer_item(questions.layer(layer.id), questions.day, started=started) for layer in layers]


def _layer_item(status: LayerStatus, day: date, *, started: bool) -> Item:
    action = f"decide and review {status.name}: {'; '.join(status.reasons)}"
    return _all_or_nothing(
        (Area.STACK, status.layer, status.name),
        _Words(words_of(status.state), action, status.who, undecided=status.expired, cause=status.reasons[0]),
        holds=status.outcome in (Outcome.MET, Outcome.WARNING),
        due=started and status.due <= day,
        due_on=status.wanted_by(day) if started else None,
        known=float(status.option is not None),
    )


def gate_items(questions: Questions) -> list[Item]:
    """Gates planned by the charter's last day, per product; those that hold count in full, the next by its score."""
    playbook, day = questions.playbook, questions.day
    last_day = playbook.last_day
    notice = timedelta(days=playbook.definitions.charter.charter.notice_days)
    items: list[Item] = []
    for product in playbook.products.values():
        if not product.exists_on(day):
            continue
        planned = sorted((on, gate) for gate, on in product.planned_on(day).items() if gate in playbook.gates)
        if last_day is not None:
            planned = [(on, gate) for on, gate in planned if on <= last_day]
        gates = [questions.gate(gate, product.id) for _, gate in planned]
        shut = [gate for gate in gates if not gate.verdict.holds]
        for (on, _), gate in zip(planned, gates, strict=True):
            is_next = shut[:1] == [gate]
            item = _gate_item(gate, on, day, is_next=is_next, in_reach=on <= day + notice)
            if is_next and len(shut) > 1 and questions.explains:
                lines = criteria_once(questions, playbook.gates[shut[1].gate])
                asks = {one.id for one in lines if one.gate == gate.gate}
                item = replace(item, lift=_once_next(shut[1], asks), lifted=shut[1].subject)
            items.append(item)
    return items


def _once_next(gate: GateStatus, asks: AbstractSet[str]) -> float:
    """What a gate would count for once the one before it lets the product pass with conditions, for which its
    criteria `asks` ask."""
    criteria = tuple(
        replace(line, outcome=Outcome.WARNING, underlying=Outcome.WARNING) if line.id in asks else line
        for line in gate.criteria
    )
    lines = [Line(one.id, one.outcome, one.weight, one.key, one.outcome is Outcome.EXEMPT) for one in criteria]
    scored = score_of(lines, gate.go, gate.conditions_bound)
    return gate_value(replace(gate, criteria=criteria), scored.verdict, scored.score, is_next=True, exempt_counts=True)


def _gate_item(gate: GateStatus, on: date, day: date, *, is_next: bool, in_reach: bool) -> Item:
    deciding = [line for line in gate.criteria if line.outcome.is_decided or line.outcome.is_undecided]
    weights = sum(line.weight for line in deciding)
    known = sum(line.weight for line in deciding if line.outcome not in _UNKNOWN)
    flip = next((flip for flip in gate.flips if flip.to is Verdict.GO_WITH_CONDITIONS), None)
    name = f"{gate.product_name}, {gate.gate_name}"
    return Item(
        area=Area.GATES,
        id=gate.subject,
        title=name,
        weight=1.0,
        value=gate_value(gate, gate.verdict, gate.score, is_next=is_next, exempt_counts=True),
        value_without_exemptions=gate_value(
            gate, gate.verdict_without_exemptions, gate.score_without_exemptions, is_next=is_next, exempt_counts=False
        ),
        planned=1.0 if on <= day else 0.0,
        inputs=1.0 if in_reach and weights else 0.0,
        known_inputs=known / weights if in_reach and weights else 0.0,
        state=VERDICT_WORDS[gate.verdict],
        undecided=gate.verdict is Verdict.NOT_EVALUATED,
        action=f"turn {name}, to {VERDICT_WORDS[Verdict.GO_WITH_CONDITIONS]}",
        acts=flip.acts if flip else (),
        blocking=() if flip else gate.blocking,
        who=gate.owner,
        due=on,
        product=gate.product,
        cause=gate.cause,
        parts=gate.criteria,
        was_there=gate.released is not None,
    )


def gate_value(gate: GateStatus, verdict: Verdict, score: float | None, *, is_next: bool, exempt_counts: bool) -> float:
    if verdict.holds:
        return 1.0
    key_missed = any(
        line.key
        and (line.outcome if exempt_counts else line.underlying) is Outcome.NOT_MET
        and line.outcome is not Outcome.OBSERVING
        for line in gate.criteria
    )
    # without exemptions a gate that holds only thanks to one counts by its score, as the next gate does
    counts = is_next or (not exempt_counts and gate.verdict.holds)
    return 0.0 if not counts or key_missed or score is None else score / 100


def items_of(questions: Questions) -> tuple[Item, ...]:
    """All items of all areas."""

    def work() -> tuple[Item, ...]:
        return (
            *charter_items(questions),
            *experiment_items(questions),
            *metric_items(questions, metric_statuses(questions)),
            *stack_items(questions),
            *gate_items(questions),
        )

    return questions.once(items_of, work)
