"""Proof rules of deliverables: each asks the tracker's own facts, never what somebody says."""

from metrics.lines import Operator
from metrics.series.age import age_of
from playbook.concerns.risks.incidents import judge_incidents
from playbook.concerns.vendors.status import judge_vendors
from playbook.model.charter import GateReached, MetricsReported, ProductsInStage, Proof
from playbook.model.products import STAGE_ORDER
from playbook.model.team import is_filled
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome, Verdict
from playbook.wording import VERDICT_WORDS, join_words, percent_text, plural, seat_text

_SAID_TOGETHER = 2
"""So many teams that said nothing yet are named in one sentence."""


def judge_proof(questions: Questions, proof: Proof, owner: str = "") -> Judgement:
    """Whether one rule holds on the day; anything but MET means it does not."""
    judged = _judge_by_concern(questions, proof)
    if judged is not None:
        return judged
    if proof.team is not None:
        return _judge_seat(questions, proof.team.role, wanted=proof.team.filled)
    if proof.experiments_decided is not None:
        return _judge_decided(questions, proof.experiments_decided.at_least, owner)
    if proof.metrics_reported is not None:
        return _judge_reported(questions, proof.metrics_reported)
    if proof.products_in_stage is not None:
        return _judge_stage(questions, proof.products_in_stage, owner)
    if proof.gate is not None:
        return _judge_gate(questions, proof.gate, owner)
    if proof.accountability is not None:
        return _judge_agreed(questions, proof.accountability.parties)
    raise ValueError("a proof names exactly one rule")


def _judge_by_concern(questions: Questions, proof: Proof) -> Judgement | None:
    """Rules that another concern answers as it stands; None for every other rule."""
    if proof.evidence is not None:
        return questions.evidence(proof.evidence, None)
    if proof.risk is not None:
        return questions.risk(proof.risk, None)
    if proof.incidents is not None:
        return judge_incidents(questions, proof.incidents, None)
    if proof.vendors is not None:
        return judge_vendors(questions, None)
    if proof.stack is not None:
        layer = questions.layer(proof.stack)
        held = layer.outcome in (Outcome.MET, Outcome.WARNING)
        over = layer.wanted_by(questions.day) if layer.lapsed else None
        outcome = Outcome.MET if held else Outcome.STALE if layer.expired else Outcome.NOT_MET
        return Judgement(outcome, join_words(layer.reasons, "and"), layer.who, due=over)
    if proof.deliverable is not None:
        other = questions.deliverable(proof.deliverable)
        reason = f"'{other.name}' is {'' if other.proven else 'not '}proven"
        lacking = Outcome.NO_DATA if other.unknown else Outcome.NOT_MET
        return Judgement(Outcome.MET if other.proven else lacking, reason, other.who)
    return None


def _judge_agreed(questions: Questions, parties: tuple[str, ...]) -> Judgement:
    """Every named party agreed; where none is named, every party that has an interface."""
    document = questions.playbook.definitions.accountability
    wanted = parties or tuple(interface.party for interface in document.interfaces)
    judged = [questions.agreement(party) for party in wanted]
    missing = [judgement for judgement in judged if judgement.outcome is not Outcome.MET]
    if missing:
        silent = [party for party, one in zip(wanted, judged, strict=True) if one.outcome is Outcome.NO_DATA]
        reason = join_words(one.reason for one in missing)
        if len(silent) >= _SAID_TOGETHER:
            spoke = join_words(one.reason for one in missing if one.outcome is not Outcome.NO_DATA)
            titles = {party.id: party.title for party in document.parties}
            together = f"{join_words(titles.get(party, party) for party in silent)} have not agreed to it yet"
            reason = f"{spoke}; {together}" if spoke else together
        return Judgement(missing[0].outcome, reason, missing[0].who, missing[0].action)
    if not judged:
        return Judgement(Outcome.NO_DATA, "the accountability document names no partner team", document.owner)
    return Judgement(Outcome.MET, f"{plural(len(judged), 'partner team')} agreed to version {document.version}")


def _judge_seat(questions: Questions, seat: str, *, wanted: bool) -> Judgement:
    filled = is_filled(seat, questions.playbook.records.team.seats, questions.day)
    outcome = Outcome.MET if filled == wanted else Outcome.NOT_MET
    return Judgement(outcome, f"the seat of {seat_text(seat)} is {'filled' if filled else 'open'}", "")


