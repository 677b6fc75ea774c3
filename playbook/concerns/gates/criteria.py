"""Each criterion of a gate as it is for one product, before sign-offs and exemptions are applied to it."""

from collections.abc import Sequence

from metrics.definition import Level, words_of
from metrics.lines import Operator
from metrics.series.age import age_days
from playbook.concerns.gates.candidates import evidence_for, shown_by, stale_for_another
from playbook.concerns.gates.labels import corrected_series, labels_of, with_labels, without_labels
from playbook.concerns.gates.metric_criterion import judge_metric
from playbook.concerns.gates.sign_offs import sign_off_of
from playbook.concerns.gates.weeks_left import NO_BOUND, WeeksLeft, weeks_left_of
from playbook.concerns.gates.wording_verdicts import gate_words
from playbook.concerns.risks.incidents import judge_incidents
from playbook.concerns.vendors.status import judge_vendors
from playbook.model.criteria import Applies, Criterion, ExperimentsBar
from playbook.model.experiments import FindingSeverity
from playbook.model.gates import Answer, Gate
from playbook.model.products import Product
from playbook.model.team import holder_of
from playbook.model.trajectory import held_for, to_date
from playbook.results.gates import Judged
from playbook.results.questions import Questions
from playbook.verdict import Act, Area, Judgement, Outcome, Verdict
from playbook.wording import VERDICT_WORDS, day_text, percent_text, plural, seat_text

_OF_VERDICT = {
    Verdict.GO: Outcome.MET,
    Verdict.GO_WITH_CONDITIONS: Outcome.WARNING,
    Verdict.NO_GO: Outcome.NOT_MET,
    Verdict.INCONCLUSIVE: Outcome.INCONCLUSIVE,
    Verdict.NOT_EVALUATED: Outcome.NO_DATA,
}

_EVERY_PRODUCT = Applies()
_NOTHING: frozenset[str] = frozenset()


def criteria_of(gate: Gate) -> tuple[Criterion, ...]:
    """The gate's criteria; each gate in `after` is one more key criterion of weight 1, re-checked here.

    A criterion on that gate takes its place where it asks no less: key, deciding, of every product."""
    required = {
        criterion.gate
        for criterion in gate.criteria
        if criterion.key and not criterion.observe and criterion.applies == _EVERY_PRODUCT
    }
    taken = {criterion.id for criterion in gate.criteria}
    earlier = tuple(
        Criterion(
            id=f"after-{other}" if f"after-{other}" not in taken else f"after-{other}-gate",
            name=f"After {words_of(other)}",
            gate=other,
            key=True,
        )
        for other in dict.fromkeys(gate.after)
        if other not in required
    )
    return (*earlier, *gate.criteria)


def judge_criteria(questions: Questions, gate: Gate, product: Product) -> dict[str, Judged]:
    """Every criterion of the gate for the product on the day; sign-offs as they were said."""
    return {criterion.id: _judge(questions, gate, product, criterion) for criterion in criteria_once(questions, gate)}


def criteria_once(questions: Questions, gate: Gate) -> tuple[Criterion, ...]:
    """The same as `criteria_of`, made once for all products."""
    return questions.once((criteria_of, gate.id), lambda: criteria_of(gate))


def applies_to(criterion: Criterion, product: Product, questions: Questions) -> bool:
    """Whether the criterion is meant for the product; an unknown tier or stage counts as the strictest."""
    applies, day = criterion.applies, questions.day
    return (
        (applies.risk_tier is None or product.tier_on(day) in applies.risk_tier)
        and (applies.stage is None or (stage := product.stage_on(day)) is None or stage in applies.stage)
        and (applies.products is None or product.id in applies.products)
    )


def _judge(questions: Questions, gate: Gate, product: Product, criterion: Criterion) -> Judged:
    if not applies_to(criterion, product, questions):
        stage = product.stage_on(questions.day)
        reason = (
            f"not asked of {product.title} (risk tier {product.tier_on(questions.day)}, stage {stage or 'not known'})"
        )
        return Judged(criterion, Outcome.NOT_APPLICABLE, reason, "", "")
    judged = _judge_asked(questions, gate, product, criterion)
    return stale_for_another(questions, product, judged, shown_by(questions, gate, product, judged))


