"""Sentences of the overview: the headline to read aloud, what changed, what blocks, what to do next, the clock."""

from collections.abc import Sequence
from datetime import date

from playbook.concerns.gates.wording import COUNTED
from playbook.concerns.north_star.status import MetricStatus
from playbook.glossary import explained
from playbook.readiness.assessment import Assessment, DueSummary
from playbook.readiness.selection import calm
from playbook.readiness.wording_known import NOT_STARTED
from playbook.results.gates import GateStatus
from playbook.wording import day_text, in_days, join_words, owner_text, plural, score_text, sentence_case, signed_text


def named_reason(name: str, reason: str) -> str:
    """`Legal review: sign-off of Nov 4 no longer holds`."""
    return f"{name}: {reason}" if name else sentence_case(reason)


READINESS = "Readiness"
READINESS_HELP = (
    f"{explained('readiness')} Each area is weighed as charter.yaml says. "
    "The plan is what the same areas should have reached by this day."
)
BLOCKS_TITLE = "What blocks, and who must act"
NEXT_TITLE = "What to do next"
CONDITIONS_TITLE = "Open conditions of releases"
NOTHING_BLOCKS = "Nothing that is due is blocked, late or unowned."
NOTHING_NEXT = "Nothing is due in the next weeks that is not done."
NO_METRICS = "No metric is defined yet."
NO_GATES = "No product is on record yet, so no gate can be judged."
NO_CONDITIONS = "No decision depends on anything that is still open."
NOT_STARTED_MISSING = "The charter's record names no first day, so nothing is due and nothing can be judged."
NOT_STARTED_WAYS = (
    "`playbook init` asks for a name, the first day, the first product and its tier, and writes the records",
    "or write `start:` into `records/charter.yaml` yourself; the page follows within seconds",
)
FEED_TITLE = "Feed this first"
ALARM = "alarm"
WHY = "Why"
SEE_CHARTER = "The whole charter"
LATE = "late"
COLUMN_KIND = "cause"
COLUMN_AREA = "area"
COLUMN_WHAT = "what"
COLUMN_EFFECT = "effect in points"
COLUMN_WHO = "who acts"
COLUMN_REASON = "why"
COLUMN_LATE = "days late"
COLUMN_PRODUCT = "product"
COLUMN_GATE = "gate"
COLUMN_DUE = "due"
COLUMN_OWNER = "owner"
TO_UPLOAD = "Upload a weekly file"
OPEN = "open"


def headline(assessment: Assessment) -> str:
    """The page's title: one sentence to read aloud."""
    if assessment.start is None or assessment.day is None:
        return NOT_STARTED
    if assessment.day < 1:
        return f"The charter starts {in_days(1 - assessment.day)}, on {day_text(assessment.start)}"
    if calm(assessment):
        return f"Day {assessment.day} of {assessment.days}: {due_words(assessment.due)}"
    score, plan = round(assessment.readiness.score), round(assessment.readiness.plan)
    stand = f"readiness is {score}, {against_plan(score, plan)}"
    if assessment.day > assessment.days:
        return f"Day {assessment.day}, charter ended: {stand}"
    return f"Day {assessment.day} of {assessment.days}: {stand}"


def against_plan(score: int, plan: int) -> str:
    """How a score stands against the plan for today, both as shown."""
    if score == plan:
        return "exactly on plan for today"
    return f"{abs(score - plan)} {'below' if score < plan else 'above'} the plan for today"


def due_words(due: DueSummary) -> str:
    """`nothing due yet; three due by week 2`."""
    if due.next_week is None:
        return "nothing due yet"
    return f"nothing due yet; {count_word(due.next_count)} due by week {due.next_week}"


