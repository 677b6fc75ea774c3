"""Puts together what closing a review freezes: the texts of its files, from facts alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from playbook.documents.review import wording
from playbook.model.playbook import Playbook
from playbook.model.reviews.closed_review import (
    ASSESSMENT,
    CHARTS,
    COMMENT,
    HEAD,
    KNOWN,
    REPORT,
    FrozenFollowUp,
    FrozenItem,
    FrozenUpload,
    Known,
    RequestedDecision,
    TakenDecision,
    as_json,
    fingerprint,
    head_text,
)
from playbook.readiness import wording as overview
from playbook.readiness.assessment import Assessment
from playbook.readiness.changes.entries import digests_of, rules_of
from playbook.readiness.changes.recorded import records_of, values_of
from playbook.wording import VERDICT_WORDS


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closes the review of which week, when (naive UTC), and what was said."""

    week: str
    by: str
    at: datetime
    comment: str
    since: date


def frozen_texts(
    closing: Closing,
    playbook: Playbook,
    assessment: Assessment,
    uploads: Sequence[FrozenUpload],
    status: Mapping[str, Any],
    report: Mapping[str, Any],
    charts: Mapping[str, Any],
) -> dict[str, str]:
    """Every file of the review by its name; `status` (as `status --json`), `report` and `charts` are JSON already."""
    texts = {
        ASSESSMENT: as_json(status),
        REPORT: as_json(report, lines=False),
        CHARTS: as_json(charts, lines=False),
        KNOWN: as_json(_known(playbook, assessment, uploads).model_dump(mode="json"), lines=False),
        COMMENT: closing.comment.rstrip() + "\n" if closing.comment.strip() else "",
    }
    head = {
        "week": closing.week,
        "as_of": assessment.as_of.isoformat(),
        "basis": str(assessment.basis),
        "closed_at": closing.at.isoformat(timespec="seconds"),
        "closed_by": closing.by,
        "title": overview.headline(assessment),
        "score": assessment.readiness.score,
        "plan": assessment.readiness.plan,
        "taken": [entry.model_dump(mode="json") for entry in decisions_taken(playbook, assessment, closing.since)],
        "asked": [entry.model_dump(mode="json") for entry in _requested(assessment)],
        "follow_ups": [entry.model_dump(mode="json") for entry in _follow_ups(assessment, closing.since)],
        "files": {name: fingerprint(text) for name, text in texts.items()},
    }
    return {HEAD: head_text(head), **texts}


def _known(playbook: Playbook, assessment: Assessment, uploads: Sequence[FrozenUpload]) -> Known:
    return Known(
        playbook=playbook.bare_digest or playbook.digest,
        digests=digests_of(playbook.definitions),
        rules=rules_of(playbook.definitions),
        records=records_of(playbook.records, assessment.as_of),
        values=values_of(playbook.records, assessment.as_of),
        uploads=tuple(uploads),
        items=tuple(
            FrozenItem(
                area=item.area,
                id=item.id,
                title=item.title,
                weight=item.weight,
                value=item.value,
                state=item.state,
                undecided=item.undecided,
            )
            for item in assessment.items
        ),
    )


def decisions_taken(playbook: Playbook, assessment: Assessment, since: date) -> list[TakenDecision]:
    """Release decisions and decisions about experiments after `since` and by the assessment's day, in the order of
    their days."""

    def in_time(day: date) -> bool:
        return since < day <= assessment.as_of

    said = {
        (gate.product, gate.gate, gate.decision.on, gate.decision.at): str(gate.decision.verdict_then or "")
        for gate in assessment.gates
        if gate.decision is not None
    }

    products = {product.id: product.title for product in playbook.records.products.products}
    gates = {gate.id: gate.title for gate in playbook.gates.values()}
    taken = [
        TakenDecision(
            what=wording.ruled(
                decision.decided,
                products.get(decision.product, decision.product),
                gates.get(decision.gate, decision.gate),
            ),
            who=decision.by,
            on=decision.on,
            verdict_then=said.get((decision.product, decision.gate, decision.on, decision.at), ""),
            verdict_seen=decision.verdict_seen,
            reason=decision.reason,
        )
        for decision in playbook.records.decisions.decisions
        if in_time(decision.on)
    ]
    taken += [
        TakenDecision(
            what=wording.settled(decision.decided, experiment.title),
            who=decision.by,
            on=decision.on,
            reason=decision.why,
        )
        for experiment in playbook.records.experiments.experiments
        for decision in experiment.decisions
        if in_time(decision.on)
    ]
    return sorted(taken, key=lambda decision: decision.on)


def _requested(assessment: Assessment) -> list[RequestedDecision]:
    return [
        RequestedDecision(
            what=decision.what,
            who=decision.who,
            due=decision.due,
            verdict=None if decision.verdict is None else VERDICT_WORDS[decision.verdict],
            reason=decision.reason,
        )
        for decision in assessment.decisions_needed
    ]


def _follow_ups(assessment: Assessment, since: date) -> list[FrozenFollowUp]:
    return [
        FrozenFollowUp(what=entry.what, owner=entry.owner, on=entry.on, due=entry.due, done=entry.done, note=entry.note)
        for entry in assessment.follow_ups
        if entry.done is None or entry.done > since
    ]
