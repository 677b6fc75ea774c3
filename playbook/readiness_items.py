"""The five areas as lists of items, each with a weight and how far it has come: score, coverage and actions follow."""

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.experiments_status import ExperimentStatus
from playbook.gate_status import GateStatus
from playbook.north_star import MetricStatus, metric_statuses
from playbook.questions import Questions
from playbook.verdict import Area, Outcome, Verdict
from playbook.wording import VERDICT_WORDS

_UNKNOWN = (Outcome.NO_DATA, Outcome.STALE)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing an area is made of. `value` runs 0..1; `inputs` and `known_inputs` count the facts it needs by now
    (0 while nothing is due); `due` is the day it is wanted; `steps` are what the action takes."""

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
    steps: tuple[str, ...] = ()


def charter_items(questions: Questions) -> list[Item]:
    """Deliverables: proven or not; wanted by their due day."""
    started = questions.playbook.records.charter.start is not None
    items = []
    for phase in questions.playbook.definitions.charter.phases:
        for deliverable in phase.deliverables:
            status = questions.deliverable(deliverable.id)
            if status.dropped:
                continue
            due = started and status.due <= questions.day
            action = f"prove '{status.name}'" if status.claimed else f"finish and prove '{status.name}'"
            value = 1.0 if status.proven else 0.0
            items.append(
                Item(
                    area=Area.CHARTER,
                    id=status.id,
                    title=status.name,
                    weight=status.weight,
                    value=value,
                    value_without_exemptions=value,
                    planned=1.0 if due else 0.0,
                    inputs=status.weight if due else 0.0,
                    known_inputs=status.weight if due and status.state_on is not None else 0.0,
                    state="proven"
                    if status.proven
                    else "claimed"
                    if status.claimed
                    else status.state.replace("_", " "),
                    undecided=False,
                    action=f"{action}: {'; '.join(status.reasons)}",
                    who=status.who or status.owner,
                    due=status.due if started else None,
                )
            )
    return items


def experiment_items(questions: Questions) -> list[Item]:
    """Experiments: decided in date and free of findings; wanted from the day the audit is due."""
    audit = questions.audit()
    due = audit.due is not None and audit.due <= questions.day
    return [_experiment_item(experiment, audit.due, due=due) for experiment in audit.experiments]


def _experiment_item(experiment: ExperimentStatus, due_on: date | None, *, due: bool) -> Item:
    facts = (experiment.owner, experiment.risk_tier, experiment.data, experiment.monthly_cost, experiment.last_active)
    known = sum(fact not in (None, "") for fact in facts) / len(facts)
    finding = experiment.findings[0] if experiment.findings else None
    todo = "decide on it" if not experiment.decision_in_date else (finding.remedy or finding.reason) if finding else ""
    value = 1.0 if experiment.is_clean else 0.0
    return Item(
        area=Area.EXPERIMENTS,
        id=experiment.id,
        title=experiment.name,
        weight=1.0,
        value=value,
        value_without_exemptions=value,
        planned=1.0 if due else 0.0,
        inputs=1.0 if due else 0.0,
        known_inputs=known if due else 0.0,
        state="clean"
        if experiment.is_clean
        else "decided, with findings"
        if experiment.decision_in_date
        else "undecided",
        undecided=False,
        action=f"settle '{experiment.name}': {todo}",
        who=experiment.owner,
        due=due_on,
    )


def metric_items(questions: Questions, statuses: tuple[MetricStatus, ...]) -> list[Item]:
    """Metrics with a target: on their trajectory or not; wanted from the day the metrics are due."""
    start = questions.playbook.records.charter.start
    due_week = questions.playbook.definitions.metrics.due_week
    due_on = None if start is None else start + timedelta(weeks=due_week, days=-1)
    due = due_on is not None and due_on <= questions.day
    items = []
    for status in statuses:
        if status.outcome is Outcome.NOT_APPLICABLE:
            continue
        known = status.outcome not in _UNKNOWN and status.partial is None
        value = 1.0 if status.outcome is Outcome.MET else 0.0
        todo = {Outcome.NO_DATA: "report", Outcome.STALE: "report again"}.get(status.outcome, "bring to plan")
        items.append(
            Item(
                area=Area.METRICS,
                id=status.metric,
                title=status.name,
                weight=1.0,
                value=value,
                value_without_exemptions=value,
                planned=1.0 if due else 0.0,
                inputs=1.0 if due else 0.0,
                known_inputs=1.0 if due and known else 0.0,
                state=status.outcome.replace("_", " "),
                undecided=status.outcome.is_undecided,
                action=f"{todo} {status.name}: {status.reason}",
                who=status.owner,
                due=due_on,
            )
        )
    return items


def stack_items(questions: Questions) -> list[Item]:
    """Layers: decided, reviewed and unexpired or not; wanted by their due day."""
    started = questions.playbook.records.charter.start is not None
    items = []
    for layer in questions.playbook.definitions.stack.layers:
        status = questions.layer(layer.id)
        due = started and status.due <= questions.day
        value = 1.0 if status.outcome in (Outcome.MET, Outcome.WARNING) else 0.0
        items.append(
            Item(
                area=Area.STACK,
                id=status.layer,
                title=status.name,
                weight=1.0,
                value=value,
                value_without_exemptions=value,
                planned=1.0 if due else 0.0,
                inputs=1.0 if due else 0.0,
                known_inputs=1.0 if due and status.option is not None else 0.0,
                state=status.state.replace("_", " "),
                undecided=False,
                action=f"decide and review {status.name}: {'; '.join(status.reasons)}",
                who=status.who,
                due=status.due if started else None,
            )
        )
    return items


def gate_items(questions: Questions) -> list[Item]:
    """Gates planned by the charter's last day, per product; those that hold count in full, the next by its score."""
    playbook, day = questions.playbook, questions.day
    start, days = playbook.records.charter.start, playbook.definitions.charter.charter.days
    notice = timedelta(days=playbook.definitions.charter.charter.notice_days)
    items: list[Item] = []
    for product in playbook.products.values():
        if not product.exists_on(day):
            continue
        planned = sorted((on, gate) for gate, on in product.planned_on(day).items() if gate in playbook.gates)
        next_seen = False
        for on, gate_id in planned:
            if start is not None and on > start + timedelta(days=days - 1):
                continue
            gate = questions.gate(gate_id, product.id)
            is_next = not gate.verdict.holds and not next_seen
            next_seen = next_seen or is_next
            in_reach = on <= day + notice
            items.append(_gate_item(gate, on, day, is_next=is_next, in_reach=in_reach))
    return items


