"""Sentences about readiness week by week."""

from collections.abc import Sequence

from playbook.readiness.score_history import ScorePoint
from playbook.wording import plural, score_text

TITLE = "Readiness week by week"
COLUMNS = ("day", "charter week", "readiness", "plan")
SCORE = "readiness"
PLAN = "plan"
OUTLOOK = "at this pace"


def line(points: Sequence[ScorePoint]) -> str:
    """What the picture shows, in one sentence: where it came from, and how the distance to the plan moved."""
    first, last = points[0], points[-1]
    gap_then, gap_now = (round(point.plan) - round(point.score) for point in (points[-2], last))
    if gap_now <= 0:
        distance = "on its plan"
    elif gap_now == gap_then:
        distance = f"{gap_now} below its plan, as in the week before"
    else:
        distance = (
            f"{gap_now} below its plan, {'closer' if gap_now < gap_then else 'further away'} than the week before"
        )
    weeks = plural(last.week - first.week, "week")
    return f"From {score_text(first.score)} to {score_text(last.score)} in {weeks}; now {distance}."


def alt(points: Sequence[ScorePoint]) -> str:
    """Alternative text of the picture."""
    weeks = "; ".join(
        f"week {point.week}: {score_text(point.score)}, plan {score_text(point.plan)}" for point in points
    )
    return f"Readiness and its plan at the end of each charter week, 0 to 100. {weeks}"
