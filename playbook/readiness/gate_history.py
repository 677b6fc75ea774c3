"""How the verdict of one gate went week by week, each as it was known then, and which criteria turned it."""

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Turned:
    """One criterion that stood otherwise the week before (`before` is None where the gate did not ask for it)."""

    name: str
    before: Outcome | None
    after: Outcome


@dataclass(frozen=True, slots=True)
class GateWeek:
    """The gate at the end of `day`; `turned` are the criteria that changed since the row before. `verdict` is None
    where the definitions of that day have no such gate, or cannot be read."""

    day: date
    verdict: Verdict | None
    score: float | None
    moved: bool
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class GateHistory:
    """The question for one gate of one product; equal questions have equal answers, so that they are kept."""

    product: str
    gate: str

    def __call__(self, questions: Inquiry) -> tuple[GateWeek, ...]:
        """A row for the last day of each charter week on which the product was there, and one for the day itself, the
        newest first."""
        playbook, today = questions.playbook, questions.day
        product, start = playbook.products[self.product], playbook.records.charter.start
        if start is None:
            return ()
        ends = [start + timedelta(days=7 * week - 1) for week in range(1, (today - start).days // 7 + 1)]
        days = [day for day in (*(end for end in ends if end < today), today) if product.exists_on(day)]
        weeks: list[GateWeek] = []
        before: GateStatus | None = None
        question = _GateThen(self.product, self.gate)
        for day in days:
            gate = question(questions) if day == today else questions.of_week(question, day)
            if gate is None:
                weeks.append(GateWeek(day, None, None, moved=False, turned=()))
                continue
            moved = before is not None and before.verdict is not gate.verdict
            weeks.append(GateWeek(day, gate.verdict, gate.score, moved, _turned(before, gate)))
            before = gate
        return tuple(reversed(weeks))


@dataclass(frozen=True, slots=True)
class _GateThen:
    product: str
    gate: str

    def __call__(self, questions: Inquiry) -> GateStatus | None:
        return questions.gate(self.gate, self.product) if self.gate in questions.playbook.gates else None


def _turned(before: GateStatus | None, after: GateStatus) -> tuple[Turned, ...]:
    if before is None:
        return ()
    stood = {line.id: line.outcome for line in before.criteria}
    return tuple(
        Turned(line.name, stood.get(line.id), line.outcome)
        for line in after.criteria
        if stood.get(line.id) is not line.outcome
    )
