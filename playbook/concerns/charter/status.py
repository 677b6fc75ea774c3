"""How the charter stands: claimed, proven and planned progress, per deliverable and phase."""

from datetime import date, timedelta

from metrics.sums import total
from playbook.concerns.charter.proofs import judge_proof
from playbook.concerns.evidence import Attached, attached_evidence, judge_records
from playbook.model.charter import Deliverable, Phase, Progress, State
from playbook.model.dated import last_of, when
from playbook.results.charter import CharterStatus, DeliverableStatus, PhaseStatus
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome
from playbook.wording import day_text, join_words, seat_text


def charter_status(questions: Questions) -> CharterStatus:
    """Progress of the whole charter on the day asked about (SEMANTICS: charter, claimed and proven)."""
    playbook, day = questions.playbook, questions.day
    start = playbook.records.charter.start
    charter = playbook.definitions.charter.charter
    phases = tuple(_phase_status(questions, phase, start or day) for phase in playbook.definitions.charter.phases)
    deliverables = [deliverable for phase in phases for deliverable in phase.deliverables]
    elapsed = 0.0 if start is None else min(1.0, max(0.0, ((day - start).days + 1) / charter.days))
    return CharterStatus(*_shares(deliverables, day, started=start is not None), elapsed=elapsed, phases=phases)


def _phase_status(questions: Questions, phase: Phase, start: date) -> PhaseStatus:
    deliverables = tuple(questions.deliverable(deliverable.id) for deliverable in phase.deliverables)
    started = questions.playbook.records.charter.start is not None
    claimed, proven, plan = _shares(list(deliverables), questions.day, started=started)
    first, last = phase.weeks
    return PhaseStatus(
        id=phase.id,
        name=phase.title,
        goal=phase.goal,
        start=start + timedelta(weeks=first - 1),
        end=questions.playbook.definitions.charter.charter.end_of_week(start, last),
        claimed=claimed,
        proven=proven,
        plan=plan,
        deliverables=deliverables,
    )


def _shares(
    deliverables: list[DeliverableStatus], day: date, *, started: bool
) -> tuple[float | None, float | None, float | None]:
    """Claimed, proven and due weight of all weight that was not dropped."""
    counting = [deliverable for deliverable in deliverables if not deliverable.dropped]
    whole = total([deliverable.weight for deliverable in counting])
    if whole == 0:
        return None, None, None
    claimed = total([deliverable.weight for deliverable in counting if deliverable.claimed])
    proven = total([deliverable.weight for deliverable in counting if deliverable.proven])
    due = total([deliverable.weight for deliverable in counting if started and deliverable.due <= day])
    return claimed / whole, proven / whole, due / whole


def deliverable_status(questions: Questions, phase: Phase, deliverable: Deliverable) -> DeliverableStatus:
    """One deliverable: the latest word about it, and whether the tracker's own facts bear it out."""
    playbook, day = questions.playbook, questions.day
    start = playbook.records.charter.start
    due = playbook.definitions.charter.charter.end_of_week(start or day, deliverable.due_week)
    words = [
        progress
        for progress in playbook.records.charter.progress
        if progress.deliverable == deliverable.id and progress.on <= day
    ]
    latest = last_of(words) if words else None
    state = latest.state if latest else State.NOT_STARTED
    owners = [progress.owner for progress in sorted(words, key=when) if progress.owner]
    owner = owners[-1] if owners else deliverable.owner
    dropped = state is State.DROPPED and bool(latest and latest.approved_by and latest.reason)
    claimed = state is State.DONE
    proof, reasons, who, lapsed = _proof(questions, deliverable, owner)
    wanted = max(due, lapsed or due) if claimed else due
    proof_holds = proof is Outcome.MET
    proven = claimed and proof_holds
    if not claimed:
        if proof_holds:
            reasons = (f"its proof holds already ({join_words(reasons)}), so only the word 'done' is missing",)
        reasons = (_state_reason(latest, state, day, dropped), *reasons)
        who = owner
    waits_for = tuple(earlier for earlier in deliverable.after if not questions.deliverable(earlier).proven)
    return DeliverableStatus(
        id=deliverable.id,
        name=deliverable.title,
        phase=phase.id,
        owner=owner,
        weight=deliverable.weight,
        due_week=deliverable.due_week,
        due=due,
        wanted=wanted,
        state=state,
        state_on=latest.on if latest else None,
        claimed=claimed,
        proven=proven,
        dropped=dropped,
        late_days=0 if proven or dropped or start is None else max(0, (day - wanted).days),
        reasons=reasons,
        who=who or owner,
        why=deliverable.why,
        done_when=deliverable.done_when,
        note=(latest.note or latest.reason) if latest else "",
        links=tuple(evidence.link for progress in words for evidence in progress.evidence if evidence.link),
        waits_for=waits_for,
        unknown=claimed and proof.is_undecided,
    )