def _judge_asked(questions: Questions, gate: Gate, product: Product, criterion: Criterion) -> Judged:
    if criterion.metric is not None:
        return _judge_metric(questions, gate, product, criterion)
    judgement = _judge_fact(questions, gate, product, criterion)
    seat_for, judged_by = questions.playbook.seat_for, judgement.who
    who = seat_for(criterion.owner or judged_by or gate.owner, product.id) or product.owner
    action = judgement.action or f"settle '{criterion.title}'"
    return Judged(
        criterion,
        judgement.outcome,
        judgement.reason,
        who,
        action,
        cause=judgement.cause,
        covers=_covered(criterion, gate, product, judgement.steps) if questions.explains else _NOTHING,
        steps=judgement.steps,
        lesser=judgement.lesser,
        due=judgement.due,
        by_time=judgement.by_time,
    )


def _covered(criterion: Criterion, gate: Gate, product: Product, steps: Sequence[Act]) -> frozenset[str]:
    """The facts that settling the criterion settles; those of a gate are all that its own steps settle."""
    if criterion.deliverable is not None:
        return frozenset({f"{Area.CHARTER}/{criterion.deliverable}"})
    if criterion.stack is not None:
        return frozenset({f"{Area.STACK}/{criterion.stack}"})
    if criterion.evidence is not None or criterion.risk is not None:
        return frozenset({f"{criterion.kind}/{criterion.evidence or criterion.risk}/{product.id}"})
    own = frozenset({f"{criterion.kind}/{product.id}/{gate.id}/{criterion.id}"})
    return frozenset[str]().union(*(step.does for step in steps)) or own


def _judge_metric(questions: Questions, gate: Gate, product: Product, criterion: Criterion) -> Judged:
    metric = questions.playbook.metrics.get(criterion.metric or "")
    if metric is None:
        reason = f"metric '{criterion.metric}' is not defined"
        return Judged(criterion, Outcome.NO_DATA, reason, gate.owner, f"define the metric '{criterion.metric}'")
    measured = questions.known.series(metric.id, None if metric.level is Level.ORGANIZATION else product.id)
    series = to_date(questions.playbook, metric, measured)
    beside = (one for other in questions.playbook.gates.values() for one in other.criteria if one.metric == metric.id)
    owner = None if metric.level is Level.ORGANIZATION else product
    weeks_left = _weeks_left(questions, owner) if questions.explains else NO_BOUND
    age = age_days(series, questions.day)
    labelled = labels_of(questions, criterion, metric, product.id)
    if criterion.labels_within_days is not None and labelled is None:
        judged = without_labels(metric, criterion.labels_within_days)
    else:
        taken = series if labelled is None else corrected_series(series, labelled)
        held = metric if owner is None else held_for(questions.playbook, metric, owner.id)
        judged = judge_metric(criterion, held, taken, age, beside, weeks_left, explains=questions.explains)
        judged = judged if labelled is None else with_labels(judged, metric, labelled, series)
    seat_for = questions.playbook.seat_for
    who = seat_for(criterion.owner or metric.owner or gate.owner, product.id) or product.owner
    settled_by = (not judged.to_meet and judged.covers) or (judged.to_meet or judged.action,)
    about = f"{metric.id}/{owner.id if owner else ''}/"
    return Judged(
        criterion,
        judged.outcome,
        judged.reason,
        who,
        judged.action,
        judged.value,
        judged.n,
        judged.week,
        judged.distance,
        judged.stale,
        judged.to_meet,
        covers=frozenset([about + one for one in settled_by]) if questions.explains else _NOTHING,
        counts=judged.counts,
        calibration=judged.calibration,
    )


def _weeks_left(questions: Questions, product: Product | None) -> WeeksLeft:
    key = weeks_left_of, None if product is None else product.id
    return questions.once(key, lambda: weeks_left_of(questions.playbook, product, questions.day))


def _judge_fact(questions: Questions, gate: Gate, product: Product, criterion: Criterion) -> Judgement:
    if criterion.evidence is not None:
        return evidence_for(questions, product, criterion.evidence, criterion.depends_on)
    if criterion.sign_off is not None:
        return _judge_said(questions, gate, product, criterion)
    if criterion.deliverable is not None:
        return _judge_deliverable(questions, criterion.deliverable)
    if criterion.stack is not None:
        layer = questions.layer(criterion.stack)
        reason = f"{layer.name}: {'; '.join(layer.reasons)}"
        cause = layer.reasons[0] if layer.reasons else ""
        due = layer.wanted_by(questions.day)
        action = f"decide and review {layer.name}"
        return Judgement(layer.outcome, reason, layer.who, action, cause, due=due, by_time=layer.expired)
    if criterion.experiments is not None:
        return _judge_experiments(questions, product, criterion.experiments)
    if criterion.risk is not None:
        return questions.risk(criterion.risk, product.id)
    if criterion.incidents is not None:
        return judge_incidents(questions, criterion.incidents, product.id)
    if criterion.vendors is not None:
        return judge_vendors(questions, product.id)
    other = questions.gate(criterion.gate or "", product.id)
    action = f"bring {other.gate_name} to {VERDICT_WORDS[Verdict.GO]}"
    reason = gate_words(other.gate_name, other.verdict, other.cause)
    acts = {flip.to: flip.acts for flip in other.flips}
    steps, lesser = (acts.get(to, ()) for to in (Verdict.GO, Verdict.GO_WITH_CONDITIONS))
    # one that held on its day is wanted from the day on which the first of what holds it back lapsed
    lapsed = min((line.due for line in other.criteria if line.due is not None), default=None)
    return Judgement(_OF_VERDICT[other.verdict], reason, other.owner, action, other.cause, steps, lesser, due=lapsed)


