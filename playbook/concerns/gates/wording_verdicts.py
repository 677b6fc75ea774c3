"""The words of gate verdicts: a verdict never stands alone, it says why and what would turn it."""

from collections.abc import Sequence
from datetime import date

from playbook.model.gates import Exemption
from playbook.results.gates import CriterionStatus
from playbook.verdict import Outcome, Verdict
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, day_text, plural, seat_text

_BLOCKS: dict[Verdict, tuple[Outcome, ...]] = {
    Verdict.NO_GO: (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.STALE, Outcome.INCONCLUSIVE, Outcome.WARNING),
    Verdict.NOT_EVALUATED: (Outcome.NO_DATA, Outcome.STALE, Outcome.NOT_MET, Outcome.INCONCLUSIVE, Outcome.WARNING),
    Verdict.INCONCLUSIVE: (Outcome.INCONCLUSIVE, Outcome.NOT_MET, Outcome.NO_DATA, Outcome.STALE, Outcome.WARNING),
}


_DECISIVE: dict[Verdict, tuple[Outcome, ...]] = {
    Verdict.NO_GO: (Outcome.NOT_MET,),
    Verdict.NOT_EVALUATED: (Outcome.NO_DATA, Outcome.STALE),
    Verdict.INCONCLUSIVE: (Outcome.INCONCLUSIVE,),
}


def _speaks_for(criteria: Sequence[CriterionStatus], verdict: Verdict) -> CriterionStatus:
    """The criterion that the verdict's one sentence is about: the first of those that bring it about, which a key
    criterion at warning does not."""
    standing = ranked(criteria, verdict)
    return next((one for one in standing if one.outcome in _DECISIVE.get(verdict, ())), standing[0])


def ranked(criteria: Sequence[CriterionStatus], verdict: Verdict) -> list[CriterionStatus]:
    """Criteria that stand in the way of a better verdict: key ones first, then as the verdict's rules read."""
    order = _BLOCKS.get(verdict, _BLOCKS[Verdict.NO_GO])
    standing = [criterion for criterion in criteria if criterion.outcome in order]
    return sorted(
        standing, key=lambda criterion: (not criterion.key, order.index(criterion.outcome), -criterion.weight)
    )


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


def exempt_reason(exemption: Exemption, reason: str) -> str:
    """Why a criterion is set aside, and what it hides."""
    until, approver = f"{exemption.last_day.day} {exemption.last_day:%b}", seat_text(exemption.approved_by)
    return f"exempt until {until}, approved by {approver}: {exemption.reason} (underlying: {reason})"


def verdict_words(verdict: Verdict, criteria: Sequence[CriterionStatus], planned: date | None, day: date) -> str:
    """The verdict with its main reason in one sentence."""
    deciding = [criterion for criterion in criteria if criterion.outcome.is_decided or criterion.outcome.is_undecided]
    words = VERDICT_WORDS[verdict]
    if verdict is Verdict.GO:
        warnings = sum(criterion.outcome is Outcome.WARNING for criterion in deciding)
        met = len(deciding) - warnings
        rest = f", {plural(warnings, 'warning')}" if warnings else ""
        return f"{words}: {met} of {plural(len(deciding), 'criterion', 'criteria')} met{rest}"
    exempt = [criterion for criterion in criteria if criterion.outcome is Outcome.EXEMPT]
    if not deciding:
        return f"{words}: no criterion is left that decides"
    if verdict is Verdict.GO_WITH_CONDITIONS:
        open_lines = [*ranked(criteria, Verdict.NO_GO), *exempt]
        first = open_lines[0]
        said = f"{first.name} ({OUTCOME_WORDS[first.outcome]})"
        return f"{words}: {said}{_and_more(len(open_lines) - 1)}"
    first = _speaks_for(criteria, verdict)
    due = f", due {day_text(planned, day)}" if planned is not None else ""
    who = f" ({seat_text(first.who)}{due})" if first.who else ""
    if verdict is Verdict.INCONCLUSIVE and first.outcome is Outcome.INCONCLUSIVE:
        return f"{words}: {first.action}{who}{_and_more(len(ranked(criteria, verdict)) - 1)}"
    return f"{words}: {first.reason}{who}{_and_more(len(ranked(criteria, verdict)) - 1)}"


def _and_more(count: int) -> str:
    return f"; and {count} more" if count > 0 else ""