def _proof(
    questions: Questions, deliverable: Deliverable, owner: str
) -> tuple[Outcome, tuple[str, ...], str, date | None]:
    """Whether it is proven, why (or why not), who must act, and the day it lapsed where nothing else is missing. What
    is known to fail comes before what is unknown."""
    if deliverable.proof:
        judged = [judge_proof(questions, proof, owner) for proof in deliverable.proof]
        missing = [judgement for judgement in judged if judgement.outcome is not Outcome.MET]
        shown = missing or judged
        failing = [judgement for judgement in missing if judgement.outcome.is_decided]
        outcome = failing[0].outcome if failing else missing[0].outcome if missing else Outcome.MET
        who = missing[0].who if missing else ""
        return outcome, tuple(judgement.reason for judgement in shown), who, _lapsed(missing)
    judged = [
        _judge_attached(questions, attached)
        for attached in attached_evidence(questions.playbook, questions.day)
        if attached.deliverable == deliverable.id
    ]
    if not judged:
        return (
            Outcome.NOT_MET,
            ("no evidence yet; it needs one piece, reviewed by someone other than its owner",),
            owner,
            None,
        )
    best = next((judgement for judgement in judged if judgement.outcome is Outcome.MET), judged[-1])
    return best.outcome, (best.reason,), best.who, _lapsed([best])


def _lapsed(missing: list[Judgement]) -> date | None:
    """The first day on which what is missing was over; None where some of it never held."""
    days = [judgement.due for judgement in missing]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _judge_attached(questions: Questions, attached: Attached) -> Judgement:
    """One piece of evidence as proof of its deliverable: neither its author nor the deliverable's owner reviews it."""
    record, owner = attached.record, attached.owner
    kind = questions.playbook.evidence_kind(record.kind)
    name = kind.noun
    reviewed_on = record.reviewed_on or record.on
    if record.reviewer and owner and questions.same_person(record.reviewer, owner, reviewed_on, record.on):
        on = day_text(reviewed_on, questions.day)
        reason = f"{name} was reviewed on {on} by {seat_text(record.reviewer)}, who owns the work; another has to"
        return Judgement(Outcome.NOT_MET, reason, owner)
    return judge_records(questions, [record], kind, name)


def _state_reason(latest: Progress | None, state: State, day: date, dropped: bool) -> str:
    if latest is None:
        return "not started"
    on = day_text(latest.on, day)
    match state:
        case State.BLOCKED:
            return f"blocked since {on}: {latest.reason or 'no reason given'}"
        case State.DROPPED:
            if dropped:
                return f"dropped on {on}, approved by {seat_text(latest.approved_by)}: {latest.reason}"
            missing = join_words(
                word for word, there in (("reason", latest.reason), ("approver", latest.approved_by)) if not there
            )
            return f"said to be dropped on {on} without {missing}, so it still counts"
        case State.IN_PROGRESS:
            return f"in progress since {on}"
        case _:
            return "not started"
