"""How each product moves from spec to monitor: time in stage, criteria, waits, parts, hygiene, upgrade drills."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, computed_field

from playbook.concerns.workflow.drills import DrillStatus, upgrade_drills
from playbook.concerns.workflow.parts import HygieneStatus, PartStatus, hygiene_statuses, part_statuses
from playbook.json_values import OrNull
from playbook.model.dated import when
from playbook.model.products import Product, Stage
from playbook.model.workflow import StageCheck
from playbook.results.questions import Questions
from playbook.verdict import Outcome, Verdict
from playbook.wording import OUTCOME_WORDS


@dataclass(frozen=True, slots=True)
class CheckStatus:
    """One entry or exit criterion; `outcome` is None where only people can answer it."""

    what: str
    outcome: Outcome | None
    reason: str
    who: OrNull

    @computed_field
    @property
    def words(self) -> str | None:
        """The outcome in words."""
        return None if self.outcome is None else OUTCOME_WORDS[self.outcome]


@dataclass(frozen=True, slots=True)
class StageTime:
    """A stretch of a product's way; `left` is None for the stage it is in."""

    stage: Stage
    entered: date
    left: date | None
    days: int


@dataclass(frozen=True, slots=True)
class WaitStatus:
    """Something the product waits for; `late_days` is above 0 where it was promised for an earlier day."""

    what: str
    whom: str
    since: date
    days: int
    until: date | None
    late_days: int


@dataclass(frozen=True, slots=True)
class NextGate:
    """The planned gate that comes next and does not hold yet."""

    gate: str
    name: str
    planned: date | None
    verdict: Verdict
    words: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProductFlow:
    """One product on the as-of day. `over_days` is above 0 where it is in its stage for longer than usual."""

    product: str
    name: str
    owner: str
    stage: Stage | None
    stage_name: str
    since: date | None
    days_in_stage: int | None
    usual_days: int | None
    over_days: int
    times: Annotated[tuple[StageTime, ...], Field(serialization_alias="stages")]
    enter: tuple[CheckStatus, ...]
    leave: tuple[CheckStatus, ...]
    waits: tuple[WaitStatus, ...]
    next_gate: NextGate | None
    parts: tuple[PartStatus, ...]
    hygiene: tuple[HygieneStatus, ...]
    drills: tuple[DrillStatus, ...]

    @property
    def missing(self) -> tuple[PartStatus, ...]:
        """Parts that the stage asks for and that do not count yet."""
        return tuple(part for part in self.parts if part.needed and part.outcome is not Outcome.MET)

    @property
    def open_drills(self) -> tuple[DrillStatus, ...]:
        """Drills that are asked for now and were not run."""
        return tuple(drill for drill in self.drills if drill.outcome is not Outcome.MET and not drill.upcoming)


@dataclass(frozen=True, slots=True)
class WorkflowStatus:
    """Every product that is under way on the as-of day."""

    as_of: date
    products: tuple[ProductFlow, ...]


def workflow_status(questions: Questions) -> WorkflowStatus:
    """Everything about the workflow on the day asked about."""
    products = questions.playbook.products.values()
    flows = tuple(_flow(questions, product) for product in products if product.exists_on(questions.day))
    return WorkflowStatus(questions.day, flows)


def _flow(questions: Questions, product: Product) -> ProductFlow:
    definitions, day = questions.playbook.definitions.workflow, questions.day
    times = stage_times(product, day)
    stage = product.stage_on(day)
    defined = definitions.stage(stage) if stage is not None else None
    days = times[-1].days if times else None
    usual = defined.usual_days if defined else None
    return ProductFlow(
        product=product.id,
        name=product.title,
        owner=product.owner,
        stage=stage,
        stage_name=defined.title if defined else "",
        since=times[-1].entered if times else None,
        days_in_stage=days,
        usual_days=usual,
        over_days=max(0, days - usual) if days is not None and usual is not None else 0,
        times=times,
        enter=tuple(_check(questions, product, check) for check in defined.enter) if defined else (),
        leave=tuple(_check(questions, product, check) for check in defined.leave) if defined else (),
        waits=open_waits(questions, product.id),
        next_gate=_next_gate(questions, product),
        parts=part_statuses(questions, product),
        hygiene=hygiene_statuses(questions, product),
        drills=upgrade_drills(questions, product),
    )


def stage_times(product: Product, day: date) -> tuple[StageTime, ...]:
    """Stretches in the order they came; entering the stage it is in already begins no new one. Days count to `day`."""
    entered: list[tuple[Stage, date]] = []
    for record in sorted((record for record in product.stages if record.on <= day), key=when):
        if entered and entered[-1][1] == record.on:
            entered.pop()  # of two of one day the later line counts
        if not entered or entered[-1][0] is not record.stage:
            entered.append((record.stage, record.on))
    ends = [on for _, on in entered[1:]]
    last = [*ends, None][: len(entered)]
    return tuple(
        StageTime(stage, on, left, ((left or day) - on).days) for (stage, on), left in zip(entered, last, strict=True)
    )


def _check(questions: Questions, product: Product, check: StageCheck) -> CheckStatus:
    if check.evidence is not None:
        judged = questions.evidence(check.evidence, product.id)
        who = "" if judged.outcome is Outcome.MET else judged.who or product.owner
        return CheckStatus(check.what, judged.outcome, judged.reason, who)
    if check.gate is not None and check.gate in questions.playbook.gates:
        status = questions.gate(check.gate, product.id)
        outcome = Outcome.MET if status.verdict.holds else Outcome.NOT_MET
        return CheckStatus(check.what, outcome, status.words, "" if status.verdict.holds else status.owner)
    return CheckStatus(check.what, None, "", product.owner)


def open_waits(questions: Questions, product: str) -> tuple[WaitStatus, ...]:
    """What the product waits for on the day, longest first."""
    day = questions.day
    found = [
        WaitStatus(
            wait.what,
            wait.whom,
            wait.on,
            (day - wait.on).days,
            wait.until,
            0 if wait.until is None else max(0, (day - wait.until).days),
        )
        for wait in questions.playbook.records.workflow.waits
        if wait.product == product and wait.on <= day and (wait.ended is None or wait.ended > day)
    ]
    return tuple(sorted(found, key=lambda wait: (wait.since, wait.what)))


def _next_gate(questions: Questions, product: Product) -> NextGate | None:
    """The first planned gate, in the order of the gates, that does not hold."""
    planned = product.planned_on(questions.day)
    for gate in questions.playbook.gates.values():
        if gate.id not in planned:
            continue
        status = questions.gate(gate.id, product.id)
        if not status.verdict.holds:
            who = [one.who for one in status.criteria if one.who and one.outcome in _WAITING]
            return NextGate(
                gate.id, gate.title, planned[gate.id], status.verdict, status.words, tuple(dict.fromkeys(who))
            )
    return None


_WAITING = (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.STALE, Outcome.INCONCLUSIVE)
