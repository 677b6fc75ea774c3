"""Which candidate a line of a gate was shown for, and what becomes of it where another one would ship."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from metrics.definition import Level
from metrics.series.tested import tested_weeks
from playbook.concerns.candidates.differences import shown_for
from playbook.concerns.candidates.runs import shown_by_numbers
from playbook.concerns.candidates.wording import another_reason, show_again
from playbook.concerns.evidence import judge_records, records_for
from playbook.concerns.gates.sign_offs import sign_off_of
from playbook.concerns.gates.windows import weeks_of
from playbook.concerns.risks.incidents import candidate_of_incidents
from playbook.model.candidates import CandidatePart
from playbook.model.dated import last_of
from playbook.model.evidence import EvidenceRecord
from playbook.model.gates import Gate
from playbook.model.products import Product
from playbook.results.candidates import ShownFor
from playbook.results.gates import Judged
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome


def evidence_for(
    questions: Questions, product: Product, kind_id: str, depends_on: Collection[CandidatePart]
) -> Judgement:
    """Evidence of one kind, by the pieces that speak of what would ship where there are any."""
    records = _evidence(questions, product, kind_id)
    speaking = _speaking(questions, product, records, depends_on)
    if not speaking or len(speaking) == len(records):
        return questions.evidence(kind_id, product.id)
    kind = questions.playbook.evidence_kind(kind_id)
    kind = kind.model_copy(update={"owner": questions.playbook.seat_for(kind.owner, product.id)})
    return judge_records(questions, speaking, kind, kind.noun)


def _evidence(questions: Questions, product: Product, kind_id: str) -> list[EvidenceRecord]:
    if questions.candidate(product.id) is None:
        return []
    return records_for(questions, questions.playbook.evidence_kind(kind_id), product.id)


def _speaking(
    questions: Questions, product: Product, records: list[EvidenceRecord], depends_on: Collection[CandidatePart]
) -> list[EvidenceRecord]:
    return [
        record
        for record in records
        if (about := shown_for(questions, product.id, record.candidate, depends_on)) is None or not about.differs
    ]


def shown_by(questions: Questions, gate: Gate, product: Product, judged: Judged) -> ShownFor | None:
    """Which candidate a line was shown for; None where nothing says so."""
    criterion = judged.criterion
    candidate = None
    if criterion.metric is not None:
        return _measured_on(questions, product, judged)
    if criterion.evidence is not None:
        records = _evidence(questions, product, criterion.evidence)
        speaking = _speaking(questions, product, records, criterion.depends_on) or records
        candidate = last_of(speaking).candidate if speaking else None
    elif criterion.incidents is not None:
        candidate = candidate_of_incidents(questions, criterion.incidents, product.id)
    elif criterion.sign_off is not None:
        record = sign_off_of(questions, gate, product, criterion)
        candidate = None if record is None else record.candidate
    return shown_for(questions, product.id, candidate, criterion.depends_on)


def _measured_on(questions: Questions, product: Product, judged: Judged) -> ShownFor | None:
    """The candidate of the oldest week that counts, else of the first that differs: a line holds only where all of its
    weeks were measured on what would ship. What came with the numbers goes before what was recorded of them."""
    criterion = judged.criterion
    metric = questions.playbook.metrics.get(criterion.metric or "")
    if metric is None or judged.week is None or metric.level is Level.ORGANIZATION:
        return None
    newest = questions.playbook.calendar.week_named(judged.week)
    first = newest - timedelta(days=7 * weeks_of(criterion) - 1)
    recorded = questions.playbook.records.candidates
    said = tested_weeks(questions.known, metric, product.id, first, newest)
    found = [
        shown_by_numbers(questions, product.id, tested, criterion.depends_on)
        if tested is not None
        else shown_for(
            questions,
            product.id,
            recorded.measured_on(product.id, metric.id, day, questions.day),
            criterion.depends_on,
        )
        for day, tested in (said or ((first, None),))
    ]
    named = [one for one in found if one is not None]
    return next((one for one in named if one.differs), named[0] if named else None)


def stale_for_another(questions: Questions, product: Product, judged: Judged, about: ShownFor | None) -> Judged:
    """A line that was shown for a candidate which differs is stale: what was met is undecided, what was a warning or
    not met stays, so that a new candidate never makes a line better by itself."""
    if about is None or judged.outcome is Outcome.NOT_APPLICABLE:
        return judged
    ships = questions.candidate(product.id)
    if not about.differs or ships is None:
        return replace(judged, candidate=about.candidate)
    was_met = judged.outcome is Outcome.MET
    action = show_again(judged, ships.id)
    return replace(
        judged,
        outcome=Outcome.STALE if was_met else judged.outcome,
        reason=another_reason(judged, about, ships.id),
        action=action if was_met or not judged.action else judged.action,
        to_meet="" if was_met else judged.to_meet,
        distance=None if was_met else judged.distance,
        stale=True,
        candidate=about.candidate,
        differs=about.differs,
        due=ships.on if was_met else judged.due,
    )
