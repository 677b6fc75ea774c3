"""How each thing stands that the crosswalk names: proven or met for all whom it concerns, claimed, or open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial

from playbook.concerns.risks.incidents import judge_incidents
from playbook.concerns.risks.register import risk_register
from playbook.concerns.vendors import wording
from playbook.concerns.vendors.status import judge_vendors
from playbook.json_values import OrNull
from playbook.model.criteria import Criterion
from playbook.model.evidence import Scope
from playbook.model.governance import Crossing, Register
from playbook.model.incidents import IncidentBar, Severity
from playbook.model.products import Product
from playbook.results.gates import Judged
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome


class Standing(StrEnum):
    """How something that serves a control stands, best first."""

    COVERED = "covered"
    CLAIMED = "claimed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """One thing that serves controls; `id` is what the crosswalk names, `who` is to act where it is not covered."""

    kind: str
    id: str
    name: str
    standing: Standing
    reason: str
    who: OrNull


@dataclass(frozen=True, slots=True)
class _InPlay:
    """A criterion of a gate that is due for a product, and how it stands."""

    gate: str
    product: Product
    judged: Judged


def standings(questions: Questions) -> Iterator[tuple[Crossing, ServerStatus]]:
    """Every crossing with how its subject stands on the day."""
    in_play = tuple(_criteria_in_play(questions))
    for crossing in questions.playbook.definitions.governance.crosswalk:
        yield crossing, _standing(questions, crossing, in_play)


def _criteria_in_play(questions: Questions) -> Iterator[_InPlay]:
    """Criteria of gates that are due for a product within the charter's notice; observed ones decide nothing."""
    playbook, day = questions.playbook, questions.day
    last = day + timedelta(days=playbook.definitions.charter.charter.notice_days)
    for product in playbook.products.values():
        if not product.exists_on(day):
            continue
        for gate, planned in product.planned_on(day).items():
            if planned > last or gate not in playbook.gates:
                continue
            for judged in questions.judged(gate, product.id).values():
                if judged.outcome is not Outcome.NOT_APPLICABLE and not judged.criterion.observe:
                    yield _InPlay(gate, product, judged)


def _standing(questions: Questions, crossing: Crossing, in_play: tuple[_InPlay, ...]) -> ServerStatus:
    match crossing.kind:
        case "evidence":
            return _evidence(questions, crossing.name, in_play)
        case "deliverable":
            return _deliverable(questions, crossing.name)
        case "register":
            return _register(questions, Register(crossing.name))
        case _:
            return _criteria(questions, crossing, in_play)


def _evidence(questions: Questions, name: str, in_play: tuple[_InPlay, ...]) -> ServerStatus:
    """Evidence covers where every product whose due gates ask for it has it; where none does, whoever has it."""
    kind = questions.playbook.evidence_kind(name)
    owner = questions.playbook.seat_for(kind.owner, None)
    applicable = {one.product.id: one.product for one in in_play if one.judged.criterion.evidence == name}
    if kind.scope is Scope.ORGANIZATION or not applicable:
        judged = questions.evidence(name, None)
        return ServerStatus("evidence", name, kind.noun, _of_evidence(judged), _why(judged), judged.who or owner)
    judged_of = {product.title: questions.evidence(name, product.id) for product in applicable.values()}
    standing = max((_of_evidence(judged) for judged in judged_of.values()), key=list(Standing).index)
    met = [product for product, judged in judged_of.items() if judged.outcome is Outcome.MET]
    lacking = {product: judged for product, judged in judged_of.items() if judged.outcome is not Outcome.MET}
    first = next(iter(lacking.values()), None)
    reasons = {product: _why(judged) for product, judged in lacking.items()}
    reason = wording.of_lacking(met, reasons) if reasons else wording.of_products(met, ())
    who = (first.who if first else "") or owner
    return ServerStatus("evidence", name, kind.noun, standing, reason, who)


def _why(judged: Judgement) -> str:
    """Its reason as it stands after the name of what serves, which a missing piece need not repeat."""
    return wording.NONE_YET if judged.outcome is Outcome.NO_DATA else judged.reason


def _of_evidence(judged: Judgement) -> Standing:
    """There but unreviewed (or objected to) is a claim; missing or expired is open."""
    return {Outcome.MET: Standing.COVERED, Outcome.NOT_MET: Standing.CLAIMED}.get(judged.outcome, Standing.OPEN)


