"""How readiness stood on the last day of each charter week so far, each as it was known then."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import items_of
from playbook.readiness.score import readiness_of


class WeekScore(NamedTuple):
    """Readiness and its plan, 0..100."""

    score: float
    plan: float


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """Readiness and its plan (0..100) at the end of `day`; `week` is the charter's, from 1."""

    day: date
    week: int
    score: float
    plan: float


def score_history(questions: Inquiry) -> tuple[ScorePoint, ...]:
    """A point for the end of each charter week before the day asked about, and one for the day itself; empty where
    the charter has not started. Weeks that cannot be judged are left out."""
    start = questions.playbook.records.charter.start
    day = questions.day
    if start is None or day < start:
        return ()
    ends = [start + timedelta(days=7 * week - 1) for week in range(1, (day - start).days // 7 + 1)]
    found = {end: questions.of_week(week_score, end) for end in ends if end != day} | {day: week_score(questions)}
    return tuple(
        ScorePoint(end, (end - start).days // 7 + 1, one.score, one.plan)
        for end, one in found.items()
        if one is not None
    )


def week_score(questions: Inquiry) -> WeekScore:
    """Readiness and its plan at the end of the day asked about."""
    found = readiness_of(questions, items_of(questions))
    return WeekScore(found.score, found.plan)
