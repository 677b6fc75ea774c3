"""What the HTTP API answers: the command's documents, made from the same assessment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from metrics.observation import Basis, Moment
from metrics.store.migrations import NEWEST
from playbook.concerns.candidates.as_json import AdmittedDocument
from playbook.concerns.control.as_json import MetricsDocument, metrics_document
from playbook.concerns.control.reviews import metric_controls
from playbook.json_values import Document
from playbook.loading.state import Shown
from playbook.readiness.as_json import GatesDocument, StatusDocument, gates_document, status_document
from playbook.readiness.bars.too_low import low_bars
from playbook.readiness.selection import for_product, gates_of, reviews_of
from playbook.services import choices
from playbook.services.as_json import UploadsDocument, upload_row
from playbook.services.candidates import GatesFor, admitted_document, asked_candidate
from playbook.services.notify.as_json import NotifyDocument
from playbook.services.notify.notifying import history
from playbook.services.received import uploads_by
from playbook.workspace.by_definitions import judging_by
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in: its workspace, its parameters by name, and who asks ('' for anybody)."""

    workspace: Workspace
    questions: Mapping[str, str]
    caller: str = ""
    key: str = ""
    """The caller's own name for this request; '' where they gave none."""


@dataclass(frozen=True, kw_only=True)
class HealthDocument(Document):
    """`GET /api/health`."""

    status: Literal["ok"] = "ok"
    store: Annotated[str, Field(description="changes with every upload and every revocation")]
    store_schema: int
    newest_upload: Moment | None
    store_age_seconds: float | None
    sample: bool
    playbook: Shown
    errors: int
    today: date


def health(call: Call) -> HealthDocument:
    """Whether the process serves, the store answers and the playbook is whole; how old the newest upload is."""
    workspace = call.workspace
    state, uploads = workspace.playbook(), workspace.uploads()
    newest = max((upload.received_at for upload in uploads), default=None)
    age = None if newest is None else max(0.0, (workspace.now() - newest).total_seconds())
    return HealthDocument(
        store=workspace.version(),
        store_schema=NEWEST,
        newest_upload=newest,
        store_age_seconds=age,
        sample=workspace.is_sample,
        playbook=state.shown,
        errors=len(state.errors),
        today=workspace.today(),
    )


def _parameters(call: Call) -> tuple[Workspace, date, Basis]:
    """Whose definitions judge which day on which basis; raises NoHistory, UnreadableThen."""
    questions = call.questions
    day, basis = choices.as_of(call.workspace, questions.get("as_of")), choices.basis(questions.get("basis"))
    return judging_by(call.workspace, questions.get("definitions"), day)[0], day, basis


def status(call: Call) -> StatusDocument:
    """As `playbook status --json`."""
    workspace, day, basis = _parameters(call)
    product = choices.product(workspace, call.questions.get("product"))
    state, reviews = workspace.playbook(), workspace.ask(metric_controls, day, basis)
    assessment = for_product(workspace.assess(day, basis), product)
    problems = (*state.problems, *workspace.stored_problems())
    return status_document(assessment, sample=workspace.is_sample, problems=problems, reviews=reviews)


def gates(call: Call) -> GatesDocument:
    """As `playbook gates --json`."""
    workspace, day, basis = _parameters(call)
    product = choices.product(workspace, call.questions.get("product"))
    gate = choices.gate(workspace, call.questions.get("gate"))
    text = call.questions.get("candidate")
    ships = None if text is None else asked_candidate(workspace, product, text, day)
    assessment = workspace.assess(day, basis)
    statuses = gates_of(assessment, product if ships is None else ships.product, gate)
    if ships is not None:
        statuses = workspace.ask(GatesFor(ships, tuple(status.gate for status in statuses)), day, basis)
    return gates_document(assessment, statuses, candidate=ships, low=workspace.ask(low_bars, day, basis))


def admitted(call: Call) -> AdmittedDocument:
    """As `playbook admitted --json`."""
    workspace, day, basis = _parameters(call)
    product = choices.product(workspace, call.questions.get("product"))
    gate = choices.gate(workspace, call.questions.get("gate"))
    running = asked_candidate(workspace, product, call.questions.get("candidate", ""), day)
    return admitted_document(workspace, running, gate, day, basis)


def metrics(call: Call) -> MetricsDocument:
    """As `playbook metrics --json`."""
    workspace, day, basis = _parameters(call)
    product = choices.product(workspace, call.questions.get("product"))
    metric = choices.metric(workspace, call.questions.get("metric"))
    reviews = reviews_of(workspace.ask(metric_controls, day, basis), metric, product)
    weekly = choices.all_weekly_figures(workspace, day, basis)
    return metrics_document(day, reviews, basis=basis, weekly=weekly)


def notices(call: Call) -> NotifyDocument:
    """As `playbook notify --history --json`: the last digests and alerts, and what became of each."""
    return history(call.workspace)


def uploads(call: Call) -> UploadsDocument:
    """As `playbook uploads --json`: what was received, by whom and when, and how much of it still counts."""
    workspace, day = call.workspace, call.questions.get("as_of")
    received = workspace.uploads() if day is None else uploads_by(workspace, choices.as_of(workspace, day))
    return UploadsDocument(uploads=tuple(map(upload_row, received)))
