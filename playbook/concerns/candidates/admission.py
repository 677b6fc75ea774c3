"""Whether what runs is what was admitted: the last candidate of a product that people released."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from playbook.concerns.candidates.differences import differences
from playbook.model.candidates import Candidate, CandidatePart
from playbook.model.dated import when
from playbook.model.gates import ReleaseDecision, Ruling
from playbook.results.candidates import Difference
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
    evidence ran out since, `not_compared` the parts that only the admitted one names, `withdrawn` the day from which
    on it, once admitted, no longer is."""

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

    @property
    def is_admitted(self) -> bool:
        """Whether it may run."""
        return self.state is AdmittedState.SAME


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
            differs=differences(admitted, running),
            not_compared=tuple(part for part in admitted.named if part not in running.named),
        )
        if not compared.differs:
            expired = _expired(questions, admitted, last)
            state = AdmittedState.EXPIRED if expired else AdmittedState.SAME
            return replace(compared, state=state, expired=expired)
    earlier = [release for release in releases if (one := found[release.candidate]) and not differences(one, running)]
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
    """Names of criteria whose evidence was in date on the day of the release and has run out since."""
    now = questions.for_candidate(admitted).gate(release.gate, admitted.product)
    then = questions.at(release.on).for_candidate(admitted).gate(release.gate, admitted.product)
    stale_then = {line.id for line in then.criteria if line.outcome is Outcome.STALE}
    return tuple(
        line.name
        for line in now.criteria
        if line.kind == "evidence" and line.outcome is Outcome.STALE and line.id not in stale_then
    )
