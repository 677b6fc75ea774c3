"""The words of gate verdicts: a verdict never stands alone, it says why and what would turn it."""

from collections.abc import Sequence
from datetime import date

from playbook.concerns.gates.verdict import ranked, speaks_for
from playbook.model.gates import Exemption
from playbook.results.gates import CriterionStatus
from playbook.verdict import Outcome, Verdict
from playbook.wording import OUTCOME_WORDS, day_text, plural, seat_text


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


def change_line(criterion: CriterionStatus) -> str:
    """One change that would help to turn a verdict: what, and who."""
    action = criterion.to_meet or criterion.action or f"settle '{criterion.name}'"
    who = f"{seat_text(criterion.who)}: " if criterion.who else ""
    return f"{criterion.name}: {who}{action}"


def exempt_because(exemption: Exemption, reason: str) -> str:
    """Why a criterion is set aside, and what that hides."""
    return f"{exemption.reason} (underlying: {reason})"


def exempt_reason(exemption: Exemption, because: str) -> str:
    """Until when a criterion is set aside, by whom and why."""
    until, approver = f"{exemption.last_day.day} {exemption.last_day:%b}", seat_text(exemption.approved_by)
    return f"exempt until {until}, approved by {approver}: {because}"


def main_reason(verdict: Verdict, criteria: Sequence[CriterionStatus], planned: date | None, day: date) -> str:
    """Why the verdict is what it is, in one sentence."""
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
    first = speaks_for(criteria, verdict)
    due = f", due {day_text(planned, day)}" if planned is not None else ""
    who = f" ({seat_text(first.who)}{due})" if first.who else ""
    if verdict is Verdict.INCONCLUSIVE and first.outcome is Outcome.INCONCLUSIVE:
        return f"{first.action}{who}{_and_more(len(ranked(criteria, verdict)) - 1)}"
    return f"{first.reason}{who}{_and_more(len(ranked(criteria, verdict)) - 1)}"


def _and_more(count: int) -> str:
    return f"; and {count} more" if count > 0 else ""
