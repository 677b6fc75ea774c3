"""The words of gate verdicts: a verdict never stands alone, it says why and what would turn it."""

import math
from collections.abc import Sequence
from datetime import date

from playbook.concerns.gates.verdict import Score, ranked, speaks_for
from playbook.model.gates import Exemption
from playbook.results.gates import CriterionStatus
from playbook.verdict import Act, Outcome, Verdict
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, day_text, join_words, plural, seat_text


def criterion_line(criterion: CriterionStatus) -> str:
    """`Legal review (key): waiting for legal review; head of legal acts`."""
    key = " (key)" if criterion.key else ""
    who = f"; {seat_text(criterion.who)} acts" if criterion.who else ""
    return f"{criterion.name}{key}: {OUTCOME_WORDS[criterion.outcome]}, {criterion.reason}{who}"


def blocking_lines(criteria: Sequence[CriterionStatus], verdict: Verdict) -> tuple[str, ...]:
    """What keeps the gate from letting the product pass; empty where it does."""
    if verdict.holds:
        return ()
    return tuple(criterion_line(criterion) for criterion in ranked(criteria, verdict))


def condition_lines(criteria: Sequence[CriterionStatus]) -> tuple[str, ...]:
    """Everything that is not met in full, exemptions included."""
    unmet = ranked(criteria, Verdict.NO_GO)
    exempt = [criterion for criterion in criteria if criterion.outcome is Outcome.EXEMPT]
    return tuple(criterion_line(criterion) for criterion in [*unmet, *exempt])


def act_of(criterion: CriterionStatus) -> Act:
    """What makes a criterion met."""
    action = criterion.to_meet or criterion.action or f"settle '{criterion.name}'"
    return Act(criterion.name, criterion.who, action, criterion.covers)


def change_line(act: Act) -> str:
    """One change that would help to turn a verdict: what, and who."""
    who = f"{seat_text(act.who)}: " if act.who else ""
    return f"{act.name}: {who}{act.action}"


def gate_words(name: str, verdict: Verdict, cause: str) -> str:
    """How another gate stands, with what lies behind it."""
    return f"{name} is {VERDICT_WORDS[verdict]}" + (f": {cause}" if cause else "")


def sign_off_words(by: str, on: str, turned: Sequence[tuple[str, str]], *, worse: bool) -> str:
    """Why a sign-off does not hold today; `turned` are the criteria that stand otherwise, each with what lies behind
    it."""
    state = "no longer holds" if worse else "is suspended"
    (name, root), *others = turned
    also = f"; also {_first_two([name for name, _ in others])}" if others else ""
    return f"sign-off by {seat_text(by)} of {on} {state}: {name}, {root}{also}"


def sign_again_words(by: str, actions: Sequence[str]) -> str:
    """What makes a sign-off hold again."""
    first = actions[0] if actions else "mend what got worse"
    more = f" and {len(actions) - 1} more" if len(actions) > 1 else ""
    return f"{first}{more}, or have {seat_text(by)} sign again"


def arithmetic_words(sure: float, best: float, bound: float) -> str:
    """A score that no outcome of what is open can lift to its bound: `64 of 100 sure, at best 78.6, below 80`."""
    return f"{_points(sure)} of 100 sure, at best {_points(best)}, below {bound:g}"


def _points(score: float) -> str:
    """Rounded down: what is below a bound never reads as the bound."""
    return f"{math.floor(score * 10 + 1e-9) / 10:g}"


def by_arithmetic(criteria: Sequence[CriterionStatus], verdict: Verdict) -> bool:
    """True for a NO-GO that no key criterion brings about: the score alone does."""
    return verdict is Verdict.NO_GO and not any(one.key and one.outcome is Outcome.NOT_MET for one in criteria)


def root_cause(verdict: Verdict, criteria: Sequence[CriterionStatus], score: Score, bound: float) -> str:
    """What lies behind a verdict, at its root; '' where nothing stands in the way."""
    standing = ranked(criteria, verdict)
    exempt = [one for one in criteria if one.outcome is Outcome.EXEMPT]
    if verdict is Verdict.GO_WITH_CONDITIONS:
        return next((one.root for one in [*standing, *exempt]), "")
    if verdict is Verdict.GO or not standing:
        return ""
    if by_arithmetic(criteria, verdict) and score.score is not None and score.best is not None:
        return arithmetic_words(score.score, score.best, bound)
    return speaks_for(criteria, verdict).root


def exempt_because(exemption: Exemption, reason: str) -> str:
    """Why a criterion is set aside, and what that hides."""
    return f"{exemption.reason} (underlying: {reason})"


def exempt_reason(exemption: Exemption, because: str) -> str:
    """Until when a criterion is set aside, by whom and why."""
    until, approver = day_text(exemption.last_day, exemption.last_day), seat_text(exemption.approved_by)
    return f"exempt until {until}, approved by {approver}: {because}"


def main_reason(verdict: Verdict, criteria: Sequence[CriterionStatus], day: date, score: Score, bound: float) -> str:
    """Why the verdict is what it is, in one sentence: a failed key criterion, else the arithmetic, else what is
    undecided."""
    deciding = [criterion for criterion in criteria if criterion.outcome.is_decided or criterion.outcome.is_undecided]
    if verdict is Verdict.GO:
        warnings = sum(criterion.outcome is Outcome.WARNING for criterion in deciding)
        met = len(deciding) - warnings
        rest = f", {plural(warnings, 'warning')}" if warnings else ""
        return f"{met} of {plural(len(deciding), 'criterion', 'criteria')} met{rest}"
    exempt = [criterion for criterion in criteria if criterion.outcome is Outcome.EXEMPT]
    if not deciding:
        return "no criterion is left that decides"
    if verdict is Verdict.GO_WITH_CONDITIONS:
        open_lines = [*ranked(criteria, Verdict.NO_GO), *exempt]
        first = open_lines[0]
        said = f"{first.name} ({OUTCOME_WORDS[first.outcome]})"
        return f"{said}{_and_more(len(open_lines) - 1)}"
    if by_arithmetic(criteria, verdict):
        missed = [one.name for one in ranked(criteria, verdict) if one.outcome is Outcome.NOT_MET]
        return f"{root_cause(verdict, criteria, score, bound)}; not met: {_first_two(missed)}"
    first = speaks_for(criteria, verdict)
    due = f", due {day_text(first.due, day)}" if first.due is not None else ""
    who = f" ({seat_text(first.who)}{due})" if first.who else ""
    if verdict is Verdict.INCONCLUSIVE and first.outcome is Outcome.INCONCLUSIVE:
        return f"{first.action}{who}{_and_more(len(ranked(criteria, verdict)) - 1)}"
    return f"{first.reason}{who}{_and_more(len(ranked(criteria, verdict)) - 1)}"


def _first_two(names: Sequence[str]) -> str:
    more = len(names) - 2
    return join_words([*names[:2], f"{more} more"] if more > 0 else names)


def _and_more(count: int) -> str:
    return f"; and {count} more" if count > 0 else ""
