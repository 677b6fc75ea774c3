"""The workflow as the document of `playbook workflow --json`."""

from dataclasses import dataclass

from playbook.concerns.workflow.status import WorkflowStatus
from playbook.json_values import Document


@dataclass(frozen=True, kw_only=True)
class WorkflowDocument(WorkflowStatus, Document):
    """Every product, or the one that was asked for; shares run 0 to 1, unknown is null."""


def workflow_document(status: WorkflowStatus, product: str | None = None) -> WorkflowDocument:
    """Every product, or one of them."""
    chosen = tuple(flow for flow in status.products if product in (None, flow.product))
    return WorkflowDocument(as_of=status.as_of, products=chosen)