def _judge_decided(questions: Questions, wanted: float, owner: str) -> Judgement:
    audit = questions.audit()
    if audit.decided_share is None:
        return Judgement(Outcome.NO_DATA, "no experiment is listed yet", owner)
    total = len(audit.experiments)
    decided = sum(experiment.decision_in_date for experiment in audit.experiments)
    outcome = Outcome.MET if Operator.AT_LEAST.holds(audit.decided_share, wanted) else Outcome.NOT_MET
    needed = "" if outcome is Outcome.MET else f", {percent_text(wanted)} needed"
    return Judgement(outcome, f"{decided} of {plural(total, 'experiment')} decided{needed}", owner)


def _judge_reported(questions: Questions, rule: MetricsReported) -> Judgement:
    metrics = questions.playbook.metrics
    missing: list[str] = []
    owner = ""
    for pillar in rule.pillars:
        of_pillar = [metric.id for metric in metrics.values() if metric.pillar is pillar]
        if not any(_weeks_reported(questions, metric) >= rule.weeks for metric in of_pillar):
            missing.append(f"{pillar} (any metric)")
            owner = owner or next((metrics[metric].owner for metric in of_pillar), "")
    for metric in rule.metrics:
        if _weeks_reported(questions, metric) < rule.weeks:
            missing.append(metrics[metric].name if metric in metrics else metric)
            owner = owner or (metrics[metric].owner if metric in metrics else "")
    weeks = plural(rule.weeks, "week")
    if missing:
        return Judgement(Outcome.NO_DATA, f"not reported for {weeks} and in date: {join_words(missing)}", owner)
    names = join_words([*rule.pillars, *(metrics[metric].name for metric in rule.metrics if metric in metrics)])
    return Judgement(Outcome.MET, f"reported for {weeks} and in date: {names}")


def _weeks_reported(questions: Questions, metric_id: str) -> int:
    """Closed weeks anybody reported of a metric; 0 where the last is older than the metric allows."""
    metric = questions.playbook.metrics.get(metric_id)
    if metric is None:
        return 0
    candidates = [questions.known.series(metric_id, None), *questions.known.product_series(metric_id)]
    counts = [0]
    for series in candidates:
        age = age_of(series, questions.day)
        if age is not None and not age.is_over(metric.max_age_days):
            counts.append(len(series.closed))
    return max(counts)


def _judge_stage(questions: Questions, rule: ProductsInStage, owner: str) -> Judgement:
    wanted = STAGE_ORDER.index(rule.stage)
    stages = [product.stage_on(questions.day) for product in questions.playbook.products.values()]
    reached = sum(stage is not None and STAGE_ORDER.index(stage) >= wanted for stage in stages)
    outcome = Outcome.MET if reached >= rule.at_least else Outcome.NOT_MET
    return Judgement(
        outcome, f"{plural(reached, 'product')} in stage {rule.stage} or later, {rule.at_least} needed", owner
    )


def _judge_gate(questions: Questions, rule: GateReached, owner: str) -> Judgement:
    gate = questions.playbook.gates.get(rule.gate)
    if gate is None:
        return Judgement(Outcome.NO_DATA, f"gate '{rule.gate}' is not defined", owner)
    verdicts: dict[str, Verdict] = {
        product.title: questions.gate(gate.id, product.id).verdict
        for product in questions.playbook.products.values()
        if product.exists_on(questions.day)
    }
    passed = [name for name, verdict in verdicts.items() if verdict.rank >= rule.verdict.rank]
    if len(passed) >= rule.products:
        return Judgement(Outcome.MET, f"{gate.title}: {join_words(passed)}", gate.owner)
    if not verdicts:
        return Judgement(Outcome.NO_DATA, f"no product has reached {gate.title}", gate.owner or owner)
    stands = join_words(f"{name} {VERDICT_WORDS[verdict]}" for name, verdict in verdicts.items())
    reason = f"{gate.title} wants {VERDICT_WORDS[rule.verdict]} for {plural(rule.products, 'product')}; {stands}"
    # where those that nobody can judge might make up for it, nobody knows
    open_ones = sum(verdict in (Verdict.NOT_EVALUATED, Verdict.INCONCLUSIVE) for verdict in verdicts.values())
    outcome = Outcome.NO_DATA if len(passed) + open_ones >= rule.products else Outcome.NOT_MET
    return Judgement(outcome, reason, gate.owner or owner)
