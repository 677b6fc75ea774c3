"""How the verdict of one gate went, each day as it was known then, and which criteria turned it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Turned:
    """One criterion that stood otherwise the week before (`before` is None where the gate did not ask for it)."""

    name: str
    before: Outcome | None
    after: Outcome


class Occasion(StrEnum):
    """Why a day is in the history: a week of the charter ended, a weekly review looked at it, something was decided at
    the gate, or it is the day asked about."""

    WEEK = "week"
    REVIEW = "review"
    DECISION = "decision"
    TODAY = "today"


WEEKLY = frozenset({Occasion.WEEK, Occasion.TODAY})
"""The days that count as weeks: the last of each, and the day asked about."""


@dataclass(frozen=True, slots=True)
class GateDay:
    """The gate at the end of `day`; `turned` are the criteria that changed since the row before. `verdict` is None
    where the definitions of that day have no such gate, or cannot be read."""

    day: date
    occasions: frozenset[Occasion]
    verdict: Verdict | None
    score: float | None
    moved: bool
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class GateHistory:
    """The question for one gate of one product; equal questions have equal answers, so that they are kept."""

    product: str
    gate: str

    def __call__(self, questions: Inquiry) -> tuple[GateDay, ...]:
        """A row for each day that others speak of on which the product was there, the newest first: the last of each
        charter week, those of closed weekly reviews, those of decisions at the gate, and the day itself."""
        today, product = questions.day, questions.playbook.products[self.product]
        rows: list[GateDay] = []
        before: GateStatus | None = None
        question = _GateThen(self.product, self.gate)
        for day, occasions in sorted(self._days(questions).items()):
            if not product.exists_on(day):
                continue
            gate = question(questions) if day == today else questions.of_week(question, day)
            if gate is None:
                rows.append(GateDay(day, occasions, None, None, moved=False, turned=()))
                continue
            moved = before is not None and before.verdict is not gate.verdict
            rows.append(GateDay(day, occasions, gate.verdict, gate.score, moved, _turned(before, gate)))
            before = gate
        return tuple(reversed(rows))

    def _days(self, questions: Inquiry) -> dict[date, frozenset[Occasion]]:
        playbook, today = questions.playbook, questions.day
        start = playbook.records.charter.start
        if start is None:
            return {}
        weeks = range(1, (today - start).days // 7 + 1)
        decisions = playbook.records.decisions.decisions
        own = [one.on for one in decisions if (one.product, one.gate) == (self.product, self.gate)]
        found = [(start + timedelta(days=7 * week - 1), Occasion.WEEK) for week in weeks]
        found += [(review.as_of, Occasion.REVIEW) for review in playbook.reviews]
        found += [(day, Occasion.DECISION) for day in own]
        days: dict[date, frozenset[Occasion]] = {today: frozenset({Occasion.TODAY})}
        for day, occasion in found:
            if start <= day <= today:
                days[day] = days.get(day, frozenset()) | {occasion}
        return days


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
