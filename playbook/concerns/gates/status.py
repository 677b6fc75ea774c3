"""How a gate stands for a product: the verdict, why, what would turn it, and who must act."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from playbook.concerns.gates.sign_offs import hold_against
from playbook.concerns.gates.verdict import Line, better_of, score_of, smallest_turn, warned_is_enough
from playbook.concerns.gates.wording_verdicts import (
    act_of,
    blocking_lines,
    change_line,
    condition_lines,
    exempt_because,
    exempt_reason,
    main_reason,
    root_cause,
)
from playbook.model.conditions import text_of
from playbook.model.dated import last_of
from playbook.model.gates import Exemption, Gate, Ruling
from playbook.model.products import Product
from playbook.results.gates import CriterionStatus, Decided, Flip, GateStatus, Judged
from playbook.results.questions import Questions
from playbook.verdict import OUT_OF_THE_SUM, Act, Outcome, Verdict, each_once

__all__ = ["CriterionStatus", "Flip", "GateStatus", "gate_status"]
LONGEST_EXEMPTION = timedelta(days=30)
MOST_STEPS = 4
"""Of another gate, said one by one; more are that gate's own matter."""


def gate_status(questions: Questions, gate: Gate, product: Product) -> GateStatus:
    """The verdict of one gate for one product on the day, with everything that explains it."""
    day = questions.day
    judged = hold_against(questions, gate, product, questions.judged(gate.id, product.id))
    exemptions = _exemptions(questions, gate, product)
    planned = product.planned_on(day).get(gate.id)
    criteria = tuple(_criterion_status(line, exemptions.get(line.criterion.id), planned) for line in judged.values())
    lines = [_line(criterion) for criterion in criteria]
    scored = without = score_of(lines, gate.go, gate.conditions)
    bare = lines
    if any(line.exempted for line in lines):
        bare = [
            replace(line, outcome=criterion.underlying, exempted=False) if line.exempted else line
            for line, criterion in zip(lines, criteria, strict=True)
        ]
        without = score_of(bare, gate.go, gate.conditions)
    verdict = better_of(scored, without)
    days = None if planned is None else (planned - day).days
    notice = questions.playbook.definitions.charter.charter.notice_days
    with_them = scored.verdict.rank >= without.verdict.rank
    said, score = (criteria, scored) if with_them else (_without_exemptions(criteria), without)
    explains = questions.explains
    blocking = blocking_lines(said, verdict) if explains else ()
    conditions = condition_lines(said) if explains and verdict is Verdict.GO_WITH_CONDITIONS else ()
    return GateStatus(
        product=product.id,
        product_name=product.title,
        gate=gate.id,
        gate_name=gate.title,
        why=gate.why,
        stage=gate.stage,
        owner=questions.playbook.seat_for(gate.owner, product.id),
        planned=planned,
        days_to_planned=days,
        quiet=days is None or days > notice,
        verdict=verdict,
        verdict_without_exemptions=without.verdict,
        because=main_reason(verdict, said, day, score, gate.conditions) if explains else "",
        cause=root_cause(verdict, said, score, gate.conditions) if explains else "",
        score=scored.score,
        score_without_exemptions=without.score,
        go=gate.go,
        conditions_bound=gate.conditions,
        criteria=criteria,
        blocking=blocking,
        conditions=conditions,
        flips=_flips(lines, bare, criteria, gate, verdict) if explains else (),
        decision=_decision(questions, gate, product, verdict),
        candidate=None if (ships := questions.candidate(product.id)) is None else ships.id,
        dry_run=gate.dry_run,
    )


def _criterion_status(line: Judged, exemption: Exemption | None, planned: date | None) -> CriterionStatus:
    criterion = line.criterion
    outcome = line.outcome
    reason, because = line.reason, ""
    exempt = (
        exemption is not None
        and criterion.exemptible
        and not criterion.observe
        and outcome is not Outcome.MET
        and outcome not in OUT_OF_THE_SUM
    )
    if criterion.observe and outcome is not Outcome.NOT_APPLICABLE:
        reason = f"observing, does not decide: {reason}"
        outcome = Outcome.OBSERVING
    elif exempt and exemption is not None:
        outcome = Outcome.EXEMPT
        because = exempt_because(exemption, reason)
        reason = exempt_reason(exemption, because)
    return CriterionStatus(
        id=criterion.id,
        name=criterion.title,
        kind=criterion.kind,
        key=criterion.key,
        weight=criterion.weight,
        outcome=outcome,
        underlying=line.outcome,
        reason=reason,
        who=line.who,
        action="" if line.outcome is Outcome.MET else line.action,
        value=line.value,
        n=line.n,
        week=line.week,
        line=text_of(criterion.pass_line) if criterion.pass_line is not None else None,
        distance=line.distance,
        metric=criterion.metric,
        exempt_until=exemption.last_day if exempt and exemption else None,
        exempt_because=because,
        stale=line.stale,
        to_meet="" if line.outcome is Outcome.MET else line.to_meet,
        cause=line.cause,
        steps=() if line.outcome is Outcome.MET else line.steps,
        lesser=() if line.outcome in (Outcome.MET, Outcome.WARNING) else line.lesser,
        follows=line.follows,
        covers=line.covers,
        counts=None if line.outcome is Outcome.MET else line.counts,
        due=None if line.outcome is Outcome.MET else _wanted_by(line, planned),
        candidate=line.candidate,
        differs=line.differs,
        calibration=line.calibration,
        by_time=line.by_time,
    )


