"""What the HTTP API answers: the command's documents, made from the same assessment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metrics.store.migrations import NEWEST
from playbook.concerns.control.as_json import metrics_document
from playbook.concerns.control.reviews import metric_reviews
from playbook.readiness.as_json import gates_document, status_document
from playbook.readiness.selection import for_product, gates_of, reviews_of
from playbook.services import choices
from playbook.services.receiving import upload_json
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in: its workspace, its parameters by name, and who asks ('' for anybody)."""

    workspace: Workspace
    questions: Mapping[str, str]
    caller: str = ""


Answer = Mapping[str, Any]


def health(call: Call) -> Answer:
    """Whether the process serves, the store answers and the playbook is whole; how old the newest upload is."""
    workspace = call.workspace
    state, uploads = workspace.playbook(), workspace.uploads()
    newest = max((upload.received_at for upload in uploads), default=None)
    age = None if newest is None else max(0.0, (workspace.now() - newest).total_seconds())
    return {
        "schema": 1,
        "status": "ok",
        "store": workspace.version(),
        "store_schema": NEWEST,
        "newest_upload": None if newest is None else newest.isoformat() + "Z",
        "store_age_seconds": age,
        "sample": workspace.is_sample,
        "playbook": str(state.shown),
        "errors": len(state.errors),
        "today": workspace.today().isoformat(),
    }


def status(call: Call) -> Answer:
    """As `playbook status --json`."""
    workspace, questions = call.workspace, call.questions
    product = choices.product(workspace, questions.get("product"))
    day, basis = choices.as_of(workspace, questions.get("as_of")), choices.basis(questions.get("basis"))
    state, reviews = workspace.playbook(), workspace.ask(metric_reviews, day, basis)
    assessment = for_product(workspace.assess(day, basis), product)
    problems = (*state.problems, *workspace.stored_problems())
    return status_document(assessment, sample=workspace.is_sample, problems=problems, reviews=reviews).to_json()


def gates(call: Call) -> Answer:
    """As `playbook gates --json`."""
    workspace, questions = call.workspace, call.questions
    product = choices.product(workspace, questions.get("product"))
    gate = choices.gate(workspace, questions.get("gate"))
    assessment = workspace.assess(
        choices.as_of(workspace, questions.get("as_of")), choices.basis(questions.get("basis"))
    )
    return gates_document(assessment, gates_of(assessment, product, gate)).to_json()


def metrics(call: Call) -> Answer:
    """As `playbook metrics --json`."""
    workspace, questions = call.workspace, call.questions
    day, basis = choices.as_of(workspace, questions.get("as_of")), choices.basis(questions.get("basis"))
    product = choices.product(workspace, questions.get("product"))
    metric = choices.metric(workspace, questions.get("metric"))
    reviews = reviews_of(workspace.ask(metric_reviews, day, basis), metric, product)
    weekly = choices.weekly_reviews(workspace, day, basis)
    return metrics_document(day, reviews, basis=basis, weekly=weekly).to_json()


def uploads(call: Call) -> Answer:
    """As `playbook uploads --json`: what was received, by whom and when, and how much of it still counts."""
    return {"schema": 1, "uploads": [upload_json(entry) for entry in call.workspace.uploads()]}
