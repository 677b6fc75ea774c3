"""How each part of a product's work stands: its latest record, whether it counts as evidence, what is in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from metrics.lines import Operator
from playbook.concerns.workflow.facts import Fact, facts_of
from playbook.json_values import OrNull, Share
from playbook.model.dated import last_of, when
from playbook.model.products import STAGE_ORDER, Product, Stage
from playbook.model.workflow import HygieneCheck, Part, WorkPart
from playbook.model.workflow_records import WorkRecord
from playbook.results.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import Worded, day_text, percent_text

NOT_REVIEWED = Fact("this one is not reviewed yet; an earlier one counts", worry=True)


@dataclass(frozen=True, slots=True)
class PartStatus(Worded):
    """One part of one product's work. `needed` is True from the stage on that asks for it; `on` is the day of its
    latest record, None where there is none."""

    part: Part
    evidence: str
    name: str
    needed: bool
    outcome: Outcome
    reason: str
    who: OrNull
    on: date | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class HygieneStatus(Worded):
    """One check of release hygiene for one product; `share` runs 0..1, None where nothing was counted."""

    check: str
    name: str
    needed: bool
    outcome: Outcome
    reason: str
    who: OrNull
    share: Share | None
    on: date | None


def reached(stage: Stage | None, wanted: Stage) -> bool:
    """True where a product is in the wanted stage or a later one."""
    return stage is not None and STAGE_ORDER.index(stage) >= STAGE_ORDER.index(wanted)


def part_statuses(questions: Questions, product: Product) -> tuple[PartStatus, ...]:
    """Every part that is defined, in the order of the file."""
    definitions = questions.playbook.definitions
    kinds = questions.playbook.evidence_kinds
    stage = product.stage_on(questions.day)
    return tuple(
        _part(questions, product, part, kinds[part.evidence].noun, needed=reached(stage, part.from_stage))
        for part in definitions.workflow.parts
        if part.evidence in kinds
    )


def _part(questions: Questions, product: Product, part: WorkPart, name: str, *, needed: bool) -> PartStatus:
    records = questions.playbook.records.workflow.of_part(part.part)
    own = [record for record in records if record.product == product.id and record.on <= questions.day]
    latest = last_of(own, lambda record: (when(record), record.reviewed_on or record.on)) if own else None
    judged = questions.evidence(part.evidence, product.id)
    return PartStatus(
        part=part.part,
        evidence=part.evidence,
        name=name,
        needed=needed,
        outcome=judged.outcome,
        reason=judged.reason,
        who="" if judged.outcome is Outcome.MET else judged.who or product.owner,
        on=latest.on if latest else None,
        facts=_facts(questions, latest, part, judged.outcome) if latest else (),
    )


def _facts(questions: Questions, latest: WorkRecord, part: WorkPart, outcome: Outcome) -> tuple[Fact, ...]:
    """Facts of the latest record; while an earlier one is what counts, that is said too."""
    facts = facts_of(latest, part, questions.day, questions.playbook.currency)
    reviewed = latest.reviewer and (latest.reviewed_on or latest.on) <= questions.day
    return facts if reviewed or outcome is not Outcome.MET else (*facts, NOT_REVIEWED)


def hygiene_statuses(questions: Questions, product: Product) -> tuple[HygieneStatus, ...]:
    """Every check of release hygiene, in the order of the file."""
    stage = product.stage_on(questions.day)
    return tuple(
        _hygiene(questions, product, check, needed=reached(stage, check.from_stage))
        for check in questions.playbook.definitions.workflow.hygiene
    )


def _hygiene(questions: Questions, product: Product, check: HygieneCheck, *, needed: bool) -> HygieneStatus:
    who = check.owner or product.owner
    if check.evidence is not None:
        judged = questions.evidence(check.evidence, product.id)
        return HygieneStatus(
            check.id, check.title, needed, judged.outcome, judged.reason, judged.who or who, None, None
        )
    day, wanted = questions.day, check.at_least or 1.0
    counted = [
        record
        for record in questions.playbook.records.workflow.hygiene
        if record.product == product.id and record.check == check.id and record.on <= day
    ]
    latest = last_of(counted) if counted else None
    if latest is None:
        return HygieneStatus(check.id, check.title, needed, Outcome.NO_DATA, "nobody has counted it", who, None, None)
    on = day_text(latest.on, day)
    if latest.of == 0:
        outcome, text = Outcome.NOT_APPLICABLE, f"there were no {check.of or 'cases'} by {on}"
    else:
        text = f"{latest.done:,} of {latest.of:,} {check.of or 'cases'} by {on}"
        held = Operator.AT_LEAST.holds(latest.done / latest.of, wanted)
        outcome = Outcome.MET if held else Outcome.NOT_MET
        if outcome is Outcome.NOT_MET:
            text += f", {percent_text(wanted, 0)} wanted"
    # a count that was good goes stale; one that was not stays so
    if outcome is not Outcome.NOT_MET and latest.on + timedelta(days=check.valid_days) < day:
        outcome, text = Outcome.STALE, f"{text}, too long ago to count"
    share = latest.done / latest.of if latest.of else None
    return HygieneStatus(check.id, check.title, needed, outcome, text, who, share, latest.on)
