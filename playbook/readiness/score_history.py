"""How readiness stood on the last day of each charter week so far, each as it was known then."""

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.readiness.assessment import assess
from playbook.readiness.inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """Readiness and its plan (0..100) at the end of `day`; `week` is the charter's, from 1."""

    day: date
    week: int
    score: float
    plan: float


def score_history(questions: Inquiry) -> tuple[ScorePoint, ...]:
    """A point for the end of each charter week before the day asked about, and one for the day itself; empty where
    the charter has not started. Definitions are today's throughout (SEMANTICS 1)."""
    start = questions.playbook.records.charter.start
    day = questions.day
    if start is None or day < start:
        return ()
    ends = [start + timedelta(days=7 * week - 1) for week in range(1, (day - start).days // 7 + 1)]
    if not ends or ends[-1] != day:
        ends.append(day)
    return tuple(_point(questions, start, end) for end in ends)


def _point(questions: Inquiry, start: date, day: date) -> ScorePoint:
    readiness = assess(questions.playbook, questions.measurements, day, questions.basis, compare=False).readiness
    return ScorePoint(day, (day - start).days // 7 + 1, readiness.score, readiness.plan)