def _wanted_by(line: Judged, planned: date | None) -> date | None:
    """The day a criterion is wanted by: what has a day of its own keeps it, and what was in order on the gate's day is
    wanted from the day it lapsed: evidence expired, and with it an earlier gate or the sign-offs that were given for
    it, or another candidate came that it was not shown for."""
    criterion = line.criterion
    lapsed = criterion.evidence is not None or criterion.gate is not None or bool(line.follows or line.differs)
    if line.due is None or planned is None or not lapsed:
        return planned if line.due is None else line.due
    return max(planned, line.due)


def _line(criterion: CriterionStatus) -> Line:
    exempted = criterion.outcome is Outcome.EXEMPT
    return Line(
        criterion.id,
        criterion.outcome,
        criterion.weight,
        criterion.key,
        exempted,
        criterion.follows,
        may_warn=bool(criterion.lesser),
    )


def _exemptions(questions: Questions, gate: Gate, product: Product) -> dict[str, Exemption]:
    """Exemptions in force on the day, by criterion: granted by another person, for 30 days at most."""
    day = questions.day
    granted = questions.once(_exemptions, lambda: _by_gate(questions.playbook.records.exemptions.exemptions))
    return {
        record.criterion: record
        for record in granted.get((product.id, gate.id), ())
        if record.on <= day <= min(record.last_day, record.on + LONGEST_EXEMPTION)
        and not questions.same_person(record.asked_by, record.approved_by, record.on)
    }


class _AtAGate(Protocol):
    @property
    def product(self) -> str: ...
    @property
    def gate(self) -> str: ...


Record = TypeVar("Record", bound=_AtAGate)


def _by_gate(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        found.setdefault((record.product, record.gate), []).append(record)
    return found


def _without_exemptions(criteria: tuple[CriterionStatus, ...]) -> tuple[CriterionStatus, ...]:
    """What speaks for the verdict where it is better without the exemptions than with them."""
    return tuple(
        replace(criterion, outcome=criterion.underlying) if criterion.outcome is Outcome.EXEMPT else criterion
        for criterion in criteria
    )


def _flips(
    lines: list[Line], bare: list[Line], criteria: tuple[CriterionStatus, ...], gate: Gate, verdict: Verdict
) -> tuple[Flip, ...]:
    """What would turn the verdict into each better one that lets the product pass."""
    by_id = {criterion.id: criterion for criterion in criteria}
    flips = []
    for to in (Verdict.GO_WITH_CONDITIONS, Verdict.GO):
        if to.rank <= verdict.rank:
            continue
        turned = smallest_turn(lines, gate.go, gate.conditions, to, bare)
        if turned:
            warned = warned_is_enough(lines, bare, gate.go, gate.conditions, to, turned)
            acts = each_once(_acts([by_id[name] for name in turned], warned))
            flips.append(Flip(to, tuple(map(change_line, acts)), turned, acts))
    return tuple(flips)


def _acts(turned: Sequence[CriterionStatus], warned: AbstractSet[str]) -> Iterator[Act]:
    """What to do about each criterion, those of another gate one by one where they are few."""
    steps = {one.id: one.lesser if one.id in warned else one.steps for one in turned}
    steps = {name: acts for name, acts in steps.items() if 0 < len(acts) <= MOST_STEPS}
    yield from (act_of(criterion) for criterion in turned if criterion.id not in steps)
    for criterion in turned:
        for act in steps.get(criterion.id, ()):
            yield replace(act, name=f"{criterion.name}, {act.name}")


def _decision(questions: Questions, gate: Gate, product: Product, verdict: Verdict) -> Decided | None:
    """The last decision people took at the gate by the day."""
    decided = questions.once(_decision, lambda: _by_gate(questions.playbook.decided(questions.day)))
    taken = decided.get((product.id, gate.id))
    if not taken:
        return None
    last = last_of(taken)
    then = verdict if last.on == questions.day else questions.at(last.on).gate(gate.id, product.id).verdict
    against = last.decided is Ruling.RELEASE and not then.holds
    return Decided.model_construct(**dict(last), against_verdict=against, verdict_then=then)
