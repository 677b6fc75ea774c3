"""Closed reviews judged anew, by the definitions and records of the commit that holds them, on the same day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from metrics.observation import Basis
from playbook.documents.review import wording_check as wording
from playbook.loading.earlier_playbook import UnreadableThen, playbook_at
from playbook.loading.history import NoHistory, last_commit
from playbook.model.playbook import Playbook
from playbook.model.reviews.closed_review import ASSESSMENT, ClosedReview
from playbook.readiness.as_json import gates_document
from playbook.readiness.assessment import Assessment, assessment_of
from playbook.readiness.changes.entries import digests_of
from playbook.readiness.changes.recorded import records_of
from playbook.readiness.inquiry import Inquiry
from playbook.services.reviewing import FOLDER, counting
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A closed review beside the same day judged anew; `commit` is '' where git does not hold it. `differences` are
    what comes out otherwise, `because` what they come from; both are sentences."""

    week: str
    commit: str
    same: bool
    gates: int
    differences: tuple[str, ...]
    because: tuple[str, ...]


def recompute(workspace: Workspace, review: ClosedReview) -> Recomputed:
    """The review judged anew, and why it comes out otherwise, where it does; raises StoreUnavailable."""
    head, frozen = review.head, json.loads(review.texts[ASSESSMENT])
    then, commit, reasons = _playbook_then(workspace, review)
    questions = Inquiry(then, workspace.measurements(then), head.as_of, Basis(head.basis))
    differences = tuple(_differences(frozen, assessment_of(questions, compare=False)))
    because = (*reasons, *_causes(workspace, review, then)) if differences else ()
    if differences and not because:
        because = (wording.JUDGES_OTHERWISE,)
    return Recomputed(review.week, commit, not differences, len(frozen["gates"]), differences, because)


def _playbook_then(workspace: Workspace, review: ClosedReview) -> tuple[Playbook, str, list[str]]:
    now, home = workspace.playbook().playbook, workspace.home
    try:
        commit = last_commit(home.records / FOLDER / review.name)
        if not commit:
            return now, "", [wording.NOT_COMMITTED]
        return replace(playbook_at(home.definitions, home.records, commit, now), reviews=()), commit, []
    except (NoHistory, UnreadableThen) as reason:
        return now, "", [wording.by_todays(str(reason))]


def _differences(frozen: dict[str, Any], anew: Assessment) -> Iterator[str]:
    before = {(gate["product"], gate["gate"]): gate for gate in frozen["gates"]}
    after = {(gate["product"], gate["gate"]): gate for gate in gates_document(anew, anew.gates).to_json()["gates"]}
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        name = f"{(was or now or {})['product_name']}, {(was or now or {})['gate_name']}"
        if was is None or now is None:
            yield wording.gate_gone(name) if now is None else wording.gate_new(name)
        elif (was["verdict"], was["score"]) != (now["verdict"], now["score"]):
            yield wording.verdict_differs(name, *((one["verdict"], one["score"]) for one in (was, now)))
        else:
            outcomes = [{line["id"]: line["outcome"] for line in one["criteria"]} for one in (was, now)]
            for criterion in dict.fromkeys((*outcomes[0], *outcomes[1])):
                pair = outcomes[0].get(criterion), outcomes[1].get(criterion)
                if pair[0] != pair[1]:
                    yield wording.outcome_differs(name, criterion, *pair)
    score, again = frozen["readiness"]["score"], round(anew.readiness.score, 1)
    if abs(score - again) >= 0.05:
        yield wording.score_differs(score, again)


def _causes(workspace: Workspace, review: ClosedReview, then: Playbook) -> Iterator[str]:
    known, day = review.known, review.head.as_of
    definitions = digests_of(then.definitions)
    files = [file for file, digest in known.digests.items() if definitions.get(file) != digest]
    if files:
        yield wording.definitions_differ(files)
    records = records_of(then.records, day)
    files = [file for file, entries in known.records.items() if records.get(file, {}) != entries]
    if files:
        yield wording.records_differ(files)
    counted = {upload.upload_id for upload in counting(workspace, day)}
    frozen = {upload.upload_id: upload.file_name for upload in review.known.uploads}
    gone = [name for upload, name in frozen.items() if upload not in counted]
    if gone or counted - set(frozen):
        yield wording.uploads_differ(gone, len(counted - set(frozen)))