def _judge_said(questions: Questions, gate: Gate, product: Product, criterion: Criterion) -> Judgement:
    roles = {role.id: role for role in questions.playbook.definitions.gates.sign_offs}
    role = roles.get(criterion.sign_off or "")
    name = (role.name if role and role.name else f"{criterion.sign_off} sign-off").strip()
    who = _signer(questions, role.seats if role else ())
    record = sign_off_of(questions, gate, product, criterion)
    if record is None:
        return Judgement(Outcome.NO_DATA, f"waiting for {name}", who, f"give or refuse the {name}")
    on = day_text(record.on, questions.day)
    note = f": {record.note}" if record.note else ""
    if any(questions.same_person(record.by, owner, record.on) for owner in (product.owner, gate.owner) if owner):
        reason = f"{name} of {on} was given by {seat_text(record.by)}, who owns what it signs"
        return Judgement(Outcome.NOT_MET, reason, who or record.by, f"have another person give the {name}")
    if record.decision is Answer.NO:
        return Judgement(
            Outcome.NOT_MET,
            f"{name} refused by {seat_text(record.by)} on {on}{note}",
            record.by,
            f"answer what {seat_text(record.by)} asks",
        )
    return Judgement(Outcome.MET, f"{name} given by {seat_text(record.by)} on {on}", record.by)


def _signer(questions: Questions, seats: Sequence[str]) -> str:
    """Who is asked for the signature: the first seat that somebody holds, else the first; '' where any seat may."""
    holders = questions.playbook.records.team.seats
    held = (seat for seat in seats if holder_of(seat, holders, questions.day) != "")
    return next(held, seats[0] if seats else "")


def _judge_deliverable(questions: Questions, deliverable_id: str) -> Judgement:
    status = questions.deliverable(deliverable_id)
    if status.proven:
        return Judgement(Outcome.MET, f"'{status.name}' is done and proven", status.who)
    reasons, cause = "; ".join(status.reasons), status.reasons[0] if status.reasons else ""
    if status.claimed:
        reason = f"'{status.name}' is said to be done, not proven: {reasons}"
        return Judgement(
            Outcome.WARNING, reason, status.who, f"prove '{status.name}': {reasons}", cause, due=status.wanted
        )
    reason = f"'{status.name}' is not done: {reasons}"
    return Judgement(Outcome.NOT_MET, reason, status.who, f"finish '{status.name}'", cause, due=status.wanted)


_GRAVITY = {FindingSeverity.NOTE: 0, FindingSeverity.MEDIUM: 1, FindingSeverity.HIGH: 2}


def _judge_experiments(questions: Questions, product: Product, bar: ExperimentsBar) -> Judgement:
    every = questions.audit().experiments
    own = tuple(experiment for experiment in every if experiment.product == product.id)
    listed = own or every
    if not listed:
        return Judgement(Outcome.NO_DATA, "no experiment is listed", "", "list what is being tried")
    decided = sum(experiment.decision_in_date for experiment in listed)
    findings = [
        experiment
        for experiment in listed
        for finding in experiment.findings
        if _GRAVITY[finding.severity] >= _GRAVITY[bar.severity]
    ]
    reason = (
        f"{decided} of {plural(len(listed), 'experiment')} decided ({percent_text(bar.decided)} needed), "
        f"{plural(len(findings), 'open finding')} ({bar.open_findings} allowed)"
    )
    if not own:
        reason = f"no experiment names this product, so all count: {reason}"
    met = Operator.AT_LEAST.holds(decided / len(listed), bar.decided) and len(findings) <= bar.open_findings
    undecided = next((experiment for experiment in listed if not experiment.decision_in_date), None)
    first = findings[0] if findings else undecided
    action = f"decide on '{first.name}' and settle its findings" if first else ""
    return Judgement(Outcome.MET if met else Outcome.NOT_MET, reason, first.owner if first else "", action)
