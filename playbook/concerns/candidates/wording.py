"""Sentences about candidates: what differs, what was shown for another one, and whether what runs was admitted."""

from collections.abc import Iterable, Mapping
from datetime import date

from playbook.concerns.candidates.admission import Admission, AdmittedState
from playbook.model.candidates import Candidate, CandidatePart
from playbook.results.candidates import Difference, ShownFor
from playbook.results.gates import CriterionStatus, Judged
from playbook.verdict import Outcome
from playbook.wording import day_text, join_words, seat_text

PART_WORDS: Mapping[CandidatePart, str] = {
    CandidatePart.COMMIT: "commit",
    CandidatePart.MODELS: "models",
    CandidatePart.PROMPTS: "prompts",
    CandidatePart.RETRIEVAL: "retrieval index",
    CandidatePart.SUITES: "evaluation suites",
    CandidatePart.DATA: "data",
}
_LONGEST = 12
_SHOWN_NAMES = 2


def names_words(part: CandidatePart, names: tuple[str, ...]) -> str:
    """The names of one part; a hash is shortened."""
    if not names:
        return "not said"
    if part is CandidatePart.COMMIT:
        return names[0][:_LONGEST]
    more = len(names) - _SHOWN_NAMES
    return join_words([*names[:_SHOWN_NAMES], f"{more} more"] if more > 0 else names)


def difference_words(difference: Difference) -> str:
    """`models (claude-b instead of claude-a)`; of several names only those that are not in both."""
    now = tuple(name for name in difference.now if name not in difference.was)
    was = tuple(name for name in difference.was if name not in difference.now)
    part = PART_WORDS[difference.part]
    if now and was:
        return f"{part} ({names_words(difference.part, now)} instead of {names_words(difference.part, was)})"
    if now:
        return f"{part} ({names_words(difference.part, now)} added)"
    return f"{part} ({names_words(difference.part, was)} left out)"


def parts_words(parts: Iterable[CandidatePart]) -> str:
    """`models and prompts`."""
    return join_words(PART_WORDS[part] for part in parts)


def differs_words(differs: Iterable[Difference]) -> str:
    """In what two candidates differ."""
    return join_words(map(difference_words, differs))


def another_reason(judged: Judged, about: ShownFor, ships: str) -> str:
    """Why a line does not speak of what would ship; what was not met for another candidate says first what it was."""
    parts = differs_words(about.differs)
    if judged.outcome is not Outcome.MET:
        return f"{judged.reason}; that was shown for {about.candidate}, and {ships} differs in {parts}"
    lacks = f"not {_shown_how(judged)} yet for {ships}, which differs from {about.candidate} in {parts}"
    return f"{lacks}; for {about.candidate}: {judged.reason}"


def _shown_how(judged: Judged) -> str:
    criterion = judged.criterion
    if criterion.sign_off is not None:
        return "signed"
    return "shown" if criterion.metric is None else "measured"


def show_again(judged: Judged, candidate: str) -> str:
    """What makes the line speak of what would ship."""
    criterion = judged.criterion
    if criterion.sign_off is not None:
        return f"have '{criterion.title}' signed for {candidate}"
    if criterion.metric is not None:
        return f"measure '{criterion.title}' on {candidate}"
    return f"show '{criterion.title}' for {candidate}"


def candidate_words(candidate: Candidate) -> str:
    """`Candidate pilot-2 (v0.9.1): commit 9be07714c2ad, models claude-a, prompts answer@v14`."""
    tag = f" ({candidate.tag})" if candidate.tag else ""
    parts = ", ".join(f"{PART_WORDS[part]} {names_words(part, candidate.part(part))}" for part in candidate.named)
    return f"Candidate {candidate.id}{tag}: {parts}"


def shown_words(line: CriterionStatus, ships: str | None) -> str:
    """Which candidate a line was shown for, where its reason does not say it; '' where none is named."""
    if line.candidate is None or line.differs:
        return ""
    return f"Shown for {line.candidate}" + ("" if line.candidate == ships else ", the same in what counts here")


STATE_WORDS: Mapping[AdmittedState, str] = {
    AdmittedState.SAME: "ADMITTED",
    AdmittedState.DIFFERS: "NOT ADMITTED",
    AdmittedState.NEVER_ADMITTED: "NEVER ADMITTED",
    AdmittedState.EXPIRED: "EXPIRED",
    AdmittedState.ROLLED_BACK: "TAKEN BACK",
}


def admission_words(found: Admission, day: date) -> str:
    """Whether what runs is what was admitted, in one sentence."""
    return f"{STATE_WORDS[found.state]}: {_why(found, day)}"


def _why(found: Admission, day: date) -> str:
    if found.admitted is None or found.on is None:
        if found.state is AdmittedState.ROLLED_BACK and found.withdrawn is not None:
            return f"{found.candidate} was released once, and taken back on {day_text(found.withdrawn, day)}"
        return "no release names a candidate that still stands"
    last = f"{found.admitted} was released on {day_text(found.on, day)} by {seat_text(found.by or '')}"
    if found.state is AdmittedState.SAME:
        left_out = f"; {parts_words(found.not_compared)} not compared" if found.not_compared else ""
        return f"{last}{left_out}"
    if found.state is AdmittedState.EXPIRED:
        ran_out = [f"its evidence ran out since: {join_words(found.expired)}"] if found.expired else []
        unmet = [f"a condition of it is overdue: {join_words(found.lapsed)}"] if found.lapsed else []
        return "; ".join((last, *ran_out, *unmet))
    if found.state is AdmittedState.ROLLED_BACK:
        return f"this was released once, but {last}"
    return f"{last}, and what runs differs in {differs_words(found.differs)}"
