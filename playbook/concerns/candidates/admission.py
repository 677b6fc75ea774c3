"""Whether what runs is what was admitted: the last candidate of a product that people released."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from playbook.concerns.candidates.differences import alike_commits, differences
from playbook.model.candidates import Candidate, CandidatePart
from playbook.model.dated import when
from playbook.model.gates import ReleaseDecision, Ruling
from playbook.model.playbook import Playbook
from playbook.results.candidates import Difference
from playbook.results.gates import CriterionStatus
from playbook.results.questions import Questions
from playbook.verdict import Outcome


class AdmittedState(StrEnum):
    """How a candidate stands to the one that was admitted."""

    SAME = "same"
    DIFFERS = "differs"
    NEVER_ADMITTED = "never_admitted"
    EXPIRED = "expired"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class Admission:
    """A candidate beside the last admitted one (`admitted`, None where none is). `expired` names the criteria whose
    evidence or exemption ran out since, `lapsed` the conditions of the release that were due and are not met,
    `not_compared` the parts that only one of the two names, `withdrawn` the day from which on it, once admitted, no
    longer is."""

    product: str
    candidate: str
    state: AdmittedState
    admitted: str | None = None
    gate: str | None = None
    by: str | None = None
    on: date | None = None
    differs: tuple[Difference, ...] = ()
    not_compared: tuple[CandidatePart, ...] = ()
    expired: tuple[str, ...] = ()
    withdrawn: date | None = None
    lapsed: tuple[str, ...] = ()

    @property
    def is_admitted(self) -> bool:
        """Whether it may run."""
        return self.state is AdmittedState.SAME


def last_admitted(playbook: Playbook, product: str, day: date) -> str | None:
    """The candidate of the last release of a product that stands by the day; None where no release names one."""
    decisions = [one for one in sorted(playbook.decided(day), key=when) if one.product == product]
    released = [one for one in decisions if one.decided is Ruling.RELEASE and one.candidate]
    return next((one.candidate for one in reversed(released) if _withdrawn_on(one, decisions) is None), None)


def admission(questions: Questions, running: Candidate, gate: str | None = None) -> Admission:
    """How a candidate stands to the last release of its product, at one gate or at any."""
    decisions = [
        decision
        for decision in sorted(questions.playbook.decided(questions.day), key=when)
        if decision.product == running.product and gate in (None, decision.gate)
    ]
    releases = [decision for decision in decisions if decision.decided is Ruling.RELEASE and decision.candidate]
    standing = [release for release in releases if _withdrawn_on(release, decisions) is None]
    candidates = questions.playbook.records.candidates
    found = {release.candidate: candidates.find(running.product, release.candidate) for release in releases}
    known = candidates.of(running.product, questions.day)
    last = standing[-1] if standing else None
    admitted = None if last is None else found[last.candidate]
    compared = Admission(running.product, running.id, AdmittedState.NEVER_ADMITTED)
    if last is not None and admitted is not None:
        compared = replace(
            compared,
            state=AdmittedState.DIFFERS,
            admitted=admitted.id,
            gate=last.gate,
            by=last.by,
            on=last.on,
            differs=_differs(admitted, running, known),
            not_compared=tuple(part for part in CandidatePart if (part in admitted.named) != (part in running.named)),
        )
        if not compared.differs:
            expired, lapsed = _expired(questions, admitted, last), _lapsed(last, questions.day)
            state = AdmittedState.EXPIRED if expired or lapsed else AdmittedState.SAME
            return replace(compared, state=state, expired=expired, lapsed=lapsed)
    earlier = [one for one in releases if (was := found[one.candidate]) and not _differs(was, running, known)]
    if earlier:
        undone = _withdrawn_on(earlier[-1], decisions)
        day = compared.on if undone is None else undone
        return replace(compared, state=AdmittedState.ROLLED_BACK, withdrawn=day)
    return compared


def _withdrawn_on(release: ReleaseDecision, decisions: list[ReleaseDecision]) -> date | None:
    """The day on which a release was undone at its gate: stopped, or held by name; None while it stands."""
    for later in decisions[decisions.index(release) + 1 :]:
        if later.gate != release.gate:
            continue
        if later.decided is Ruling.STOP and later.candidate in (None, release.candidate):
            return later.on
        if later.decided is Ruling.HOLD and later.candidate == release.candidate:
            return later.on
    return None


def _expired(questions: Questions, admitted: Candidate, release: ReleaseDecision) -> tuple[str, ...]:
    """Names of criteria whose evidence was in date on the day of the release, or which an exemption set aside then, and
    which ran out since."""
    now = questions.for_candidate(admitted).gate(release.gate, admitted.product)
    then = questions.at(release.on).for_candidate(admitted).gate(release.gate, admitted.product)
    before = {line.id: line.outcome for line in then.criteria}
    return tuple(line.name for line in now.criteria if _ran_out(line, before.get(line.id)))


def _ran_out(line: CriterionStatus, then: Outcome | None) -> bool:
    if then is Outcome.EXEMPT:
        return line.outcome not in (Outcome.EXEMPT, Outcome.MET, Outcome.NOT_APPLICABLE)
    return line.kind == "evidence" and line.outcome is Outcome.STALE and then is not Outcome.STALE


def _lapsed(release: ReleaseDecision, day: date) -> tuple[str, ...]:
    """Conditions of a release whose day is over, and which nobody said were met."""
    return tuple(one.what for one in release.conditions if one.due < day and (one.done is None or one.done > day))


def _differs(admitted: Candidate, running: Candidate, known: Collection[Candidate]) -> tuple[Difference, ...]:
    """The parts that are others; a shortened hash that is another candidate's commit as well does not say that it is
    the admitted one's."""
    found = differences(admitted, running)
    if found or len(running.commit) >= len(admitted.commit) or not running.commit:
        return found
    others = [one for one in known if one.commit and alike_commits(one.commit, running.commit)]
    if all(alike_commits(one.commit, admitted.commit) for one in others):
        return ()
    return (Difference(CandidatePart.COMMIT, (admitted.commit,), (running.commit,)),)