def _gate_item(gate: GateStatus, on: date, day: date, *, is_next: bool, in_reach: bool) -> Item:
    deciding = [line for line in gate.criteria if line.outcome.is_decided or line.outcome.is_undecided]
    weights = sum(line.weight for line in deciding)
    known = sum(line.weight for line in deciding if line.outcome not in _UNKNOWN)
    flip = next((flip for flip in gate.flips if flip.to is Verdict.GO_WITH_CONDITIONS), None)
    steps = flip.changes if flip else gate.blocking
    turning = [line for line in gate.criteria if flip and line.id in flip.criteria]
    return Item(
        area=Area.GATES,
        id=f"{gate.product}/{gate.gate}",
        title=f"{gate.product_name}, {gate.gate_name}",
        weight=1.0,
        value=_gate_value(gate, gate.verdict, gate.score, is_next=is_next, exempt_counts=True),
        value_without_exemptions=_gate_value(
            gate, gate.verdict_without_exemptions, gate.score_without_exemptions, is_next=is_next, exempt_counts=False
        ),
        planned=1.0 if on <= day else 0.0,
        inputs=1.0 if in_reach and weights else 0.0,
        known_inputs=known / weights if in_reach and weights else 0.0,
        state=VERDICT_WORDS[gate.verdict],
        undecided=gate.verdict is Verdict.NOT_EVALUATED,
        action=f"turn {gate.product_name}, {gate.gate_name}, to {VERDICT_WORDS[Verdict.GO_WITH_CONDITIONS]}",
        steps=steps,
        who=", ".join(dict.fromkeys(line.who for line in turning if line.who)) or gate.owner,
        due=on,
    )


def _gate_value(
    gate: GateStatus, verdict: Verdict, score: float | None, *, is_next: bool, exempt_counts: bool
) -> float:
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


def items_of(questions: Questions, statuses: tuple[MetricStatus, ...] | None = None) -> list[Item]:
    """All items of all areas."""
    metrics = metric_statuses(questions) if statuses is None else statuses
    return [
        *charter_items(questions),
        *experiment_items(questions),
        *metric_items(questions, metrics),
        *stack_items(questions),
        *gate_items(questions),
    ]