def count_word(count: int) -> str:
    """Small numbers as people say them."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[count] if 0 <= count < len(words) else f"{count:,}"


def plan_words(plan: float) -> str:
    """Beside the score."""
    return f"plan for today {score_text(plan)}"


def change_of_score(score: float, before: float) -> float:
    """How far the score moved between its two values as they are shown."""
    return round(score, 1) - round(before, 1)


def change_since(change: float, since: date, today: date) -> str:
    """Below the score."""
    return f"{signed_text(change, 1)} since {day_text(since, today)}" if abs(change) >= 0.05 else ""


def no_change_since(since: date, today: date) -> str:
    """The score stayed where it was."""
    return f"unchanged since {day_text(since, today)}"


def summary(gates: Sequence[GateStatus], due: DueSummary) -> str:
    """The bold sentence of the first card: gates that are due, else deliverables."""
    near = [gate for gate in gates if not gate.quiet]
    shut = [gate for gate in near if not gate.verdict.holds]
    if not near:
        gate_words = "No launch gate is due soon"
    elif len(near) == 1:
        gate_words = f"The one launch gate {COUNTED} {'is blocked' if shut else 'lets its product pass'}"
    elif shut:
        are = "is" if len(shut) == 1 else "are"
        gate_words = f"{len(shut)} of {plural(len(near), 'launch gate')} {COUNTED} {are} blocked"
    else:
        gate_words = f"All {plural(len(near), 'launch gate')} {COUNTED} let their product pass"
    if not due.due_now:
        return f"{gate_words}; no deliverable is due yet."
    if not due.open_now:
        return f"{gate_words}; every deliverable due by now is proven."
    verb = "is" if due.open_now == 1 else "are"
    return f"{gate_words}; {due.open_now} of {plural(due.due_now, 'deliverable')} due by now {verb} not proven."


def changed_title(since: date | None, today: date) -> str:
    """Heading of the changes."""
    return "What changed" if since is None else f"What changed since {day_text(since, today)}"


def nothing_to_compare(start: date | None) -> str:
    """The charter is younger than a week."""
    return "Nothing to compare with yet" + (": the charter is less than a week old." if start else ".")


def nothing_changed(since: date, today: date) -> str:
    """No item moved."""
    return f"Nothing moved since {day_text(since, today)}: the score is what it was."


def sum_line(before: float, after: float, causes: int) -> str:
    """The effects add up to the change."""
    change = round(after, 1) - round(before, 1)
    sign = "−" if change < 0 else "+"
    return f"{before:.1f} {sign} {abs(change):.1f} = {after:.1f}, by {plural(causes, 'cause')}"


def other_causes(shown: Sequence[float], rest: Sequence[float]) -> str:
    """Causes that are not listed one by one; smaller ones are called so."""
    smaller = max(map(abs, rest), default=0.0) < min(map(abs, shown), default=0.0)
    return plural(len(rest), "smaller cause" if smaller else "other cause")


def other_causes_fold(shown: Sequence[float], rest: Sequence[float]) -> str:
    """The fold with them."""
    return f"{effect_words(sum(rest))} by {other_causes(shown, rest)}"


def effect_words(effect: float) -> str:
    """`+1.5` or `−0.4`; `0` for less than that shows."""
    return signed_text(effect, 1) if round(effect, 1) else "0"


def gain_words(gain: float) -> str:
    """What an action is worth."""
    return f"+{gain:.1f} points" if gain >= 0.05 else "less than 0.1 points"


def who_words(who: str, late_days: int = 0) -> str:
    """`head of legal · 9 days late`."""
    parts = [owner_text(who), f"{plural(late_days, 'day')} late" if late_days else ""]
    return " · ".join(part for part in parts if part)


def late_words(days: int) -> str:
    """`7 days late`."""
    return f"{plural(days, 'day')} late"


def condition_due(due: date, late_days: int, today: date) -> str:
    """When a condition is due."""
    return f"due {day_text(due, today)}" + (f", {plural(late_days, 'day')} late" if late_days else "")


def gate_day(gate: GateStatus, today: date) -> str:
    """When a gate is planned; a gate that holds or was released is not late."""
    if gate.planned is None or gate.days_to_planned is None:
        return "no day planned"
    planned = day_text(gate.planned, today)
    if gate.days_to_planned >= 0:
        return f"due {in_days(gate.days_to_planned)}"
    released = None if gate.released is None else gate.decision
    other = released is not None and released.candidate not in (None, gate.candidate) and gate.candidate is not None
    if released is not None and (other or not gate.verdict.holds):
        as_which = f" as {released.candidate}, {gate.candidate} is newer" if other else ""
        return f"released {day_text(released.on, today)}{as_which}" + (
            "" if gate.verdict.holds else ", does not hold now"
        )
    return f"planned {planned}" if gate.verdict.holds else f"planned {planned}, {in_days(gate.days_to_planned)}"


def feed_first(metrics: Sequence[MetricStatus]) -> str:
    """Which numbers to send first in week one."""
    return f"Send a first weekly file with {join_words([metric.name for metric in metrics[:4]])}."


def first_due(assessment: Assessment) -> str:
    """What is due first."""
    week = assessment.due.next_week
    names = [
        deliverable.name
        for deliverable in assessment.charter.deliverables
        if deliverable.due_week == week and not deliverable.proven and not deliverable.dropped
    ]
    return f"Due by week {week}: {join_words(names)}." if week is not None and names else ""