def _deliverable(questions: Questions, name: str) -> ServerStatus:
    if name not in questions.playbook.deliverables:
        return ServerStatus("deliverable", name, name, Standing.OPEN, wording.NOTHING_SERVES, "")
    status = questions.deliverable(name)
    standing = Standing.COVERED if status.proven else Standing.CLAIMED if status.claimed else Standing.OPEN
    return ServerStatus(
        "deliverable", name, status.name, standing, "; ".join(status.reasons), status.who or status.owner
    )


def _criteria(questions: Questions, crossing: Crossing, in_play: tuple[_InPlay, ...]) -> ServerStatus:
    """Criteria cover where each is met in every due gate that asks for it."""
    name = crossing.name
    concerned = [one for one in in_play if _names(crossing, one.gate, one.judged.criterion)]
    title = _title(questions, crossing)
    make = partial(
        ServerStatus, "criterion", name if crossing.kind == "criterion" else f"{crossing.kind}/{name}", title
    )
    if not concerned:
        return make(Standing.OPEN, wording.NOT_COME_TO_IT, "")
    failing = [one for one in concerned if one.judged.outcome is not Outcome.MET]
    met = list(dict.fromkeys(one.product.title for one in concerned if one not in failing))
    if not failing:
        return make(Standing.COVERED, wording.of_products(met, ()), concerned[0].judged.who)
    soft = all(one.judged.outcome is Outcome.WARNING for one in failing)
    lacking: dict[str, str] = {}
    for one in failing:
        lacking.setdefault(one.product.title, one.judged.reason)
    reason = wording.of_lacking([one for one in met if one not in lacking], lacking)
    return make(Standing.CLAIMED if soft else Standing.OPEN, reason, failing[0].judged.who)


def _names(crossing: Crossing, gate: str, criterion: Criterion) -> bool:
    if crossing.criterion is not None:
        return crossing.criterion == f"{gate}/{criterion.id}"
    applicable = {
        "sign_off": criterion.sign_off,
        "metric": criterion.metric,
        "layer": criterion.stack,
        "risk": criterion.risk,
    }
    return applicable.get(crossing.kind) == crossing.name


def _title(questions: Questions, crossing: Crossing) -> str:
    playbook, name = questions.playbook, crossing.name
    match crossing.kind:
        case "sign_off":
            found = next((role.name for role in playbook.definitions.gates.sign_offs if role.id == name), "")
        case "metric":
            found = playbook.metrics[name].name if name in playbook.metrics else ""
        case "layer":
            found = next((layer.name for layer in playbook.definitions.stack.layers if layer.id == name), "")
        case "risk":
            found = next((risk.title for risk in playbook.definitions.risks.risks if risk.id == name), "")
        case _:
            gate, _, criterion = name.partition("/")
            every = playbook.gates[gate].criteria if gate in playbook.gates else ()
            found = next((one.title for one in every if one.id == criterion), "")
    return found or name


def _register(questions: Questions, register: Register) -> ServerStatus:
    title = wording.REGISTER_WORDS[register]
    make = partial(ServerStatus, "register", str(register), title)
    match register:
        case Register.EXPERIMENTS:
            audit = questions.audit()
            decided = sum(experiment.decision_in_date for experiment in audit.experiments)
            whole = bool(audit.experiments) and decided == len(audit.experiments)
            reason = wording.experiments_known(decided, len(audit.experiments))
            return make(Standing.COVERED if whole else Standing.OPEN, reason, "")
        case Register.RISKS:
            live = [risk for risk in risk_register(questions).risks if risk.is_live]
            assessed = sum(risk.state is not None and not risk.review_late_days for risk in live)
            whole = bool(live) and assessed == len(live)
            return make(Standing.COVERED if whole else Standing.OPEN, wording.risks_assessed(assessed, len(live)), "")
        case Register.INCIDENTS:
            judged = judge_incidents(questions, IncidentBar(severity=Severity.LOW), None)
        case Register.VENDORS:
            judged = judge_vendors(questions, None)
    standing = {Outcome.MET: Standing.COVERED, Outcome.WARNING: Standing.CLAIMED}.get(judged.outcome, Standing.OPEN)
    return make(standing, judged.reason, judged.who)
